"""Verdicts in a search: worked out once per distinct profile, then looked up by number for every listing.

No rule stands here: two arrays per person, one from catchment to `Where`, one from profile and `Where` to verdict.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.choices import Verdict
from services.eligibility.assess import by_where
from services.eligibility.catchment import Where
from services.eligibility.person import Home, Person
from services.search import shared

#: A listing of which nobody has said who may come.
_NOT_RECORDED = int(Verdict.ASK_FIRST)


@dataclass(frozen=True, slots=True)
class LookUps:
    """For `number` persons: what the SQL of `columns` and `summary` looks up."""

    number: int
    params: Mapping[str, Any]

    def columns(self) -> list[str]:
        """SQL for `v_0 … v_n`, one verdict per person."""
        return [f"{_verdict(number)} AS v_{number}" for number in range(self.number)]

    def summary(self) -> list[str]:
        """SQL for `best`, the best of all persons, and `whom`, one bit per person for whom it is not closed."""
        each = [f"v_{number}" for number in range(self.number)]
        best = f"GREATEST({', '.join(each)})" if each else f"{Verdict.FITS:d}"
        whom = " + ".join(f"((v_{number} > 0)::int << {number})" for number in range(self.number)) or "0"
        return [f"{best} AS best", f"{whom} AS whom"]


def look_ups(persons: Sequence[Person], on: date) -> LookUps:
    """Worked out once for a search, however often it looks again in a wider circle."""
    if not persons:
        return LookUps(0, {})
    profiles = shared.all_profiles()
    wheres = {home: _wheres(home) for home in {person.home for person in persons}}
    params: dict[str, Any] = {}
    for number, person in enumerate(persons):
        verdicts = [_NOT_RECORDED] * ((max(profiles, default=0) + 1) * len(Where))
        for pk, row in zip(profiles, by_where(profiles.values(), person, on), strict=True):
            verdicts[pk * len(Where) : (pk + 1) * len(Where)] = map(int, row)
        params[f"verdicts_{number}"] = verdicts
        params[f"wheres_{number}"], params[f"elsewhere_{number}"] = wheres[person.home]
    return LookUps(len(persons), params)


def _wheres(home: Home | None) -> tuple[list[int], int]:
    """`Where` by the id of the catchment, from 1, and what holds for those that are not in the list."""
    near = {pk: found.where(home) for pk, found in shared.catchments_near(home).items()}
    other = Where.OUTSIDE if home else Where.OPEN
    return [int(near.get(pk, other)) for pk in range(1, max(near, default=0) + 1)], int(other)


def _verdict(number: int) -> str:
    where = (
        f"CASE WHEN catchment_id IS NULL THEN {Where.NOT_RECORDED:d}"
        f" ELSE COALESCE((%(wheres_{number})s::int2[])[catchment_id], %(elsewhere_{number})s) END"
    )
    return f"COALESCE((%(verdicts_{number})s::int2[])[profile_id * {len(Where)} + 1 + {where}], {_NOT_RECORDED})"
