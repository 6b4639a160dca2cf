"""What a sentence may be about that does not name it: how often each stem stands in the phrases of each need.

Naive Bayes, counted from the vocabulary that staff keep: nobody trains it, and each phrase that is added teaches it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

import numpy as np
from numpy.typing import NDArray

from services.choices import PhraseKind
from services.search.text import stem, stem_typed
from services.search.understand import frequent
from services.search.understand.parts import Meaning

Numbers = NDArray[np.float32]
#: In so many phrases each stem is thought to have been seen before, spread over the needs as all stems are.
_BEFORE = 1.0
#: So many words of another language than the reader's may be chance.
_CHANCE = 1
#: How much a word counts that stands in most sentences: "no more" is a crisis less often than it looks.
_COMMON = 0.5
#: A need of which a language has no phrase is rare in it, not impossible.
_RARE = 1e-3


@dataclass(frozen=True, slots=True)
class Guess:
    """`shares`: need → its probability between 0 and 1, the likeliest first; nothing where no word is known.

    `weights`: word → how much it speaks for each of `needs`.
    """

    needs: tuple[str, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, Numbers] = field(default_factory=dict)

    @property
    def likeliest(self) -> str:
        return next(iter(self.shares), "")

    def share(self, need: str) -> float:
        return self.shares.get(need, 0.0)

    def from_share(self, least: float) -> set[str]:
        return {need for need, share in self.shares.items() if share >= least}

    def is_said_by(self, words: Iterable[str], need: str) -> bool:
        """Whether one of the words stands more often with this need than with others."""
        at = self.needs.index(need)
        return any(self.weights[word][at] > 0 for word in words if word in self.weights)


@dataclass(frozen=True, slots=True)
class Likely:
    """`rows`: language → stem → row of `weights`, which has a column for each of `needs`: the logarithm of how much more often the
    stem stands in its phrases than in those of all. `spoken`: word → languages in whose phrases it stands.
    """

    needs: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    weights: Numbers = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    spoken: Mapping[str, Collection[str]] = field(default_factory=dict)

    def about(self, words: Collection[str], language: str) -> Guess:
        """`words`: folded; `language`: the reader's, which counts unless more of them are another's.

        Of a frequent word that stands in no phrase of theirs its stem says nothing: it is that of too many.
        """
        spoken = self._language(words, language)
        rows = self.rows.get(spoken, {})
        common = frequent.known()
        sure = (word for word in words if word not in common or spoken in self.spoken.get(word, ()))
        stems = {word: stem_typed(word, spoken) for word in sure}
        little = frequent.telling_nothing()
        known = {word: self.weights[rows[each]] * (_COMMON if word in little else 1) for word, each in stems.items() if each in rows}
        if not known:
            return Guess()
        sums = np.sum(list({stems[word]: row for word, row in known.items()}.values()), axis=0)
        odds = np.exp(sums - sums.max())
        shares = odds / odds.sum()
        return Guess(self.needs, {self.needs[at]: float(shares[at]) for at in np.argsort(-shares)}, known)

    def _language(self, words: Iterable[str], language: str) -> str:
        found = Counter(each for word in words for each in self.spoken.get(word, ()))
        best = max(sorted(found), key=lambda each: found[each], default=language)
        return best if found[best] > max(found[language], _CHANCE) else language


def counted(phrases: Iterable[tuple[tuple[str, ...], Meaning, str]]) -> Likely:
    """`phrases`: folded words, what they mean, and in which language; those of needs are counted."""
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    spoken, needs = defaultdict[str, set[str]](set), dict[str, None]()
    for words, meaning, language in phrases:
        if meaning.kind == PhraseKind.NEED:
            needs[meaning.code] = None
            for word in words:
                spoken[word].add(language)
            for each in {stem(word, language) for word in words}:
                seen[language][each][meaning.code] += 1
    numbers = count()
    rows = {language: {each: next(numbers) for each in stems} for language, stems in seen.items()}
    weights = [_weights(stems.values(), tuple(needs)) for stems in seen.values()]
    return Likely(tuple(needs), rows, np.concatenate(weights), dict(spoken)) if weights else Likely()


def _weights(stems: Iterable[Mapping[str, int]], needs: tuple[str, ...]) -> Numbers:
    """A row for each stem of a language, made of how often it stands in phrases of each need."""
    counts = np.array([[each[need] for need in needs] for each in stems], np.float32)
    usual = counts.sum(axis=0) + _RARE
    usual /= usual.sum()
    shares = (counts + _BEFORE * usual) / (counts.sum(axis=1, keepdims=True) + _BEFORE)
    return np.log(shares / usual)
