"""The filters as bitmaps: which positions state it, can arrange it, have not said; the rest is a stated no."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from services.opening_times import closed_lands
from services.search.columns import bits
from services.search.columns.rows import FIRST_DAY, LAST_DAY, Array
from services.search.columns.snapshot import Snapshot
from services.search.query import SearchQuery

_FIRST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class State:
    """Disjoint; over the words of a view."""

    stated: Array
    arranged: Array | None
    unknown: Array

    @property
    def sure(self) -> Array:
        return self.stated if self.arranged is None else self.stated | self.arranged

    @property
    def not_refused(self) -> Array:
        return self.sure | self.unknown


class View:
    """The words of the bitmaps that a search looks at: all, or those that hold anything."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery, words: Array | slice) -> None:
        self.snapshot = snapshot
        self.query = query
        self.words = words

    def row(self, name: str, bit: int = 0) -> Array:
        found: Array = self.snapshot.row(name, bit)[self.words]
        return found

    def any_of(self, name: str, wanted: Sequence[int]) -> Array:
        if not wanted:
            return np.zeros_like(self.row(name))
        found: Array = np.bitwise_or.reduce([self.row(name, bit) for bit in wanted])
        return found

    def all_of(self, name: str, wanted: Sequence[int]) -> Array:
        if not wanted:
            return ~np.zeros_like(self.row(name))
        found: Array = np.bitwise_and.reduce([self.row(name, bit) for bit in wanted])
        return found

    def fresh(self) -> Array:
        """Whose recorded languages count as stated today."""
        today, column = day(self.query.today), self.snapshot.columns.of["languages_fresh_until"]
        found: Array = self.snapshot.on(("fresh", today), lambda positions: column[positions] >= today)[self.words]
        return found

    def state(self, facet: str, values: Sequence[str]) -> State:
        known = self.snapshot.codes.bits[facet]
        return _STATES[facet](self, [known[value] for value in values if value in known])


def day(on: date) -> int:
    return min(max((on - _FIRST).days, FIRST_DAY), LAST_DAY)


def _of_mask(mask: str) -> Callable[[View, list[int]], State]:
    def state(view: View, wanted: list[int]) -> State:
        return State(view.any_of(mask, wanted), None, ~view.row(f"says {mask}"))

    return state


def _language(view: View, wanted: list[int]) -> State:
    fresh = view.fresh()
    stated = fresh & view.any_of("languages_stated", wanted)
    arranged = fresh & ~stated & (view.any_of("languages_stated_or_arranged", wanted) | view.row("languages_any_arranged"))
    return State(stated, arranged, ~fresh | ~(stated | arranged | view.row("languages_complete")))


def _programme(view: View, wanted: list[int]) -> State:
    return State(view.any_of("programme", wanted), None, view.row("no programme"))


def _access(view: View, wanted: list[int]) -> State:
    stated = view.any_of("access", wanted)
    return State(stated, None, ~stated & ~view.all_of("access_not", wanted))


def _open_now(view: View, _wanted: list[int]) -> State:
    snapshot, today, minute = view.snapshot, view.query.today, view.query.minute
    days = snapshot.columns.of

    def positions_in(wanted: int) -> Callable[[slice], Array]:
        def truth(positions: slice) -> Array:
            now = day(today)
            state = _weeks(snapshot, days["week"][positions], today, minute)
            state = np.where(days["hours_fresh_until"][positions] < now, _NOT_KNOWN, state)
            away = (days["closed_from"][positions] <= now) & (now <= days["closed_to"][positions])
            shut = bits.unpacked(snapshot.row("closed"))[positions].astype(bool)
            found: Array = np.where(away | shut, _SHUT, state) == wanted
            return found

        return truth

    stated = snapshot.on(("open", today, minute), positions_in(_OPEN))
    unknown = snapshot.on(("open not known", today, minute), positions_in(_NOT_KNOWN))
    return State(stated[view.words], None, unknown[view.words])


_OPEN, _NOT_KNOWN, _SHUT = 0, 2, 3


def _weeks(snapshot: Snapshot, wanted: Array, today: date, minute: int) -> Array:
    """The state of the hours at this minute, for these numbers of weeks."""
    holiday, weeks = set(closed_lands(today)), snapshot.shared.week.values
    occur = np.zeros(len(weeks), bool)
    occur[wanted] = True
    states = np.full(len(weeks), _NOT_KNOWN, np.uint8)
    for number in np.flatnonzero(occur):
        week = weeks[number]
        if week.spans and week.land not in holiday:
            states[number] = _OPEN if any(start <= minute < end for start, end in week.spans) else _SHUT
    found: Array = states[wanted]
    return found


_STATES: dict[str, Callable[[View, list[int]], State]] = {
    "need": _of_mask("needs"),
    "language": _language,
    "programme": _programme,
    "audience": _of_mask("audiences"),
    "access": _access,
    "open_now": _open_now,
    "funder": _of_mask("funders"),
}
