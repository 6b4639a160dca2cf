"""The most frequent words of eight languages: whoever types one has not misspelt another, and one of the first says little.

Without them "Freitag" is Freital, and the Persian word for waiting is that for suicide.
"""

from functools import cache

from django.conf import settings

from services.search.text import fold

#: Of each language: so frequent that a word hints at nothing because it happens to stand in a phrase.
_FIRST = 1000


@cache
def known() -> frozenset[str]:
    """Folded."""
    return frozenset(word for of_language in _lists() for word in of_language)


@cache
def telling_nothing() -> frozenset[str]:
    return frozenset(word for of_language in _lists() for word in of_language[:_FIRST])


@cache
def _lists() -> list[list[str]]:
    """One word in each line, the most frequent first; folded at once, which is quicker than one by one."""
    return [fold(path.read_text(encoding="utf-8")).split() for path in sorted((settings.FIXTURES / "frequent_words").glob("*.txt"))]
