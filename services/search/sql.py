"""The search in SQL over the read model: the fall-back and the oracle of every faster engine."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import connection

from services import geo
from services.choices import PhraseKind
from services.opening_times import closed_lands
from services.search import ordering, text
from services.search.facets import FACETS, Facet
from services.search.query import FacetValue, Group, Hit, SearchQuery
from services.search.verdicts import LookUps

PAGE_SIZE = 20
#: Kilometres round the centre that a hidden place's distance would be: never computed, so nothing narrows it.
_DISTANCE = (
    "CASE WHEN lat IS NULL OR NOT has_distance THEN NULL ELSE round(12742000 * asin(sqrt("
    "power(sin(radians(lat - %(lat)s) / 2), 2) + cos(radians(%(lat)s)) * cos(radians(lat)) * power(sin(radians(lon - %(lon)s) / 2), 2)"
    ")))::int END"
)
_CLOSED = "best = 0"
_WEIGHTS = {"A": 8, "B": 4, "C": 3, "D": 1}


@dataclass(frozen=True, slots=True)
class Statement:
    """The rows that place and words leave, with the state of every active filter; `params` are bound by name."""

    base: str
    params: dict[str, Any]
    active: tuple[str, ...]
    open_to_somebody: str

    def passing(self, without: str = "", *, closed: bool = False) -> str:
        """With `closed`, the condition for what is closed to everybody who asks."""
        return f"{_CLOSED if closed else self.open_to_somebody} AND {self.filters(without)}"

    def filters(self, without: str = "") -> str:
        return " AND ".join(["TRUE", *(f"s_{name} < 3" for name in self.active if name != without)])


def build(query: SearchQuery, persons: LookUps, widen_km: float | None = None) -> Statement:
    params: dict[str, Any] = {**persons.params, "today": query.today, "minute": query.minute, "closed_lands": closed_lands(query.today)}
    active = [facet for facet in FACETS if query.values(facet.name)]
    for facet in active:
        params[f"m_{facet.name}"] = facet.mask(query.values(facet.name))
    states = [f"{facet.sql(f'%(m_{facet.name})s')} AS s_{facet.name}" for facet in active]
    worst = ", ".join(f"s_{facet.name}" for facet in active)
    params["named"] = list(query.understood.codes(PhraseKind.PROGRAMME))
    where, rank = _words(query, params)
    place, local, metres = _place(query, params, widen_km)
    each = [f"{metres} AS metres", f"{local} AS is_local", f"{rank} AS word_rank", *states]
    each += persons.columns()
    group = f"{f'GREATEST({worst})' if worst else '0'} AS group_no"
    base = (
        f"WITH found AS (SELECT *, {', '.join(each)} FROM services_searchrow WHERE {where} AND {place}),"
        f" base AS (SELECT *, {', '.join([group, *persons.summary()])} FROM found)"
    )
    return Statement(base, params, tuple(facet.name for facet in active), _open_to_somebody(query, params))


def _open_to_somebody(query: SearchQuery, params: dict[str, Any]) -> str:
    if query.persons and query.verdict:
        params["wanted"] = list(query.verdict)
        return "best = ANY(%(wanted)s)"
    return "best > 0" if query.persons else "TRUE"


def page(query: SearchQuery, statement: Statement, number: int, *, closed: bool = False) -> tuple[Hit, ...]:
    """One page of what is open to somebody, or with `closed` of what is closed to everybody who asks."""
    sql = (
        f"{statement.base} SELECT offer_id, group_no, metres, serves && %(upwards)s::int[], is_local, best, whom"
        f" FROM base WHERE {statement.passing(closed=closed)}"
        f" ORDER BY {', '.join(ordering.terms(query))} LIMIT {PAGE_SIZE} OFFSET %(offset)s"
    )
    params = {"upwards": [], **statement.params, "offset": (number - 1) * PAGE_SIZE}
    return tuple(
        Hit(offer, Group(group), None if metres is None else round(metres / 1000, 1), serves, is_local, best, whom)
        for offer, group, metres, serves, is_local, best, whom in _rows(sql, params)
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """`local`: how many are not nationwide; `hidden`: how many are closed to everybody who asks."""

    groups: dict[Group, int]
    sections: dict[int, int]
    local: int
    hidden: int


def count(statement: Statement) -> Counts:
    is_open = statement.open_to_somebody
    counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in (is_open, f"is_local AND {is_open}", _CLOSED))
    sql = (
        f"{statement.base} SELECT group_no, whom, {counts} FROM base WHERE {statement.filters()}"
        " GROUP BY 1, 2 ORDER BY 1, bit_count(whom::bit(8)) DESC, 2"
    )
    groups: Counter[Group] = Counter()
    sections: Counter[int] = Counter()
    rows = _rows(sql, statement.params)
    for group, whom, found, _local, _hidden in rows:
        groups[Group(group)] += found
        sections[whom] += found
    return Counts(+groups, +sections, sum(row[3] for row in rows), sum(row[4] for row in rows))


def facet(statement: Statement, facet: Facet, chosen: tuple[str, ...] = ()) -> tuple[FacetValue, ...]:
    """Counts with the other filters and without its own; only values that occur, are chosen, or are always offered."""
    codes = facet.codes()
    masks = [[code] if facet.name == "programme" else 1 << bit for code, bit in codes.items()]
    if not codes:
        return ()
    if facet.name == "programme":
        values, mask = "unnest(%(codes)s::text[]) AS v(code)", "ARRAY[v.code]::varchar[]"
    else:
        values, mask = "unnest(%(codes)s::text[], %(masks)s::bigint[]) AS v(code, mask)", "v.mask"
    sql = (
        f"{statement.base} SELECT code, count(*) FILTER (WHERE state < 2), count(*) FILTER (WHERE state = 2) FROM"
        f" (SELECT v.code, {facet.sql(mask)} AS state FROM base CROSS JOIN {values} WHERE {statement.passing(facet.name)}) AS answers"
        " GROUP BY code HAVING count(*) FILTER (WHERE state < 2) > 0 OR code = ANY(%(kept)s) ORDER BY 2 DESC, 1"
    )
    params = {**statement.params, "codes": list(codes), "masks": masks, "kept": [*facet.always, *chosen]}
    return tuple(FacetValue(*row) for row in _rows(sql, params))


def _rows(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _words(query: SearchQuery, params: dict[str, Any]) -> tuple[str, str]:
    """Every word helps, and where nothing else was understood one is required: a condition, and an integer rank by where they stand."""
    words = text.query_tokens(query.words, query.lang)
    if not words:
        return "TRUE", "0"
    ranks = []
    for position, forms in enumerate(words):
        for weight in _WEIGHTS:
            params[f"w{position}{weight}"] = " | ".join(f"'{form}':{weight}" for form in sorted(forms))
        best = " ".join(f"WHEN tokens @@ %(w{position}{weight})s::tsquery THEN {points}" for weight, points in _WEIGHTS.items())
        ranks.append(f"CASE {best} ELSE 0 END")
    params["words"] = " | ".join(f"'{form}'" for forms in words for form in sorted(forms))
    return "TRUE" if query.means_something else "tokens @@ %(words)s::tsquery", f"({' + '.join(ranks)})"


def _place(query: SearchQuery, params: dict[str, Any], widen_km: float | None) -> tuple[str, str, str]:
    """(condition, is it local, metres): inside the area or serving it, or in the circle; nationwide offers stay in."""
    place = query.place
    if place is None:
        return "TRUE", "TRUE", "NULL::int"
    params.update(numbers=place.numbers, upwards=place.upwards, lat=place.lat, lon=place.lon)
    serving = "serves && %(upwards)s::int[]"
    local = f"(inside && %(numbers)s::int[] OR {serving})"
    metres = _DISTANCE if place.lat is not None else "NULL::int"
    km = query.radius or widen_km
    if km and place.lat is not None and place.lon is not None:
        box = geo.box_around(place.lat, place.lon, km)
        params.update(south=box.south, north=box.north, west=box.west, east=box.east, metres=km * 1000)
        within = f"(lat BETWEEN %(south)s AND %(north)s AND lon BETWEEN %(west)s AND %(east)s AND {_round_point()} <= %(metres)s)"
        local = f"({within} OR {serving})" if query.radius else f"({local} OR {within})"
    return f"({local} OR everywhere)", local, metres


def _round_point() -> str:
    """Metres to the point that the row is known by, even where no distance is shown; for a hidden place its Kreis centre."""
    return _DISTANCE.replace("lat IS NULL OR NOT has_distance", "lat IS NULL")
