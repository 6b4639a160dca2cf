"""Names that are nothing anybody looks for, in the languages in which people type: countries, cities abroad, days, months, and
what a number counts that is no age.

Without them "Афганистан" is return counselling, "كابول" a misspelt nightmare, "Kroatien" the language of interpreters.
Source: CLDR.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from babel.units import format_unit

from services.search.text import fold_kept, stem, words
from services.search.understand import frequent

#: Languages in which people type here.
READERS = ("de", "en", "ar", "fa", "uk", "ru", "tr", "fr", "ti", "ku")
_CODE = 2
#: The zones of Germany: their cities are places to look in.
_HERE = ("Europe/Berlin", "Europe/Busingen")


@cache
def known() -> Mapping[str, set[str]]:
    """Folded word → the languages in which it is such a name; in none where it only begins one of several words."""
    found: dict[str, set[str]] = {}
    for reader in READERS:
        for name in _of(reader):
            first, *more = words(name, folded=fold_kept) or [""]
            forms = {first, stem(first, "ru")} - {""}  # the stemmer leaves other letters than Cyrillic as they are
            for form in forms - frequent.telling_nothing() if more else forms:
                found.setdefault(form, set()).update(() if more else (reader,))
    return found


def _locale(reader: str) -> Locale | None:
    try:
        return Locale.parse(reader)
    except (UnknownLocaleError, ValueError):
        return None


def _of(reader: str) -> Iterator[str]:
    locale = _locale(reader)
    if locale is None:
        return
    yield from (name for code, name in locale.territories.items() if len(code) == _CODE and code.isalpha())
    for zone in Locale.parse("en").time_zones.keys() | locale.time_zones.keys():
        if zone not in _HERE:
            yield locale.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
    yield from _days(locale)


def _days(locale: Locale) -> Iterator[str]:
    for named in (locale.days, locale.months):
        yield from named["format"]["wide"].values()


@cache
def days() -> frozenset[str]:
    """Of the week, and the months: folded, with their stems."""
    every = ((name, reader) for reader in READERS if (locale := _locale(reader)) for name in _days(locale))
    named = ((word, reader) for name, reader in every for word in words(name, folded=fold_kept))
    return frozenset(form for word, reader in named for form in (word, stem(word, reader)))


def readers(*forms: str) -> set[str] | None:
    """The languages in which a word is such a name, None if it is none; `forms`: the word and its stems, as it may be bent."""
    every = known()
    return next((every[form] for form in forms if form in every), None)


#: In as many forms as there are plurals.
_COUNTED = (1, 2, 3, 5, 11)
_UNITS = ("minute", "hour", "day", "week", "month")


@cache
def counted() -> frozenset[str]:
    """ "weeks", "євро": folded, as they stand behind a number, and their stems."""
    found: set[str] = set()
    for reader in READERS:
        found |= {form for word in _counted(reader) for form in (word, stem(word, reader))}
    return frozenset(found)


def _counted(reader: str) -> Iterator[str]:
    for number in _COUNTED:
        named = [_unit(number, f"duration-{unit}", reader) for unit in _UNITS]
        for name in (*named, get_currency_name("EUR", number, reader)):
            yield from (word for word in words(name, folded=fold_kept) if word.isalpha() and len(word) > 1)


def _unit(number: int, unit: str, reader: str) -> str:
    """Some languages have the word only as an abbreviation: "3 ماه", "3 ay". Where both are known that is none ("год")."""
    name = format_unit(number, unit, "long", locale=reader)
    return format_unit(number, unit, "short", locale=reader) if unit in name else name
