"""A day by which something has to be done, in the languages in which people type: "bis Freitag", "за 7 дней", "by the 30th"."""

import re
from collections.abc import Sequence

from services.search.text import fold
from services.search.understand import names
from services.search.understand.parts import Word

#: Before the day, behind it in Turkish.
_UNTIL = frozenset(
    map(
        fold,
        (
            "bis", "spätestens", "until", "till", "by", "before", "jusqu", "jusque", "avant", "до",
            "حتى", "لحد", "لغاية", "قبل", "تا", "kadar", "heta", "hetanî", "beriya", "ክሳብ", "ቅድሚ",
        ),
    )
)  # fmt: skip
#: Before or behind how long it is.
_WITHIN = frozenset(
    map(
        fold,
        (
            "innerhalb", "binnen", "within", "sous", "течение", "за", "через", "протягом",
            "خلال", "بظرف", "ضمن", "ظرف", "içinde", "nav", "ውሽጢ",
        ),
    )
)  # fmt: skip
#: So many words away from one of these stands the day, or how long.
_AWAY = 3
_DATE = re.compile(r"\d{1,2}\.|\d{1,2}\.\s?\d{1,2}\.?(\d{2,4})?|\d{1,2}(st|nd|rd|th)")


def limit(pieces: Sequence[str], read: Sequence[Word]) -> list[Word]:
    """The words that say by when; none if none do."""
    for at, word in enumerate(read):
        is_until = word.typed in _UNTIL
        if is_until or word.typed in _WITHIN:
            beside = [*read[at + 1 : at + 1 + _AWAY], *read[max(0, at - _AWAY) : at]]
            if said := next((other for other in beside if _is_day(pieces, other, is_until=is_until)), None):
                return sorted((word, said), key=lambda each: each.positions)
    return []


def _is_day(pieces: Sequence[str], word: Word, *, is_until: bool) -> bool:
    forms = {word.typed, *(form for each in word.stems for form in each)}
    is_date = any(_DATE.fullmatch(pieces[position].rstrip(",;!?")) for position in word.positions)
    return not forms.isdisjoint(names.counted()) or (is_until and (is_date or not forms.isdisjoint(names.days())))
