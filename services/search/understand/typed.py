"""The words as they were typed: put together where a space has slipped in, without what Arabic writes onto the next word."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from services.choices import PhraseKind
from services.search.text import words
from services.search.understand import elided
from services.search.understand.vocabulary import Vocabulary

#: Cyrillic, Arabic without its digits, Ge'ez.
_LETTERS = "\u0400-\u065f\u066e-\u06ef\u06fa-\u06ff\u1200-\u135f"
#: Words that are read; what comes after them is too long to be meant.
_MOST_WORDS = 30
_QUOTES = '"„“”«»'
_AND = "و"
#: "in", "to" and "and in", which Arabic writes onto a name; how many letters the name has at least.
_ATTACHED, _SHORTEST_NAME = ("ب", "ل", "وب", "ول"), 4
#: Persian writes them onto the verb, and phones leave a space; so they do before "-ness", whose word has lost a letter.
_PREFIXES, _NESS, _LOST = ("مي", "نمي"), "كي", "ه"
#: "خونه" is said for "خانه".
_SPOKEN, _WRITTEN = "ون", "ان"
#: Letters of a word that two pieces make: in Latin letters two short words meet too easily.
_SHORTEST_WHOLE, _SHORTEST_LATIN = 5, 8
#: Two pieces make none of these: "alten Burg" is not Altenburg.
_NEVER_JOINED = {PhraseKind.PLACE, PhraseKind.LANGUAGE, PhraseKind.IGNORE}


#: Where a number stands against a word; in Latin letters it can be a part of it, as in "7amel".
_AGAINST_A_NUMBER = re.compile(rf"(?<=[{_LETTERS}])(?=\d)|(?<=\d)(?=[{_LETTERS}])")


class Typed(NamedTuple):
    """`positions` are those of its pieces; `is_literal`: it stands between quotation marks and is meant as it is written."""

    positions: tuple[int, ...]
    word: str
    is_literal: bool


def read(pieces: Iterable[str], language: str, vocabulary: Vocabulary) -> list[Typed]:
    """The folded words of the pieces between spaces, in order."""
    found: list[Typed] = []
    for next_one in islice(_every(_without_case(piece, vocabulary) for piece in pieces), _MOST_WORDS):
        before = found[-1] if found else None
        are_free = before and not before.is_literal and not next_one.is_literal
        if before and are_free and (whole := _joined(before.word, next_one.word, vocabulary)):
            found[-1] = Typed((*before.positions, *next_one.positions), whole, is_literal=False)
        else:
            found.append(next_one)
    return [each if each.is_literal else each._replace(word=_bare(each.word, language, vocabulary)) for each in found]


def _without_case(piece: str, vocabulary: Vocabulary) -> str:
    """Turkish puts an apostrophe between a name and its ending: "Freiberg'deyiz"."""
    name, apostrophe, _ending = piece.replace("’", "'").partition("'")
    is_place = bool(apostrophe) and any(PhraseKind.PLACE in vocabulary.kinds(word) for word in words(name)[:1])
    return name if is_place else piece


def _every(pieces: Iterable[str]) -> Iterable[Typed]:
    inside = False
    for position, piece in enumerate(pieces):
        is_literal = inside or piece[0] in _QUOTES
        inside = inside != bool(sum(piece.count(mark) for mark in _QUOTES) % 2)
        yield from (Typed((position,), word, is_literal) for word in words(_AGAINST_A_NUMBER.sub(" ", elided.without(piece))))


def _joined(first: str, second: str, vocabulary: Vocabulary) -> str:
    """The word that both make, "" if none: "selbst hilfe", "افسرده گی"; not where each says something by itself."""
    whole = (first.removesuffix(_LOST) if second == _NESS else first) + second
    if first in _PREFIXES:
        return whole if whole in vocabulary.known else ""
    shortest = _SHORTEST_LATIN if whole.isascii() else _SHORTEST_WHOLE
    is_phrase = second in vocabulary.neighbours.get(first, ())
    if is_phrase or len(whole) < shortest or not whole.isalpha() or not vocabulary.kinds(whole) - _NEVER_JOINED:
        return ""
    return "" if all(vocabulary.kinds(part) - _NEVER_JOINED for part in (first, second)) else whole


def _bare(word: str, language: str, vocabulary: Vocabulary) -> str:
    """Without "and"; one that begins a phrase itself has none."""
    bare = word.removeprefix(_AND)
    if word.isascii() or word in vocabulary.longest:
        return word
    has_and = 1 < len(bare) < len(word)
    if has_and and bare in vocabulary.longest:
        return bare
    # by its stem "in Dresden" is known wherever "Dresden" stands in a phrase
    if not vocabulary.is_spelt(word) and (town := _town(word, vocabulary)):
        return town
    if vocabulary.is_known(word, language):
        return word
    return bare if has_and and vocabulary.is_known(bare, language) else _as_written(word, vocabulary)


def _as_written(word: str, vocabulary: Vocabulary) -> str:
    """Not as it is said."""
    written = word.replace(_SPOKEN, _WRITTEN)
    return written if vocabulary.kinds(written) else word


def _town(word: str, vocabulary: Vocabulary) -> str:
    """The name of a place without the "in" before it, "" if it is none."""
    names = [word.removeprefix(each) for each in _ATTACHED if word.startswith(each)]
    return next((each for each in names if len(each) >= _SHORTEST_NAME and PhraseKind.PLACE in vocabulary.kinds(each)), "")
