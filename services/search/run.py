"""One search from query to result."""

from dataclasses import dataclass, replace
from typing import Protocol

from services.choices import PhraseKind
from services.search import codes
from services.search.changes import one_look
from services.search.columns.worker import Build, build_with
from services.search.facets import FACETS, Facet
from services.search.query import PAGE_SIZE, Counts, FacetValue, Hit, SearchQuery, SearchResult
from services.search.reading import read
from services.search.understand.parts import Meaning, Part, Understood
from services.search.verdicts import LookUps, look_ups

#: Circles in kilometres that are tried when nothing local is found and no radius was asked for.
_WIDER = (25, 50, 100)


class Looked(Protocol):
    """What an engine knows of one search in one circle; every engine gives the same answers."""

    def count(self) -> Counts: ...

    def page(self, number: int, *, closed: bool = False) -> tuple[Hit, ...]:
        """One page of what is open to somebody, or with `closed` of what is closed to everybody who asks."""
        ...

    def facet(self, facet: Facet) -> tuple[FacetValue, ...]:
        """Counts with the other filters and without its own; values that occur or are chosen, and those always offered."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """`km` is the circle that it took."""

    looked: Looked
    counts: Counts
    km: int | None


@one_look()
def search(query: SearchQuery, *, with_facets: bool = True) -> SearchResult:
    query, found, dropped = _something(read(query), look_ups(query.persons, query.today), build_with())
    looked, counts = found.looked, found.counts
    total = sum(counts.groups.values())
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(query.page, pages)
    return SearchResult(
        query=query,
        total=total,
        page=number,
        pages=pages,
        hits=looked.page(number) if total else (),
        groups=counts.groups,
        facets={facet.name: looked.facet(facet) for facet in FACETS} if with_facets else {},
        widened_km=found.km,
        dropped=dropped,
        sections=counts.sections if len(query.persons) > 1 else {},
        hidden=counts.hidden,
        others=looked.page(1, closed=True) if counts.hidden and number == pages and not query.verdict else (),
    )


def _something(query: SearchQuery, persons: LookUps, build: Build) -> tuple[SearchQuery, Found, tuple[str, ...]]:
    """As asked; if that finds nothing, without the words that mean nothing, then without all words; and what was left out."""
    found = _widened(query, persons, build)
    understood = query.understood
    for fewer in (replace(understood, rest=()), _needs_instead(understood), Understood()):
        if found.counts.groups or not query.q or fewer == query.understood:
            continue
        query = replace(query, understood=fewer)
        found = _widened(query, persons, build)
    if query.understood == understood:
        return query, found, ()
    if not query.understood.parts:
        return query, found, (query.q,)
    return query, found, (*_names_of_programmes(understood, query.understood), *understood.rest)


def _names_of_programmes(asked: Understood, answered: Understood) -> tuple[str, ...]:
    """As typed, where needs stand in for a kind of help that is not listed."""
    replaced = () if asked.parts == answered.parts else (part for part in asked.parts if part.codes(PhraseKind.PROGRAMME))
    return tuple(" ".join(asked.typed[at] for at in part.words) for part in replaced)


def _needs_instead(understood: Understood) -> Understood:
    """Where no such kind of help is listed: whoever else helps with what it is for ("anwalt" → residence)."""
    named = understood.codes(PhraseKind.PROGRAMME)
    if not named:
        return understood
    first = list(dict.fromkeys(need for need, programme in codes.current().pairs if programme in named))[:2]
    words = sorted({at for part in understood.parts if part.codes(PhraseKind.PROGRAMME) for at in part.words})
    needs = tuple(Meaning(PhraseKind.NEED, code) for code in first)
    return replace(understood, rest=(), parts=(Part(needs, " ".join(understood.typed[at] for at in words), tuple(words)),))


def _widened(query: SearchQuery, persons: LookUps, build: Build) -> Found:
    """What finds something local: the search as asked, otherwise in growing circles."""
    asked = _counted(build(query, persons, None), None)
    if query.place is None or query.radius or asked.counts.local:
        return asked
    wider = (_counted(build(query, persons, km), km) for km in _WIDER)
    return next((found for found in wider if found.counts.local), asked)


def _counted(looked: Looked, km: int | None) -> Found:
    return Found(looked, looked.count(), km)
