"""The words of a search: which listings hold them and where, read from the index of the rows when first asked for.

What was read stays true: a listing that changes gets a new position, and for those only the rows are asked again.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from cachetools import LRUCache

from services.search.columns.rows import Array
from services.search.columns.snapshot import Snapshot
from services.search.columns.wire import copied
from services.search.ordering import POINTS
from services.search.text import query_tokens

#: Bytes per listing, and at least so many, that a process keeps of what it has read.
_BYTES_PER_LISTING, _LEAST_BYTES = 250, 8_000_000
_ON_THE_WIRE = {"offer": np.dtype([("high", ">u8"), ("low", ">u8")]), "points": ">i2"}


@dataclass(frozen=True, slots=True)
class Postings:
    """Positions that hold a token, ascending, and what it counts there; told for positions below `size`."""

    positions: Array
    points: Array
    size: int

    @property
    def nbytes(self) -> int:
        return self.positions.nbytes + self.points.nbytes


class Shelf:
    """What one generation of snapshots has read, the least used first."""

    def __init__(self, listings: int) -> None:
        most_bytes = max(_LEAST_BYTES, _BYTES_PER_LISTING * listings)
        self._kept: LRUCache[str, Postings] = LRUCache(most_bytes, getsizeof=lambda found: found.nbytes)
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        return int(self._kept.currsize)

    def get(self, snapshot: Snapshot, token: str) -> Postings:
        with self._lock:
            known = self._kept.get(token)
        if known and known.size >= snapshot.size:
            return known
        found = _further(snapshot, token, known) if known else _read(snapshot, token, "")
        with self._lock:
            self._kept[token] = found
        return found


def ranks(snapshot: Snapshot, shelf: Shelf, typed: str, language: str) -> Array | None:
    """Per position what the words count together, each by the best of its forms; None without words."""
    wanted = query_tokens(typed, language)
    if not wanted:
        return None
    total = np.zeros(snapshot.columns.room, np.uint16)
    for forms in wanted:
        best = np.zeros(snapshot.columns.room, np.uint8)
        for form in sorted(forms):
            found = shelf.get(snapshot, form)
            best[found.positions] = np.maximum(best[found.positions], found.points)
        total += best
    return total


def _further(snapshot: Snapshot, token: str, known: Postings) -> Postings:
    new = [str(offer) for offer, position in snapshot.moved.items() if position >= known.size]
    more = _read(snapshot, token, "AND offer_id = ANY(%(offers)s::uuid[])", new)
    late = more.positions >= known.size
    positions, points = (
        np.concatenate([old, new]) for old, new in ((known.positions, more.positions[late]), (known.points, more.points[late]))
    )
    return Postings(positions, points, snapshot.size)


def _read(snapshot: Snapshot, token: str, which: str, offers: Iterable[str] = ()) -> Postings:
    weighed = " ".join(f"WHEN tokens @@ %(in{weight})s::tsquery THEN {points}" for weight, points in POINTS.items())
    params = {"token": f"'{token}'", "offers": list(offers), **{f"in{weight}": f"'{token}':{weight}" for weight in POINTS}}
    sql = f"SELECT offer_id, (CASE {weighed} ELSE 0 END)::int2 FROM services_searchrow WHERE tokens @@ %(token)s::tsquery {which}"
    table = copied(sql, params, _ON_THE_WIRE)
    positions = _positions(snapshot, *(table["offer"][half].astype(np.uint64) for half in ("high", "low")))
    known = positions >= 0
    order = np.argsort(positions[known], kind="stable")
    return Postings(positions[known][order].astype(np.int32), table["points"][known][order].astype(np.uint8), snapshot.size)


def _positions(snapshot: Snapshot, high: Array, low: Array) -> Array:
    """Where the listings stand now: at the end those that have changed, the others where they always were."""
    columns = snapshot.columns.of
    found = snapshot.ground.positions(high, low, columns["high"], columns["low"])
    if snapshot.moved:
        halves = {(offer.int >> 64, offer.int & (1 << 64) - 1): position for offer, position in snapshot.moved.items()}
        for number, key in enumerate(zip(high.tolist(), low.tolist(), strict=True)):
            if key in halves:
                found[number] = halves[key]
    return found
