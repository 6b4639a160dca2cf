"""Completed years (§ 187(2), § 188(2) BGB): the 27th birthday is the first day of 27."""

from collections.abc import Iterable

from services.eligibility.person import Person
from services.eligibility.profile import Row

#: No rule may cut across these (domain 1.26), so they are always told apart.
BANDS = (0, 12, 18, 27)


def answer(person: Person) -> int | None:
    return person.age


def accepts(row: Row, years: int) -> bool:
    return row.lowest <= years and (row.highest is None or years <= row.highest)


def samples(rows: Iterable[Row]) -> list[int]:
    """The first year of every band that the rows make."""
    starts = set(BANDS)
    for row in rows:
        starts |= {row.lowest} if row.highest is None else {row.lowest, row.highest + 1}
    return sorted(starts)
