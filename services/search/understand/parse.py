"""Reads the words from left to right: the longest phrase first; a word that nobody knows is corrected or taken apart before."""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import chain, zip_longest

from services.choices import PhraseKind
from services.search.text import single
from services.search.understand import about, frequent, geez, heard, limits, loose, names, spelling, transliterated, typed
from services.search.understand.parts import POSTAL_CODE, Meaning, Part, Understood, Word, needs_in
from services.search.understand.vocabulary import SHORTEST_PLACE, WHERE, Key, Vocabulary, current

_PIECE = re.compile(r"\S+")
_POSTAL_CODE = re.compile(r"\d{5}")
#: Of an age, beside the number or on it: "19j", "19jährig", "19yo".
_YEARS = re.compile(r"j|jahr\w*|yo|years?|ans|yas\w*|лет\w*|год\w*|рок\w*|سن\w*|سال\w*|عام\w*|ዓመት\w*|sali")
_AGE = re.compile(rf"(\d{{1,2}})(?:{_YEARS.pattern})?")
#: The ages that phrases name, and those that each stands for: "17 allein", "75 Pflege".
_AGES = {"17": range(10, 18), "75": range(65, 100)}
_CHILD = Meaning(PhraseKind.NEED, "minderj")
#: Needs of which letters tell, and those may have a deadline.
_WITH_LETTERS = {"amt", "geld", "arbeitsrecht", "wohnen", "obdach", "schulden", "asyl", "aufenthalt"}
#: So few words are no sentence.
_NO_SENTENCE = 4
#: Where one phrase means several things these give way, the last one first.
_WEAK = (PhraseKind.AUDIENCE, PhraseKind.PLACE, PhraseKind.IGNORE)
#: These say something beside what is looked for; their words are read again.
_FLAGS = (PhraseKind.DEADLINE, PhraseKind.CRISIS, PhraseKind.PAPER)


def parse(text: str, language: str) -> Understood:
    vocabulary = current()
    pieces = tuple(_PIECE.findall(text))
    read = _read_all(pieces, language, vocabulary)
    parts, left = _parts(pieces, read, language, vocabulary)
    has_need = bool(needs_in(parts))
    apart = _apart(pieces, read, vocabulary, has_need=has_need)
    words = _no_towns(parts, apart, read, vocabulary)
    left = [word for word in read if word in left or words.intersection(word.positions)]
    parts = _covered(apart, _not_of(parts, words))
    parts += _new(apart, parts, has_need=has_need)
    left = _not_in(parts, left)
    guess = about.guess(read, parts, left, language, vocabulary)
    guessed = about.added(guess, parts, _rest(left), len(read))
    parts += [_part(pieces, left, guessed)] if guessed else []
    mentioned = _mentioned(read, language, vocabulary) | needs_in(apart) | about.noticed(guess)
    left = about.searched(parts, left, len(read))
    due = _due(pieces, parts, read)
    left = [word for word in left if word not in due]
    parts += [_part(pieces, due, (Meaning(PhraseKind.DEADLINE, ""),))] if due else []
    corrected = tuple((word.typed, word.read[0]) for word in read if word.is_changed and len(word.read) == 1)
    return Understood(pieces, tuple(parts), _rest(left), _positions(left), corrected, mentioned, about.unlikely(guess, parts, len(read)))


def _parts(pieces: tuple[str, ...], read: list[Word], language: str, vocabulary: Vocabulary) -> tuple[list[Part], list[Word]]:
    """What the words mean, and the words that mean nothing by themselves."""
    parts: list[Part] = []
    left: list[Word] = []
    at = 0
    while at < len(read):
        meanings, length = _longest(read, at, language, vocabulary)
        taken = read[at : at + length]
        parts += _flags(pieces, read, at, language, vocabulary)
        if meanings:
            parts.append(_part(pieces, taken, meanings))
        else:
            left += taken
        at += length
    return parts, left


def _no_towns(parts: list[Part], apart: list[Part], read: list[Word], vocabulary: Vocabulary) -> set[int]:
    """Where a name of a small town is the word that it also is, but for "in Kamen": in a sentence, beside a sure place, or in a
    phrase ("Vermieter wirft raus").
    """
    words = [word for at, word in enumerate(read) if word.typed in vocabulary.doubtful and not _is_said_to_be_where(read, at)]
    doubtful = {at for word in words for at in word.positions}
    places = [part for part in parts if part.is_place]
    unsure = [part.words for part in places if doubtful.issuperset(part.words)]
    is_word = len(read) > _NO_SENTENCE or len(unsure) < len(places)
    return set(chain(*unsure)) if is_word else set(chain(*unsure)).intersection(chain(*(part.words for part in apart)))


def _is_said_to_be_where(read: list[Word], at: int) -> bool:
    before, after = read[max(0, at - 1) : at], read[at + 1 : at + 2]
    return any(word.typed in WHERE for word in before) or any(_POSTAL_CODE.fullmatch(word.typed) for word in (*before, *after))


def _not_of(parts: list[Part], words: Set[int]) -> list[Part]:
    return [part for part in parts if words.isdisjoint(part.words)]


def _apart(pieces: tuple[str, ...], read: list[Word], vocabulary: Vocabulary, *, has_need: bool) -> list[Part]:
    """What phrases mean whose words stand apart or in another order; "I can no more" only of those who name nothing else."""
    forms = [{*word.read, *(form for each in word.stems for form in each), *_age_in_phrases(word)} for word in read]
    found = [each for each in loose.meant(set().union(*forms), vocabulary.loose) if not (has_need and each.is_vague)]
    parts = []
    for meaning in dict.fromkeys(each.meaning for each in found):
        needed = frozenset().union(*(each.stems for each in found if each.meaning == meaning))
        parts.append(_part(pieces, [word for word, own in zip(read, forms, strict=True) if own & needed], (meaning,)))
    return parts


def _age_in_phrases(word: Word) -> list[str]:
    """One age stands for all those at which nobody should be alone, one for all at which many need care."""
    age = _AGE.fullmatch(word.typed)
    return [named for named, ages in _AGES.items() if age and int(age[1]) in ages]


def _covered(apart: list[Part], parts: list[Part]) -> list[Part]:
    """With phrases in place of what their words mean by themselves: "Vermieter … gekündigt" is not to look for a flat. What may
    be about danger stays.
    """
    covering = [each for each in apart if any(_covers(each, part) for part in parts)]
    return [*(part for part in parts if not any(_covers(each, part) for each in covering)), *covering]


def _not_in(parts: list[Part], left: list[Word]) -> list[Word]:
    """The words that belong to no need, neither by themselves nor with others."""
    meant = {at for part in parts if part.codes(PhraseKind.NEED) for at in part.words}
    return [word for word in left if meant.isdisjoint(word.positions)]


def _covers(whole: Part, part: Part) -> bool:
    are_needs = all(meaning.kind == PhraseKind.NEED for meaning in (*whole.meanings, *part.meanings))
    return are_needs and set(part.words) < set(whole.words) and not any(meaning.is_grave for meaning in part.meanings)


def _new(apart: list[Part], parts: list[Part], *, has_need: bool) -> list[Part]:
    """Where a need is understood already only what may be about danger, a child that is alone, or a flag."""
    known = {meaning for part in parts for meaning in part.meanings}
    new = [part for part in apart if part.meanings[0] not in known]
    if not has_need:
        return new
    return [part for part in new if part.meanings[0].kind in _FLAGS or part.meanings[0].is_grave or part.meanings[0] == _CHILD]


def _read_all(pieces: tuple[str, ...], language: str, vocabulary: Vocabulary) -> list[Word]:
    written = typed.read(pieces, language, vocabulary)
    readings = _readings([each.word for each in written if not each.is_literal], language, vocabulary)
    found = [(each, (each.word,) if each.is_literal else readings.get(each.word, (each.word,))) for each in written]
    stems = {part: vocabulary.stems(part, language) for _each, read in found for part in read}
    return [Word(each.positions, each.word, read, tuple(map(stems.__getitem__, read)), each.is_literal) for each, read in found]


def _readings(written: Sequence[str], language: str, vocabulary: Vocabulary) -> dict[str, Key]:
    """Of the words that are read as something else."""
    in_phrases = spelling.in_phrases(written, language, vocabulary)
    unknown = [word for word in dict.fromkeys(written) if word not in in_phrases and not vocabulary.is_known(word, language)]
    found = {word: (read,) for word, read in in_phrases.items()} | spelling.readings(unknown, language, vocabulary)
    return found | _beside(written, found, vocabulary)


def _beside(written: Sequence[str], found: Mapping[str, Key], vocabulary: Vocabulary) -> dict[str, Key]:
    """The short words beside those that were read in the letters of another script, in that script."""
    other = [read[0] for word, read in found.items() if word.isascii() and not read[0].isascii()]
    for is_of_it, script in ((heard.is_arabic, vocabulary.arabic), (geez.is_geez, vocabulary.geez)):
        if any(map(is_of_it, other)):
            return {word: (read,) for word, read in heard.beside(written, script.brief).items()}
    return {word: (read,) for word, read in transliterated.beside(written, vocabulary.skeletons).items()} if other else {}


def _mentioned(read: list[Word], language: str, vocabulary: Vocabulary) -> frozenset[str]:
    anything = (meaning for at in range(len(read)) for meaning in _any(read, at, language, vocabulary))
    return frozenset(meaning.code for meaning in anything if meaning.kind == PhraseKind.NEED)


def _any(read: list[Word], at: int, language: str, vocabulary: Vocabulary) -> list[Meaning]:
    """Whatever any phrase that begins here could mean, also inside of a longer one: for those who must not miss anything."""
    found: list[Meaning] = list(_of_parts(read[at].read, vocabulary)) if len(read[at].read) > 1 else []
    for length in _lengths(read, at, vocabulary):
        found += _meanings(read[at : at + length], language, vocabulary)
    return found


def _lengths(read: list[Word], at: int, vocabulary: Vocabulary) -> range:
    """How many words a phrase that begins here can have, the most first."""
    first = read[at]
    forms = (first.read[0], *first.stems[0], single(first.read[0]))
    return range(min(max(vocabulary.longest.get(form, 1) for form in forms), len(read) - at), 0, -1)


def _longest(read: list[Word], at: int, language: str, vocabulary: Vocabulary) -> tuple[tuple[Meaning, ...], int]:
    """The meanings of the longest phrase that begins here, and its length in words; without any, one word that means nothing."""
    word = read[at]
    if len(word.read) > 1:
        return _of_parts(word.read, vocabulary), 1
    if _POSTAL_CODE.fullmatch(word.typed):
        return (Meaning(PhraseKind.PLACE, f"{POSTAL_CODE}{word.typed}"),), 1
    for length in _lengths(read, at, vocabulary):
        if meanings := [meaning for meaning in _meanings(read[at : at + length], language, vocabulary) if meaning.kind not in _FLAGS]:
            return _strongest(meanings), length
    if word.typed.isdigit() and _is_counted(read[at + 1 : at + 2]):
        return (Meaning(PhraseKind.IGNORE, ""),), 2
    if age := _AGE.fullmatch(word.typed):
        return (Meaning(PhraseKind.AGE, str(int(age[1]))),), 1
    return (), 1


def _is_counted(after: list[Word]) -> bool:
    """What comes after a number says that it is no age: "3 Monaten"."""
    return any(not names.counted().isdisjoint((*word.read, *word.stems[0])) for word in after)


def _flags(pieces: tuple[str, ...], read: list[Word], at: int, language: str, vocabulary: Vocabulary) -> list[Part]:
    """What the longest phrase that begins here says beside: a deadline, a crisis, a paper; "24 Jahre" is none."""
    is_age = read[at].typed.isdigit() and any(_YEARS.fullmatch(word.typed) for word in read[at + 1 : at + 2])
    for length in _lengths(read, at, vocabulary)[: -1 if is_age else None]:
        taken = read[at : at + length]
        found = _meanings(taken, language, vocabulary)
        if flags := tuple(meaning for meaning in found if meaning.kind in _FLAGS):
            return [_part(pieces, taken, flags)]
    return []


def _meanings(taken: list[Word], language: str, vocabulary: Vocabulary) -> list[Meaning]:
    """As it stands, otherwise by its stems in the languages that are possible, otherwise without doubled letters.

    A very short word is that of the reader's own language if it has one.
    """
    phrase = [part for word in taken for part in word.read]
    exact = _exact(phrase, language, vocabulary)
    if len(phrase) == 1 and (readers := names.readers(phrase[0], *taken[0].stems[0])) is not None:
        return _without_language(exact) if language in readers else exact
    phrase = [*map(vocabulary.without_article, phrase)] if len(taken) == 1 else phrase
    found = exact or _exact(phrase, language, vocabulary) or _by_stems(taken, phrase, language, vocabulary)
    return _without_likeness(phrase[0], found, exact) if _is_other(phrase, vocabulary) else [*found]


def _exact(phrase: Sequence[str], language: str, vocabulary: Vocabulary) -> list[Meaning]:
    return vocabulary.exactly(phrase[0], language) if len(phrase) == 1 else vocabulary.phrases.get(tuple(phrase), [])


def _without_language(meanings: list[Meaning]) -> list[Meaning]:
    return [meaning for meaning in meanings if meaning.kind != PhraseKind.LANGUAGE]


def _is_other(phrase: Sequence[str], vocabulary: Vocabulary) -> bool:
    """A common word that only resembles one of a phrase: the Arabic "for example" has the stem of "gay"."""
    return len(phrase) == 1 and phrase[0] in frequent.known() and not vocabulary.is_spelt(phrase[0])


def _without_likeness(word: str, found: list[Meaning], exact: list[Meaning]) -> list[Meaning]:
    """Nothing grave, and no place but its own or in another case: "teeth" in Arabic has the stem of Essen."""
    may_be_place = exact or transliterated.in_latin(word)
    return [each for each in found if not each.is_grave and (may_be_place or each.kind != PhraseKind.PLACE)]


def _by_stems(taken: list[Word], phrase: list[str], language: str, vocabulary: Vocabulary) -> list[Meaning]:
    """A frequent word is bent in its own languages only, and to its readers in theirs: "dis" is French, and no Turkish tooth."""
    keys = [*_stemmed(phrase, [each for word in taken for each in word.stems]), tuple(map(single, phrase))]
    found = next((found for key in keys if (found := _by_stem(key, vocabulary))), [])
    if len(phrase) > 1 or not (languages := frequent.languages(phrase[0])):
        return found
    alike = vocabulary.alike(phrase[0], [language] if language in languages else languages)
    return [*alike, *(meaning for meaning in found if meaning.kind == PhraseKind.PLACE)]


def _by_stem(key: Key, vocabulary: Vocabulary) -> list[Meaning]:
    """No small town by the stem of a word: "wieder" is not Wied. Written in other letters it is a name: "в Бонне"."""
    found, name = vocabulary.phrases.get(key, []), "".join(key)
    is_too_short = name.isascii() and len(name) < SHORTEST_PLACE
    return [meaning for meaning in found if meaning.kind != PhraseKind.PLACE] if is_too_short else found


def _stemmed(phrase: list[str], by_word: list[Key]) -> list[Key]:
    """The phrase by its stems, one key per language; a word that has none there stands as it is."""
    return [tuple(each or word for each, word in zip(row, phrase, strict=True)) for row in zip_longest(*by_word)]


def _of_parts(parts: Key, vocabulary: Vocabulary) -> tuple[Meaning, ...]:
    """Of a compound; of a phrase without its space what it means as one, of a town that was typed onto a need both."""
    found = vocabulary.phrases.get(parts) or [meaning for part in parts for meaning in vocabulary.phrases.get((part,), ())]
    meant = _strongest(list(dict.fromkeys(found)))
    towns = (part for part in parts if len(part) >= SHORTEST_PLACE and part not in vocabulary.doubtful)
    places = [meaning for town in towns for meaning in vocabulary.phrases.get((town,), ()) if meaning.kind == PhraseKind.PLACE]
    return (*meant, *places) if any(meaning.kind == PhraseKind.NEED for meaning in meant) else meant


def _due(pieces: tuple[str, ...], parts: list[Part], read: list[Word]) -> list[Word]:
    """By when an answer is due, unless it is about something that has no letters: a nursery until Friday."""
    is_known = any(part.codes(PhraseKind.DEADLINE) for part in parts)
    is_letter = not (needs := needs_in(parts)) or needs & _WITH_LETTERS
    return limits.limit(pieces, read) if is_letter and not is_known else []


def _strongest(meanings: list[Meaning]) -> tuple[Meaning, ...]:
    """ "Deutsch" is what one wants to learn, not a language that somebody must speak; "Meine" is no town where it is a word."""
    if any(meaning.kind == PhraseKind.NEED for meaning in meanings):
        meanings = _without_language(meanings)
    for weak in _WEAK:
        others = [meaning for meaning in meanings if meaning.kind != weak]
        meanings = others or meanings
    return tuple(meanings)


def _part(pieces: tuple[str, ...], taken: list[Word], meanings: tuple[Meaning, ...]) -> Part:
    positions = _positions(taken)
    return Part(meanings, " ".join(pieces[position] for position in positions), positions)


def _rest(left: list[Word]) -> Key:
    return tuple(dict.fromkeys(part for word in left for part in word.read))


def _positions(taken: list[Word]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(position for word in taken for position in word.positions))
