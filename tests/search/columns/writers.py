"""Other people who write while a site runs, in processes of their own: python -m tests.search.columns.writers edits|import."""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site_settings")
EDITS, PER_SECOND = 300, 100
IMPORTED = 300


def edits() -> None:
    """One commit each, as fast as asked for; says the word that each has brought and that stays."""
    from services.actions import recording
    from services.models import Service

    services = list(Service.objects.filter(offers__status="published").distinct().order_by("pk"))
    start = time.monotonic()
    for number in range(EDITS):
        service, word = services[number % len(services)], f"kwyjibo{number}x"
        with recording.atomic():
            service.name_de = f"{service.name_de if number >= len(services) else 'Beratung'} {word}"
            service.save()
        print(word, flush=True)
        time.sleep(max(0.0, start + number / PER_SECOND - time.monotonic()))


def imports() -> None:
    """Begun before the edits, committed in the midst of them or after."""
    from itertools import islice

    from services.actions import recording
    from services.models import Location, Organization, Service, ServiceAtLocation
    from tests.bench.synthetic import Country

    country = Country(9)
    with recording.atomic():
        carriers = Organization.objects.bulk_create(country.organizations(20))
        print("begun", flush=True)
        made = list(islice(country.offers(IMPORTED, carriers), IMPORTED))
        for number, (_place, _service, offer) in enumerate(made):
            offer.code = f"{number:05d}"
        for model, position in ((Location, 0), (Service, 1), (ServiceAtLocation, 2)):
            model.objects.bulk_create([each[position] for each in made], batch_size=2000)
    print("done", flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    {"edits": edits, "import": imports}[sys.argv[1]]()
