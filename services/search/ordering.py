"""The order of results, as one list of SQL terms; every term is deterministic, the last one is the id.

Relevance and fit, then responsibility for the place, then distance; freshness only where all else is equal. "Takes no
new people" (fresh) stands below unknown; offers for groups only and return counselling never stand on top unless asked
for; what nobody can reach stands below. For several persons, what is open to most of them comes first.
"""

from services.choices import Audience, PhraseKind
from services.search.facets import BY_NAME
from services.search.query import SearchQuery

_PERSON = 1 << Audience.values.index(Audience.PERSON)


def terms(query: SearchQuery) -> list[str]:
    by_distance = ["NOT is_local", *(["NOT serves && %(upwards)s::int[]"] if query.place else []), "metres NULLS LAST"]
    whom = ["bit_count(whom::bit(8)) DESC", "whom"] if len(query.persons) > 1 else []
    relevance = [*_unasked(query), *_named(query), *_fit(query)]
    chosen = [*relevance, *by_distance] if query.sort != "distance" else [*by_distance, *relevance]
    return [*whom, "group_no", *chosen, "takes_new_no_until >= %(today)s NULLS FIRST", "checked DESC NULLS LAST", "offer_id"]


def _unasked(query: SearchQuery) -> list[str]:
    found = ["closed", "NOT reachable"]
    audiences = {*query.audience, *query.understood.codes(PhraseKind.AUDIENCE)}
    if not audiences - {Audience.PERSON.value} and "fachkraft" not in query.values("need") and not query.words:
        found.append(f"audiences & {_PERSON} = 0 AND audiences <> 0")
    if "rueckkehr" not in query.values("need"):
        found.append("only_if_asked AND programme <> ALL(%(named)s)")
    return found


def _named(query: SearchQuery) -> list[str]:
    """A kind of help that the words name, then the words themselves."""
    programmes = ["programme = ANY(%(named)s) DESC"] if query.understood.codes(PhraseKind.PROGRAMME) else []
    return [*programmes, *(["word_rank DESC"] if query.words else [])]


def _fit(query: SearchQuery) -> list[str]:
    """The programme's rank for the need: named by the service itself two places up, *ask first* two places down.

    Without a need, what fits stands before what must be asked.
    """
    needs = query.values("need")
    bits = BY_NAME["need"].codes() if needs else {}
    ranks = [f"COALESCE((need_ranks->>'{bits[code]}')::int, 99)" for code in needs if code in bits]
    if not ranks:
        return ["best DESC"] if query.persons else []
    own = "CASE WHEN needs_own & %(m_need)s <> 0 THEN 2 ELSE 0 END"
    asks = " + CASE WHEN best < 2 THEN 2 ELSE 0 END" if query.persons else ""
    return [f"LEAST({', '.join(ranks)}) - {own}{asks}"]
