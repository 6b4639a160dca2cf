"""Words that the vocabulary does not hold but the texts of listings do: right as they are, and what misspelt ones can mean.

They are asked for in PostgreSQL, as a large directory has more of them than a process should hold. What was typed is kept
nowhere.
"""

from collections.abc import Iterable

from django.db import connection

from services.models import SearchWord
from services.search.weights import standing_anywhere

_STANDING = "SELECT word FROM services_searchword WHERE word = ANY(%s)"
_HELD = """
    SELECT word FROM unnest(%s::text[], %s::text[]) AS asked (word, query)
    WHERE EXISTS (SELECT FROM services_searchrow WHERE tokens @@ asked.query::tsquery)
"""
_ALIKE = f"""
    SELECT typed.word, known.word FROM unnest(%(words)s::text[]) AS typed (word) CROSS JOIN LATERAL (
        SELECT word FROM services_searchword WHERE left(word, {SearchWord.END}) = left(typed.word, {SearchWord.END})
        UNION SELECT word FROM services_searchword WHERE right(word, {SearchWord.END}) = right(typed.word, {SearchWord.END})
    ) AS known WHERE abs(length(known.word) - length(typed.word)) <= %(apart)s
"""


def standing(words: Iterable[str]) -> set[str]:
    """Which of the words stand in a listing."""
    return _those(_STANDING, list(words))


def held(words: Iterable[str]) -> set[str]:
    """Which of the words listings hold today: not only yesterday, as one that has been withdrawn."""
    asked = list(words)
    return _those(_HELD, asked, [standing_anywhere((word,)) for word in asked])


def _those(query: str, *asked: list[str]) -> set[str]:
    if not asked[0]:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return {row[0] for row in cursor.fetchall()}


def alike(words: Iterable[str], apart: int) -> dict[str, list[str]]:
    """Word → those that begin or end like it and are at most so many letters longer or shorter."""
    asked = [word for word in words if len(word) >= SearchWord.SHORTEST]
    found: dict[str, list[str]] = {}
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(_ALIKE, {"words": asked, "apart": apart})
            for word, known in cursor.fetchall():
                found.setdefault(word, []).append(known)
    return found
