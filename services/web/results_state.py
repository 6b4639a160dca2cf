"""What the reader has chosen, as chips, filters and links; as a form where nothing may stand in an address."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from services.display import words_understood
from services.display.labels import current_labels
from services.search.facets import FACETS
from services.search.parameters import SearchForm
from services.search.query import SearchResult
from services.search.run import GENERAL
from services.search.text import fold
from services.web import filters
from services.web.go import Go, Pair, Pairs, as_query

#: What stands around a word and is no part of it.
_MARKS = re.compile(r"^\W+|\W+$")


class State:
    NAMES: ClassVar = ("q", "place", "radius", *(facet.name for facet in FACETS), "sort", "page")

    def __init__(self, asked: QueryDict, form: SearchForm, result: SearchResult, *, is_post: bool) -> None:
        self.asked = asked
        self.result = result
        self.is_post = is_post
        self.form = form
        self._labels = current_labels()

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
                yield self._with_words(label, understood.without(part.words), removes=True)
        if understood.rest:
            typed = dict.fromkeys(_MARKS.sub("", understood.typed[at]) for at in understood.left)
            yield self._with_words(f"„{' '.join(typed)}“", understood.without(understood.left), removes=True)

    @property
    def corrections(self) -> tuple[str, list[Go]]:
        """What was read instead of some words, and for each the search for the word as it was typed."""
        query = self.result.query
        instead = []
        for typed, _read in query.understood.corrected:
            words = " ".join(f'"{word}"' if fold(word) == typed else word for word in query.understood.typed)
            instead.append(self._with_words(typed, words))
        return " ".join(read for _typed, read in query.understood.corrected), instead

    def _with_words(self, label: str, words: str, *, removes: bool = False) -> Go:
        pairs = [pair for pair in self._pairs if pair.name != "q"]
        return Go(label, [*([Pair.of("q", words)] if words else []), *pairs], self.is_post, removes=removes)

    @cached_property
    def _pairs(self) -> Pairs:
        names = [name for name in (*self.NAMES, *(("verdict",) if self.is_post else ())) if name != "page" and name not in self.form.errors]
        return [Pair.of(name, value[:200]) for name in names for value in self.asked.getlist(name) if value.strip()]

    @property
    def as_text(self) -> str:
        """The whole search for a form's hidden field: it goes on by POST where it may not stand in an address."""
        return as_query(self._pairs)

    @cached_property
    def kept(self) -> Pairs:
        """What a new search from the box keeps: everything but the words and the place."""
        return [pair for pair in self._pairs if pair.name not in ("q", "place")]

    def _without(self, name: str, value: str, label: str) -> Go:
        return Go(label, [pair for pair in self._pairs if (pair.name, pair.value) != (name, value[:200])], self.is_post, removes=True)

    @cached_property
    def filters(self) -> bytes:
        return filters.shown(self.result, self._labels)

    @cached_property
    def pages(self) -> list[Go]:
        """The pages around this one."""
        if self.result.pages == 1:
            return []
        near = range(max(1, self.result.page - 2), min(self.result.pages, self.result.page + 2) + 1)
        return [self._page(number) for number in sorted({1, *near, self.result.pages})]

    def _page(self, number: int) -> Go:
        here = number == self.result.page
        return Go(str(number), [*self._pairs, Pair.of("page", str(number))], self.is_post, "chip here" if here else "chip", current=here)

    @cached_property
    def everywhere(self) -> Go:
        """The same search without the place: what an empty list offers next."""
        return Go(
            _("Search in all of Germany"),
            [pair for pair in self._pairs if pair.name not in ("place", "radius")],
            self.is_post,
            "button quiet",
        )

    @cached_property
    def general(self) -> Go:
        """Who knows where help is, at the same place."""
        place = [pair for pair in self._pairs if pair.name in ("place", "radius")]
        return Go(_("General counselling"), [*place, Pair.of("need", GENERAL.code)], self.is_post, "button quiet")

    @cached_property
    def only_place(self) -> Go:
        return Go(
            _("Show everything at this place"),
            [pair for pair in self._pairs if pair.name in ("place", "radius")],
            self.is_post,
            "button quiet",
        )
