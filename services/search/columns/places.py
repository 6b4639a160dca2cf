"""Which positions a place leaves, as bitmaps: here, serving here, and for everywhere."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from cachetools import LRUCache, cached

from services import geo
from services.choices import Verdict
from services.search.columns import bits
from services.search.columns.persons import answers
from services.search.columns.rows import Array
from services.search.columns.shared import AreaSets
from services.search.columns.snapshot import Snapshot
from services.search.query import Place, SearchQuery
from services.search.verdicts import of_place

_DIAMETER_M = 12_742_000
#: That a process keeps of what lies around places, and what an entry takes beside its bitmaps, as measured.
_MOST_BYTES, _ENTRY = 4_000_000, 1000


@dataclass(frozen=True, slots=True)
class Around:
    """Bitmaps over `words`, which are those that hold a candidate, or all.

    `local`: here, or serving here; `candidates`: local, for everywhere or somewhere in the Land, and as required; `closed`: to
    those who live here.
    """

    words: Array | slice
    candidates: Array
    local: Array
    serving: Array
    closed: Array

    @property
    def nbytes(self) -> int:
        arrays = (self.words, self.candidates, self.local, self.serving, self.closed)
        return sum(each.nbytes for each in arrays if isinstance(each, np.ndarray))


def around(snapshot: Snapshot, query: SearchQuery, widen_km: float | None, required: Array | None = None) -> Around:
    """`required`: by position, whether it may be among the results; None if all may."""
    possible = snapshot.alive if required is None else snapshot.alive & bits.packed(required, len(snapshot.alive))
    local, serving = _local(snapshot, query, widen_km, required)
    found = possible if query.place is None else (local | snapshot.row("everywhere") | _somewhere(snapshot, query.place)) & possible
    words = np.flatnonzero(found)
    which = slice(None) if 2 * len(words) > len(found) else words
    return Around(which, found[which], local[which], serving[which], _closed(snapshot, query, which))


def _closed(snapshot: Snapshot, query: SearchQuery, words: Array | slice) -> Array:
    if query.place is None:
        return np.zeros_like(snapshot.alive[words])
    return answers(snapshot, words, (of_place(query.place, query.today),)).among((Verdict.NOT_FOR_YOU,))


def surroundings() -> Callable[[Snapshot, SearchQuery, float | None], Around]:
    """`around`, which keeps what it finds: for one snapshot, with nothing required; what is asked for least goes first."""
    kept: LRUCache[tuple[object, ...], Around] = LRUCache(_MOST_BYTES, getsizeof=lambda found: found.nbytes + _ENTRY)
    return cached(kept, key=_asked, lock=threading.Lock())(around)


def _asked(_snapshot: Snapshot, query: SearchQuery, widen_km: float | None) -> tuple[object, ...]:
    return query.place, query.radius, widen_km, query.today


def _local(snapshot: Snapshot, query: SearchQuery, widen_km: float | None, required: Array | None) -> tuple[Array, Array]:
    """What is here or serves here, and what serves here."""
    place = query.place
    if place is None:
        return snapshot.alive, np.zeros(len(snapshot.alive), np.uint64)
    serving = _serving(snapshot, place)
    km = query.radius or widen_km
    within = _within(snapshot, place, km, required) if km else None
    if within is not None and query.radius:
        return within | serving, serving
    local = _inside(snapshot, place) | serving
    return local if within is None else local | within, serving


def metres(snapshot: Snapshot, place: Place, positions: Array) -> Array:
    """Whole metres; NaN without a point."""
    return _metres(place, snapshot.columns.of["lat"][positions], snapshot.columns.of["lon"][positions])


def _metres(place: Place, lat: Array, lon: Array) -> Array:
    """The very steps of the SQL, so that both round alike."""
    here = np.array([place.lat, place.lon], np.float64)
    half_lat, half_lon = np.sin(np.radians(lat - here[0]) / 2), np.sin(np.radians(lon - here[1]) / 2)
    cosines = np.cos(np.radians(here[0])) * np.cos(np.radians(lat))
    found: Array = np.rint(_DIAMETER_M * np.arcsin(np.sqrt(half_lat**2 + cosines * half_lon**2)))
    return found


def _inside(snapshot: Snapshot, place: Place) -> Array:
    return _in_sets(snapshot, snapshot.shared.inside.touching(place.numbers))


def _somewhere(snapshot: Snapshot, place: Place) -> Array:
    """Of which no more is known than the Land."""
    return _in_sets(snapshot, snapshot.shared.inside.known(place.lands))


def _in_sets(snapshot: Snapshot, sets: list[int]) -> Array:
    found = np.zeros(len(snapshot.alive), np.uint64)
    for start, end in snapshot.ground.ranges_inside(sets):
        bits.set_range(found, start, end)
    _at_the_end(snapshot, found, _one_of(snapshot, "inside", snapshot.shared.inside, sets))
    return found


def _serving(snapshot: Snapshot, place: Place) -> Array:
    found = np.zeros(len(snapshot.alive), np.uint64)
    sets = snapshot.shared.serves.touching(place.upwards)
    bits.set_positions(found, snapshot.ground.serving(sets))
    _at_the_end(snapshot, found, _one_of(snapshot, "serves", snapshot.shared.serves, sets))
    return found


def _one_of(snapshot: Snapshot, column: str, known: AreaSets, sets: list[int]) -> Callable[[slice], Array]:
    def truth(positions: slice) -> Array:
        chosen = np.zeros(len(known.values), bool)
        chosen[sets] = True
        found: Array = chosen[snapshot.columns.of[column][positions]]
        return found

    return truth


def _within(snapshot: Snapshot, place: Place, km: float, required: Array | None) -> Array | None:
    """In the circle, by the point that a listing is known by, even where no distance is shown; None without a centre. Where
    something is required, only what has it is looked for: in a wide circle that saves most of the way."""
    if place.lat is None or place.lon is None:
        return None
    box, found = geo.box_around(place.lat, place.lon, km), np.zeros(len(snapshot.alive), np.uint64)
    lat, lon = snapshot.columns.of["lat"], snapshot.columns.of["lon"]

    def truth(positions: Array | slice) -> Array:
        here, there = lat[positions], lon[positions]
        in_box = (here >= box.south) & (here <= box.north) & (there >= box.west) & (there <= box.east)
        in_box[in_box] = _metres(place, here[in_box], there[in_box]) <= km * 1000
        return in_box

    if required is not None:
        positions = np.flatnonzero(required)
        bits.set_positions(found, positions[truth(positions)])
        return found
    ranges = snapshot.ground.ranges_in_box(box.south, box.north, box.west, box.east)
    if ranges:
        starts, ends = np.array(ranges).T
        before = np.cumsum(ends - starts) - (ends - starts)
        positions = np.arange(int((ends - starts).sum())) + np.repeat(starts - before, ends - starts)
        bits.set_positions(found, positions[truth(positions)])
    _at_the_end(snapshot, found, truth)
    return found


def _at_the_end(snapshot: Snapshot, bitmap: Array, truth: Callable[[slice], Array]) -> None:
    """What came after the ground was laid is looked at one by one."""
    if snapshot.size > snapshot.ground.size:
        positions = slice(snapshot.ground.size, snapshot.size)
        bits.set_positions(bitmap, np.arange(positions.start, positions.stop)[truth(positions)])
