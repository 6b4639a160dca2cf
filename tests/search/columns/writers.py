"""Other people who write while a site runs, in processes of their own: python -m tests.search.columns.writers edits|import."""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site_settings")
EDITS, PER_SECOND = 300, 100
IMPORTED = 10_000


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
    from services.actions import recording
    from services.models import Area, Location, Organization, Service, ServiceAtLocation

    towns = list(Area.objects.filter(kind="municipality").order_by("key")[:500])
    with recording.atomic():
        carrier = Organization.objects.create(name="Große Einfuhr")
        print("begun", flush=True)
        places = [Location(organization=carrier, city=town.name, area=town) for town in towns]
        services = [Service(organization=carrier, name_de=f"Eingeführt {number}") for number in range(IMPORTED)]
        offers = [
            ServiceAtLocation(service=service, location=places[number % len(places)], status="published", code=f"{number:05d}")
            for number, service in enumerate(services)
        ]
        for model, made in ((Location, places), (Service, services), (ServiceAtLocation, offers)):
            model.objects.bulk_create(made, batch_size=2000)  # type: ignore[attr-defined]
    print("done", flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    {"edits": edits, "import": imports}[sys.argv[1]]()
