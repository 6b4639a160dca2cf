"""Which row of bits stands for what, and bitmaps in words of 64."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from services.search.codes import Codes
from services.search.columns.rows import FLAGS, MASKS, Array

WORD = 64
#: Room for codes that are added while the site runs.
_SPARE = 4
#: Facet → its bits in the masks of a row.
OF_FACET = {"need": "needs", "language": "languages_stated", "audience": "audiences", "access": "access", "funder": "funders"}
_WIDTH_OF = {
    **{mask: facet for facet, mask in OF_FACET.items()},
    "needs_own": "need",
    "languages_arranged": "language",
    "access_not": "access",
}
#: Whether a mask says anything at all.
SAYS = ("needs", "audiences", "funders")


@dataclass(frozen=True, slots=True)
class Layout:
    """First row and number of rows per mask, then one per flag, one per mask that may be empty, one per programme."""

    first: Mapping[str, int]
    width: Mapping[str, int]
    rows: int

    def row(self, name: str, bit: int = 0) -> int:
        return self.first[name] + bit

    def span(self, name: str) -> slice:
        return slice(self.first[name], self.first[name] + self.width[name])


def layout(codes: Codes) -> Layout:
    width = {mask: max(codes.bits[_WIDTH_OF[mask]].values(), default=0) + 1 + _SPARE for mask in MASKS}
    width["languages_stated_or_arranged"] = width.pop("languages_arranged")
    width |= dict.fromkeys(FLAGS, 1) | {f"says {mask}": 1 for mask in SAYS}
    width |= {"programme": len(codes.bits["programme"]) + _SPARE, "no programme": 1}
    first, at = {}, 0
    for name, rows in width.items():
        first[name], at = at, at + rows
    return Layout(first, width, at)


def packed(values: Array, words: int) -> Array:
    """Booleans as a bitmap of so many words."""
    found = np.zeros(words * WORD // 8, np.uint8)
    bits = np.packbits(values, bitorder="little")
    found[: len(bits)] = bits
    return found.view(np.uint64)


def unpacked(bitmap: Array) -> Array:
    """A byte per position, 0 or 1."""
    return np.unpackbits(np.ascontiguousarray(bitmap).view(np.uint8), bitorder="little")


def count(bitmap: Array) -> int:
    return int(np.add.reduce(np.bitwise_count(bitmap), dtype=np.int64))


def set_range(bitmap: Array, start: int, end: int) -> None:
    """Positions from `start` up to, not including, `end`."""
    if end <= start:
        return
    all_bits = ~np.uint64(0)
    first, last = start // WORD, (end - 1) // WORD
    low, high = all_bits << np.uint64(start % WORD), all_bits >> np.uint64(WORD - 1 - (end - 1) % WORD)
    if first == last:
        bitmap[first] |= low & high
        return
    bitmap[first] |= low
    bitmap[first + 1 : last] = all_bits
    bitmap[last] |= high


def set_positions(bitmap: Array, positions: Array) -> None:
    if len(positions) > len(bitmap):  # many: quicker as a byte each
        each = np.zeros(len(bitmap) * WORD, bool)
        each[positions] = True
        bitmap |= packed(each, len(bitmap))
    elif len(positions):
        np.bitwise_or.at(bitmap, positions // WORD, np.uint64(1) << (positions % WORD).astype(np.uint64))
