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
    return frozenset().union(*_lists().values())


@cache
def telling_nothing() -> frozenset[str]:
    return frozenset(word for of_language in _lists().values() for word in list(of_language)[:_FIRST])


def languages(word: str) -> list[str]:
    """In which a folded word is frequent."""
    return [language for language, of_language in _lists().items() if word in of_language]


@cache
def _lists() -> dict[str, dict[str, None]]:
    """Language → its words, the most frequent first; folded at once, which is quicker than one by one."""
    paths = sorted((settings.FIXTURES / "frequent_words").glob("*.txt"))
    return {path.stem: dict.fromkeys(fold(path.read_text(encoding="utf-8")).split()) for path in paths}
