"""What travels between the doors and the search: frozen, and without anything of a request."""

import uuid
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from services.choices import PhraseKind, Verdict
from services.eligibility.person import Person
from services.search.understand.parts import Understood

PAGE_SIZE = 20
#: Where Kreis and municipality stand in a line of areas: after country and Land.
_KREIS, _MUNICIPALITY = 2, 3
_IN_WORDS = {
    "need": PhraseKind.NEED,
    "programme": PhraseKind.PROGRAMME,
    "language": PhraseKind.LANGUAGE,
    "access": PhraseKind.ACCESS,
}


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
    def lands(self) -> list[tuple[int, ...]]:
        """Country and Land that it lies in, ascending: what is only known to be somewhere there may be here."""
        return sorted({tuple(sorted(line[:_KREIS])) for line in self.lines if len(line) >= _KREIS})

    @property
    def upwards(self) -> list[int]:
        return sorted({number for line in self.lines for number in line})


@dataclass(frozen=True)
class SearchQuery:
    """`minute` is the minute of the week, counted from Monday 0:00 in Berlin; `persons` never come from an address."""

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
    persons: tuple[Person, ...] = ()
    verdict: tuple[int, ...] = ()
    understood: Understood = field(default_factory=Understood)

    def values(self, facet: str) -> tuple[str, ...]:
        """What was chosen for a facet and what the words mean; a kind of help in the words only orders where a need is named too."""
        return self._meant[facet] if facet in _IN_WORDS else getattr(self, facet)

    @cached_property
    def _meant(self) -> dict[str, tuple[str, ...]]:
        """Of the filters that words can name."""
        meant = {facet: tuple(dict.fromkeys((*getattr(self, facet), *self.understood.codes(kind)))) for facet, kind in _IN_WORDS.items()}
        return meant | {"programme": self.programme} if meant["need"] else meant

    @property
    def has_centre(self) -> bool:
        return self.place is not None and self.place.lat is not None

    @cached_property
    def told_age(self) -> int | None:
        """The one age in the words, unless the answers say more or the number is a paper's ("§ 24"): it orders and closes nothing."""
        parts = () if self.persons else self.understood.parts
        papers = {position for part in parts if part.codes(PhraseKind.PAPER) for position in part.words}
        ages = [part.codes(PhraseKind.AGE)[0] for part in parts if part.codes(PhraseKind.AGE) and papers.isdisjoint(part.words)]
        return int(ages[0]) if len(ages) == 1 else None

    @property
    def may_live_there(self) -> bool:
        """Nobody says that they live elsewhere than where they look."""
        return not any(person.home for person in self.persons)

    @property
    def words(self) -> str:
        """The words that are searched as text."""
        return " ".join(self.understood.rest)

    @property
    def means_something(self) -> bool:
        """Whether the words say what is looked for, so that no further word is required."""
        return any(self.understood.has(kind) for kind in _IN_WORDS.values())


@dataclass(slots=True)
class Hit:
    """`best` is the best verdict of all persons, FITS without any; `whom` has a bit for each for whom it is not closed.

    `version` names this state of the listing in this process for ever; None where the engine does not know. Not frozen: that
    costs more than the rest of making one, and each page makes twenty.
    """

    offer: uuid.UUID
    group: Group
    distance_km: float | None
    serves_your_area: bool
    is_local: bool
    best: int = int(Verdict.FITS)
    whom: int = 0
    version: Hashable = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Counts:
    """`local`: how many are not nationwide; `fitting`: how many of those somebody may have looked for (`ordering.last_resort`);
    `hidden`: how many are closed to everybody who asks.
    """

    groups: dict[Group, int]
    sections: dict[int, int]
    local: int
    fitting: int
    hidden: int


class FacetValue(NamedTuple):
    """`sure` is stated or can be arranged, `unknown` not recorded: shown as "3 + 14". Of these a page makes a hundred."""

    value: str
    sure: int
    unknown: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`total` counts what is open to somebody who asks; `hidden` what is closed to all of them, `others` the first of those.

    `dropped`: words that would have found nothing, as typed; `query` is without what they mean;
    `is_general`: with general counselling in its place.
    `sections`: for whom (as in `Hit.whom`) → number of results, in the order of the list; only for several persons.
    """

    query: SearchQuery
    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    groups: dict[Group, int]
    facets: dict[str, tuple[FacetValue, ...]]
    widened_km: int | None = None
    dropped: tuple[str, ...] = ()
    is_general: bool = False
    sections: dict[int, int] = field(default_factory=dict)
    hidden: int = 0
    others: tuple[Hit, ...] = ()
