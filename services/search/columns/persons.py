"""The verdicts of those who ask, for the positions of a view: looked up, never decided here."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.choices import Verdict
from services.eligibility.catchment import Where
from services.search.columns import bits
from services.search.columns.bits import WORD
from services.search.columns.rows import Array
from services.search.columns.snapshot import Snapshot
from services.search.verdicts import NOT_RECORDED, LookUp


@dataclass(frozen=True, slots=True)
class Answers:
    """A byte per position of the view: the best verdict of all, and a bit per person for whom it is not closed."""

    best: Array
    whom: Array

    def among(self, verdicts: tuple[int, ...]) -> Array:
        return bits.packed(np.isin(self.best, verdicts), len(self.best) // WORD)


def answers(snapshot: Snapshot, words: Array | slice, persons: Sequence[LookUp]) -> Answers:
    """`words`: which words of the bitmaps the view has."""
    positions = words if isinstance(words, slice) else (words[:, None] * WORD + np.arange(WORD)).ravel()
    profile, catchment = snapshot.columns.of["profile"][positions], snapshot.columns.of["catchment"][positions]
    best, whom = np.zeros(len(profile), np.uint8), np.zeros(len(profile), np.uint8)
    for number, person in enumerate(persons):
        where = _table(person.wheres, int(catchment.max(initial=0)) + 1, int(Where.NOT_RECORDED))
        where[0] = Where.NOT_RECORDED
        verdict = _table(person.verdicts, (int(profile.max(initial=0)) + 1) * len(Where), NOT_RECORDED)
        found = verdict[profile * len(Where) + where[catchment]]
        best = np.maximum(best, found)
        whom |= (found > Verdict.NOT_FOR_YOU).astype(np.uint8) << number
    return Answers(best, whom)


def _table(values: bytes, size: int, otherwise: int) -> Array:
    found = np.full(max(size, len(values)), otherwise, np.uint8)
    found[: len(values)] = np.frombuffer(values, np.uint8)
    return found
