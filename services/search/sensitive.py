"""Does a search say something about a person that must not stand in an address? (design §5–§7)

Cautious on purpose: a false alarm costs an address that cannot be shared, a miss could cost a person their safety.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from services.choices import SENSITIVE_NEEDS, PhraseKind
from services.models import ResidenceTitle
from services.search import changes
from services.search.changes import Words
from services.search.query import SearchQuery
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


def judge(query: SearchQuery) -> Sensitive:
    """Whether the needs or the words name a sensitive need, an age or a paper, or a crisis."""
    understood = query.understood
    named = {*query.need, *understood.mentioned} & SENSITIVE_NEEDS
    told = understood.has(PhraseKind.AGE) or understood.has(PhraseKind.PAPER) or _person(query.q)
    return Sensitive(need=bool(named), person=told, crisis="krise" in named or understood.has(PhraseKind.CRISIS))


def _person(q: str) -> bool:
    folded = fold(q)
    if not folded:
        return False
    return bool(_AGE.search(folded) or _papers(changes.words()).search(folded))


@lru_cache(maxsize=2)
def _papers(_words: Words) -> re.Pattern[str]:
    """Any of them, folded; read anew when staff have changed a name."""
    names = ResidenceTitle.objects.order_by("pk").values_list("name_de", flat=True)
    long = {word for name in names for word in words(name) if len(word) >= _SHORTEST_PAPER}
    return re.compile("|".join(map(re.escape, sorted(long | {fold(paper) for paper in _PAPERS}))))
