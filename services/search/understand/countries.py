"""Names of countries in the languages in which people type: where somebody comes from, and nothing that is looked for.

Without them "Афганистан" is return counselling, "Ливия" a misspelt helpline, "Kroatien" the language of interpreters.
"""

from collections.abc import Iterable, Iterator

from babel import Locale, UnknownLocaleError

from services.search.text import fold_kept, stem, words
from services.search.understand import frequent

_CODE = 2


def names(readers: Iterable[str]) -> dict[str, set[str]]:
    """Folded word → the languages in which it is the name of a country, or begins one of several words. Source: CLDR."""
    found: dict[str, set[str]] = {}
    for reader in readers:
        for name in _of(reader):
            first, *more = words(name, folded=fold_kept) or [""]
            forms = {first, stem(first, "ru")} - {""}  # the stemmer leaves other letters than Cyrillic as they are
            for form in forms - frequent.telling_nothing() if more else forms:
                found.setdefault(form, set()).add(reader)
    return found


def _of(reader: str) -> Iterator[str]:
    try:
        named = Locale.parse(reader).territories
    except (UnknownLocaleError, ValueError):
        return
    yield from (name for code, name in named.items() if len(code) == _CODE and code.isalpha())
