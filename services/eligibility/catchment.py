"""Whom a service is responsible for, as plain numbers of areas: what many services share, told apart by content."""

import hashlib
from dataclasses import dataclass
from enum import IntEnum

from services.eligibility.person import Home


class Where(IntEnum):
    """How a home lies to a catchment. The numbers are stored nowhere; they index the look-up arrays of one search."""

    INSIDE = 0
    OUTSIDE = 1
    #: Not answered, or the answer leaves both possible.
    OPEN = 2
    #: Inside a part of town that the source names without saying how much of it is meant.
    UNSURE = 3
    NOT_RECORDED = 4


@dataclass(frozen=True, slots=True)
class Catchment:
    """`areas` wholly served; `rough` named by the source, whose parts are uncertain; `above` all that either lies in."""

    areas: frozenset[int] = frozenset()
    rough: frozenset[int] = frozenset()
    above: frozenset[int] = frozenset()
    everywhere: bool = False

    @property
    def key(self) -> str:
        content = (sorted(self.areas), sorted(self.rough), sorted(self.above), self.everywhere)
        return hashlib.sha256(repr(content).encode()).hexdigest()

    def where(self, home: Home | None) -> Where:
        """OPEN as long as some part of what was answered lies inside and some outside."""
        if self.everywhere:
            return Where.INSIDE
        if not self.areas and not self.rough:
            return Where.NOT_RECORDED
        if home is None:
            return Where.OPEN
        found = {self._line(line) for line in home.lines}
        return found.pop() if len(found) == 1 else Where.OPEN

    def _line(self, line: tuple[int, ...]) -> Where:
        if not self.areas.isdisjoint(line) or line[-1] in self.rough:
            return Where.INSIDE
        if line[-1] in self.above:
            return Where.OPEN
        return Where.OUTSIDE if self.rough.isdisjoint(line) else Where.UNSURE
