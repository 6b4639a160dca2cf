"""What the reader has chosen, as chips, filters and links; as a form where nothing may stand in an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from services.display import words_understood
from services.display.labels import Labels
from services.search.facets import FACETS
from services.search.filterset import SearchFilterSet
from services.search.query import SearchResult
from services.search.text import fold

Pairs = list[tuple[str, str]]
_FILTER_ORDER = ("language", "need", "open_now", "access", "audience", "programme", "funder")
_SHOWN_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Go:
    """A step to another page of results: a link, or the hidden fields of a form."""

    label: str
    pairs: Pairs
    is_post: bool

    @property
    def url(self) -> str:
        return f"{reverse('search')}?{urlencode(self.pairs)}" if self.pairs else reverse("search")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    unknown: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        return self.choices[:_SHOWN_AT_ONCE]

    @property
    def more(self) -> tuple[Choice, ...]:
        return self.choices[_SHOWN_AT_ONCE:]

    @property
    def is_open(self) -> bool:
        return any(choice.chosen for choice in self.choices)


class State:
    NAMES: ClassVar = ("q", "place", "radius", *(facet.name for facet in FACETS), "sort", "page")

    def __init__(self, asked: QueryDict, filterset: SearchFilterSet, result: SearchResult, *, is_post: bool) -> None:
        self.asked = asked
        self.result = result
        self.is_post = is_post
        self.form = filterset.form
        self._labels = Labels()

    def raw(self, name: str) -> str:
        return self.asked.get(name, "")[:200].replace("\x00", "")

    @property
    def q(self) -> str:
        return self.raw("q")

    @property
    def place(self) -> str:
        return self.raw("place")

    @property
    def radius(self) -> str:
        return self.raw("radius")

    @property
    def sort(self) -> str:
        return self.raw("sort")

    @cached_property
    def chips(self) -> list[Go]:
        """What was understood; each takes itself away."""
        query = self.result.query
        found = list(self._in_words())
        if query.place and self.place:
            found.append(self._without("place", self.place, query.place.label))
        if query.radius:
            found.append(self._without("radius", self.radius, _("up to %(km)s km") % {"km": f"{query.radius:g}"}))
        for facet in FACETS:
            found += [self._without(facet.name, value, self._labels[facet.name].get(value, value)) for value in getattr(query, facet.name)]
        return found

    def _in_words(self) -> Iterator[Go]:
        """Each part of the words that was understood, and the others together; a chip takes its own words away."""
        understood = self.result.query.understood
        for part in understood.parts:
            if label := words_understood.label(part, self.result.query, self._labels):
                yield self._with_words(label, understood.without(part.words))
        if understood.rest:
            yield self._with_words(f"„{' '.join(understood.rest)}“", understood.without(understood.left))

    @property
    def corrections(self) -> list[tuple[str, Go]]:
        """What was read instead of a word, with the search for the word as it was typed."""
        query = self.result.query
        found = []
        for typed, read in query.understood.corrected:
            words = " ".join(f'"{word}"' if fold(word) == typed else word for word in query.understood.typed)
            found.append((read, self._with_words(typed, words)))
        return found

    def _with_words(self, label: str, words: str) -> Go:
        pairs = [pair for pair in self._pairs() if pair[0] != "q"]
        return Go(label, [*([("q", words)] if words else []), *pairs], self.is_post)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for name in (*self.NAMES, *(("verdict",) if self.is_post else ())):
            for value in self.asked.getlist(name):
                if value.strip() and name != "page" and name not in self.form.errors:
                    yield name, value[:200]

    @property
    def as_text(self) -> str:
        """The whole search for a form's hidden field: it goes on by POST where it may not stand in an address."""
        return urlencode(list(self._pairs()))

    @cached_property
    def kept(self) -> Pairs:
        """What a new search from the box keeps: everything but the words and the place."""
        return [pair for pair in self._pairs() if pair[0] not in ("q", "place")]

    def _without(self, name: str, value: str, label: str) -> Go:
        return Go(label, [pair for pair in self._pairs() if pair != (name, value[:200])], self.is_post)

    @cached_property
    def filters(self) -> list[Filter]:
        return [found for found in (self._filter(name) for name in _FILTER_ORDER) if found.choices]

    def _filter(self, name: str) -> Filter:
        chosen = self.result.query.values(name)
        counted = {value.value: value for value in self.result.facets[name]}
        words = self._labels[name]
        order = [*chosen, *(value for value in counted if value not in chosen)]
        choices = [
            Choice(code, words.get(code, code), counted[code].count if code in counted else 0, self._unknown(name, code), code in chosen)
            for code in order
        ]
        return Filter(name, self._title(name), tuple(choices))

    def _unknown(self, name: str, code: str) -> int:
        return next((value.unknown for value in self.result.facets[name] if value.value == code), 0)

    def _title(self, name: str) -> str:
        return {
            "need": _("Topic"),
            "open_now": _("Opening hours"),
            "language": _("Language"),
            "programme": _("Kind of help"),
            "audience": _("For whom"),
            "access": _("How to reach it"),
            "funder": _("Funded by"),
        }[name]

    @cached_property
    def pages(self) -> list[Go]:
        """The pages around this one."""
        if self.result.pages == 1:
            return []
        near = range(max(1, self.result.page - 2), min(self.result.pages, self.result.page + 2) + 1)
        return [Go(str(number), [*self._pairs(), ("page", str(number))], self.is_post) for number in sorted({1, *near, self.result.pages})]

    @cached_property
    def everywhere(self) -> Go:
        """The same search without the place: what an empty list offers next."""
        return Go(_("Search in all of Germany"), [pair for pair in self._pairs() if pair[0] not in ("place", "radius")], self.is_post)

    @cached_property
    def only_place(self) -> Go:
        return Go(_("Show everything at this place"), [pair for pair in self._pairs() if pair[0] in ("place", "radius")], self.is_post)
