"""Ready rows to pick from: the bands of age, the sets of papers, and the sentences that other programmes use already."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from django.utils.translation import gettext as _

from beratung import languages
from services.choices import Criterion, Situation, Verdict
from services.display.people import PAPERS
from services.eligibility.criteria.age import BANDS
from services.eligibility.criteria.status import CODES
from services.models import Rule

TEXTS = tuple(f"text_{language.code.replace('-', '_')}" for language in languages.TABLE)
#: Besides those that stand in some rule.
_USUAL = (CODES, CODES[:9], CODES[1:9], CODES[:7], CODES[1:7], CODES[7:])
_SHORT = 90
#: Choices of a select in groups.
Groups = list[tuple[str, list[tuple[str, str]]]]
Sentence = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """What a row accepts; the names are those of `Rule`."""

    criterion: str
    min_age: int | None = None
    max_age: int | None = None
    statuses: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        ages = "" if self.min_age is None else f"{self.min_age}-{'' if self.max_age is None else self.max_age}"
        return ":".join((self.criterion, ages or ",".join(self.statuses or self.situations)))

    @property
    def label(self) -> str:
        if self.criterion == Criterion.AGE:
            return ages_in_words(self.min_age, self.max_age)
        if self.criterion == Criterion.STATUS:
            return papers_in_words(self.statuses)
        return ", ".join(str(Situation(code).label) for code in self.situations) or _("lives outside the area")


def of_rule(rule: Rule) -> Ready:
    return Ready(rule.criterion, rule.min_age, rule.max_age, tuple(sorted(rule.statuses)), tuple(sorted(rule.situations)))


def ages_in_words(low: int | None, high: int | None) -> str:
    if high is None:
        return _("%(age)s and older") % {"age": low} if low else _("all ages")
    return f"{low}–{high}" if low else _("under %(age)s") % {"age": high + 1}


def papers_in_words(codes: Iterable[str]) -> str:
    """ "G1–G6", "G0, G7–G9", or the name of a single one."""
    known = [code for code in CODES if code in set(codes)]
    if len(known) == len(CODES):
        return _("all ten papers")
    if len(known) == 1:
        return f"{known[0]} {PAPERS[known[0]]}"
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in _runs(known))


def _runs(codes: list[str]) -> Iterator[tuple[str, str]]:
    start = 0
    for end, code in enumerate(codes):
        if end + 1 == len(codes) or CODES.index(codes[end + 1]) != CODES.index(code) + 1:
            yield codes[start], code
            start = end + 1


@dataclass(slots=True)
class Stock:
    """Read once per page. `sentences` are keyed by the id of one rule that has them."""

    rules: list[Rule]
    sentences: dict[str, Rule] = field(default_factory=dict)
    _used: Counter[tuple[Ready, int, Sentence]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        first: dict[tuple[str, int, Sentence], Rule] = {}
        for rule in self.rules:
            self._used[of_rule(rule), rule.verdict, texts_of(rule)] += 1
            first.setdefault((rule.criterion, rule.verdict, texts_of(rule)), rule)
        self.sentences = {str(rule.pk): rule for rule in first.values()}

    @classmethod
    def read(cls) -> "Stock":
        return cls(list(Rule.objects.filter(service=None).order_by("pk")))

    def ready(self) -> dict[str, Ready]:
        return {ready.key: ready for ready in (*_ages(), *self._papers(), *self._situations(), Ready(Criterion.AREA))}

    def _papers(self) -> Iterator[Ready]:
        used = Counter(tuple(sorted(rule.statuses)) for rule in self.rules if rule.statuses)
        for codes in dict.fromkeys((*_USUAL, *(codes for codes, _number in used.most_common()), *((code,) for code in CODES))):
            yield Ready(Criterion.STATUS, statuses=tuple(codes))

    def _situations(self) -> Iterator[Ready]:
        used = (tuple(sorted(rule.situations)) for rule in self.rules if rule.situations)
        for codes in dict.fromkeys((*((code,) for code in Situation.values), *used)):
            yield Ready(Criterion.SITUATION, situations=codes)

    def ready_choices(self) -> Groups:
        found = self.ready()
        return [
            (str(criterion.label), [(key, ready.label) for key, ready in found.items() if ready.criterion == criterion])
            for criterion in Criterion
        ]

    def sentence_choices(self) -> Groups:
        groups: dict[tuple[int, int], list[tuple[str, str]]] = {}
        order = list(Criterion.values)
        for key, rule in self.sentences.items():
            groups.setdefault((order.index(rule.criterion), -rule.verdict), []).append((key, _cut(getattr(rule, TEXTS[0]) or "")))
        return [
            (f"{Criterion(order[criterion]).label}: {Verdict(-verdict).label}", sorted(choices, key=lambda choice: choice[1]))
            for (criterion, verdict), choices in sorted(groups.items())
        ]

    def usual_sentence(self, ready: Ready, verdict: int) -> Sentence | None:
        """What the other programmes say most often for exactly this."""
        fitting = [(number, texts) for (known, given, texts), number in self._used.items() if known == ready and given == verdict]
        return max(fitting)[1] if fitting else None


def texts_of(rule: Rule) -> Sentence:
    return tuple(getattr(rule, name) or "" for name in TEXTS)


def _ages() -> Iterator[Ready]:
    """The bands and their joins: 0–11, 0–17 … 27 and older."""
    for low, next_low in combinations((*BANDS, None), 2):
        yield Ready(Criterion.AGE, low, None if next_low is None else next_low - 1)


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rstrip()} …"
