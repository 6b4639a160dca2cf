"""What many rows share, numbered in the order of arrival. Only ever grows, so that every snapshot may hold on to it."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

import numpy as np

from services.search.columns.rows import Array

T = TypeVar("T")


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


class Shared:
    def __init__(self) -> None:
        self.kind: Numbered[Any] = Numbered()
        self.week: Numbered[Any] = Numbered()
        self.inside = AreaSets()
        self.serves = AreaSets()
