"""Verdicts in a search: worked out once per distinct profile, then looked up by number for every listing.

No rule stands here: two arrays per person, one from catchment to `Where`, one from profile and `Where` to verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.choices import Verdict
from services.eligibility.assess import by_where
from services.eligibility.catchment import Where
from services.eligibility.person import Home, Person
from services.search import kept_rules
from services.search.kept_rules import Kept
from services.search.query import SearchQuery

#: A listing of which nobody has said who may come.
NOT_RECORDED = int(Verdict.ASK_FIRST)


@dataclass(frozen=True, slots=True)
class LookUp:
    """`verdicts` by profile × `Where`, NOT_RECORDED beyond its end; `wheres` by catchment, Where.NOT_RECORDED beyond its end.

    Ids begin with 1; number 0 of either is empty. What came after the look for changes asks first: it shuts no door.
    """

    verdicts: list[int]
    wheres: list[int]


@dataclass(frozen=True, slots=True)
class LookUps:
    """One per person; `told` for an age that was only typed."""

    each: tuple[LookUp, ...] = ()
    told: LookUp | None = None


def of_query(query: SearchQuery) -> LookUps:
    """For the persons, or for the age among the words."""
    if query.told_age is None:
        return look_ups(query.persons, query.today)
    return LookUps(told=look_ups((Person(age=query.told_age),), query.today).each[0])


def look_ups(persons: Sequence[Person], on: date) -> LookUps:
    """Worked out once for a search, however often it looks again in a wider circle."""
    if not persons:
        return LookUps()
    kept = kept_rules.current()
    profiles = kept.profiles
    wheres = {home: _wheres(kept, home) for home in {person.home for person in persons}}
    found = []
    for person in persons:
        verdicts = [NOT_RECORDED] * ((max(profiles, default=0) + 1) * len(Where))
        for pk, row in zip(profiles, by_where(profiles.values(), person, on), strict=True):
            verdicts[pk * len(Where) : (pk + 1) * len(Where)] = map(int, row)
        found.append(LookUp(verdicts, wheres[person.home]))
    return LookUps(tuple(found))


def _wheres(kept: Kept, home: Home | None) -> list[int]:
    known, other = kept.catchments, int(Where.OUTSIDE if home else Where.OPEN)
    found = [other if pk in known else int(Where.NOT_RECORDED) for pk in range(max(known, default=0) + 1)]
    for pk, catchment in kept.near(home).items():
        found[pk] = int(catchment.where(home))
    return found
