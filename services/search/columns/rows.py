"""Search rows out of PostgreSQL, by binary COPY and without a Python object per row.

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
_ON_THE_WIRE = np.dtype(
    [
        ("fields", ">i2"),
        *((part, *rest) for name, (_sql, kind) in _COLUMNS.items() for part, *rest in ((f"{name} length", ">i4"), (name, kind))),
    ]
)
_HEAD, _TAIL = 19, 2
_SHARED = f"""
    SELECT GROUPING(programme, inside, serves, land)::int, {", ".join(_HASHES.values())},
        programme, need_ranks, inside, serves, land, opens, closes
    FROM services_searchrow {{which}}
    GROUP BY GROUPING SETS ((programme, need_ranks), (inside), (serves), (land, opens, closes))
"""
#: What GROUPING gives for each of the sets, the first column in the highest bit.
_SETS = {0b0111: "kind", 0b1011: "inside", 0b1101: "serves", 0b1110: "week"}


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


class Ambiguous(ValueError):
    """Two different values have one hash: the rows cannot be told apart."""


def read(offers: Sequence[uuid.UUID] | None = None) -> Rows:
    """All rows, or those of some offers, as the present transaction sees them; a row's place in the table says nothing."""
    which = "" if offers is None else "WHERE offer_id = ANY(%(offers)s)"
    params = {} if offers is None else {"offers": list(offers)}
    selected = ", ".join(f"{sql} AS {name}" for name, (sql, _kind) in _COLUMNS.items())
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY (SELECT {selected} FROM services_searchrow {which}) TO STDOUT (FORMAT BINARY)", params) as copy:
            content = b"".join(copy)
        cursor.execute(_SHARED.format(which=which), params)
        shared = _shared(cursor.fetchall())
    return Rows(np.frombuffer(memoryview(content)[_HEAD:-_TAIL], _ON_THE_WIRE), shared)


def _shared(found: list[tuple[Any, ...]]) -> dict[str, dict[int, Any]]:
    shared: dict[str, dict[int, Any]] = {name: {} for name in _HASHES}
    for grouping, *rest in found:
        name = _SETS[grouping]
        key = rest[list(_HASHES).index(name)]
        value = _value(name, *rest[len(_HASHES) :])
        if shared[name].setdefault(key, value) != value:
            raise Ambiguous(name)
    return shared


def _value(name: str, *columns: Any) -> Any:
    programme, ranks, inside, serves, land, opens, closes = columns
    if name == "kind":
        ranks = json.loads(ranks) if isinstance(ranks, str) else ranks
        return Kind(programme, tuple(sorted((int(bit), rank) for bit, rank in ranks.items())))
    if name == "week":
        return Week(land, tuple(zip(opens, closes, strict=True)))
    return tuple(inside if name == "inside" else serves)
