"""Whatever is typed is answered, with work bounded by what is read of it."""

import tracemalloc
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.search import sensitive
from services.search.parameters import MAX_WORDS
from services.search.query import SearchQuery
from services.search.reading import read
from services.search.run import search
from services.search.understand.parse import parse

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
WORDS = st.sampled_from(
    [
        "psychologe",
        "dresdn",
        "01219",
        "19",
        "'; DROP TABLE",
        "a:* & !b",
        "\\",
        "%00",
        "٢٦",
        "خ" * 50,
        "flüchtlings" * 9,
        "caritas" * 28,
        "\u202e",
        "„",
        "½",
    ]
)
SYMBOLS = st.text(st.characters(categories=["P", "S", "C"]), max_size=60)
TYPED = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=12).map(" ".join), SYMBOLS)


def _answered(typed: str) -> None:
    asked = read(SearchQuery(today=TODAY, q=typed[:MAX_WORDS]))
    assert len(asked.understood.rest) <= 60
    sensitive.judge(asked)


@given(TYPED)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_typed_is_searched(typed: str) -> None:
    _answered(typed)
    search(SearchQuery(today=TODAY, q=typed[:MAX_WORDS].replace("\x00", "")), with_facets=False)


@pytest.mark.full
@given(TYPED)
@settings(max_examples=5_000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_five_thousand_things_are_read(typed: str) -> None:
    """As many again are sent to a real site (`tests.web.test_odd_requests`)."""
    _answered(typed)


@pytest.mark.parametrize("length", [39, 40, 41, 100, 101, 200])
def test_a_word_may_be_as_long_as_the_box(length: int) -> None:
    _answered(("dresdenx" * 25)[:length])


def test_only_the_first_words_of_ten_kilobytes_are_read() -> None:
    understood = parse("psychollohe " * 900, "de")
    assert len({position for part in understood.parts for position in part.words}) <= 30


def test_memory_stays_flat() -> None:
    def some(number: int) -> None:
        for at in range(number):
            parse(f"wort{at}x dresdn{at % 7} {at}", "de")

    some(30)
    tracemalloc.start()
    some(60)
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < 200_000
