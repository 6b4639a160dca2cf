"""Questions of every kind, the same in every run: places, words, filters, sorting, pages, people."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.choices import AccessWay, Audience, Situation
from services.display import days
from services.eligibility.criteria.status import CODES
from services.eligibility.person import Person
from services.models import FundingSource, Language, Need, Programme
from services.search import places
from services.search.parameters import SORTS
from services.search.query import SearchQuery

PLACES = (
    "Dresden", "Leipzig", "01796", "Chemnitz", "Sachsen", "Plauen", "Prohlis", "Bautzen", "Pirna", "Berlin", "01219", "Görlitz",
    "Hamburg", "Leipzig (Kreis)", "Deutschland", "80331",
)  # fmt: skip
WORDS = (
    "beratung", "caritas", "psychologe für flüchtlinge", "brief vom amt 01219", "jugendmigrationsdienst 19 jahre", "anwalt", "أوراق",
    "schulden leipzig", "PSZ", "frauen", "xyzzy", "dresden", "ehrenamt hilfe", "interview bamf", "duldung arbeit", "ukraine", "sprachkurs",
    "ich bin 35 brief amt", "17 schwanger",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """The same question as a query, and as what is sent by GET and in the body of a POST."""

    query: SearchQuery
    moment: datetime
    asked: dict[str, Any]
    persons: list[dict[str, Any]]

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        for name, values in self.asked.items():
            for value in values if isinstance(values, list) else [values]:
                yield name, str(value)


class Questions:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.places = [name for name in PLACES if places.find(name)]
        self.homes = [name for name in PLACES if places.home(name)]
        self.codes = {
            "need": list(Need.objects.order_by("bit").values_list("code", flat=True)),
            "language": list(Language.objects.order_by("bit").values_list("code", flat=True)[:14]),
            "programme": list(Programme.objects.order_by("code").values_list("code", flat=True)),
            "audience": list(Audience.values),
            "access": list(AccessWay.values),
            "funder": list(FundingSource.objects.exclude(bit=None).order_by("bit").values_list("code", flat=True)),
            "open_now": ["1"],
        }
        self.likely = {"need": 0.5, "language": 0.3, "programme": 0.15, "audience": 0.15, "access": 0.2, "funder": 0.1, "open_now": 0.15}

    def one(self) -> Question:
        dice = self.dice
        moment = datetime(2026, 11, 16, 0, 0) + timedelta(days=dice.choice((0, 1, 2, 5, 6, -400, 40)), minutes=dice.randrange(24 * 60))
        asked: dict[str, Any] = {
            facet: list(dict.fromkeys(dice.choices(codes, k=dice.choice((1, 1, 1, 2)))))
            for facet, codes in self.codes.items()
            if codes and dice.random() < self.likely[facet]
        }
        if dice.random() < 0.4:
            asked["q"] = dice.choice(WORDS)
        if dice.random() < 0.75:
            asked["place"] = dice.choice(self.places)
        if dice.random() < 0.25:
            asked["radius"] = dice.choice((1, 5, 25, 80, 300))
        asked |= {"sort": dice.choice(SORTS)} if dice.random() < 0.5 else {}
        asked |= {"page": dice.choice((2, 3, 50))} if dice.random() < 0.4 else {}
        persons = [self._person() for _ in range(dice.choice((1, 1, 2, 4)))] if dice.random() < 0.4 else []
        verdict = tuple(sorted({dice.randrange(3), dice.randrange(3)})) if persons and dice.random() < 0.2 else ()
        return Question(self._query(moment, asked, persons, verdict), moment, asked, persons)

    def _query(self, moment: datetime, asked: dict[str, Any], persons: list[dict[str, Any]], verdict: tuple[int, ...]) -> SearchQuery:
        return SearchQuery(
            today=moment.date(),
            minute=days.minute_of_week(moment),
            lang=self.dice.choice(("de", "ar", "en")),
            q=asked.get("q", ""),
            place=places.find(asked["place"]) if "place" in asked else None,
            radius=asked.get("radius"),
            sort=asked.get("sort", ""),
            page=asked.get("page", 1),
            persons=tuple(_plain(person) for person in persons),
            verdict=verdict,
            **{facet: tuple(asked.get(facet, ())) for facet in self.codes},
        )

    def _person(self) -> dict[str, Any]:
        dice = self.dice
        found = {
            "age": dice.choice((None, 5, 15, 17, 19, 26, 27, 40, 80)),
            "status": dice.choice((None, *CODES)),
            "situations": dice.sample(Situation.values, dice.choice((0, 0, 1, 2))),
            "place": dice.choice((None, *self.homes)),
        }
        return {name: value for name, value in found.items() if value is not None}


def _plain(person: dict[str, Any]) -> Person:
    home = places.home(person["place"]) if "place" in person else None
    return Person(person.get("age"), person.get("status"), frozenset(person["situations"]), home)
