"""A word that nobody knows: a known one with a letter wrong, or a compound of known ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from services.choices import PhraseKind
from services.search.text import LONGEST_WORD, stems
from services.search.understand import frequent, heard, listed, names, transliterated
from services.search.understand.vocabulary import MOST_WORDS, SHORTEST_PLACE, WHERE, Key, Vocabulary

_SHORTEST_PART = 4
#: Of one at the end that is looked for: "Versorgungsamt", "Geldnot".
_SHORTEST_END = 3
#: Of a phrase of two words without the space between them.
_SHORTEST_JOINED = 3
#: Up to which length how many wrong letters are forgiven; what is longer is no word.
_FORGIVEN = ((4, 0), (7, 1), (LONGEST_WORD, 2))
#: Beside a word that it belongs to even a short one is corrected.
_SHORTEST_IN_PHRASE = 4
_AGAINST_A_TOWN = 3
_ARABIC_READERS, _GEEZ_READERS = ("ar", "fa"), ("ti",)
#: Between the parts of a German compound.
_JOINTS = ("", "s", "n", "en", "es", "er", "e")
#: How near, and the word.
Near = tuple[tuple[int, bool, int], str]


def in_phrases(typed: Sequence[str], language: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Words as they complete a phrase with those around them: "self hepl", "keine wonung".

    The name of a small town, too, unless it is said to be where, for a longer phrase: "mein Mann schlat mich".
    """
    right, named = frequent.known(), names.known()
    unsure = {word for word in typed if word.isalpha() and not (vocabulary.is_spelt(word) or word in right or word in named)}
    found = {word: _completing(typed, at, vocabulary) for at, word in enumerate(typed) if word in unsure}
    found = {word: read for word, read in found.items() if read and not _is_bent(word, [read], language)}
    standing = listed.standing(found)
    return {word: read for word, read in found.items() if word not in standing}


def _completing(typed: Sequence[str], at: int, vocabulary: Vocabulary) -> str:
    """The nearest word that makes a phrase of several words with those before and after, "" if none does."""
    word, before, after = typed[at], typed[max(0, at - 1) : at], typed[at + 1 : at + 2]
    if WHERE.intersection(before):
        return ""
    possible = {known for beside in (*before, *after) for known in vocabulary.neighbours.get(beside, ())}
    near = _near(word, possible, int(len(word) >= _SHORTEST_IN_PHRASE))
    is_town = any(meaning.kind == PhraseKind.PLACE for meaning in vocabulary.phrases.get((word,), ()))
    least = _AGAINST_A_TOWN if is_town else 2
    return _best(each for each in near if _is_complete((*typed[:at], each[1], *typed[at + 1 :]), at, least, vocabulary))


def _is_complete(read: Key, at: int, least: int, vocabulary: Vocabulary) -> bool:
    """Whether a phrase of at least so many words that means something holds this position."""
    ranges = ((start, end) for start in range(at + 1) for end in range(at + 1, len(read) + 1) if least <= end - start <= MOST_WORDS)
    meant = (meaning for start, end in ranges for meaning in vocabulary.phrases.get(read[start:end], ()))
    return any(meaning.kind != PhraseKind.IGNORE for meaning in meant)


def readings(unknown: Collection[str], language: str, vocabulary: Vocabulary) -> dict[str, Key]:
    """What each word is read as: itself, one that it was meant to be, or the parts of a compound.

    `unknown`: words that the vocabulary does not hold. One that stands in a listing, bent or not, is not misspelt, and one
    that is frequent anywhere is not even then another word when that is about danger.
    """
    right = frequent.known().intersection(unknown)
    unsure = set(unknown) - right
    standing = listed.standing(unsure)
    alike = listed.alike(unsure - standing, _FORGIVEN[-1][1])
    standing |= {word for word, possible in alike.items() if _is_bent(word, possible, language)}
    unsure -= standing
    found = {word: _parts_of_frequent(word, vocabulary) for word in right}
    found |= {word: _as_it_stands(word, vocabulary) for word in standing}
    near = {word: _near_words(word, vocabulary, 2) for word in unsure}
    near_listed = _near_listed({word: alike[word] for word in unsure & alike.keys()})
    other_script = _other_script(near, language, vocabulary)
    found |= {word: _corrected(word, vocabulary, near[word], near_listed.get(word, ())) for word in unsure - other_script.keys()}
    return found | {word: (read,) for word, read in other_script.items()}


def _near_listed(alike: Mapping[str, Collection[str]]) -> dict[str, list[Near]]:
    """Of the words of listings that are like each, the nearest that one still holds."""
    near = {word: _near(word, possible, _forgiven(word)) for word, possible in alike.items()}
    held = listed.held({known for found in near.values() for _how, known in found})
    return {word: [each for each in found if each[1] in held] for word, found in near.items()}


def _other_script(unknown: Mapping[str, Sequence[Near]], language: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Words in Latin letters, each with the known ones near it, as those of another script. A single one is of that script to
    its readers only.
    """
    foreign = set(unknown)  # "wonung" has lost a letter, whatever it is in Russian
    if language not in transliterated.READERS:
        foreign = {word for word, near in unknown.items() if not vocabulary.kinds(_by_one(near))}
    cyrillic = {word: read for word in foreign if (read := transliterated.read(word, language, vocabulary.skeletons))}
    heard_as: dict[str, str] = {}
    for readers, script in ((_ARABIC_READERS, vocabulary.arabic), (_GEEZ_READERS, vocabulary.geez)):
        possible = unknown if language in readers else foreign
        found = {word: read for word in possible if (read := heard.in_script(word, script.sounds))}
        if language in readers:
            return cyrillic | found
        if len(found) > max(1, len(heard_as)):
            heard_as = found
    return heard_as | cyrillic


def _is_bent(word: str, possible: Iterable[str], language: str) -> bool:
    """As "Nächten" is "Nacht"."""
    forms = set(stems(word, language))
    return any(not forms.isdisjoint(stems(known, language, is_known=True)) for known in possible)


def _as_it_stands(word: str, vocabulary: Vocabulary) -> Key:
    """Also then a compound means what its parts mean; and near a word about danger, the danger wins."""
    near = corrected(word, vocabulary)
    if any(meaning.is_grave for meaning in vocabulary.phrases.get((near,), ())):
        return (near,)
    return compound(word, vocabulary) or (word,)


def _parts_of_frequent(word: str, vocabulary: Vocabulary) -> Key:
    """Of whole words, and nothing grave: "transport" and "untersucht" are not taken apart."""
    parts = compound(word, vocabulary)
    meanings = [meaning for part in parts for meaning in vocabulary.phrases.get((part,), ())]
    is_one = any(meaning.is_grave for meaning in meanings) or not all(map(vocabulary.is_spelt, parts))
    return (word,) if is_one or not parts else parts


def _corrected(word: str, vocabulary: Vocabulary, near: Sequence[Near], in_listings: Sequence[Near]) -> Key:
    """By one wrong letter, as a compound, by two, in Latin letters; the vocabulary, of which `near` are, before the listings."""
    if found := _by_one(near) or _by_one(in_listings):
        return (found,)
    if read := compound(word, vocabulary):
        return read
    if german := heard.in_german(word, vocabulary.german):
        return (german,)
    latin = transliterated.in_latin(word)
    return (_best(near) or _best(in_listings) or (latin if latin in vocabulary.known else word),)


def corrected(word: str, vocabulary: Vocabulary) -> str:
    """The word of the vocabulary that has one letter otherwise, "" if none has."""
    return _by_one(_near_words(word, vocabulary, 1))


def _by_one(near: Iterable[Near]) -> str:
    return _best(each for each in near if each[0][0] == 1)


def _near_words(word: str, vocabulary: Vocabulary, most: int) -> list[Near]:
    """Of the vocabulary, with at most so many letters otherwise."""
    forgiven = _forgiven(word, most)
    lengths = range(len(word) - forgiven, len(word) + forgiven + 1) if forgiven else ()
    near = [each for length in lengths for each in _near(word, vocabulary.like(word, length, forgiven), forgiven)]
    return [each for each in near if len(word) >= SHORTEST_PLACE or not _is_other_place(word, each[1], vocabulary)]


def _is_other_place(word: str, known: str, vocabulary: Vocabulary) -> bool:
    """The known word is nothing but a place, and not this one in another case: "в Бонне"."""
    meanings = vocabulary.phrases.get((known,), ())
    is_place = bool(meanings) and all(meaning.kind == PhraseKind.PLACE for meaning in meanings)
    return is_place and (word.isascii() or not word.startswith(known))


def _forgiven(word: str, most: int = 2) -> int:
    if any(letter.isdigit() for letter in word):
        return 0
    return min(most, next((number for length, number in _FORGIVEN if len(word) <= length), 0))


def _near(word: str, possible: Collection[str], forgiven: int) -> list[Near]:
    """Of equally near ones those with the same first letter are nearer, then those as long."""
    if not forgiven:
        return []
    found = process.extract(word, possible, scorer=OSA.distance, score_cutoff=forgiven, limit=None)
    return [((int(distance), known[:1] != word[:1], abs(len(known) - len(word))), known) for known, distance, _at in found]


def _best(near: Iterable[Near]) -> str:
    return min(near, default=((0, False, 0), ""))[1]


def compound(word: str, vocabulary: Vocabulary) -> Key:
    """ "flüchtlingsberatungsstelle" → its known parts, the longest first part that leaves nothing unknown; () if there are none.

    Also a phrase without its space: "germancourse".
    """
    if not 2 * _SHORTEST_PART <= len(word) <= LONGEST_WORD:
        return ()
    return next(_joined(word, vocabulary), ()) or next(_splits(word, vocabulary), ())


def _joined(word: str, vocabulary: Vocabulary) -> Iterator[Key]:
    halves = ((word[:cut], word[cut:]) for cut in range(_SHORTEST_JOINED, len(word) - _SHORTEST_JOINED + 1))
    return (each for each in halves if any(meaning.kind != PhraseKind.IGNORE for meaning in vocabulary.phrases.get(each, ())))


def _splits(word: str, vocabulary: Vocabulary) -> Iterator[Key]:
    for cut in range(len(word) - _SHORTEST_END, _SHORTEST_PART - 1, -1):
        first, rest = word[:cut], word[cut:]
        part = _known(first, vocabulary)
        if part and (last := _known(rest, vocabulary) or _short_need(rest, vocabulary)):
            yield part, last
        elif part and (further := next(_splits(rest, vocabulary), ())):
            yield part, *further


def _known(part: str, vocabulary: Vocabulary) -> str:
    for joint in _JOINTS:
        bare = part.removesuffix(joint) if joint else part
        if len(bare) >= _SHORTEST_PART and (bare,) in vocabulary.phrases:
            return bare
    return ""


def _short_need(part: str, vocabulary: Vocabulary) -> str:
    meanings = vocabulary.phrases.get((part,), ()) if len(part) == _SHORTEST_END else ()
    return part if any(meaning.kind == PhraseKind.NEED for meaning in meanings) else ""
