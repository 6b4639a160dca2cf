"""Questions of every kind, the same in every run: places, words, filters, sorting, pages, people."""

import random
from datetime import date, timedelta

from services.choices import AccessWay, Audience, Situation
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
)  # fmt: skip


class Questions:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        found = [places.find(name) for name in PLACES]
        self.places = [place for place in found if place]
        self.homes = [home for name in PLACES if (home := places.home(name))]
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

    def one(self) -> SearchQuery:
        dice = self.dice
        chosen = {
            facet: tuple(dict.fromkeys(dice.choices(codes, k=dice.choice((1, 1, 1, 2)))))
            for facet, codes in self.codes.items()
            if codes and dice.random() < self.likely[facet]
        }
        persons = tuple(self._person() for _ in range(dice.choice((1, 1, 2, 4)))) if dice.random() < 0.4 else ()
        return SearchQuery(
            today=date(2026, 11, 20) + timedelta(days=dice.choice((0, 0, 1, 5, -400, 36))),
            minute=dice.randrange(7 * 24 * 60),
            lang=dice.choice(("de", "ar", "en")),
            q=dice.choice(WORDS) if dice.random() < 0.4 else "",
            place=dice.choice(self.places) if dice.random() < 0.75 else None,
            radius=dice.choice((1, 5, 25, 80, 300)) if dice.random() < 0.25 else None,
            sort=dice.choice(("", "", *SORTS)),
            page=dice.choice((1, 1, 1, 2, 3, 50)),
            persons=persons,
            verdict=tuple(sorted({dice.randrange(3), dice.randrange(3)})) if persons and dice.random() < 0.2 else (),
            **chosen,
        )

    def _person(self) -> Person:
        dice = self.dice
        return Person(
            age=dice.choice((None, 5, 15, 17, 19, 26, 27, 40, 80)),
            status=dice.choice((None, *CODES)),
            situations=frozenset(dice.sample(Situation.values, dice.choice((0, 0, 1, 2)))),
            home=dice.choice((None, *self.homes)),
        )
