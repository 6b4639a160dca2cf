"""The words of a search: which listings hold them and where, read from the index of the rows when first asked for.

What was read stays true: a listing that changes gets a new position, and for those only the rows are asked again.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from cachetools import LRUCache
from django.db import connection, transaction

from services.search.columns.rows import Array
from services.search.columns.snapshot import Snapshot
from services.search.text import query_tokens
from services.search.weights import POINTS, standing_as

#: Bytes per listing, and at least so many, that a process keeps of what it has read.
_BYTES_PER_LISTING, _LEAST_BYTES = 250, 8_000_000
#: PostgreSQL does not know what it costs to fetch the tokens of every row, nor that a lossy bitmap makes it do so.
_BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'"
_ID = np.dtype([("high", ">u8"), ("low", ">u8")])


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
    """From the index alone: the tokens themselves are large and lie apart from their row."""
    held = "SELECT string_agg(uuid_send(offer_id), ''::bytea) FROM services_searchrow WHERE tokens @@ "
    each = (f"({held} %({weight})s::tsquery {which})" for weight in POINTS)
    asked = {weight: standing_as(weight, (token,)) for weight in POINTS}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BY_INDEX)
        cursor.execute(f"SELECT {', '.join(each)}", {**asked, "offers": list(offers)})
        ids = dict(zip(POINTS, cursor.fetchone(), strict=True))
    best = np.zeros(snapshot.columns.room, np.uint8)
    for weight, points in POINTS.items():
        found = np.frombuffer(ids[weight] or b"", _ID)
        positions = _positions(snapshot, *(found[half].astype(np.uint64) for half in ("high", "low")))
        best[positions[positions >= 0]] = points
    positions = np.flatnonzero(best)
    return Postings(positions.astype(np.int32), best[positions], snapshot.size)


def _positions(snapshot: Snapshot, high: Array, low: Array) -> Array:
    """Where the listings stand now: at the end those that have changed, the others where they always were."""
    columns = snapshot.columns.of
    found = snapshot.ground.positions(high, low, columns["high"], columns["low"])
    if snapshot.moved:
        halves = {(offer.int >> 64, offer.int & (1 << 64) - 1): position for offer, position in snapshot.moved.items()}
        for number in np.flatnonzero(np.isin(high, np.array([first for first, _rest in halves], np.uint64))):
            found[number] = halves.get((int(high[number]), int(low[number])), found[number])
    return found
