"""Words that the vocabulary does not hold but the texts of listings do: right as they are, and what misspelt ones can mean.

They are asked for in PostgreSQL, as a large directory has more of them than a process should hold. What was typed is kept
nowhere.
"""

from collections.abc import Iterable, Mapping

from django.db import connection

from services.models import SearchWord

#: The second question only where the first says no: of a word in every fifth listing it would take as long as a search.
_STAND = """
    SELECT word FROM unnest(%(words)s::text[], %(forms)s::text[]) AS typed (word, forms) WHERE CASE
        WHEN EXISTS (SELECT FROM services_searchword AS known WHERE known.word = typed.word) THEN true
        ELSE EXISTS (SELECT FROM services_searchrow WHERE tokens @@ typed.forms::tsquery) END
"""
_HELD = """
    SELECT word FROM unnest(%s::text[]) AS asked (word)
    WHERE EXISTS (SELECT FROM services_searchrow WHERE tokens @@ quote_literal(asked.word)::tsquery)
"""
_ALIKE = f"""
    SELECT typed.word, known.word FROM unnest(%(words)s::text[]) AS typed (word) CROSS JOIN LATERAL (
        SELECT word FROM services_searchword WHERE left(word, {SearchWord.END}) = left(typed.word, {SearchWord.END})
        UNION SELECT word FROM services_searchword WHERE right(word, {SearchWord.END}) = right(typed.word, {SearchWord.END})
    ) AS known WHERE abs(length(known.word) - length(typed.word)) <= %(apart)s
"""


def standing(forms: Mapping[str, Iterable[str]]) -> set[str]:
    """Which of the words stand in a listing, as they are or in one of their forms."""
    if not forms:
        return set()
    asked = {"words": list(forms), "forms": [" | ".join(f"'{form}'" for form in (word, *each)) for word, each in forms.items()]}
    with connection.cursor() as cursor:
        cursor.execute(_STAND, asked)
        return {row[0] for row in cursor.fetchall()}


def held(words: Iterable[str]) -> set[str]:
    """Which of the words listings hold today: not only yesterday, as one that has been withdrawn."""
    asked = list(words)
    if not asked:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [asked])
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
