"""Why a result stands where it stands: the reasons are those of the search itself."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from services.search import places
from services.search.ordering import Term, terms
from services.search.query import SearchQuery
from services.search.ranks import Ranked, ranked
from services.search.run import search
from tests.search.columns.engines import columns, snapshot
from tests.search.random_queries import Questions

pytestmark = pytest.mark.django_db
_LARGER_FIRST = {Term.FEWER_PEOPLE: "bit_count", Term.FEWER_WORDS: "points", Term.LESS_FITTING: "verdict", Term.CHECKED_EARLIER: "day"}


def _comes_before(term: Term, first: Any, second: Any) -> bool:
    """By the definition of the order, in Python: what is not known stands last."""
    if first is None or second is None:
        return second is None and first is not None
    return bool(first > second) if term in _LARGER_FIRST else bool(first < second)


def _agree(found: list[Ranked]) -> None:
    for before, after in pairwise(found):
        differing = [term for term in after.values if before.values[term] != after.values[term]]
        assert after.below is differing[0]
        assert _comes_before(differing[0], before.values[differing[0]], after.values[differing[0]]), differing[0]


def test_the_reasons_are_the_order_of_the_search_whichever_engine_answers() -> None:
    questions, made, compared = Questions(21), snapshot(), 0
    for _number in range(40):
        query = replace(questions.one().query, page=1)
        with columns(made):
            result = search(query)
        found = ranked(result)
        assert [each.hit for each in found] == list(result.hits)
        assert [each.number for each in found] == list(range(1, len(result.hits) + 1))
        assert all(list(each.values) == terms(result.query) for each in found)
        _agree(found)
        compared += len(found)
    assert compared > 200


def test_the_next_page_goes_on_counting() -> None:
    result = search(SearchQuery(today=date(2026, 11, 20), page=2))
    assert [each.number for each in ranked(result)][:2] == [21, 22]


def test_the_circle_that_was_looked_in_is_that_of_the_search() -> None:
    """A village without anything: what is local was decided in a wider circle."""
    result = search(SearchQuery(today=date(2026, 11, 20), place=places.find("Görlitz"), need=("psyche",)))
    found = ranked(result)
    assert [each.hit.is_local for each in found] == [not each.values[Term.NOT_LOCAL] for each in found]
    _agree(found)
