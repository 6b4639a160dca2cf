"""Home area: a row says what holds outside the catchment; no row means that it does not matter where somebody lives."""

from collections.abc import Iterable

from services.choices import Verdict
from services.eligibility.catchment import Where
from services.eligibility.person import Person
from services.eligibility.profile import Row

#: What a further answer can still turn out to be; the other two are the provider's silence, which no answer ends.
_ANSWERS = (Where.INSIDE, Where.OUTSIDE)


def answer(person: Person, where: Where) -> Where | None:
    return None if where == Where.OPEN else where


def accepts(row: Row, where: Where) -> bool:
    return where == Where.OUTSIDE


def classes(rows: Iterable[Row]) -> dict[Where, Iterable[Where]]:
    return {where: (where,) for where in _ANSWERS}


def otherwise(where: Where) -> Verdict:
    return Verdict.FITS if where == Where.INSIDE else Verdict.ASK_FIRST
