"""The order of results, as one list of SQL terms; every term is deterministic, the last one is the id.

Relevance and fit, then responsibility for the place, then distance; freshness only where all else is equal. "Takes no
new people" (fresh) stands below unknown; offers for groups only and return counselling never stand on top unless asked
for; what nobody can reach stands below. For several persons, what is open to most of them comes first.
"""

from services.choices import Audience
from services.search.facets import BY_NAME
from services.search.query import SearchQuery

_PERSON = 1 << Audience.values.index(Audience.PERSON)


def terms(query: SearchQuery) -> list[str]:
    by_distance = ["NOT is_local", *(["NOT serves && %(upwards)s::int[]"] if query.place else []), "metres NULLS LAST"]
    whom = ["bit_count(whom::bit(8)) DESC", "whom"] if len(query.persons) > 1 else []
    relevance = [*_unasked(query), *(["word_rank DESC"] if query.q else []), *_fit(query)]
    chosen = [*relevance, *by_distance] if query.sort != "distance" else [*by_distance, *relevance]
    return [*whom, "group_no", *chosen, "takes_new_no_until >= %(today)s NULLS FIRST", "checked DESC NULLS LAST", "offer_id"]


def _unasked(query: SearchQuery) -> list[str]:
    found = ["closed", "NOT reachable"]
    if not set(query.audience) - {Audience.PERSON.value} and "fachkraft" not in query.need and not query.q:
        found.append(f"audiences & {_PERSON} = 0 AND audiences <> 0")
    if "rueckkehr" not in query.need and not query.programme and not query.q:
        found.append("only_if_asked")
    return found


def _fit(query: SearchQuery) -> list[str]:
    """The programme's rank for the need: named by the service itself two places up, *ask first* two places down.

    Without a need, what fits stands before what must be asked.
    """
    bits = BY_NAME["need"].codes() if query.need else {}
    ranks = [f"COALESCE((need_ranks->>'{bits[code]}')::int, 99)" for code in query.need if code in bits]
    if not ranks:
        return ["best DESC"] if query.persons else []
    own = "CASE WHEN needs_own & %(m_need)s <> 0 THEN 2 ELSE 0 END"
    asks = " + CASE WHEN best < 2 THEN 2 ELSE 0 END" if query.persons else ""
    return [f"LEAST({', '.join(ranks)}) - {own}{asks}"]
