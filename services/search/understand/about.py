"""What a sentence is about, whatever its words mean one by one: a need that none of them names, and one that is only named in passing."""

from collections.abc import Iterable

from services.choices import SENSITIVE_NEEDS, PhraseKind
from services.search.understand import frequent, names
from services.search.understand.likely import Guess
from services.search.understand.parts import Meaning, Part, Word, needs_in
from services.search.understand.vocabulary import Vocabulary

#: Whom a need is for by its name: the years that somebody may have who is meant.
_YEARS = {"minderj": range(18), "alter": range(50, 130)}
_NEVER_GUESSED = SENSITIVE_NEEDS - {"gewalt", "krise"} | {"rueckkehr"}
#: So many words are a sentence: in one common words say something, too, and something else may be meant than what is understood.
_SENTENCE = 5
#: How probable a need is to be searched for where none is understood, and beside others; and to be noticed.
_POSSIBLE, _PROBABLE, _NOTICED = 0.25, 0.7, 0.6
#: How probable one is that words name to be what the sentence is about, and another, at most, to give way to it.
_MAIN, _HARDLY = 0.4, 0.05


def guess(read: list[Word], parts: list[Part], left: list[Word], language: str, vocabulary: Vocabulary) -> Guess:
    """What the words may be about; nothing where each of few means something by itself."""
    if not left and len(read) < _SENTENCE:
        return Guess()
    told = _told(read, parts, language, vocabulary)
    telling = _telling(told)
    return vocabulary.likely.about((told if len(told) >= _SENTENCE else telling) if telling else (), language)


def _told(read: list[Word], parts: list[Part], language: str, vocabulary: Vocabulary) -> list[str]:
    """Without the words of places, names, numbers and what is quoted."""
    places = {at for part in parts if part.is_place for at in part.words}
    told = [part for word in read if not word.is_literal and places.isdisjoint(word.positions) for part in word.read]
    return [word for word in told if not word.isdigit() and names.readers(word, *vocabulary.stems(word, language)) is None]


def _telling(words: Iterable[str]) -> list[str]:
    """Common words say nothing of few."""
    return [word for word in words if word not in frequent.telling_nothing()]


def noticed(likely: Guess) -> set[str]:
    """What may be sensitive stands in no address, whether or not it is searched for."""
    return likely.from_share(_NOTICED)


def added(likely: Guess, parts: list[Part], rest: Iterable[str], length: int) -> tuple[Meaning, ...]:
    """The likeliest need, if words speak for it that mean nothing so far: of nobody is it guessed that they are without papers,
    queer or addicted.
    """
    known, need = needs_in(parts), likely.likeliest
    is_enough = likely.share(need) >= (_PROBABLE if known else _POSSIBLE) and (length >= _SENTENCE or not known)
    is_possible = need not in known | _NEVER_GUESSED and _may_be(need, parts)
    if not is_enough or not is_possible or any(part.codes(PhraseKind.PROGRAMME) for part in parts):
        return ()
    return (Meaning(PhraseKind.NEED, need),) if likely.is_said_by(_telling(rest), need) else ()


def searched(parts: list[Part], left: list[Word], length: int) -> list[Word]:
    """Of a sentence that nobody understands the telling words, if there are any: each listing holds "to live" somewhere, and most
    help with something else.
    """
    named = any(part.codes(kind) for part in parts for kind in (PhraseKind.NEED, PhraseKind.PROGRAMME))
    telling = [word for word in left if _telling(word.read)]
    return left if named or length < _SENTENCE or not telling else telling


def _may_be(need: str, parts: list[Part]) -> bool:
    """Unless an age in the words says otherwise."""
    ages = {int(age) for part in parts for age in part.codes(PhraseKind.AGE)}
    return not ages or not ages.isdisjoint(_YEARS.get(need, ages))


def unlikely(likely: Guess, parts: list[Part], length: int) -> frozenset[str]:
    """Needs that a word names in a sentence about another one: the doctor of who wants a certificate recognised."""
    known = needs_in(parts)
    if length < _SENTENCE or not known & likely.from_share(_MAIN):
        return frozenset()
    return frozenset(need for need in known if likely.share(need) < _HARDLY)
