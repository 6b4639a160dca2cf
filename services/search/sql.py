"""The search in SQL over the read model: the fall-back and the oracle of every faster engine."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from services import geo
from services.choices import PhraseKind, Verdict
from services.eligibility.catchment import Where
from services.opening_times import closed_lands
from services.search import codes, text
from services.search.facets import FACETS, Facet, of_nothing
from services.search.query import PAGE_SIZE, Counts, FacetValue, Group, Hit, Place, SearchQuery
from services.search.sql_terms import is_last_resort, order_by, values
from services.search.verdicts import NOT_RECORDED, LookUp, LookUps, of_place
from services.search.weights import POINTS, standing_anywhere, standing_as

#: Kilometres round the centre that a hidden place's distance would be: never computed, so nothing narrows it.
_DISTANCE = (
    "CASE WHEN lat IS NULL OR NOT has_distance THEN NULL ELSE round(12742000 * asin(sqrt("
    "power(sin(radians(lat - %(lat)s) / 2), 2) + cos(radians(%(lat)s)) * cos(radians(lat)) * power(sin(radians(lon - %(lon)s) / 2), 2)"
    ")))::int END"
)
_CLOSED = "best = 0"


@dataclass(frozen=True, slots=True)
class Statement:
    """The rows that place and words leave, with the state of every active filter; `params` are bound by name."""

    query: SearchQuery
    base: str
    params: dict[str, Any]
    active: tuple[str, ...]
    open_to_somebody: str

    def page(self, number: int, *, closed: bool = False) -> tuple[Hit, ...]:
        sql = (
            f"{self.base} SELECT offer_id, group_no, metres, serves && %(upwards)s::int[], is_local, best, whom"
            f" FROM base WHERE {self._passing(closed=closed)}"
            f" ORDER BY {order_by(self.query)} LIMIT {PAGE_SIZE} OFFSET %(offset)s"
        )
        params = {"upwards": [], **self.params, "offset": (number - 1) * PAGE_SIZE}
        return tuple(
            Hit(offer, Group(group), None if metres is None else round(metres / 1000, 1), serves, is_local, best, whom)
            for offer, group, metres, serves, is_local, best, whom in _rows(sql, params)
        )

    def values(self, offers: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Any, ...]]:
        """What the terms of the order say of each of the offers that are found."""
        sql = f"{self.base} SELECT offer_id, {values(self.query)} FROM base WHERE offer_id = ANY(%(offers)s)"
        return {offer: tuple(found) for offer, *found in _rows(sql, {**self.params, "offers": list(offers)})}

    def count(self) -> Counts:
        is_open = self.open_to_somebody
        local = f"is_local AND {is_open}"
        counted = (is_open, local, f"{local} AND NOT ({is_last_resort(self.query)})", _CLOSED)
        counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in counted)
        sql = (
            f"{self.base} SELECT group_no, whom, {counts} FROM base WHERE {self._filters()}"
            " GROUP BY 1, 2 ORDER BY bit_count(whom::bit(8)) DESC, 2, 1"
        )
        groups: Counter[Group] = Counter()
        sections: Counter[int] = Counter()
        rows = _rows(sql, self.params)
        for group, whom, found, *_others in rows:
            groups[Group(group)] += found
            sections[whom] += found
        totals = [sum(row[at] for row in rows) for at in range(3, 6)]
        return Counts({group: groups[group] for group in Group if groups[group]}, +sections, *totals)

    def facet(self, facet: Facet) -> tuple[FacetValue, ...]:
        bits = codes.of(facet.name)
        if not bits:
            return ()
        if facet.name == "programme":
            values, mask = "unnest(%(codes)s::text[]) AS v(code)", "ARRAY[v.code]::varchar[]"
        else:
            values, mask = "unnest(%(codes)s::text[], %(masks)s::bigint[]) AS v(code, mask)", "v.mask"
        sql = (
            f"{self.base} SELECT code, count(*) FILTER (WHERE state < 2), count(*) FILTER (WHERE state = 2) FROM"
            f" (SELECT v.code, {facet.sql(mask)} AS state FROM base CROSS JOIN {values} WHERE {self._passing(facet.name)}) AS answers"
            ' GROUP BY code HAVING count(*) FILTER (WHERE state < 2) > 0 OR code = ANY(%(kept)s) ORDER BY 2 DESC, code COLLATE "C"'
        )
        kept = [*facet.always, *self.query.values(facet.name)]
        params = {**self.params, "codes": list(bits), "masks": [1 << bit for bit in bits.values()], "kept": kept}
        return tuple(FacetValue(*row) for row in _rows(sql, params)) or of_nothing(set(self.query.values(facet.name)) & bits.keys())

    def _passing(self, without: str = "", *, closed: bool = False) -> str:
        """With `closed`, the condition for what is closed to everybody who asks."""
        return f"{_CLOSED if closed else self.open_to_somebody} AND {self._filters(without)}"

    def _filters(self, without: str = "") -> str:
        return " AND ".join(["TRUE", *(f"s_{name} < 3" for name in self.active if name != without)])


def build(query: SearchQuery, persons: LookUps, widen_km: float | None = None) -> Statement:
    params: dict[str, Any] = {"today": query.today, "minute": query.minute, "closed_lands": list(closed_lands(query.today))}
    active = [facet for facet in FACETS if query.values(facet.name)]
    for facet in active:
        params[f"m_{facet.name}"] = facet.mask(query.values(facet.name))
    states = [f"{facet.sql(f'%(m_{facet.name})s')} AS s_{facet.name}" for facet in active]
    worst = ", ".join(f"s_{facet.name}" for facet in active)
    params["named"] = list(query.understood.codes(PhraseKind.PROGRAMME))
    where, rank = _words(query, params)
    place, local, metres = _place(query, params, widen_km)
    each = [f"{metres} AS metres", f"{local} AS is_local", f"{rank} AS word_rank", *states]
    each += [f"{_verdict(number, person, params)} AS v_{number}" for number, person in enumerate(persons.each)]
    each += [f"{condition} AS {name}" for name, condition in _closed_to(query, persons, params)]
    group = f"{f'GREATEST({worst})' if worst else '0'} AS group_no"
    base = (
        f"WITH found AS (SELECT *, {', '.join(each)} FROM services_searchrow WHERE {where} AND {place}),"
        f" base AS (SELECT *, {', '.join([group, *_summary(len(persons.each))])} FROM found)"
    )
    return Statement(query, base, params, tuple(facet.name for facet in active), _open_to_somebody(query, params))


def _open_to_somebody(query: SearchQuery, params: dict[str, Any]) -> str:
    if query.persons and query.verdict:
        params["wanted"] = list(query.verdict)
        return "best = ANY(%(wanted)s)"
    return "best > 0" if query.persons else "TRUE"


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
        for weight in POINTS:
            params[f"w{position}{weight}"] = standing_as(weight, forms)
        best = " ".join(f"WHEN tokens @@ %(w{position}{weight})s::tsquery THEN {points}" for weight, points in POINTS.items())
        ranks.append(f"CASE {best} ELSE 0 END")
    params["words"] = standing_anywhere(set().union(*words))
    return "TRUE" if query.means_something else "tokens @@ %(words)s::tsquery", f"({' + '.join(ranks)})"


def _place(query: SearchQuery, params: dict[str, Any], widen_km: float | None) -> tuple[str, str, str]:
    """(condition, is it local, metres): inside the area or serving it, or in the circle; nationwide offers stay in, and those of
    which no more is known than the Land.
    """
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
        local = f"COALESCE({within} OR {serving}, false)" if query.radius else f"COALESCE({local} OR {within}, false)"
    return f"({local} OR everywhere OR {_somewhere(place, params)})", local, metres


def _somewhere(place: Place, params: dict[str, Any]) -> str:
    lands = {f"land_{number}": list(land) for number, land in enumerate(place.lands)}
    params.update(lands)
    return " OR ".join(f"inside = %({name})s::int[]" for name in lands) or "FALSE"


def _round_point() -> str:
    """Metres to the point that the row is known by, even where no distance is shown; for a hidden place its Kreis centre."""
    return _DISTANCE.replace("lat IS NULL OR NOT has_distance", "lat IS NULL")


def _verdict(name: int | str, person: LookUp, params: dict[str, Any]) -> str:
    params |= {f"verdicts_{name}": list(person.verdicts), f"wheres_{name}": list(person.wheres[1:])}
    where = f"COALESCE((%(wheres_{name})s::int2[])[catchment_id], {Where.NOT_RECORDED:d})"
    return f"COALESCE((%(verdicts_{name})s::int2[])[profile_id * {len(Where)} + 1 + {where}], {NOT_RECORDED})"


def _closed_to(query: SearchQuery, persons: LookUps, params: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """To the age that was typed, which others ask about, and to those who live where the search looks."""
    there = of_place(query.place, query.today) if query.place and query.may_live_there else None
    for name, person, verdict in (
        ("unfitting", persons.told, Verdict.NOT_FOR_YOU),
        ("asking", persons.told, Verdict.ASK_FIRST),
        ("elsewhere", there, Verdict.NOT_FOR_YOU),
    ):
        yield f"is_{name}", f"{_verdict(name, person, params)} = {verdict:d}" if person else "FALSE"


def _summary(number: int) -> list[str]:
    """`best`, the best verdict of all persons, and `whom`, one bit per person for whom it is not closed."""
    each = [f"v_{person}" for person in range(number)]
    best = f"GREATEST({', '.join(each)})" if each else f"{Verdict.FITS:d}"
    whom = " + ".join(f"((v_{person} > 0)::int << {person})" for person in range(number)) or "0"
    return [f"{best} AS best", f"{whom} AS whom"]
