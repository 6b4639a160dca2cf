"""Where a word stands in a listing, and what it counts there.

A token of a row begins with the letter of its weight: so one index tells both what holds a word and what it counts, and
nobody has to fetch the tokens themselves, which are large and lie apart from their row.
"""

from collections.abc import Iterable

#: A names, B programme and carrier, C needs and place, D descriptions.
POINTS = {"A": 8, "B": 4, "C": 3, "D": 1}


def vector(found: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Words by weight, as PostgreSQL reads a tsvector."""
    return " ".join(f"'{weight}{word}'" for weight, words in found for word in words)


def standing_as(weight: str, words: Iterable[str]) -> str:
    """The tsquery for what holds one of the words with this weight."""
    return " | ".join(f"'{weight}{word}'" for word in sorted(words))


def standing_anywhere(words: Iterable[str]) -> str:
    each = sorted(words)
    return " | ".join(standing_as(weight, each) for weight in POINTS)
