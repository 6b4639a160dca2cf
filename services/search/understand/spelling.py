"""A word that nobody knows: a known one with a letter wrong, or a compound of known ones."""

from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from services.search.understand.vocabulary import Vocabulary

_SHORTEST_PART, _LONGEST_WORD = 4, 40
#: Up to which length how many wrong letters are forgiven; what is longer is no word.
_FORGIVEN = ((4, 0), (7, 1), (_LONGEST_WORD, 2))
#: Between the parts of a German compound.
_JOINTS = ("", "s", "n", "en", "es", "er", "e")


def corrected(word: str, vocabulary: Vocabulary, most: int = 2) -> str:
    """The nearest known word, "" if none is near. Of equally near ones that with the same first letter, then the alphabet."""
    forgiven = min(most, next((number for length, number in _FORGIVEN if len(word) <= length), 0))
    if not forgiven or any(letter.isdigit() for letter in word):
        return ""
    lengths = range(len(word) - forgiven, len(word) + forgiven + 1)
    possible = [known for length in lengths for known in vocabulary.spellings.get(length, ())]
    found = process.extract(word, possible, scorer=OSA.distance, score_cutoff=forgiven, limit=None)
    nearest = min(((distance, known[:1] != word[:1], abs(len(known) - len(word)), known) for known, distance, _at in found), default=None)
    return nearest[3] if nearest else ""


def compound(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """ "flüchtlingsberatungsstelle" → its known parts, the longest first part that leaves nothing unknown; () if there are none."""
    if not 2 * _SHORTEST_PART <= len(word) <= _LONGEST_WORD:
        return ()
    return next(_splits(word, vocabulary), ())


def _splits(word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, rest = word[:cut], word[cut:]
        part = _known(first, vocabulary)
        if part and _known(rest, vocabulary):
            yield part, _known(rest, vocabulary)
        elif part and (further := next(_splits(rest, vocabulary), ())):
            yield part, *further


def _known(part: str, vocabulary: Vocabulary) -> str:
    for joint in _JOINTS:
        bare = part.removesuffix(joint) if joint else part
        if len(bare) >= _SHORTEST_PART and (bare,) in vocabulary.phrases:
            return bare
    return ""
