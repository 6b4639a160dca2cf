"""Does a search say something about a person that must not stand in an address? (design §5–§7)

Cautious on purpose: a false alarm costs an address that cannot be shared, a miss could cost a person their safety.
"""

import re
from dataclasses import dataclass

from services.models import Need, NeedSynonym, ResidenceTitle
from services.search.text import fold, words

_AGE = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
#: Papers by their everyday names, beside the titles in the database.
_PAPERS = (
    "duldung", "gestattung", "aufenthalt", "fiktionsbescheinigung", "ankunftsnachweis",
    "illegal", "ohne papiere", "undocumented", "بدون أوراق", "без документов",
)  # fmt: skip
_SHORTEST_PAPER = 7


@dataclass(frozen=True, slots=True)
class Sensitive:
    need: bool
    person: bool
    crisis: bool

    @property
    def any(self) -> bool:
        return self.need or self.person


def judge(q: str, needs: tuple[str, ...]) -> Sensitive:
    """Whether the needs or the words name a sensitive need, an age or a paper, or a crisis."""
    needs = tuple(need for need in needs if "\x00" not in need)
    chosen = set(Need.objects.filter(code__in=needs, is_sensitive=True).order_by("bit").values_list("code", flat=True))
    named = _needs_named(q) if q.strip() else set()
    return Sensitive(need=bool(chosen | named), person=_person(q), crisis="krise" in chosen | named)


def _needs_named(q: str) -> set[str]:
    padded = f" {' '.join(words(q))} "
    rows = NeedSynonym.objects.filter(need__is_sensitive=True).order_by("pk").values_list("need__code", "text")
    return {code for code, text in rows if f" {' '.join(words(text))} " in padded}


def _person(q: str) -> bool:
    folded = fold(q)
    if not folded:
        return False
    papers = {fold(paper) for paper in _PAPERS}
    names = ResidenceTitle.objects.order_by("pk").values_list("name_de", flat=True)
    papers |= {word for name in names for word in words(name) if len(word) >= _SHORTEST_PAPER}
    return bool(_AGE.search(folded)) or any(paper in folded for paper in papers)
