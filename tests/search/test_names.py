"""The name of a country or a city abroad says where somebody comes from: no need, no language to be spoken, no misspelt word."""

from datetime import date

import pytest
from babel import Locale

from services.choices import PhraseKind
from services.search.query import SearchQuery
from services.search.reading import read
from services.search.text import words
from services.search.understand import vocabulary
from services.search.understand.names import READERS
from services.search.understand.parts import Understood

pytestmark = pytest.mark.django_db


def understood(text: str, lang: str = "de") -> Understood:
    return read(SearchQuery(today=date(2026, 11, 22), q=text, lang=lang)).understood


@pytest.mark.parametrize("lang", READERS)
def test_no_country_means_anything_by_likeness(lang: str) -> None:
    """A few names are words of the vocabulary themselves: the Arabic for Mali is "of money"."""
    names = [name for code, name in sorted(Locale.parse(lang).territories.items()) if len(code) == 2 and len(words(name)) == 1]
    known = vocabulary.current()
    meant = {}
    for name in names:
        found = understood(name, lang)
        kinds = {meaning.kind for part in found.parts for meaning in part.meanings} - {PhraseKind.IGNORE}
        if (kinds or found.corrected) and not known.is_spelt(words(name)[0]):
            meant[name] = kinds, found.corrected
    assert len(names) > 100
    assert meant == {}


@pytest.mark.parametrize(
    ("text", "lang", "needs"),
    [
        ("Афганистан дрезден", "ru", ()),
        ("беженец из Сирии", "ru", ()),
        ("dublin kroatien abschiebung", "de", ("asyl", "aufenthalt")),
        ("rückkehr nach afghanistan", "de", ("rueckkehr",)),
        ("Ukraine", "de", ()),
        ("كابول", "ar", ()),  # a letter from nightmares
        ("термін п’ятниця", "uk", ()),  # a letter from a drunkard
    ],
)
def test_what_is_said_beside_a_country_is_looked_for(text: str, lang: str, needs: tuple[str, ...]) -> None:
    found = understood(text, lang)
    assert found.codes(PhraseKind.NEED) == needs
    assert found.codes(PhraseKind.LANGUAGE) == ()


@pytest.mark.parametrize("text", ["arabisch", "türkisch", "ukrainisch", "für ukrainer", "kroatisch", "französisch"])
def test_a_language_stays_a_language(text: str) -> None:
    assert len(understood(text).codes(PhraseKind.LANGUAGE)) == 1
