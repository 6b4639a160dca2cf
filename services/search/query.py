"""What travels between the doors and the search: frozen, and without anything of a request."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

#: Where the municipality stands in a line of areas: after country, Land and Kreis.
_MUNICIPALITY = 3


class Group(IntEnum):
    """How surely a result answers the filters; the unknown is never dropped (design §5)."""

    STATED = 0
    ARRANGED = 1
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look. `line` are the area numbers from the country down to here; a postal code can lie in several."""

    label: str
    kind: str
    lines: tuple[tuple[int, ...], ...]
    lat: float | None = None
    lon: float | None = None
    others: tuple[str, ...] = ()

    @property
    def numbers(self) -> list[int]:
        """The areas that count as here; for a part of a town its whole town: nobody stays away from the next street."""
        return sorted({number for line in self.lines for number in (line[-1], line[: _MUNICIPALITY + 1][-1])})

    @property
    def upwards(self) -> list[int]:
        return sorted({number for line in self.lines for number in line})


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`minute` is the minute of the week, counted from Monday 0:00 in Berlin."""

    today: date
    minute: int = 0
    lang: str = "de"
    q: str = ""
    place: Place | None = None
    radius: float | None = None
    need: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    funder: tuple[str, ...] = ()
    open_now: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1

    def values(self, facet: str) -> tuple[str, ...]:
        return getattr(self, facet)


@dataclass(frozen=True, slots=True)
class Hit:
    offer: uuid.UUID
    group: Group
    distance_km: float | None
    serves_your_area: bool
    is_local: bool


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`count` stated or to be arranged, `unknown` not recorded: shown as "3 + 14"."""

    value: str
    count: int
    unknown: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    query: SearchQuery
    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    groups: dict[Group, int]
    facets: dict[str, tuple[FacetValue, ...]]
    widened_km: int | None = None
    dropped: tuple[str, ...] = field(default=())
