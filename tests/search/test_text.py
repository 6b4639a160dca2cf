"""One tokenizer for rows and queries."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "mueller"),
        ("Straße", "STRASSE"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("على", "علي"),
        ("فارسی", "فارسي"),
        ("كَتَبَ", "كتب"),
        ("ёлка", "елка"),
        ("місто", "мисто"),
        ("İstanbul", "istanbul"),
        ("ışık", "isik"),
        ("٠١٢٣", "0123"),
        ("۰۱۲۳", "0123"),
        ("Kurmancî", "kurmanci"),
        ("пʼять", "пять"),
        ("ℙ", "p"),
        ("ﬁnden", "finden"),
        ("aee", "ä"),
    ],
)
def test_what_differs_only_by_habit_is_the_same(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing_and_never_fails(anything: str) -> None:
    once = text.fold(anything)
    assert text.fold(once) == once


@given(st.text(max_size=300))
def test_tokens_are_safe_inside_a_tsquery(anything: str) -> None:
    assert all(character.isalnum() for forms in text.query_tokens(anything, "de") for form in forms for character in form)


@pytest.mark.parametrize(("without", "having"), [("belgesiz", "belgesi"), ("ailesiz", "ailesi"), ("sigortasiz", "sigortasi")])
def test_the_turkish_without_is_no_case_of_the_word(without: str, having: str) -> None:
    assert text.stem(without, "tr") != text.stem(having, "tr")


def test_many_threads_stem_as_one() -> None:
    """Also the workers' threads, which read the vocabulary at the same moment."""
    typed = [
        f"{word}{ending}" for word in ("çalışma", "danışman", "oturum", "borç") for ending in ("larımız", "lar", "ında", "dan", "sınız")
    ]
    expected = [text.stem_typed(word, "tr") for word in typed]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _number: [text.stem_typed(word, "tr") for word in typed], range(200)))
    assert all(each == expected for each in found)


def test_of_many_words_the_longest_are_searched_and_a_letter_only_alone() -> None:
    assert len(text.query_tokens(" ".join(f"wort{'x' * number}" for number in range(20)), "de")) == 8
    assert not any("b" in forms for forms in text.query_tokens("klasse b", "de"))
    assert text.query_tokens("b", "de")
