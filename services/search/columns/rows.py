"""Search rows out of PostgreSQL, without a Python object per row.

What many rows share (areas, hours, the ranks of a programme) comes once, under a 64-bit hash that the rows hold.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from services.search.columns.wire import copied

Array = NDArray[Any]
#: Days since 2000-01-01 in 16 bits; NEVER stands for NULL, what lies outside is drawn to the edge.
NEVER, FIRST_DAY, LAST_DAY = -32768, -32767, 32767
MASKS = ("needs", "needs_own", "languages_stated", "languages_arranged", "access", "access_not", "audiences", "funders")
FLAGS = ("everywhere", "has_distance", "only_if_asked", "languages_any_arranged", "languages_complete", "closed", "reachable")
DAYS = ("languages_fresh_until", "hours_fresh_until", "takes_new_no_until", "checked", "closed_from", "closed_to")
_HASHES = {
    "kind": "hashtextextended(programme || need_ranks::text, 0)",
    "inside": "hash_array_extended(inside, 0)",
    "serves": "hash_array_extended(serves, 0)",
    "week": "hashtextextended(land || opens::text || closes::text, 0)",
}
_DAY = "COALESCE(LEAST(GREATEST({0} - date '2000-01-01', -32767), 32767), -32768)::int2"
_FLAGS = " | ".join(f"({flag}::int << {bit})" for bit, flag in enumerate(FLAGS))
#: Column → (SQL, type on the wire).
_COLUMNS = {
    "offer": ("offer_id", np.dtype([("high", ">u8"), ("low", ">u8")])),
    "lat": ("COALESCE(lat, 'NaN')", ">f8"),
    "lon": ("COALESCE(lon, 'NaN')", ">f8"),
    "profile": ("COALESCE(profile_id, 0)", ">i4"),
    "catchment": ("COALESCE(catchment_id, 0)", ">i4"),
    "flags": (f"({_FLAGS})::int2", ">i2"),
    **{name: (sql, ">i8") for name, sql in _HASHES.items()},
    **{name: (_DAY.format(name), ">i2") for name in DAYS},
    **{name: (name, ">u8") for name in MASKS},
}
_SHARED = f"""
    SELECT {", ".join(_HASHES.values())}, programme, need_ranks, inside, serves, land, opens, closes
    FROM services_searchrow WHERE offer_id = ANY(%(offers)s)
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """The programme and its rank for each need, by the need's bit."""

    programme: str
    ranks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Minutes since Monday 0:00, from and to; empty if no hours are recorded."""

    land: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """`table` has a column per name in `_COLUMNS`; `shared`: "kind", "inside", "serves", "week" → hash → value."""

    table: Array
    shared: dict[str, dict[int, Any]]


def read(offers: Sequence[uuid.UUID] | None = None) -> Rows:
    """All rows, or those of some offers, as the present transaction sees them; a row's place in the table says nothing."""
    which = "" if offers is None else "WHERE offer_id = ANY(%(offers)s)"
    selected = ", ".join(f"{sql} AS {name}" for name, (sql, _kind) in _COLUMNS.items())
    types = {name: kind for name, (_sql, kind) in _COLUMNS.items()}
    table = copied(f"SELECT {selected} FROM services_searchrow {which}", {"offers": list(offers or ())}, types)
    return Rows(table, _shared(table))


def _shared(table: Array) -> dict[str, dict[int, Any]]:
    """Each value once, read from the first row that has its hash."""
    found: dict[str, dict[int, Any]] = {name: {} for name in _HASHES}
    firsts = np.unique(np.concatenate([np.unique(table[name], return_index=True)[1] for name in _HASHES]))
    offers = [uuid.UUID(bytes=table["offer"][first].tobytes()) for first in firsts]
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, {"offers": offers})
        for row in cursor.fetchall():
            hashes, columns = row[: len(_HASHES)], row[len(_HASHES) :]
            for name, key in zip(_HASHES, hashes, strict=True):
                if key not in found[name]:
                    found[name][key] = _value(name, *columns)
    return found


def _value(name: str, *columns: Any) -> Any:
    programme, ranks, inside, serves, land, opens, closes = columns
    if name == "kind":
        ranks = json.loads(ranks) if isinstance(ranks, str) else ranks
        return Kind(programme, tuple(sorted((int(bit), rank) for bit, rank in ranks.items())))
    if name == "week":
        return Week(land, tuple(zip(opens, closes, strict=True)))
    return tuple(inside if name == "inside" else serves)
