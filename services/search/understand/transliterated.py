"""Cyrillic words in Latin letters, as they are typed on a phone without such keys: "advokat", "dolgi", "ne hochu zhit"; and back.

Everybody spells otherwise, so that a word is known by its skeleton, which all usual spellings share.
"""

import re
from collections.abc import Iterable, Mapping

from services.search.text import single

_CYRILLIC = re.compile("^[\u0400-\u04ff]+$")
#: After folding, which has made one letter of "ё" and "е", and of "і", "ї" and "и".
_LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh",
        "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
#: Spellings of the same sound, longer ones first.
_ALIKE = (
    ("shch", "sh"), ("sch", "sh"), ("tsch", "ch"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("zh", "j"), ("w", "v"), ("ck", "k"), ("q", "k"),
    ("x", "ks"), ("ya", "ia"), ("ja", "ia"), ("yu", "iu"), ("ju", "iu"), ("yo", "e"), ("jo", "e"), ("ye", "e"), ("je", "e"),
    ("yj", "i"), ("ij", "i"), ("y", "i"), ("ii", "i"),
    ("ie", "e"),
)  # fmt: skip
#: Of what is shorter too much is alike, unless the reader's language says so or the words around it.
_SHORTEST, _LONG = 4, 5
READERS = ("ru", "uk")
#: So many letters at the end of a word can be those of a case: "dokumentami".
_ENDING = 3


def skeleton(word: str) -> str:
    """Of a folded word in either script."""
    found = word.translate(_LETTERS)
    for spelling, same in _ALIKE:
        found = found.replace(spelling, same)
    return single(found)


def in_latin(word: str) -> str:
    """As an abbreviation is written: "мбе" is MBE. "" for a word that is not Cyrillic."""
    return word.translate(_LETTERS) if _CYRILLIC.match(word) else ""


def skeletons(known: Iterable[str]) -> dict[str, str]:
    """Skeleton → the Cyrillic word, the shortest of several; Ukrainians write h for the letter that is g in Russian."""
    words = sorted((word for word in known if _CYRILLIC.match(word)), key=lambda word: (-len(word), word))
    ukrainian = {skeleton(word.replace("г", "х")): word for word in words if "г" in word}
    return ukrainian | {skeleton(word): word for word in words}


def read(word: str, language: str, known: Mapping[str, str]) -> str:
    """The Cyrillic word that a folded one nobody knows can be, "" if none; `known` as from `skeletons`."""
    shortest = _SHORTEST if language in READERS else _LONG
    if not word.isascii() or len(word) < shortest:
        return ""
    whole = skeleton(word)
    bent = (whole[:-cut] for cut in range(1, _ENDING + 1) if len(whole) - cut > _LONG)
    return next((known[each] for each in (whole, *bent) if each in known), "")


def beside(words: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """The short words beside such a one: "ne" is "не" there, whatever it is in other languages."""
    short = {word for word in words if word.isascii() and len(word) < _LONG and word.isalpha()}
    return {word: found for word in short if (found := known.get(skeleton(word)))}
