"""Verdicts in a search: worked out once per distinct profile, then looked up by number for every listing.

No rule stands here: two arrays per person, one from catchment to `Where`, one from profile and `Where` to verdict.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cachetools import LRUCache, cached

from services.choices import Verdict
from services.eligibility.assess import by_age, by_where
from services.eligibility.catchment import Where
from services.eligibility.person import Home, Person
from services.search import kept_rules
from services.search.kept_rules import Kept
from services.search.query import Place, SearchQuery

#: A listing of which nobody has said who may come.
NOT_RECORDED = int(Verdict.ASK_FIRST)
#: From whether a catchment is known to how a home lies to it that is nowhere near, and one that nobody has named.
_AWAY = bytes([Where.NOT_RECORDED, Where.OUTSIDE]).ljust(256)
_NOT_SAID = bytes([Where.NOT_RECORDED, Where.OPEN]).ljust(256)


@dataclass(frozen=True, slots=True)
class LookUp:
    """A byte each: `verdicts` by profile × `Where`, NOT_RECORDED beyond its end; `wheres` by catchment, Where.NOT_RECORDED beyond it.

    Ids begin with 1; number 0 of either is empty. What came after the look for changes asks first: it shuts no door.
    """

    verdicts: bytes
    wheres: bytes


@dataclass(frozen=True, slots=True)
class LookUps:
    """One per person; `told` for an age that was only typed."""

    each: tuple[LookUp, ...] = ()
    told: LookUp | None = None


def of_query(query: SearchQuery) -> LookUps:
    """For the persons, or for the age among the words."""
    if query.told_age is None:
        return look_ups(query.persons, query.today)
    return LookUps(told=_of_age(kept_rules.current(), query.told_age, query.today))


def _of_age(kept: Kept, age: int, on: date) -> LookUp:
    """The same wherever somebody lives."""
    found = _nothing_known(kept)
    for pk, verdict in zip(kept.profiles, by_age(kept.profiles.values(), age, on), strict=True):
        found[pk * len(Where) : (pk + 1) * len(Where)] = bytes([verdict]) * len(Where)
    return LookUp(bytes(found), b"")


def of_place(place: Place, on: date) -> LookUp:
    """For somebody who lives there and says nothing else."""
    kept = kept_rules.current()
    return LookUp(_of_nobody(kept, on), _wheres(kept, Home(place.label, place.lines)))


def look_ups(persons: Sequence[Person], on: date) -> LookUps:
    """Worked out once for a search, however often it looks again in a wider circle."""
    if not persons:
        return LookUps()
    kept = kept_rules.current()
    wheres = {home: _wheres(kept, home) for home in {person.home for person in persons}}
    return LookUps(tuple(LookUp(_verdicts(kept, person, on), wheres[person.home]) for person in persons))


def _verdicts(kept: Kept, person: Person, on: date) -> bytes:
    found = _nothing_known(kept)
    for pk, row in zip(kept.profiles, by_where(kept.profiles.values(), person, on), strict=True):
        found[pk * len(Where) : (pk + 1) * len(Where)] = bytes(row)
    return bytes(found)


def _nothing_known(kept: Kept) -> bytearray:
    return bytearray([NOT_RECORDED]) * ((max(kept.profiles, default=0) + 1) * len(Where))


@cached(LRUCache(4), key=lambda kept, on: (kept.epoch, max(kept.profiles, default=0), on), lock=threading.Lock())
def _of_nobody(kept: Kept, on: date) -> bytes:
    """Of everybody who says nothing, so that it may be kept."""
    return _verdicts(kept, Person(), on)


def _wheres(kept: Kept, home: Home | None) -> bytes:
    found = bytearray(kept.catchments_known.translate(_AWAY if home else _NOT_SAID))
    for pk, catchment in kept.near(home).items():
        found[pk] = catchment.where(home)
    return bytes(found)
