"""Phrases whose words stand apart or in another order: "weil mein Mann mich schlägt" is "mein Mann schlägt mich"."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from services.choices import PhraseKind
from services.search.text import fold, stem
from services.search.understand.parts import Meaning

KINDS = (PhraseKind.NEED, PhraseKind.CRISIS, PhraseKind.DEADLINE)
#: So few words say something in any order; of fewer that carry a meaning, all words of the phrase are needed.
_ENOUGH, _ALL = 2, 3
#: They mean nothing by themselves, and without them a phrase says the opposite, or something else: "without a residence permit";
#: Kurdish "li min dide" is "beats me", "dide min" is "gives me"; Persian "مرا می‌زند" is "beats me", "زنگ می‌زند" is "phones".
_TURNING = frozenset(
    fold(word)
    for word in (
        "ohne", "kein", "keine", "keinen", "nicht", "without", "no", "not", "sans", "pas", "بدون", "بلا", "لا", "ليس", "ما",
        "بی", "ندارم", "مرا", "منو", "را", "رو", "без", "не", "нет", "немає", "yok", "değil", "bê", "tune", "nin", "li", "lê",
        "بەبێ", "نییە", "نیە", "ብዘይ",
    )
)  # fmt: skip
#: Nor who says it: "kann nicht schlafen".
_WHO = frozenset(map(fold, ("ich", "i", "je", "j", "я", "انا", "من", "ben", "ez", "min", "ኣነ")))
#: What one can or can not, other words may say: "ich kann die Miete nicht mehr zahlen".
_CAN = frozenset(map(fold, ("kann", "can", "can't", "cannot", "могу", "можу", "peux")))


@dataclass(frozen=True, slots=True)
class Loose:
    """`stems` are needed, in any order; `is_vague`: it says that one can not, and no word what, as "ich kann nicht mehr"."""

    stems: frozenset[str]
    meaning: Meaning
    is_vague: bool


def loosened(phrase: tuple[str, ...], meaning: Meaning, language: str, unneeded: Collection[str]) -> Loose | None:
    """`phrase`: folded words; `unneeded`: those that mean nothing to a search. None where too little would be left."""
    telling = [word for word in phrase if word not in unneeded]
    needed = _needed(phrase, telling)
    stems = frozenset(stem(word, language) for word in needed)
    return Loose(stems, meaning, is_vague=not telling and not _CAN.isdisjoint(phrase)) if len(stems) >= _ENOUGH else None


def _needed(phrase: tuple[str, ...], telling: list[str]) -> tuple[str, ...]:
    """What a phrase cannot do without, nothing where too little would be left: its telling words, or all but who says it."""
    if len(telling) >= _ENOUGH:
        return (*telling, *(word for word in phrase if word in _TURNING))
    said = tuple(word for word in phrase if word not in _WHO)
    return said if telling and len(said) >= _ALL else phrase if len(phrase) >= _ALL else ()


def by_longest(found: Iterable[Loose]) -> dict[str, list[Loose]]:
    """Under their longest word: few others share it."""
    kept: dict[str, list[Loose]] = {}
    for each in dict.fromkeys(found):
        kept.setdefault(max(each.stems, key=lambda word: (len(word), word)), []).append(each)
    return kept


def meant(typed: Collection[str], kept: Mapping[str, list[Loose]]) -> list[Loose]:
    """`typed`: every form of every word."""
    forms = frozenset(typed)
    return [each for form in sorted(forms) for each in kept.get(form, ()) if each.stems <= forms]
