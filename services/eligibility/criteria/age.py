"""Completed years (§ 187(2), § 188(2) BGB): the 27th birthday is the first day of 27."""

from collections.abc import Iterable

from services.eligibility.catchment import Where
from services.eligibility.person import Person
from services.eligibility.profile import Row

#: No rule may cut across these (domain 1.26), so they are always told apart.
BANDS = (0, 12, 18, 27)
OLDEST = 120


def answer(person: Person, where: Where) -> int | None:
    return person.age


def accepts(row: Row, years: int) -> bool:
    return row.lowest <= years and (row.highest is None or years <= row.highest)


def classes(rows: Iterable[Row]) -> dict[int, Iterable[int]]:
    """The first year of every band that the rows make, with the years of the band."""
    starts = set(BANDS)
    for row in rows:
        starts |= {row.lowest} if row.highest is None else {row.lowest, row.highest + 1}
    ends = [*sorted(starts)[1:], OLDEST + 1]
    return {start: range(start, end) for start, end in zip(sorted(starts), ends, strict=True)}
