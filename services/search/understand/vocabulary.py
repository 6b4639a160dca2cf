"""All words and phrases that mean something, read once per process and anew when staff have changed one."""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from services.choices import PhraseKind
from services.search import changes, collector
from services.search.changes import Mark, Words
from services.search.text import fold_kept, single, single_kept, stem, stem_typed, stems, words
from services.search.understand import elided, frequent, geez, heard, loose, names, spoken, transliterated
from services.search.understand.entries import Entry, areas, entries, organizations, sentences
from services.search.understand.letters import Letters
from services.search.understand.likely import Likely, counted
from services.search.understand.loose import Loose
from services.search.understand.parts import Meaning

Key = tuple[str, ...]
_SHORT = 3
#: Letters of an official key that name the Land.
LAND = 2
#: Letters of a place that is also found bent or misspelt: "wieder" is not Wied, "Kasse" is not Kassel.
SHORTEST_PLACE = 6
#: "The", "with the", "and the", "for the", as Arabic writes them onto a word.
_ARTICLES = ("ال", "بال", "وال", "لل")
#: Letters that a word of a name has at most if it corrects no other.
_SHORTEST_NAME = 4
#: Longer names are found by their words.
MOST_WORDS = 8
#: One of these stands before the name of a place.
WHERE = frozenset(
    map(fold_kept, ("in", "bei", "nach", "aus", "um", "Raum", "Stadt", "Nähe", "near", "at", "from", "around", "à", "dans", "en"))
)


@dataclass(slots=True)
class Vocabulary:
    """`phrases`: folded words → meanings, also by their stems, the longest by its first word in `longest`.

    `known`: every word of a phrase or a name; `spellings`: those that correct others, by their length. Words of small places
    far away do not, or they would swallow everything.
    """

    phrases: dict[Key, list[Meaning]] = field(default_factory=dict)
    #: What a single word means to readers of a language, as it is and by its stem: Kurdish "pere" is money, French "père" is not.
    #: Very short ones of other languages than German mean something to these alone: Turkish "iş" is not "is".
    own: dict[tuple[str, str], list[Meaning]] = field(default_factory=dict)
    bent: dict[tuple[str, str], list[Meaning]] = field(default_factory=dict)
    #: First word of a phrase → words of the longest one that begins so.
    longest: dict[str, int] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    spellings: dict[int, set[str]] = field(default_factory=dict)
    #: Of the spellings of one length, made when somebody asks.
    letters: dict[int, Letters] = field(default_factory=dict)
    #: Word → those that stand next to it in a phrase: what a misspelt one beside it is meant to be.
    neighbours: dict[str, set[str]] = field(default_factory=dict)
    #: Phrases whose words may stand in any order, by one of them.
    loose: dict[str, list[Loose]] = field(default_factory=dict)
    #: Small towns that are a word: "Kamen".
    doubtful: set[str] = field(default_factory=set)
    #: Keys of the areas that staff have given further names, and how many there are in a Land, by the letters that name it.
    named: frozenset[str] = frozenset()
    named_in: Mapping[str, int] = field(default_factory=dict)
    #: Skeleton → the Cyrillic word (`transliterated`).
    skeletons: dict[str, str] = field(default_factory=dict)
    #: By how they sound: the words of the scripts that are also typed in Latin letters, and the German ones.
    arabic: heard.Script = heard.NO_SCRIPT
    geez: heard.Script = heard.NO_SCRIPT
    german: heard.Sounds = field(default_factory=dict)
    #: What sentences are about that name nothing.
    likely: Likely = field(default_factory=Likely)
    #: Every phrase with its meaning, in order, to be found by how it begins.
    starts: list[tuple[str, Meaning]] = field(default_factory=list)

    def copy(self) -> "Vocabulary":
        return replace(
            self,
            phrases={key: list(meanings) for key, meanings in self.phrases.items()},
            own=dict(self.own),
            bent=dict(self.bent),
            longest=dict(self.longest),
            known=set(self.known),
            spellings={length: set(known) for length, known in self.spellings.items()},
            letters={},
            starts=list(self.starts),
        )

    def spell(self, correct: Iterable[str]) -> None:
        for word in correct:
            self.spellings.setdefault(len(word), set()).add(word)

    def naming(self, names: Iterable[str]) -> "Vocabulary":
        """With names that mean nothing, whose longer words correct others."""
        parts = {part for name in names for part in _folded(name)}
        spellings = {length: set(known) for length, known in self.spellings.items()}
        found = replace(self, known=self.known | parts, spellings=spellings, letters={})
        found.spell(part for part in parts if len(part) > _SHORTEST_NAME)
        return found

    def like(self, word: str, length: int, wrong: int) -> list[str]:
        """Spellings of that length that the word can be with so many wrong letters, among others."""
        known = self.letters.get(length)
        if known is None:
            known = self.letters[length] = Letters.of(self.spellings.get(length, ()))
        return known.like(word, wrong)

    def spelt(self) -> Iterator[str]:
        return (word for same in self.spellings.values() for word in same)

    def is_spelt(self, word: str) -> bool:
        """It stands in a phrase or a name as it is, not only as a stem."""
        return word in self.spellings.get(len(word), ())

    def without_article(self, word: str) -> str:
        """As it stands in the vocabulary, if it does so but for the Arabic article."""
        bare = (word.removeprefix(each) for each in _ARTICLES if word.startswith(each))
        return word if (word,) in self.phrases else next((each for each in bare if (each,) in self.phrases), word)

    def exactly(self, word: str, language: str) -> list[Meaning]:
        """What a single word means to readers of this language, otherwise to others or as a place; a frequent one as it is
        written, and not because it is another's stem.
        """
        own = self.own.get((language, word))
        found = own or self.phrases.get((word,), [])
        if own or word not in frequent.known():
            return found
        others = [each for each in names.READERS if each == "de" or not _is_short(word)]
        of_others = [meaning for each in others for meaning in self.own.get((each, word), ())]
        return [meaning for meaning in found if meaning.kind == PhraseKind.PLACE or meaning in of_others]

    def alike(self, word: str, of_languages: Iterable[str]) -> list[Meaning]:
        """What a word means by its stem, in these languages alone."""
        return [meaning for each in of_languages for meaning in self.bent.get((each, stem_typed(word, each)), ())]

    def stems(self, word: str, language: str) -> Key:
        return stems(word, language, is_known=word in self.known)

    def is_known(self, word: str, language: str) -> bool:
        """As it is, bent, or as a name."""
        forms = (word, *self.stems(word, language))
        is_meant = any(form in self.known for form in (*forms, single(word)))
        return is_meant or word.isdigit() or (language, word) in self.own or names.readers(*forms) is not None

    def how_often(self, word: str) -> int:
        """Beside how many other words it stands in phrases."""
        return len(self.neighbours.get(word, ()))

    def kinds(self, word: str) -> set[PhraseKind]:
        """What a word means by itself, as it stands."""
        return {meaning.kind for meaning in self.phrases.get((word,), ())}

    def add(self, folded: Key, meaning: Meaning, language: str = "de", *, spells: bool = True) -> None:
        """`folded`: the words of the phrase."""
        if not folded or len(folded) > MOST_WORDS:
            return
        if len(folded) == 1 and self._keep_own(language, folded[0], meaning):
            return
        for key in _forms(folded, meaning.kind, language):
            meanings = self.phrases.setdefault(key, [])
            if meaning not in meanings:
                meanings.append(meaning)
            self.known.update(key)
            self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))
        self.starts.append((" ".join(folded), meaning))
        self.spell(folded if spells else ())

    def _keep_own(self, language: str, word: str, meaning: Meaning) -> bool:
        """Keeps what a single word means to its readers, and says whether it means nothing to others."""
        is_short = _is_short(word) and language != "de"
        if is_short or meaning.kind != PhraseKind.PLACE:
            self.own.setdefault((language, word), []).append(meaning)
            self.bent.setdefault((language, stem(word, language)), []).append(meaning)
        return is_short


def _is_short(word: str) -> bool:
    return len(word) <= _SHORT and word.isascii()


def _folded(text: str) -> Key:
    return tuple(words(elided.without(text), folded=fold_kept))


def _ways(text: str, language: str) -> list[Key]:
    return [_folded(each) for each in sorted(spoken.ways(text, language))]


def _read(found: Iterable[Entry]) -> Iterator[tuple[Key, Meaning, str]]:
    return ((folded, meaning, language) for text, meaning, language in found for folded in _ways(text, language))


def _forms(folded: Key, kind: PhraseKind, language: str) -> set[Key]:
    """The keys under which a phrase is found; names of places as they are, or "mehr" would be the town of Mehren, and in
    Cyrillic letters without a last vowel, in whose place others stand after "in".

    Nothing very short by its stem, or the Persian "in" would be Dari, or without its doubled letters: "am" is not the AMM.
    """
    if kind == PhraseKind.PLACE:
        ends_otherwise = bool(transliterated.in_latin(folded[-1])) and stem(folded[-1], "ru") == folded[-1][:-1]
        return {folded, (*folded[:-1], folded[-1][:-1])} if ends_otherwise else {folded}
    stemmed, simple = tuple(stem(word, language) for word in folded), tuple(map(single_kept, folded))
    long = [form for form, shortest in ((stemmed, _SHORT), (simple, _SHORT + 1)) if len("".join(form)) >= shortest]
    return {folded, *long}


#: It takes seconds and tens of megabytes: the others wait for the one who is at it.
_building = threading.Lock()
_kept: tuple[Words, Vocabulary] | None = None
_kept_meanings: tuple[tuple[Mark, Mark], Vocabulary] | None = None
_kept_places: tuple[Mark, Vocabulary] | None = None


def current() -> Vocabulary:
    """The vocabulary as it is now: one small query, and anew whatever a change has touched."""
    global _kept
    now, kept = changes.words(), _kept
    if kept is None or kept[0] != now:
        with _building:
            kept = _kept
            if kept is None or kept[0] != now:
                with collector.paused():
                    kept = _kept = now, _meanings(now).naming(organizations())
    return kept[1]


def _meanings(now: Words) -> Vocabulary:
    """All but the names of carriers, which staff edit every day."""
    global _kept_meanings
    state = now.places, now.meanings
    if _kept_meanings is None or _kept_meanings[0] != state:
        _kept_meanings = state, _build(_places(now.places).copy())
    return _kept_meanings[1]


def _build(found: Vocabulary) -> Vocabulary:
    """With what the database says that words mean, and all that is made of it."""
    phrases = list(_read(entries()))
    for phrase, meaning, language in phrases:
        found.add(phrase, meaning, language, spells=meaning.kind != PhraseKind.IGNORE)
    found.named = frozenset(meaning.code for _phrase, meaning, _language in phrases if meaning.kind == PhraseKind.PLACE)
    found.named_in = Counter(key[:LAND] for key in found.named)
    found.loose = loose.by_longest(_loosened(phrases, found.phrases))
    found.likely = counted((*phrases, *_read(sentences())))
    found.neighbours = _neighbours(phrase for phrase, _meaning, _language in phrases)
    spelt = {word for phrase, _meaning, _language in phrases for word in phrase}
    found.skeletons = transliterated.skeletons(found.known) | transliterated.skeletons(spelt)
    # nobody types Sorani in Latin letters, in which Kurdish is Kurmanji
    others = set(found.spelt()) - _only_in("ku", phrases)
    found.arabic, found.geez = (heard.script(others, each, found.how_often) for each in (heard.is_arabic, geez.is_geez))
    found.german = heard.sounds({word for phrase, _meaning, language in phrases if language == "de" for word in phrase})
    found.starts = sorted(set(found.starts), key=lambda entry: entry[0])
    return found


def _only_in(language: str, folded: Iterable[tuple[Key, Meaning, str]]) -> set[str]:
    """The words of phrases in no other language."""
    own, of_others = set[str](), set[str]()
    for phrase, _meaning, of in folded:
        (own if of == language else of_others).update(phrase)
    return own - of_others


def _neighbours(phrases: Iterable[Key]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        for first, second in pairwise(phrase):
            found.setdefault(first, set()).add(second)
            found.setdefault(second, set()).add(first)
    return found


def _loosened(folded: Sequence[tuple[Key, Meaning, str]], known: Mapping[Key, list[Meaning]]) -> Iterator[Loose]:
    """Nothing is left of a phrase whose other words mean something else: "I am a social worker" is one, "social worker" looks for one."""
    nothing = _meaning_nothing(folded)
    for phrase, meaning, language in folded:
        if meaning.kind in loose.KINDS and 1 < len(phrase) <= MOST_WORDS:
            unneeded = {word for word in phrase if nothing(word, language)}
            left = known.get(tuple(stem(word, language) for word in phrase if word not in unneeded), [meaning])
            if meaning in left and (found := loose.loosened(phrase, meaning, language, unneeded)):
                yield found


def _meaning_nothing(folded: Sequence[tuple[Key, Meaning, str]]) -> Callable[[str, str], bool]:
    """Each language has its own words that mean nothing: "war" does in English, and a word of a longer phrase may."""
    nothing, something = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for phrase, meaning, language in folded:
        if len(phrase) == 1:
            (nothing if meaning.kind == PhraseKind.IGNORE else something)[language].update(phrase)
    return lambda word, language: word not in something[language] and not nothing[language].isdisjoint((word, stem(word, language)))


def _places(mark: Mark) -> Vocabulary:
    """Nine tenths of all words, which hardly ever change."""
    global _kept_places
    if _kept_places is None or _kept_places[0] != mark:
        found = Vocabulary()
        for key, called, is_known in areas():
            for name in called:
                found.add(_folded(name), Meaning(PhraseKind.PLACE, key), spells=is_known)
        found.doubtful = {word for word in frequent.known() if (word,) in found.phrases and not found.is_spelt(word)}
        _kept_places = mark, found
    return _kept_places[1]
