"""Situations are only ever added: naming none is no answer, and naming one says nothing about the others."""

from collections.abc import Iterable

from services.eligibility.catchment import Where
from services.eligibility.person import Person
from services.eligibility.profile import Row


def answer(person: Person, where: Where) -> frozenset[str] | None:
    """None unless something was named; what was not named stays open (see `assess`)."""
    return person.situations or None


def accepts(row: Row, named: frozenset[str]) -> bool:
    return bool(named & set(row.values))


def classes(rows: Iterable[Row]) -> dict[frozenset[str], Iterable[frozenset[str]]]:
    """Nothing of what the rows name, or any one of them; a set of several stands for itself."""
    return dict.fromkeys((frozenset[str](), *(frozenset({value}) for row in rows for value in row.values)), ())
