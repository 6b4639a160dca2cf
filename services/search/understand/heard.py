"""Words as they are heard, in letters of another script: "zawji yadribni" for Arabic, "اوسبيلدونغ" or "видершпрух" for German.

Nobody spells like another. A word is looked up by its consonants, which every script writes down, and must agree in its vowels
as far as those are written.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from services.search.text import LONGEST_WORD, single
from services.search.understand import geez

Sounds = Mapping[str, list[str]]
_ARABIC, _CYRILLIC, _LATIN = (re.compile(f"^{letters}+$") for letters in ("[\u0600-\u06ff]", "[\u0400-\u04ff]", "[a-z0-9]"))
#: Two letters for the German z, which Pashto writes with one.
_Z = ("تس", "څ")
#: Letter, as folded → the groups of consonants that it can stand for ("-": none), its Latin spellings in words of Arabic and
#: Persian, and those in German words.
_LETTERS: dict[str, tuple[str, str, str]] = {
    "ب": ("b", "b", "b|p"), "پ": ("b", "p", "p|b"), "ت": ("t", "t", "th|t"), "ط": ("t", "t|6", "t"), "ث": ("ts", "th|s|t", "th|s|t"),
    "د": ("d", "d", "d"), "ذ": ("ds", "z|dh|th|d", "s|z|d"), "ر": ("r", "r", "r"), "ز": ("s", "z", "s|z"), "ژ": ("j", "zh|j", "sch|g|j"),
    "س": ("s", "s|c", "s|c|z"), "ش": ("j", "sh|ch|sch", "sch|ch|sh|s"), "ص": ("s", "s|9", "s|z"), "ض": ("ds", "d|dh|z", "d"),
    "ظ": ("ds", "z|dh|d", "z|s"), "ع": ("-3", "[23]?", ""), "غ": ("k", "gh|g|8", "g"), "ف": ("f", "f", "pf|ph|f|v|w"),
    "ق": ("k", "q|k|gh|g|9|2", "k|g"), "ك": ("k", "k|c|q|g", "ck|kh|k|c|q|g"), "ل": ("l", "l", "l"),
    "م": ("m", "m", "m"), "ن": ("n", "n", "n"), "ج": ("jk", "j|dj|g|c", "dsch|j|g"), "چ": ("j", "ch|tsch|c", "tsch|ch"),
    "ح": ("h", "h|7", "h"), "خ": ("k", "kh|x|ch|5", "ch"), "ه": ("-h", "h?", "h?"), "و": ("-f", "w|v", "w|v"),
    "ء": ("-", "2?", ""), "څ": ("s", "ts", "tz|ts|z|c"),
}  # fmt: skip
#: The same of Cyrillic letters, for German words; the rest are vowels.
_CYRILLIC_LETTERS = {
    "б": ("b", "b|p"), "п": ("b", "pf|p|b"), "в": ("f", "w|v|f"), "ф": ("f", "pf|ph|f|v"), "г": ("k", "g|h"), "к": ("k", "ck|ch|k|c|q|g"),
    "х": ("-hk", "ch|h"), "д": ("d", "d|t"), "т": ("t", "th|dt|t|d"), "ж": ("j", "j|g"), "ш": ("j", "sch|sh|s"), "щ": ("j", "sch"),
    "ч": ("j", "tsch|ch"), "з": ("s", "s|z"), "с": ("s", "s|z|c"), "ц": ("s", "tz|ts|z|c"), "л": ("l", "l"), "м": ("m", "m"),
    "н": ("n", "n"), "р": ("r", "r"),
}  # fmt: skip
_CYRILLIC_VOWELS = "[aeiouyj]{0,3}h?"
_VOWELS = {
    "ۉ": "[ouw]?",
    "ا": "(?:2?[aeo]a?2?|a[iu]|2)",
    "و": "(?:[aeo]?[uo]|oo|[aeiou]?[wv][aeiou]?)",
    "ي": "(?:[aeo]?[iey]a?|ee|ie|j|iyy?[ae]?)",
}
#: As the first letter, and as the last.
_FIRST, _LAST = {"ا": "[aeiouy]{1,2}", "و": "[wv][aeiou]?"}, {"ي": "[aeiy]{1,2}"}
#: What is not written down after a consonant, and what German leaves silent.
_UNWRITTEN, _SILENT = "[aeiou]?", "h?"
_LATIN_VOWELS = re.compile("[aeiouy]+")
_ARTICLE, _SILENT_END, _LEFT_OUT = "ال", "ه", "ع"
#: How a word with a silent end is written in Latin letters.
_OPEN_ENDS = ("a", "e", "ah", "eh")
#: Persian does not say the second of these letters: "mikham".
_HALF_SAID = ("خوا", "خۉا")
#: Latin spellings → the groups that they can stand for, longer ones first; vowels stand for none.
_SPELLINGS = (
    ("dsch", "j"), ("tsch", "j"), ("sch", "j"), ("dj", "j"), ("sh", "j"), ("ch", "jk"), ("zh", "j"), ("kh", "k"), ("gh", "k"), ("ck", "k"),
    ("th", "ts"), ("dh", "ds"), ("ph", "f"), ("pf", "f"), ("tz", "s"), ("ts", "s"), ("b", "b"), ("p", "b"), ("t", "t"), ("6", "t"),
    ("d", "d"), ("r", "r"), ("s", "sj"), ("z", "ds"), ("9", "sk"), ("c", "jks"), ("j", "j-"), ("g", "jk"), ("8", "k"), ("k", "k"),
    ("q", "k"), ("x", "k"), ("5", "k"), ("7", "h"), ("h", "-h"), ("3", "3"), ("f", "f"), ("v", "f"), ("w", "f"),
    ("l", "l"), ("m", "m"), ("n", "n"),
)  # fmt: skip
_SPELLING = re.compile("|".join(spelling for spelling, _groups in _SPELLINGS))
_GROUPS = dict(_SPELLINGS)
#: The ways to read a word that are looked at.
_MOST_READINGS = 24
#: With fewer consonants too much is alike.
_FEWEST = 3
#: Letters of a short word in Latin spelling; in Arabic one it has less.
_SHORT = 4


class Script(NamedTuple):
    """The known words of a script, by their consonants, and the short ones among them."""

    sounds: Sounds
    brief: Sequence[str]


NO_SCRIPT = Script({}, ())


def script(known: Iterable[str], is_of_it: Callable[[str], bool], how_often: Callable[[str], int]) -> Script:
    """`how_often` a word stands in phrases: of short ones that sound alike the more usual one is meant."""
    words = [word for word in known if is_of_it(word)]
    brief = sorted(filter(_is_brief, words), key=lambda word: (_LEFT_OUT in word, -how_often(word), len(word), word))
    return Script(sounds(words, how_often), brief)


def _is_brief(word: str) -> bool:
    """Short, or with too few consonants to be found by them."""
    return word != _ARTICLE and (len(word) < _SHORT or (len(word) == _SHORT and not _consonants(word)))


def sounds(known: Iterable[str], how_often: Callable[[str], int] = lambda _word: 0) -> dict[str, list[str]]:
    """Consonants → the folded words, the most usual first, then the longest, as it agrees in most letters; its silent end does
    not count.
    """
    found: dict[str, list[str]] = {}
    for word in sorted(known, key=lambda word: (-how_often(word), -len(_without_article(word).rstrip(_SILENT_END)), len(word), word)):
        for each in _consonants(word):
            found.setdefault(each, []).append(word)
    return found


def in_script(word: str, known: Sounds) -> str:
    """The word of another script that a folded one in Latin letters can be, "" if none; `known`: those of that script.

    The first of those that leave the fewest of its vowels unwritten.
    """
    if not word.isascii():
        return ""
    possible = dict.fromkeys(other for each in _consonants(word) for other in known.get(each, ()))
    matching = (other for other in possible if _known_pattern(other).fullmatch(word))
    is_open, vowels = word.endswith(_OPEN_ENDS), len(_LATIN_VOWELS.findall(word))
    return min(matching, key=lambda other: (is_open and not other.endswith(_SILENT_END), abs(_written(other) - vowels)), default="")


def _written(word: str) -> int:
    """How many vowels of a word are written down."""
    return sum(letter in _VOWELS for letter in _without_article(word))


def in_german(word: str, known: Sounds) -> str:
    """The German word that a folded one in other letters can be, "" if none."""
    if word.isascii() or not (readings := [each for each in _consonants(word) if len(each) > _FEWEST]):
        return ""
    pattern = re.compile(_in_latin(word, is_german=True))
    return next((other for each in readings for other in known.get(each, ()) if pattern.fullmatch(other)), "")


def beside(words: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The short words beside one that was read so, by the short known ones: "la" is "لا" there."""
    short = [word for word in words if word.isascii() and len(word) <= _SHORT]
    found = {word: next((other for other in known if _known_pattern(other).fullmatch(word)), "") for word in short}
    return {word: other for word, other in found.items() if other}


def is_arabic(word: str) -> bool:
    return bool(_ARABIC.match(word))


def _consonants(word: str) -> list[str]:
    """All readings; none for a very long word, or one with too few consonants."""
    if len(word) > LONGEST_WORD:
        return []
    found = dict.fromkeys("".join(each).replace("-", "") for each in islice(product(*_groups(word)), _MOST_READINGS))
    return [each for each in found if len(each) >= _FEWEST]


def _groups(word: str) -> list[str]:
    """For each consonant, or its spelling, the groups that it can stand for; none for a word of a fifth script."""
    if is_arabic(word):
        return [_LETTERS[letter][0] for letter in _without_article(word).replace(*_Z) if letter in _LETTERS]
    if geez.is_geez(word):
        return geez.groups(word)
    if _CYRILLIC.match(word):
        return [_CYRILLIC_LETTERS[letter][0] for letter in word if letter in _CYRILLIC_LETTERS]
    return [_GROUPS[spelling] for spelling in _SPELLING.findall(single(word))] if _LATIN.match(word) else []


def _without_article(word: str) -> str:
    return word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + _FEWEST - 1 else word


@lru_cache(maxsize=8192)
def _known_pattern(word: str) -> "re.Pattern[str]":
    """Of a word of the vocabulary; what somebody types is kept nowhere."""
    return re.compile(_in_latin(word, is_german=False))


def _in_latin(word: str, *, is_german: bool) -> str:
    """How a word is written in Latin letters, as a regular expression."""
    if geez.is_geez(word):
        return geez.pattern(word, is_german=is_german)
    return _arabic(word, is_german=is_german) if is_arabic(word) else _cyrillic(word)


def _arabic(word: str, *, is_german: bool) -> str:
    """Of a word in Arabic letters."""
    bare = word if is_german else _without_article(word)
    letters = bare.replace(*_Z).replace(*_HALF_SAID)
    written = ["(?:[aeu]l)?" if bare != word else ""]
    for at, letter in enumerate(letters):
        if letter in _VOWELS:
            edge = _FIRST if at == 0 else _LAST if at == len(letters) - 1 else _VOWELS
            written.append(edge.get(letter, _VOWELS[letter]))
        elif letter in _LETTERS:
            unwritten = "" if letters[at + 1 : at + 2] in _VOWELS else _UNWRITTEN
            written.append(f"(?:{_LETTERS[letter][1 + is_german]}){{1,2}}{unwritten}")
        written.append(_SILENT if is_german else "")
    return "".join(written)


def _cyrillic(word: str) -> str:
    """Of one in Cyrillic letters as a German word, of whose vowels it says little."""
    spelt = [_CYRILLIC_LETTERS[letter][1] for letter in word if letter in _CYRILLIC_LETTERS]
    return _CYRILLIC_VOWELS + "".join(f"(?:{each}){{1,2}}{_CYRILLIC_VOWELS}" for each in spelt)
