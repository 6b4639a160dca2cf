"""The page of results out of many hits: only as far sorted as the page needs.

Terms that say yes or no split a bitmap; others sort positions, and of many only those between which the page lies.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import cast

import numpy as np

from services.search.columns import bits
from services.search.columns.bits import WORD
from services.search.columns.rows import Array

_FEW = 512


@dataclass(frozen=True, slots=True)
class Split:
    """A term as disjoint bitmaps: what comes first, what comes next."""

    classes: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A term as a number per position, the smallest first."""

    of: Callable[[Array], Array]


Terms = Sequence[Split | Key]


def window(hits: Array, low: int, high: int, terms: Terms) -> Array:
    """Of the set bits of `hits` those at the places from `low` up to `high` of the order."""
    for number, term in enumerate(terms):
        if isinstance(term, Key):
            return _sorted(_set_bits(hits), low, high, terms[number:])
        found, before = [], 0
        for each in term.classes:
            if before >= high:
                break
            part = hits & each
            count = bits.count(part)
            if low < before + count:
                found.append((part, max(0, low - before), min(count, high - before)))
            before += count
        if len(found) != 1:
            return _joined([window(part, first, last, terms[number + 1 :]) for part, first, last in found])
        hits, low, high = found[0]
    return _set_bits(hits)[low:high]


def _sorted(rows: Array, low: int, high: int, terms: Terms) -> Array:
    high = min(high, len(rows))
    if not terms or low >= high:
        return rows[low:high]
    if len(rows) <= _FEW or high - low > len(rows) // 2:
        return rows[np.lexsort([*_keys(terms, rows)][::-1])][low:high]
    key = _key(terms[0], rows)
    alike = key == key.min()
    if high <= np.count_nonzero(alike):
        return _sorted(rows[alike], low, high, terms[1:])
    edges = np.partition(key, [low, high - 1])
    first, last = edges[low], edges[high - 1]
    parts = [(key == first, terms[1:])]
    if first != last:
        parts += [((key > first) & (key < last), terms), (key == last, terms[1:])]
    found, before = [], int((key < first).sum())
    for part, further in parts:
        chosen = rows[part]
        found.append(_sorted(chosen, max(0, low - before), high - before, further))
        before += len(chosen)
    return _joined(found)


def _joined(parts: list[Array]) -> Array:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _set_bits(bitmap: Array) -> Array:
    return np.flatnonzero(bits.unpacked(bitmap).view(bool))


def holds(bitmap: Array, rows: Array) -> Array:
    """Which of the rows a bitmap holds; of many rows it is quicker to unfold the whole."""
    if len(rows) > len(bitmap):
        unfolded: Array = bits.unpacked(bitmap).view(bool)[rows]
        return unfolded
    return cast(Array, held((bitmap,), rows)[0])


def held(bitmaps: Sequence[Array], rows: Array) -> Array:
    """(bitmap, row): as `holds`, of few rows."""
    words, shift = rows // WORD, (rows % WORD).astype(np.uint64)
    each = np.array([bitmap[words] for bitmap in bitmaps], np.uint64).reshape(len(bitmaps), len(rows))
    found: Array = (each >> shift & np.uint64(1)).astype(bool)
    return found


def _key(term: Split | Key, rows: Array) -> Array:
    return term.of(rows) if isinstance(term, Key) else _number([holds(part, rows) for part in term.classes[1:]])


def _keys(terms: Terms, rows: Array) -> Iterator[Array]:
    """Of few rows; all bitmaps are looked into at once."""
    known = iter(held([part for term in terms if isinstance(term, Split) for part in term.classes[1:]], rows))
    for term in terms:
        yield term.of(rows) if isinstance(term, Key) else _number([next(known) for _part in term.classes[1:]])


def _number(classes: Sequence[Array]) -> Array:
    """Of the class that holds a row; 0 for the first one, which is not asked."""
    return reduce(np.add, [number * each for number, each in enumerate(classes[1:], 2)], classes[0])
