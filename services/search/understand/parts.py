"""What was understood, piece by piece."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from services.choices import SENSITIVE_NEEDS, PhraseKind

#: Before a postal code, which looks like the key of a Kreis.
POSTAL_CODE = "plz:"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`code` is the need, the programme, the key of the area or `plz:` with the postal code, the number of years …"""

    kind: PhraseKind
    code: str

    @property
    def is_grave(self) -> bool:
        """May be about danger: better noticed once too often (design §5)."""
        return self.kind == PhraseKind.CRISIS or self.code in SENSITIVE_NEEDS


@dataclass(frozen=True, slots=True)
class Word:
    """`typed`: folded; `read` is what it was read as: itself, a correction, or the parts of a compound; `stems` those of each part.

    `is_literal`: it stands between quotation marks.
    """

    positions: tuple[int, ...]
    typed: str
    read: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]
    is_literal: bool = False

    @property
    def is_changed(self) -> bool:
        return self.read != (self.typed,)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the words: `text` as typed, `words` their positions; none where it stands for all of them."""

    meanings: tuple[Meaning, ...]
    text: str
    words: tuple[int, ...]

    @property
    def is_place(self) -> bool:
        return all(meaning.kind == PhraseKind.PLACE for meaning in self.meanings)

    def codes(self, kind: PhraseKind) -> tuple[str, ...]:
        return tuple(meaning.code for meaning in self.meanings if meaning.kind == kind)


def needs_in(parts: Iterable[Part]) -> set[str]:
    return {code for part in parts for code in part.codes(PhraseKind.NEED)}


@dataclass(frozen=True, slots=True)
class Understood:
    """`typed` are the words as typed, in order; `rest` those that mean nothing by themselves, as they are to be searched.

    `left` are the positions of the rest; `mentioned` are all needs that any phrase could mean, also inside of a longer one;
    `unlikely` those that words name, but that the sentence is hardly about.
    """

    typed: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    rest: tuple[str, ...] = ()
    left: tuple[int, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    mentioned: frozenset[str] = frozenset()
    unlikely: frozenset[str] = frozenset()

    def codes(self, kind: PhraseKind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for part in self.parts for code in part.codes(kind)))

    def has(self, kind: PhraseKind) -> bool:
        return any(meaning.kind == kind for part in self.parts for meaning in part.meanings)

    def without(self, positions: Collection[int]) -> str:
        """The same words without these, or without any where none are named: what a chip leaves when it is taken away."""
        return " ".join(word for position, word in enumerate(self.typed) if positions and position not in positions)
