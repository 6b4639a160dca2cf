"""The ten answers to "Which paper do you have?"."""

from collections.abc import Iterable

from services.eligibility.catchment import Where
from services.eligibility.person import Person
from services.eligibility.profile import Row

CODES = tuple(f"G{number}" for number in range(10))


def answer(person: Person, where: Where) -> str | None:
    return person.status


def accepts(row: Row, code: str) -> bool:
    return code in row.values


def classes(rows: Iterable[Row]) -> dict[str, Iterable[str]]:
    return {code: (code,) for code in CODES}
