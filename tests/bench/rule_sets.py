"""Made-up sets of rules, each different, as a country would have them: most with one route, some with areas and situations."""

import random
from itertools import pairwise

from services.eligibility.criteria.status import CODES
from services.eligibility.person import Person
from services.eligibility.profile import Profile, RouteRules, Row


def profiles(number: int) -> list[Profile]:
    dice = random.Random(7)  # noqa: S311  (the same sets in every run)
    return [_profile(dice, at) for at in range(number)]


def people() -> list[Person]:
    return [Person(age, status) for age in (None, 8, 15, 26, 27, 70) for status in (None, "G0", "G2", "G5", "G9")]


def _profile(dice: random.Random, at: int) -> Profile:
    routes = [_route(dice, f"{at}-{number}") for number in range(2 if dice.random() < 0.15 else 1)]
    return Profile(tuple(routes))


def _route(dice: random.Random, name: str) -> RouteRules:
    cuts = sorted({0, *dice.sample([12, 18, 27], dice.randint(0, 2))})
    ages = [Row("age", dice.randint(0, 2), low, high - 1, rule=f"{name}-{low}") for low, high in pairwise([*cuts, 121])]
    shuffled, kept = dice.sample(CODES, len(CODES)), dice.randint(4, 10)
    papers = [Row("status", 2, values=tuple(shuffled[:kept]), rule=name), Row("status", 1, values=tuple(shuffled[kept:]), rule=name)]
    area = [Row("area", 1, rule=name)] if dice.random() < 0.35 else []
    situation = [Row("situation", 2, values=("pregnant",), rule=name)] if dice.random() < 0.1 else []
    return RouteRules(name, "person", (*ages, *papers, *area, *situation))
