"""One search from query to result."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from services.choices import SENSITIVE_NEEDS, PhraseKind
from services.models import Programme
from services.search import codes
from services.search.changes import one_look
from services.search.columns.worker import Build, build_with
from services.search.facets import FACETS, Facet
from services.search.ordering import GENERAL_NEED
from services.search.query import PAGE_SIZE, Counts, FacetValue, Hit, SearchQuery, SearchResult
from services.search.reading import read
from services.search.understand.parts import Meaning, Part, Understood
from services.search.verdicts import LookUps, of_query

#: What stands in where nobody is listed who helps with what was asked for.
GENERAL = Meaning(PhraseKind.NEED, GENERAL_NEED)
#: What the words look for; the rest of what they say is where, and for whom.
_SEARCHED = frozenset({PhraseKind.NEED, PhraseKind.PROGRAMME, PhraseKind.LANGUAGE, PhraseKind.ACCESS, PhraseKind.AUDIENCE})
#: Circles in kilometres that are tried when nothing local is found and no radius was asked for.
_WIDER = (25, 50, 100)
#: For an age to which all of that may be closed: the next youth service can be in another town.
_FAR = 200


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
    """`km` is the circle that it took; `is_closed`: what was asked for is there, but for nobody who asks."""

    looked: Looked
    counts: Counts
    km: int | None
    is_closed: bool = False


@one_look()
def search(query: SearchQuery, *, with_facets: bool = True) -> SearchResult:
    asked = read(query)
    query, found = _something(asked, of_query(asked), build_with())
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
        dropped=_left_out(asked.understood, query.understood),
        is_general=not found.is_closed and any(GENERAL in part.meanings for part in _only_in(query.understood, asked.understood)),
        sections=counts.sections if len(query.persons) > 1 else {},
        hidden=counts.hidden,
        others=looked.page(1, closed=True) if counts.hidden and number == pages and not query.verdict else (),
    )


def _something(query: SearchQuery, persons: LookUps, build: Build) -> tuple[SearchQuery, Found]:
    """As asked; if that finds nothing, without what the words ask too much, step by step."""
    query, least = _with_danger_first(query, persons, build)
    found = _widened(query, persons, build, least)
    if (handed := _handed_over(query, found.counts)) != query:
        return handed, _widened(handed, persons, build, least)
    if found.counts.groups or not query.q:
        return query, found
    for fewer in _fewer(query.understood):
        if fewer != query.understood:
            query, is_closed = replace(query, understood=fewer), found.is_closed or bool(found.counts.hidden)
            found = replace(_widened(query, persons, build), is_closed=is_closed)
        if found.counts.groups:
            break
    return query, found


def _handed_over(query: SearchQuery, counts: Counts) -> SearchQuery:
    """With the kinds of help to which those send people on that were named, where all of them are closed to the typed age: "JMD 27"
    finds the office that counsels from 27 first.
    """
    named = query.understood.codes(PhraseKind.PROGRAMME)
    if query.told_age is None or not named or not counts.local or counts.fitting:
        return query
    partners = Programme.objects.filter(receives_from__code__in=named, only_if_asked=False).exclude(code__in=named)
    meanings = [Meaning(PhraseKind.PROGRAMME, code) for code in sorted(set(partners.values_list("code", flat=True)))]
    words = {at for part in query.understood.parts if part.codes(PhraseKind.PROGRAMME) for at in part.words}
    part = _standing_in(query.understood, meanings, tuple(sorted(words)))
    return replace(query, understood=replace(query.understood, parts=(*query.understood.parts, part))) if meanings else query


def _with_danger_first(query: SearchQuery, persons: LookUps, build: Build) -> tuple[SearchQuery, int]:
    """What may be about danger decides beside other needs how far to look, in kilometres; where nobody is listed for it, general
    counselling stands in, before those who help with the others.
    """
    parts = query.understood.parts
    others = [part for part in parts if part.codes(PhraseKind.NEED) and not _names_danger(part)]
    if query.need or not others or not any(map(_names_danger, parts)):
        return query, 0
    alone = replace(query.understood, rest=(), parts=tuple(part for part in parts if part not in others))
    found = _widened(replace(query, understood=alone), persons, build)
    if found.counts.groups or found.counts.hidden:
        return query, found.km or 0
    return replace(query, understood=replace(query.understood, parts=tuple(map(_with_general, parts)))), 0


def _with_general(part: Part) -> Part:
    return replace(part, meanings=(*part.meanings, GENERAL)) if _names_danger(part) else part


def _names_danger(part: Part) -> bool:
    return not SENSITIVE_NEEDS.isdisjoint(part.codes(PhraseKind.NEED))


def _fewer(understood: Understood) -> Iterator[Understood]:
    """Without the words that mean nothing; with what a kind of help is for; with general counselling, which knows who
    helps, also where no word means anything; and at last with nothing but the place and what is said of a person."""
    named = understood.codes(PhraseKind.PROGRAMME)
    needs = dict.fromkeys(need for need, programme in codes.current().pairs if programme in named)
    means_something = not understood.left or any(_of(part, _SEARCHED) for part in understood.parts)
    general = () if means_something else (_standing_in(understood, [GENERAL], understood.left),)
    understood = replace(understood, rest=(), parts=(*understood.parts, *general))
    yield understood
    yield _instead(understood, {PhraseKind.PROGRAMME}, [Meaning(PhraseKind.NEED, need) for need in needs][:2])
    yield _instead(understood, {PhraseKind.PROGRAMME, PhraseKind.NEED}, [GENERAL])
    yield replace(understood, parts=tuple(part for part in understood.parts if not _of(part, _SEARCHED)))


def _instead(understood: Understood, kinds: Set[PhraseKind], meanings: Sequence[Meaning]) -> Understood:
    """With these meanings in place of all parts of these kinds."""
    replaced = [part for part in understood.parts if _of(part, kinds)]
    if not replaced or not meanings:
        return understood
    words = tuple(sorted({at for part in replaced for at in part.words}))
    kept = (part for part in understood.parts if part not in replaced)
    return replace(understood, parts=(_standing_in(understood, meanings, words), *kept))


def _standing_in(understood: Understood, meanings: Sequence[Meaning], words: tuple[int, ...]) -> Part:
    return Part(tuple(meanings), " ".join(understood.typed[at] for at in words), words)


def _of(part: Part, kinds: Set[PhraseKind]) -> bool:
    return any(meaning.kind in kinds for meaning in part.meanings)


def _only_in(one: Understood, other: Understood) -> list[Part]:
    return [part for part in one.parts if part not in other.parts]


def _left_out(asked: Understood, answered: Understood) -> tuple[str, ...]:
    """As typed."""
    gone = _only_in(asked, answered)
    named = {at for part in gone for at in part.words}
    rest = [asked.typed[at] for at in asked.left if at not in named] if asked.rest != answered.rest else []
    return tuple(dict.fromkeys((*(part.text for part in gone), *rest)))


def _widened(query: SearchQuery, persons: LookUps, build: Build, least: int = 0) -> Found:
    """The search as asked, otherwise in growing circles, of `least` kilometres or more, until something local is found that
    somebody may have looked for; if nothing is, until anything local is, as the age may be somebody else's.
    """
    asked = _counted(build(query, persons, None), None)
    if query.place is None or query.radius:
        return asked
    nearest = None
    wider = (_counted(build(query, persons, km), km) for km in _circles(query) if km >= least)
    for found in wider if least else chain((asked,), wider):
        if found.counts.fitting:
            return found
        if nearest is None and found.counts.local:
            nearest = found
    return nearest or asked


def _circles(query: SearchQuery) -> tuple[int, ...]:
    return _WIDER if query.told_age is None else (*_WIDER, _FAR)


def _counted(looked: Looked, km: int | None) -> Found:
    return Found(looked, looked.count(), km)
