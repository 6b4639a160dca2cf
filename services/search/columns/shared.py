"""What many rows share, numbered in the order of arrival. Only ever grows, so that every snapshot may hold on to it."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

import numpy as np

from services.search.columns.rows import Array, Kind, Week
from services.search.ordering import UNRANKED

T = TypeVar("T")
#: Bits of a mask of needs.
_NEEDS = 64


class Numbered(Generic[T]):
    def __init__(self) -> None:
        self.values: list[T] = []
        self._numbers: dict[T, int] = {}

    def number(self, value: T) -> int:
        if value not in self._numbers:
            self.values.append(value)
            self._numbers[value] = len(self.values) - 1
            self._added(value, len(self.values) - 1)
        return self._numbers[value]

    def known(self, values: Iterable[T]) -> list[int]:
        """The numbers of those that there are, ascending."""
        return sorted(self._numbers[value] for value in values if value in self._numbers)

    def numbers(self, hashes: Array, values: Mapping[int, T]) -> Array:
        """For each hash the number of its value, as int32."""
        found, inverse = np.unique(hashes.astype(np.int64), return_inverse=True)
        return np.array([self.number(values[int(key)]) for key in found], np.int32)[inverse] if len(found) else np.empty(0, np.int32)

    def _added(self, value: T, number: int) -> None:
        """For those that keep an index."""


class AreaSets(Numbered[tuple[int, ...]]):
    """Sets of areas, found by each of their members."""

    def __init__(self) -> None:
        super().__init__()
        self._holding: dict[int, list[int]] = {}

    def _added(self, value: tuple[int, ...], number: int) -> None:
        for area in value:
            self._holding.setdefault(area, []).append(number)

    def touching(self, areas: Iterable[int]) -> list[int]:
        """Numbers of the sets that hold one of these areas, ascending."""
        return sorted({number for area in areas for number in self._holding.get(area, ())})


class Kinds(Numbered[Kind]):
    """With the rank of each for every need, by the need's bit."""

    def __init__(self) -> None:
        super().__init__()
        self._ranks = np.empty((0, _NEEDS), np.int16)

    def _added(self, value: Kind, number: int) -> None:
        ranks = np.full((1, _NEEDS), UNRANKED, np.int16)
        for bit, rank in value.ranks:
            ranks[0, bit] = rank
        self._ranks = np.concatenate([self._ranks, ranks])

    def best(self, needs: Mapping[int, int]) -> Array:
        """Of each kind the first of its ranks for these needs, to which something is added; UNRANKED where it has none."""
        ranks = self._ranks[:, list(needs)] + np.array(list(needs.values()), np.int16)
        found: Array = ranks.min(axis=1, initial=UNRANKED)
        return found

    @property
    def breadth(self) -> Array:
        """For how many needs each kind is."""
        return np.array([len(kind.ranks) for kind in self.values], np.int16)


class Shared:
    def __init__(self) -> None:
        self.kind = Kinds()
        self.week: Numbered[Week] = Numbered()
        self.inside = AreaSets()
        self.serves = AreaSets()
