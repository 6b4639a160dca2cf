"""A made-up country of counselling: as many listings as wanted, the same in every run.

Skewed as the real one: Berlin holds 8 %, large towns more than small ones; half of the listings say nothing of languages;
some are for everywhere, closed, hidden, long unchecked. Words come from our own vocabulary. Up to a hundred thousand are
written (COPY) and indexed like any other; a million are ten copies of those, made by PostgreSQL.
"""

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import AutoField, Model

from services import models
from services.choices import AccessWay
from services.models.service_at_location import CODE_LETTERS
from services.search import changes

TODAY = date(2026, 11, 22)
_BATCH = 5000
_BERLIN_SHARE = 0.08
_ACCESS = tuple(AccessWay.values)
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
Town = tuple[models.PostalCode, models.Area]
#: Columns by name; what is left out has the value of a record that nobody has filled in.
Row = dict[str, Any]


class Country:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.programmes = {programme.code: programme for programme in models.Programme.objects.order_by("code")}
        self.needs = list(models.Need.objects.order_by("bit"))
        self.languages = {language.code: language for language in models.Language.objects.order_by("bit")}
        self.areas = {area.number: area for area in models.Area.objects.order_by("number")}
        codes = models.PostalCode.objects.prefetch_related("areas").order_by("code")
        towns = [(code, min(code.areas.all(), key=lambda area: area.key)) for code in codes]
        self.towns = [(code, area) for code, area in towns if area.parent_id]  # of two codes only the country is known
        self.weights = list(itertools.accumulate(self._weights()))
        texts = models.NeedSynonym.objects.filter(language="de").order_by("pk").values_list("text", flat=True)
        self.words = sorted({word for text in texts for word in text.split()})

    def _weights(self) -> list[float]:
        sizes = Counter(area.number for _code, area in self.towns)
        weights = [0.0 if area.key.startswith("11000") else sizes[area.number] ** 0.3 for _code, area in self.towns]
        berlin = {position for position, (_code, area) in enumerate(self.towns) if area.key.startswith("11000")}
        share = sum(weights) * _BERLIN_SHARE / (1 - _BERLIN_SHARE)
        return [share / len(berlin) if position in berlin else weight for position, weight in enumerate(weights)]

    def _id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def organizations(self, number: int) -> list[Row]:
        names = (f"{self.dice.choice(_CARRIERS)} {self.dice.choice(self.words).title()} {position}" for position in range(number))
        return [{"id": self._id(), "name": name[:200], "website": f"https://example.org/{at}"} for at, name in enumerate(names)]

    def write(self, cursor: CursorWrapper, start: int, number: int, carriers: list[UUID]) -> None:
        rows: dict[type[Model], list[Row]] = defaultdict(list)
        for position, town in enumerate(self.dice.choices(self.towns, cum_weights=self.weights, k=number), start):
            self._listing(rows, position, town, self.dice.choice(carriers))
        for model in sorted(rows, key=lambda model: model._meta.db_table):
            _copy(cursor, model, rows[model])

    def _listing(self, rows: dict[type[Model], list[Row]], position: int, town: Town, carrier: UUID) -> None:
        place, area = self._place(town, carrier)
        service = self._service(place, carrier)
        offer = self._offer(position, place["id"], service["id"])
        rows[models.Location].append(place)
        rows[models.Service].append(service)
        rows[models.ServiceAtLocation].append(offer)
        for model, row in itertools.chain(self._of_offer(offer["id"], carrier), self._of_service(service["id"], area)):
            rows[model].append(row)

    def _place(self, town: Town, carrier: UUID) -> tuple[Row, models.Area | None]:
        dice, (code, area) = self.dice, town
        nowhere = {"street": "", "postal_code": "", "city": "", "lat": None, "lon": None, "kind": "physical", "visibility": "full"}
        place: Row = {"id": self._id(), "organization_id": carrier, **nowhere}
        if dice.random() < 0.01:
            kreis = next(self.areas[number] for number in reversed(area.line) if self.areas[number].kind in ("kreis", "land"))
            return {**place, "area_id": kreis.pk, "visibility": "hidden", "precision": "kreis"}, kreis
        if dice.random() < 0.01:
            return {**place, "area_id": None, "kind": "virtual", "precision": "none"}, None
        place |= {"area_id": area.pk, "precision": "postal_code", "postal_code": code.code, "city": area.name}
        if dice.random() < 0.7:
            place["street"] = f"{dice.choice(self.words).title()}straße {dice.randint(1, 200)}"
            place |= {"precision": "address", "lat": code.lat + dice.gauss(0, 0.01), "lon": code.lon + dice.gauss(0, 0.015)}
        return place, area

    def _service(self, place: Row, carrier: UUID) -> Row:
        dice = self.dice
        programme = self.programmes.get(dice.choice(_PROGRAMMES))
        theme = programme.name_de if programme else dice.choice(self.words).title()
        name, text = f"{theme} {dice.choice(self.words)} {place['city']}"[:200], " ".join(dice.choices(self.words, k=25))
        return {
            "id": self._id(), "organization_id": carrier, "programme_id": programme.pk if programme else None,
            "audiences": [] if dice.random() < 0.9 else [dice.choice(("helper", "professional", "organisation"))],
            "name": name, "name_de": name, "description": text, "description_de": text, "cost": dice.choice(("", "free")),
        }  # fmt: skip

    def _offer(self, position: int, place: UUID, service: UUID) -> Row:
        dice = self.dice
        access = dice.sample(_ACCESS, dice.choice((0, 1, 2, 3)))
        takes_new = "" if dice.random() < 0.85 else dice.choice(("yes", "no"))
        away = dice.random() < 0.02
        return {
            "id": self._id(), "service_id": service, "location_id": place, "status": "published", "code": _code(position),
            "access": access, "access_not": [way for way in _ACCESS if way not in access and dice.random() < 0.05],
            "hours": "" if dice.random() < 0.3 else dice.choice(_WEEKS), "nationwide": dice.random() < 0.003,
            "languages_complete": dice.random() < 0.1, "operation": "closed" if dice.random() < 0.01 else "",
            "takes_new": takes_new, "takes_new_on": TODAY - timedelta(days=dice.randint(0, 300)) if takes_new else None,
            "closed_from": TODAY - timedelta(days=3) if away else None, "closed_to": TODAY + timedelta(days=9) if away else None,
        }  # fmt: skip

    def _of_offer(self, offer: UUID, carrier: UUID) -> Iterator[tuple[type[Model], Row]]:
        dice, contact = self.dice, self._id()
        line = str(dice.randint(1_000_000, 99_999_999))
        number = {"kind": "phone", "value": f"030 {line}", "e164": f"+4930{line}"}
        yield models.Contact, {"id": contact, "organization_id": carrier, **number}
        yield models.ServiceAtLocation.contacts.through, {"serviceatlocation_id": offer, "contact_id": contact}
        if dice.random() < 0.5:
            for code in dice.sample(_SPOKEN, dice.choice((1, 2, 3, 5))):
                mode = dice.choice(("staff", "staff", "interpreter", "on_request", "video"))
                yield models.SpokenLanguage, {"id": self._id(), "offer_id": offer, "language_id": self.languages[code].pk, "mode": mode}
        for group in dice.sample(("languages", "hours", "address", "offer"), dice.choice((0, 1, 2, 4))):
            dated = {"day": TODAY - timedelta(days=int(900 * dice.random() ** 2)), "day_precision": "day"}
            yield models.Check, {"id": self._id(), "offer_id": offer, "group": group, "outcome": "confirmed", "method": "phone", **dated}

    def _of_service(self, service: UUID, area: models.Area | None) -> Iterator[tuple[type[Model], Row]]:
        dice = self.dice
        if area and dice.random() < 0.4:
            served = self.areas[dice.choice(area.line[2:] or area.line)]
            yield models.ServiceArea, {"id": self._id(), "service_id": service, "area_id": served.pk}
        if dice.random() < 0.5:
            for need in dice.sample(self.needs, dice.choice((1, 1, 2, 3))):
                yield models.Service.needs.through, {"service_id": service, "need_id": need.pk}


def _code(position: int) -> str:
    base = len(CODE_LETTERS)
    return "".join(CODE_LETTERS[position // base**place % base] for place in range(5))


def fill(number: int, seed: int = 5) -> None:
    """Instead of the real listings; the search rows are still to be written (`search.index_care.rebuild`)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers: the index is built as a whole
        _empty(cursor)
        country = Country(seed)
        carriers = country.organizations(max(20, number // 25))
        _copy(cursor, models.Organization, carriers)
        for start in range(0, number, _BATCH):
            country.write(cursor, start, min(_BATCH, number - start), [carrier["id"] for carrier in carriers])


def _empty(cursor: CursorWrapper) -> None:
    """The rules of the programmes stay: without them nothing would be closed to anybody. As services can have rules of their
    own, emptying the services empties the table of all rules.
    """
    rules = models.Rule._meta.db_table
    cursor.execute(f"CREATE TEMPORARY TABLE rules_of_programmes AS SELECT * FROM {rules} WHERE service_id IS NULL")
    for model in (models.ServiceAtLocation, models.SearchRow, models.Service, models.Location, models.Organization, models.Contact):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
    cursor.execute(f"INSERT INTO {rules} SELECT * FROM rules_of_programmes")
    cursor.execute("DROP TABLE rules_of_programmes")


def _copy(cursor: CursorWrapper, model: type[Model], rows: list[Row]) -> None:
    """All with the same columns; a column that may be empty and is not named stays empty."""
    blank, fields = model(), model._meta.concrete_fields
    rest = [field for field in fields if field.column not in rows[0] and not field.null and not isinstance(field, AutoField)]
    names, defaults = [*rows[0], *(field.column for field in rest)], [field.value_from_object(blank) for field in rest]
    columns = ", ".join(f'"{name}"' for name in names)
    with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([*row.values(), *defaults])


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
    """Every listing `times` times, with its search row, at the same place, with ids and codes of their own.

    At most 29 times 707,281 listings: four letters of their codes tell those apart, the fifth the copies.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model, ids in _COPIED.items():
            cursor.execute(_copies(model, ids), {"times": times - 1, "letters": CODE_LETTERS})
        changes.new_epoch()


def _copies(model: type[Model], ids: tuple[str, ...]) -> str:
    names = [field.column for field in model._meta.concrete_fields if field.column in ids or field.column != "id"]
    values = {name: f"md5({name}::text || copy)::uuid" for name in ids}
    if model is models.ServiceAtLocation:
        values["code"] = "substr(code, 1, 4) || substr(%(letters)s, copy + 1, 1)"
    picked = ", ".join(values.get(name, f'"{name}"') for name in names)
    table = model._meta.db_table
    into = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({into}) SELECT {picked} FROM {table} CROSS JOIN generate_series(1, %(times)s) AS copy"
