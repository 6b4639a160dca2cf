"""The ten answers to "Which paper do you have?"."""

from collections.abc import Iterable

from services.eligibility.person import Person
from services.eligibility.profile import Row

CODES = tuple(f"G{number}" for number in range(10))


def answer(person: Person) -> str | None:
    return person.status


def accepts(row: Row, code: str) -> bool:
    return code in row.values


def samples(rows: Iterable[Row]) -> list[str]:
    return list(CODES)
