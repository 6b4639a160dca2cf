"""What must be said before any list: help in a crisis, and letters with a deadline."""

from services.choices import PhraseKind
from services.search.query import SearchQuery

#: Needs whose letters can have a deadline of days.
DEADLINE_NEEDS = frozenset({"asyl", "aufenthalt", "obdach", "diskrim"})
CRISIS_NEEDS = frozenset({"krise", "gewalt"})


def deadline(query: SearchQuery) -> bool:
    return bool(DEADLINE_NEEDS & set(query.values("need"))) or query.understood.has(PhraseKind.DEADLINE)


def crisis(query: SearchQuery) -> bool:
    return bool(CRISIS_NEEDS & {*query.values("need"), *query.understood.mentioned}) or query.understood.has(PhraseKind.CRISIS)
