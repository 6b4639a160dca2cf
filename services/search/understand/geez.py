"""How words in Ge'ez letters (Tigrinya) are written in Latin ones: "wereket menberi" for ወረቐት መንበሪ.

Each letter is a consonant with its vowel, and Unicode names it by both: ETHIOPIC SYLLABLE QHA. Nobody spells like another, so
that everything here says what is possible.
"""

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile("^[\u1200-\u135a]+$")
_NAME = re.compile(r"ETHIOPIC SYLLABLE (GLOTTAL|PHARYNGEAL|.[^AEIOU]*?) ?(W?(?:AA|EE|[AEIOU]))")
#: Consonant by its Unicode name → the groups of `heard` that it can stand for, its spellings in Tigrinya words, and in German ones.
_CONSONANTS = {
    "H": ("-h", "h?", "h?"), "HH": ("hk", "h|kh", "ch|h"), "L": ("l", "l", "l"), "M": ("m", "m", "m"),
    "R": ("r", "r", "r"), "S": ("s", "s", "s|z|c"), "SH": ("j", "sch|sh|s", "sch|sh|s|ch"),
    "Q": ("k", "kh|gh|k|q|c", "ck|k|c|ch"), "B": ("bf", "b|v", "b|p|w"), "V": ("fb", "v|b", "w|v"),
    "T": ("t", "t", "th|dt|t"), "TH": ("t", "th|t", "th|t"), "C": ("j", "tch|ch|c", "tsch|ch"), "CH": ("j", "tch|ch|c", "tsch|ch"),
    "N": ("n", "n", "n"), "NY": ("n", "ny|n", "n"), "GLOTTAL": ("-", "", ""), "PHARYNGEAL": ("-", "", ""),
    "K": ("kh", "kh|k|h|q|c", "ck|ch|k|c|q|h"), "W": ("-f", "[wuv]?", "[wvu]?"), "Y": ("-", "[yij]?", "[jyi]?"),
    "Z": ("s", "z", "s|z"), "ZH": ("j", "zh|j", "sch|g|j"), "D": ("d", "d", "d"), "DD": ("d", "d", "d"), "J": ("j", "dj|j|g", "dsch|j|g"),
    "G": ("k", "g", "g|k"), "TS": ("s", "ts|tz|s|z", "tz|ts|z|s"), "PH": ("b", "p", "p"),
    "P": ("b", "p", "p|b"), "F": ("f", "f", "pf|ph|f|v"),
}  # fmt: skip
_VOWELS = {
    "A": "[aeu]", "U": "(?:u|oo|ou|o)", "I": "(?:i|ee|e|y)", "AA": "(?:aa?|e)", "EE": "(?:ie|ye|ee|e|i)", "E": "[ieu]?", "O": "(?:o|wo|u)",
}  # fmt: skip
#: What stands between two consonants of a German word, and after a consonant with a rounded vowel.
_GERMAN_VOWELS, _ROUNDED = "[aeiouyj]{0,3}h?", "[wuo]?[aei]{0,2}"


def is_geez(word: str) -> bool:
    return bool(_WORD.match(word))


def groups(word: str) -> list[str]:
    """For each letter the groups of consonants that it can stand for."""
    return [_CONSONANTS[consonant][0] for consonant, _vowel in _letters(word)]


def pattern(word: str, *, is_german: bool) -> str:
    """Its spellings in Latin letters, as a regular expression; `is_german`: those of a German word that was written as it sounds."""
    written = [_GERMAN_VOWELS if is_german else ""]
    for consonant, vowel in _letters(word):
        spelt = _CONSONANTS[consonant][1 + is_german]
        written.append(f"(?:{spelt}){{1,2}}" if spelt else "")
        written.append(_GERMAN_VOWELS if is_german else _VOWELS.get(vowel, _ROUNDED))
    return "".join(written)


def _letters(word: str) -> Iterator[tuple[str, str]]:
    """Consonant and vowel of each letter that has both."""
    for letter in word:
        named = _NAME.fullmatch(unicodedata.name(letter, ""))
        if named and named[1] in _CONSONANTS:
            yield named[1], named[2]
