"""What is typed in the letters of another script, as it is heard."""

import pytest

from services.search.query import SearchQuery
from services.search.reading import read
from tests.search.test_understanding import TODAY

pytestmark = pytest.mark.django_db


def needs(text: str, lang: str) -> set[str]:
    return set(read(SearchQuery(today=TODAY, q=text, lang=lang)).values("need"))


@pytest.mark.parametrize("lang", ["de", "ru"])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("dolgi", {"schulden"}),
        ("adwokat leipzig", {"aufenthalt"}),
        ("muzh biet menya", {"gewalt"}),
        ("ya ne hochu zhit", {"krise"}),
        ("pomosch s dokumentami", {"amt"}),
        ("uroki nemetskogo", {"deutsch"}),
    ],
)
def test_russian_in_latin_letters_is_read_however_it_is_spelt(text: str, meant: set[str], lang: str) -> None:
    assert meant <= needs(text, lang)


@pytest.mark.parametrize("lang", ["de", "ar", "fa"])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("zawji yadribni", {"gewalt"}),
        ("jawzi yadrebni", {"gewalt"}),
        ("shoharam mara mizanad", {"gewalt"}),
        ("mikham khodkoshi konam", {"krise"}),
        ("dige nemikham zende basham", {"krise"}),
        ("la astatee3 al nawm", {"psyche"}),
        ("mosa3ade fi sakan", {"wohnen"}),
    ],
)
def test_arabic_and_persian_in_latin_letters_are_read_however_they_are_spelt(text: str, meant: set[str], lang: str) -> None:
    assert meant <= needs(text, lang)


@pytest.mark.parametrize("lang", ["en", "de", "ti"])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("temhrti kuankua jermen", "deutsch"),
        ("timhirti quanqua", "deutsch"),
        ("wereket menberi yebley", "amt"),
    ],
)
def test_tigrinya_in_latin_letters_is_read_however_it_is_spelt(text: str, meant: str, lang: str) -> None:
    assert meant in needs(text, lang)


@pytest.mark.parametrize("lang", ["ku", "ar", "de"])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("دەروونناس لە درێسدن", "psyche"),
        ("دهروونناس", "psyche"),  # with the letters of an Arabic phone
        ("مێردم لێم دەدات", "gewalt"),
        ("نامەی جۆبسێنتەر", "amt"),
        ("خۆم دەکوژم", "krise"),
    ],
)
def test_kurdish_is_read_in_arabic_letters_too(text: str, meant: str, lang: str) -> None:
    assert meant in needs(text, lang)


def test_a_single_word_is_arabic_to_its_readers_only() -> None:
    """Too many German words sound like one."""
    assert needs("wakeel", "ar")
    assert not needs("wakeel", "de")


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        ("سوتسيالامت", "ar", "geld"),
        ("يوغندامت", "ar", "kinder"),
        ("آوسلندربهورده", "fa", "aufenthalt"),
        ("абшибунг", "ru", "aufenthalt"),
        ("зоциальамт", "uk", "geld"),
        ("ኣንሀሩንግ", "ti", "asyl"),
    ],
)
def test_german_words_are_read_in_the_letters_of_the_reader(text: str, lang: str, meant: str) -> None:
    assert meant in needs(text, lang)


def test_a_persian_prefix_may_stand_apart_from_its_verb() -> None:
    apart, together, quoted = (read(SearchQuery(today=TODAY, q=text, lang="fa")).words for text in ("می ترسم", "میترسم", '"می ترسم"'))
    assert apart == together != quoted
    assert needs("شوهرم می زند", "fa") == needs("شوهرم میزند", "fa") == {"gewalt"}
    assert needs('"می زند"', "fa") == set()


def test_persian_is_read_as_it_is_said_and_as_it_is_written() -> None:
    assert needs("نمیخوام زنده باشم", "fa") == needs("نمی‌خواهم زنده باشم", "fa") == {"krise"}


def test_the_arabic_article_makes_no_other_word() -> None:
    """With it the word is a common one, and of a common word nothing grave is guessed."""
    for text in ("إدمان", "الإدمان", "أريد التحدث عن الإدمان"):
        assert needs(text, "ar") == {"sucht"}
