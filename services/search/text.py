"""One tokenizer for rows and queries. What differs only by script habit, accent or case becomes the same token."""

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from Stemmer import Stemmer

from beratung.languages import BY_CODE

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_CYRILLIC, _ARABIC = re.compile("[\u0400-\u04ff]"), re.compile("[\u0600-\u06ff]")
#: Languages in which people type and which the pages do not speak yet. Ukrainian, which has none, ends much as Russian does.
_OTHER_STEMMERS = {"ru": "russian", "uk": "russian", "tr": "turkish", "fr": "french"}
#: What has more letters is no word.
LONGEST_WORD = 40
_DOUBLED = re.compile(r"(.)\1+")
_PLAIN = re.compile(r"[^\W_]+")
#: Turkish "-less", which its stemmer takes for a possessive: "belgesiz" (without papers) is not "belgesi" (its paper).
_WITHOUT = re.compile(r"\w{3,}s[iu]z")
#: "ae", "oe", "ue" for the umlauts; the e goes, as the dots do.
_UMLAUT_PAIR = re.compile("([aou])e+")
_SAME = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "ı": "i", "ё": "е", "і": "и", "ї": "и", "ґ": "г", "є": "е",
        "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ہ": "ه", "ک": "ك", "گ": "ك", "ێ": "ي", "ۆ": "و",
        "ە": "ه", "ھ": "ه", "ڵ": "ل", "ڕ": "ر", "ڤ": "ف", "ـ": None, "\u200c": None, "\u200d": None,
        "'": None, "’": None, "ʼ": None, "\u00ad": None,
    }
)  # fmt: skip
#: Ge'ez letters that sound alike or that one writes for the other, by the first of their row: "ምክሪ" and "ምኽሪ", "ፀሎት" and "ጸሎት".
_ROWS = (("ቐ", "ቀ"), ("ቘ", "ቈ"), ("ኸ", "ከ"), ("ዀ", "ኰ"), ("ሠ", "ሰ"), ("ፀ", "ጸ"), ("ኀ", "ሐ"))
_VOWELS_IN_A_ROW = 7
_SAME |= {ord(one) + vowel: chr(ord(other) + vowel) for one, other in _ROWS for vowel in range(_VOWELS_IN_A_ROW)}


def fold(text: str) -> str:
    """Lower case, no accents, German umlauts and their spellings alike, one form of each Arabic and Cyrillic letter."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_SAME)
    digits = "".join(str(unicodedata.digit(letter)) if letter.isdigit() and not letter.isascii() else letter for letter in letters)
    return " ".join(_UMLAUT_PAIR.sub(r"\1", digits).split())


#: Persian writes it between the parts of one word, and phones leave it out.
_JOINER = "\u200c"
#: For rows and the vocabulary, where the same words come again and again; what somebody types is kept nowhere, not even in memory.
fold_kept = lru_cache(maxsize=65536)(fold)


def words(text: str, *, folded: Callable[[str], str] = fold) -> list[str]:
    """The folded words of a text, in order; nothing but letters and digits, also after folding ("½" becomes two words)."""
    return [part for word in _WORD.findall(text.replace(_JOINER, "")) for part in _PLAIN.findall(folded(word))]


def single(word: str) -> str:
    """Without doubled letters, which are the first to be forgotten."""
    return _DOUBLED.sub(r"\1", word)


#: For the vocabulary only, as `fold_kept`.
single_kept = lru_cache(maxsize=65536)(single)


class _Stemmers(threading.local):
    """One of each kind per thread, as it works on a state of its own; 0: it keeps none of the words that it has read."""

    def __init__(self) -> None:
        self._known: dict[str, Stemmer] = {}

    def of(self, name: str) -> Stemmer:
        if name not in self._known:
            self._known[name] = Stemmer(name, 0)
        return self._known[name]


_stemmers = _Stemmers()


def stem_typed(word: str, language: str) -> str:
    """The stem in that language; for a language without a stemmer the word itself. Nothing is kept."""
    known = BY_CODE.get(language)
    name = known.stemmer if known else _OTHER_STEMMERS.get(language, "")
    if language == "tr" and _WITHOUT.fullmatch(word):
        return word
    return _stemmers.of(name).stemWord(word) if name else word


#: As for folding: not for what is typed, unless it is a word that the vocabulary holds.
stem = lru_cache(maxsize=65536)(stem_typed)


def stems(word: str, language: str, *, is_known: bool = False) -> tuple[str, ...]:
    """The stems that a typed word can have, the reader's language first; its letters say which languages are possible."""
    how = stem if is_known else stem_typed
    if _CYRILLIC.search(word):
        possible: tuple[str, ...] = ("ru",)
    elif _ARABIC.search(word):
        possible = ("ar",)
    else:
        possible = (language, "de", "en", "fr", "tr")
    return tuple(dict.fromkeys(how(word, code) for code in possible))


@lru_cache(maxsize=65536)
def _plain(word: str) -> tuple[str, ...]:
    return tuple(words(word, folded=fold_kept))


@lru_cache(maxsize=65536)
def _forms(word: str, language: str) -> frozenset[str]:
    """What a row stores for one word as it is written. For rows only, as `stem`."""
    found = _plain(word)
    return frozenset((*found, *(stem(part, language) for part in found)))


def tokens(text: str, language: str) -> set[str]:
    """What a row stores for a text in this language: stems and the words themselves."""
    return set().union(*(_forms(word, language) for word in _WORD.findall(text.replace(_JOINER, ""))))


def plain(text: str) -> set[str]:
    """The folded words of a text that a row is made of."""
    return {part for word in _WORD.findall(text.replace(_JOINER, "")) for part in _plain(word)}


#: Words that are searched for in the rows: in a large directory one that many hold takes long when it is read for the first time.
_MOST_WORDS = 8


def query_tokens(text: str, language: str) -> list[frozenset[str]]:
    """Per typed word all the forms that a row may hold: as typed, its German stem, its stem in the reader's language.

    Of many words the longest; single letters only where there is nothing else.
    """
    typed = list(dict.fromkeys(words(text)))
    longest = sorted((word for word in typed if len(word) > 1), key=len, reverse=True) or typed
    seen: dict[frozenset[str], None] = {}
    for word in longest[:_MOST_WORDS]:
        seen.setdefault(frozenset({word, *(stem_typed(word, code) for code in ("de", language, "en"))}))
    return list(seen)
