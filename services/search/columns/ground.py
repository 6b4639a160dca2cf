"""Where the listings lie: stretches of positions per set of areas, and their order by what they serve and by id."""

import uuid
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from services.search.columns.rows import FLAGS, Array, Rows
from services.search.columns.shared import Shared


@dataclass(frozen=True, slots=True)
class Stretches:
    """One per set of areas and whether its listings are for everywhere: positions from `start` up to `end`.

    `south` to `east` hold all points of a stretch; NaN where none has a point.
    """

    inside: Array
    start: Array
    end: Array
    south: Array
    north: Array
    west: Array
    east: Array


@dataclass(frozen=True, slots=True)
class Ground:
    """Of the positions that were there when everything was read; what came later is looked at one by one.

    `by_inside`: stretches in the order of their sets of areas, set n from `inside_from[n]` on; `by_serves`: positions in the
    order of the sets that they serve, set n from `serves_from[n]` on; `by_offer`: in the order of ids.
    """

    size: int
    stretches: Stretches
    by_inside: Array
    inside_from: Array
    by_serves: Array
    serves_from: Array
    by_offer: Array

    @property
    def nbytes(self) -> int:
        arrays = (self.by_inside, self.inside_from, self.by_serves, self.serves_from, self.by_offer)
        return sum(array.nbytes for array in arrays)

    @classmethod
    def of(cls, columns: Mapping[str, Array], starts: Array, serves: int) -> "Ground":
        size = len(columns["lat"])
        stretches = _stretches(columns, starts, size)
        by_inside = _by_set(stretches.inside, int(columns["inside"].max(initial=-1)) + 1)
        by_offer = np.lexsort((columns["low"], columns["high"])).astype(np.int32)
        return cls(size, stretches, *by_inside, *_by_set(columns["serves"], serves), by_offer)

    def ranges_inside(self, sets: Iterable[int]) -> list[tuple[int, int]]:
        found = _of_sets(sets, self.by_inside, self.inside_from)
        return list(zip(self.stretches.start[found].tolist(), self.stretches.end[found].tolist(), strict=True))

    def ranges_in_box(self, south: float, north: float, west: float, east: float) -> list[tuple[int, int]]:
        """Stretches that have a point in the box, maybe; with NaN every comparison fails."""
        at = self.stretches
        chosen = (at.south <= north) & (at.north >= south) & (at.west <= east) & (at.east >= west)
        return list(zip(at.start[chosen].tolist(), at.end[chosen].tolist(), strict=True))

    def serving(self, sets: Iterable[int]) -> Array:
        return _of_sets(sets, self.by_serves, self.serves_from)

    def position(self, offer: uuid.UUID, high: Array, low: Array) -> int | None:
        wanted, rest = offer.int >> 64, offer.int & (1 << 64) - 1
        at = bisect_left(self.by_offer, wanted, key=lambda position: int(high[position]))
        for position in self.by_offer[at:]:
            if high[position] != wanted:
                return None
            if low[position] == rest:
                return int(position)
        return None

    def positions(self, high: Array, low: Array, all_high: Array, all_low: Array) -> Array:
        """For many ids, in two halves; -1 for unknown ones. Ids that share their first half are told apart one by one."""
        ordered = all_high[self.by_offer]
        start, end = np.searchsorted(ordered, high, "left"), np.searchsorted(ordered, high, "right")
        found = np.full(len(high), -1, np.int64)
        single = end - start == 1
        at = self.by_offer[start[single]]
        found[single] = np.where(all_low[at] == low[single], at, -1)
        for number in np.flatnonzero(end - start > 1):
            same = self.by_offer[start[number] : end[number]]
            match = same[all_low[same] == low[number]]
            found[number] = match[0] if len(match) else -1
        return found


def in_order_of_place(rows: Rows, shared: Shared) -> tuple[Array, Array]:
    """The order of the positions: for everywhere first, then set of areas by set of areas; and where the stretches start."""
    numbers = shared.inside.numbers(rows.table["inside"], rows.shared["inside"])
    by_path = sorted(range(len(shared.inside.values)), key=shared.inside.values.__getitem__)
    rank = np.empty(len(by_path), np.int64)
    rank[by_path] = np.arange(len(by_path))
    everywhere = rows.table["flags"].astype(np.int64) >> FLAGS.index("everywhere") & 1
    key = (1 - everywhere) * len(by_path) + (rank[numbers] if len(numbers) else numbers)
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else np.empty(0, np.int64)
    return order, starts


def _by_set(sets: Array, number: int) -> tuple[Array, Array]:
    """The order by set, and where each of so many sets begins in it."""
    order = np.argsort(sets, kind="stable").astype(np.int32)
    return order, np.searchsorted(sets[order], np.arange(number + 1))


def _of_sets(sets: Iterable[int], order: Array, begins: Array) -> Array:
    """What belongs to these sets, as far as they are known."""
    found = [order[begins[number] : begins[number + 1]] for number in sets if number < len(begins) - 1]
    return np.concatenate(found) if found else np.empty(0, np.int32)


def _stretches(columns: Mapping[str, Array], starts: Array, size: int) -> Stretches:
    ends = np.append(starts[1:], size) if len(starts) else starts
    lat, lon = columns["lat"], columns["lon"]
    reach = [
        how.reduceat(values, starts) if len(starts) else values[:0]
        for how, values in ((np.fmin, lat), (np.fmax, lat), (np.fmin, lon), (np.fmax, lon))
    ]
    return Stretches(columns["inside"][starts], starts, ends, *reach)
