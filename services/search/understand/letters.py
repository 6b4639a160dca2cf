"""Which of many words have nearly the letters of a typed one: only these need be compared letter by letter."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Letters are told apart by their last bits: few scripts have more, and letters that share one only make a word a candidate.
_BITS = 64
#: A wrong letter takes one away and brings another.
_PER_WRONG = 2


@dataclass(frozen=True, slots=True)
class Letters:
    """`masks`: for each word a bit per letter that it holds."""

    words: tuple[str, ...]
    masks: NDArray[np.uint64]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Letters":
        known = tuple(words)
        return cls(known, np.array([_mask(word) for word in known], np.uint64))

    def like(self, word: str, wrong: int) -> list[str]:
        """All that can be made of the word by so many wrong, missing or further letters, and some more."""
        differing = np.bitwise_count(self.masks ^ np.uint64(_mask(word)))
        return [self.words[at] for at in np.flatnonzero(differing <= wrong * _PER_WRONG)]


def _mask(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << ord(letter) % _BITS
    return mask
