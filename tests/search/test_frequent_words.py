"""Words that everybody uses are what they are: not misspelt towns, and no danger because they look like it."""

import pytest

from services.choices import PhraseKind
from services.search import blocks, sensitive
from services.search.query import SearchQuery
from services.search.reading import read
from services.search.understand import frequent
from tests.search.test_understanding import TODAY


def asked(text: str, lang: str = "de") -> SearchQuery:
    return read(SearchQuery(today=TODAY, q=text, lang=lang))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("freitag geöffnet", "de"),  # Freital
        ("schwierig", "de"),  # Schwerin
        ("wir kamen im sommer nach deutschland", "de"),
        ("können wir das angebot nutzen", "de"),
        ("طبيب الأسنان", "ar"),  # Essen
    ],
)
def test_it_is_no_town(text: str, lang: str) -> None:
    found = asked(text, lang)
    assert found.place is None or found.place.label == "Deutschland"
    assert not found.understood.corrected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["asylberatung kamen", "ich wohne in kamen und suche einen anwalt", "hilfe bei schulden für familien 59174 kamen"]
)
def test_the_small_town_of_that_name_is_still_found(text: str) -> None:
    place = asked(text).place
    assert place
    assert place.label.endswith("Kamen")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("أنا في انتظار الموعد", "ar"),  # suicide
        ("مثلا", "ar"),  # gay
        ("منتظر جواب هستم", "fa"),
        ("ایمان", "fa"),  # addiction
        ("transport", "en"),
        ("je me lève tôt", "fr"),  # dead
        ("untersucht", "de"),  # addiction
        ("mêrê min pere dide min", "ku"),  # with one word more he beats
    ],
)
def test_it_is_no_danger(text: str, lang: str) -> None:
    found = asked(text, lang)
    assert not sensitive.judge(found).any
    assert not blocks.crisis(found)


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "need"), [("verletzt und geschlagen", "gewalt"), ("drogen", "sucht"), ("schwanger", "schwanger")])
def test_one_that_stands_for_a_need_still_does(text: str, need: str) -> None:
    assert need in asked(text).values("need")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "lang", "need"),
    [
        ("je ne sais pas", "fr", "schulden"),  # the stem of a seizure
        ("dis-moi", "fr", "gesundheit"),  # of Turkish teeth
        ("des fois", "fr", "wohnen"),
        ("mon père", "fr", "geld"),  # Kurdish money
        ("what kind of help", "en", "kinder"),
        ("ein paar tage", "de", "geld"),
        ("ich suchte", "de", "sucht"),
        ("долго", "ru", "schulden"),
        ("الكل", "ar", "sucht"),  # Persian alcohol
        ("جامعه", "fa", "schule"),  # an Arabic university
    ],
)
def test_it_means_nothing_by_its_stem_or_in_another_language(text: str, lang: str, need: str) -> None:
    understood = asked(text, lang).understood
    assert need not in {*understood.codes(PhraseKind.NEED), *understood.mentioned}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "lang", "need"),
    [("pere", "ku", "geld"), ("الکل", "fa", "sucht"), ("kinder", "en", "kinder"), ("работы", "ru", "arbeit"), ("العمل", "ar", "arbeit")],
)
def test_it_still_means_what_it_does_in_its_own(text: str, lang: str, need: str) -> None:
    assert need in asked(text, lang).understood.codes(PhraseKind.NEED)


@pytest.mark.django_db
def test_a_misspelt_one_is_still_corrected() -> None:
    assert asked("schuldnerberatng").understood.corrected == (("schuldnerberatng", "schuldnerberatung"),)
    assert asked("lepzig").understood.has(PhraseKind.PLACE)


def test_there_are_thousands_in_each_of_three_scripts() -> None:
    assert {"freitag", "waiting", "انتظار", "тоже"} <= frequent.known()
    assert frequent.telling_nothing() < frequent.known()
    assert len(frequent.known()) > 30_000
