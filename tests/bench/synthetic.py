"""A made-up country of counselling: as many listings as wanted, the same in every run.

Skewed as the real one: Berlin holds 8 %, large towns more than small ones; half of the listings say nothing of languages;
some are for everywhere, closed, hidden, long unchecked. Words come from our own vocabulary. Up to a hundred thousand are
written as records and indexed like any other; a million are ten copies of those, made by PostgreSQL.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from services import models
from services.actions import recording
from services.choices import AccessWay
from services.models.service_at_location import CODE_LETTERS
from services.search import changes

TODAY = date(2026, 11, 22)
_BATCH = 2000
_BERLIN_SHARE = 0.08
_CARRIERS = (
    "Caritasverband",
    "Diakonie",
    "AWO",
    "DRK",
    "Malteser",
    "Paritätischer",
    "Johanniter",
    "Refugio",
    "Stadtmission",
    "Verein Ankommen",
)
_PROGRAMMES = (
    *("MBE",) * 14, *("JMD",) * 10, *("FSA_MSA",) * 14, *("AVB",) * 9, *("PSZ",) * 5, *("SCHULD",) * 7, *("SCHWANG",) * 6, *("SUCHT",) * 5,
    *("ADB",) * 3, *("GEWALT",) * 4, *("SHK",) * 3, *("MSO",) * 6, *("EUTB",) * 3, *("RUECK",) * 1, *("FACHK",) * 2, *("WOHN",) * 3,
    *("RECHT",) * 3, *("SHG",) * 3, *("QUEER",) * 2, "",
)  # fmt: skip
_WEEKS = tuple(
    f"{days} {start:02d}:{minute}-{start + length:02d}:00"
    for days in ("Mo-Fr", "Mo,We,Fr", "Tu,Th", "Mo-Th", "We", "Tu-Fr")
    for start in (8, 9, 10, 13)
    for minute in ("00", "30")
    for length in (3, 4, 6, 8)
)
_SPOKEN = ("ar", "fa", "fa-AF", "uk", "ru", "tr", "fr", "ti", "ku", "en", "de", "es", "ps", "so")
Made = tuple[models.Location, models.Service, models.ServiceAtLocation]


class Country:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.programmes = {programme.code: programme for programme in models.Programme.objects.order_by("code")}
        self.needs = list(models.Need.objects.order_by("bit"))
        self.languages = {language.code: language for language in models.Language.objects.order_by("bit")}
        self.areas = {area.number: area for area in models.Area.objects.order_by("number")}
        self.codes = list(models.PostalCode.objects.prefetch_related("areas").order_by("code"))
        self.weights = self._weights()
        texts = models.NeedSynonym.objects.filter(language="de").order_by("pk").values_list("text", flat=True)
        self.words = sorted({word for text in texts for word in text.split()})

    def _weights(self) -> list[float]:
        towns = [min(code.areas.all(), key=lambda area: area.key) for code in self.codes]
        sizes = Counter(area.number for area in towns)
        weights = [0.0 if area.key.startswith("11000") else sizes[area.number] ** 0.3 for area in towns]
        berlin = [position for position, area in enumerate(towns) if area.key.startswith("11000")]
        share = sum(weights) * _BERLIN_SHARE / (1 - _BERLIN_SHARE)
        return [share / len(berlin) if position in set(berlin) else weight for position, weight in enumerate(weights)]

    def _id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def organizations(self, number: int) -> Iterator[models.Organization]:
        for position in range(number):
            name = f"{self.dice.choice(_CARRIERS)} {self.dice.choice(self.words).title()} {position}"
            yield models.Organization(id=self._id(), name=name[:200], website=f"https://example.org/{position}")

    def offers(self, number: int, carriers: list[models.Organization]) -> Iterator[Made]:
        codes = self.dice.choices(self.codes, self.weights, k=number)
        for position, code in enumerate(codes):
            carrier = self.dice.choice(carriers)
            place = self._place(code, carrier)
            service = self._service(place, carrier)
            yield place, service, self._offer(position, place, service)

    def _place(self, code: models.PostalCode, carrier: models.Organization) -> models.Location:
        dice, area = self.dice, min(code.areas.all(), key=lambda area: area.key)
        if dice.random() < 0.01:
            kreis = next(self.areas[number] for number in reversed(area.line) if self.areas[number].kind in ("kreis", "land"))
            return models.Location(id=self._id(), organization=carrier, area=kreis, visibility="hidden", precision="kreis")
        if dice.random() < 0.01:
            return models.Location(id=self._id(), organization=carrier, kind="virtual", precision="none")
        exact = dice.random() < 0.7
        return models.Location(
            id=self._id(),
            organization=carrier,
            street=f"{dice.choice(self.words).title()}straße {dice.randint(1, 200)}" if exact else "",
            precision="address" if exact else "postal_code",
            postal_code=code.code,
            city=area.name,
            area=area,
            lat=code.lat + dice.gauss(0, 0.01) if exact else None,
            lon=code.lon + dice.gauss(0, 0.015) if exact else None,
        )

    def _service(self, place: models.Location, carrier: models.Organization) -> models.Service:
        dice = self.dice
        programme = self.programmes.get(dice.choice(_PROGRAMMES))
        theme = programme.name_de if programme else dice.choice(self.words).title()
        text = " ".join(dice.choices(self.words, k=25))
        audiences = [] if dice.random() < 0.9 else [dice.choice(("helper", "professional", "organisation"))]
        return models.Service(
            id=self._id(), organization=carrier, programme=programme, audiences=audiences,
            name_de=f"{theme} {dice.choice(self.words)} {place.city}"[:200], description_de=text, cost=dice.choice(("", "free")),
        )  # fmt: skip

    def _offer(self, position: int, place: models.Location, service: models.Service) -> models.ServiceAtLocation:
        dice = self.dice
        access = dice.sample(AccessWay.values, dice.choice((0, 1, 2, 3)))
        takes_new = "" if dice.random() < 0.85 else dice.choice(("yes", "no"))
        away = dice.random() < 0.02
        return models.ServiceAtLocation(
            id=self._id(), service=service, location=place, status="published", code=_code(position), access=access,
            access_not=[way for way in AccessWay.values if way not in access and dice.random() < 0.05],
            hours="" if dice.random() < 0.3 else dice.choice(_WEEKS), nationwide=dice.random() < 0.003,
            languages_complete=dice.random() < 0.1, operation="closed" if dice.random() < 0.01 else "",
            takes_new=takes_new, takes_new_on=TODAY - timedelta(days=dice.randint(0, 300)) if takes_new else None,
            closed_from=TODAY - timedelta(days=3) if away else None, closed_to=TODAY + timedelta(days=9) if away else None,
        )  # fmt: skip

    def further(self, made: Made) -> Iterator[models.SpokenLanguage | models.Check | models.ServiceArea | models.Contact]:
        """What hangs on an offer."""
        dice, (place, service, offer) = self.dice, made
        line = str(dice.randint(1_000_000, 99_999_999))
        carrier = service.organization
        yield models.Contact(id=self._id(), organization=carrier, kind="phone", value=f"030 {line}", e164=f"+4930{line}")
        if dice.random() < 0.5:
            for code in dice.sample(_SPOKEN, dice.choice((1, 2, 3, 5))):
                mode = dice.choice(("staff", "staff", "interpreter", "on_request", "video"))
                yield models.SpokenLanguage(id=self._id(), offer=offer, language=self.languages[code], mode=mode)
        for group in dice.sample(("languages", "hours", "address", "offer"), dice.choice((0, 1, 2, 4))):
            day = TODAY - timedelta(days=int(900 * dice.random() ** 2))
            yield models.Check(id=self._id(), offer=offer, group=group, day=day, day_precision="day", outcome="confirmed", method="phone")
        if place.area and dice.random() < 0.4:
            up = dice.choice(place.area.line[2:] or place.area.line)
            yield models.ServiceArea(id=self._id(), service=service, area=self.areas[up])


def _code(position: int) -> str:
    base = len(CODE_LETTERS)
    return "".join(CODE_LETTERS[position // base**place % base] for place in range(5))


def fill(number: int, seed: int = 5) -> None:
    """Instead of the real listings; the search rows are still to be written (`search.index_care.rebuild`)."""
    with recording.atomic(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers: the index is built as a whole
        _empty(cursor)
        country = Country(seed)
        carriers = models.Organization.objects.bulk_create(country.organizations(max(20, number // 25)), batch_size=_BATCH)
        offers = country.offers(number, carriers)
        while batch := list(islice(offers, _BATCH)):
            _write(country, batch)


def _empty(cursor: CursorWrapper) -> None:
    for model in (models.ServiceAtLocation, models.SearchRow, models.Service, models.Location, models.Organization, models.Contact):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def _write(country: Country, batch: list[Made]) -> None:
    for model, position in ((models.Location, 0), (models.Service, 1), (models.ServiceAtLocation, 2)):
        model.objects.bulk_create([made[position] for made in batch])  # type: ignore[misc]
    further = [(made[2], thing) for made in batch for thing in country.further(made)]
    for kind in (models.Contact, models.SpokenLanguage, models.Check, models.ServiceArea):
        kind.objects.bulk_create([thing for _offer, thing in further if isinstance(thing, kind)], ignore_conflicts=True)
    link, contacts = models.ServiceAtLocation.contacts.through, [pair for pair in further if isinstance(pair[1], models.Contact)]
    link.objects.bulk_create(link(serviceatlocation=offer, contact=contact) for offer, contact in contacts)
    own, dice = models.Service.needs.through, country.dice
    chosen = [(made[1], need) for made in batch if dice.random() < 0.5 for need in dice.sample(country.needs, dice.choice((1, 1, 2, 3)))]
    own.objects.bulk_create(own(service=service, need=need) for service, need in chosen)


#: Table → columns that hold the id of a copied record; carriers and their numbers stay the same.
_COPIED = {
    models.Location: ("id",),
    models.Service: ("id",),
    models.ServiceAtLocation: ("id", "service_id", "location_id"),
    models.SpokenLanguage: ("id", "offer_id"),
    models.Check: ("id", "offer_id"),
    models.ServiceArea: ("id", "service_id"),
    models.SearchRow: ("offer_id",),
    models.ServiceAtLocation.contacts.through: ("serviceatlocation_id",),
    models.Service.needs.through: ("service_id",),
}


def multiply(times: int) -> None:
    """Every listing `times` times, with its search row, at the same place, with ids and codes of their own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model, ids in _COPIED.items():
            cursor.execute(_copies(model, ids), {"times": times - 1, "letters": CODE_LETTERS})
        changes.new_epoch()


def _copies(model: type[Model], ids: tuple[str, ...]) -> str:
    names = [field.column for field in model._meta.concrete_fields if field.column in ids or field.column != "id"]
    values = {name: f"md5({name}::text || copy)::uuid" for name in ids}
    if model is models.ServiceAtLocation:
        values["code"] = "substr(code, 1, 3) || substr(%(letters)s, copy / 29 + 1, 1) || substr(%(letters)s, copy %% 29 + 1, 1)"
    picked = ", ".join(values.get(name, f'"{name}"') for name in names)
    table = model._meta.db_table
    into = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({into}) SELECT {picked} FROM {table} CROSS JOIN generate_series(1, %(times)s) AS copy"
