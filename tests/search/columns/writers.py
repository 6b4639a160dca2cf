"""Other people who write while a site runs, in processes of their own.

python -m tests.search.columns.writers single|lists|rows|import

The first three keep to listings of their own. After each commit they say in one line what it has brought and what stays, as
word and listing; in the last line, how many edits there were and in how many seconds.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site_settings")
#: Edits that each is to reach in a second. Two cores reach it with `rows` only: of an edit in the records most is Python.
PER_SECOND = 100
SINGLE, LISTS, ROWS, AT_ONCE = 80, 200, 600, 10
IMPORTED = 10_000


def single() -> None:
    """One edit a commit, with its history, as when staff press "save"."""
    _edit("s", SINGLE, 1, lambda services: services[0].save())


def lists() -> None:
    """Ten edits a commit, as when a list of changes is taken over."""
    from services.models import Service

    _edit("l", LISTS, AT_ONCE, lambda services: Service.objects.bulk_update(services, ["name", "name_de"]))


def _edit(mark: str, number: int, at_once: int, save: Callable[[list[Any]], object]) -> None:
    from services.actions import recording

    offers = _offers("sl".index(mark))
    names = {offer.service_id: ["Beratung"] for offer in offers}
    start = time.monotonic()
    for first in range(0, number, at_once):
        edited = {f"kwy{each}{mark}": offers[each % len(offers)] for each in range(first, first + at_once)}
        with recording.atomic():
            for word, offer in edited.items():
                names[offer.service_id].append(word)
                offer.service.name_de = " ".join(names[offer.service_id])
            save([offer.service for offer in edited.values()])
        print(*(f"{word}={offer.pk}" for word, offer in edited.items()), flush=True)
        _wait(start, first + at_once)
    _finish(start, number)


def rows() -> None:
    """What an edit leaves for the workers, without the records: always two at a time, and who begins first commits last."""
    import psycopg
    from django.db import connection

    offers = [offer.pk for offer in _offers(2)]
    known = {name: value for name, value in connection.get_connection_params().items() if name in ("host", "port", "user", "password")}
    links = [psycopg.connect(dbname=connection.settings_dict["NAME"], **known) for _number in range(2)]
    start = time.monotonic()
    for first in range(0, ROWS, 2):
        edited = {f"kwy{each}r": offers[each % len(offers)] for each in (first, first + 1)}
        for link, (word, offer) in zip(links, edited.items(), strict=True):
            token = [f"D{word}"]
            link.execute("UPDATE services_searchrow SET tokens = tokens || array_to_tsvector(%s) WHERE offer_id = %s", [token, offer])
        for link, (word, offer) in reversed([*zip(links, edited.items(), strict=True)]):
            link.commit()
            print(f"{word}={offer}", flush=True)
        _wait(start, first + 2)
    _finish(start, ROWS)


def _offers(part: int) -> list[Any]:
    """One published offer each of a third of the services."""
    from services.models import ServiceAtLocation

    found = ServiceAtLocation.objects.public().select_related("service").order_by("service_id", "pk").distinct("service_id")
    return list(found)[part::3]


def _wait(start: float, done: int) -> None:
    time.sleep(max(0.0, start + done / PER_SECOND - time.monotonic()))


def _finish(start: float, done: int) -> None:
    print(done, round(time.monotonic() - start, 1), flush=True)


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
    {"single": single, "lists": lists, "rows": rows, "import": imports}[sys.argv[1]]()
