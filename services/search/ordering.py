"""The order of results, as one list of SQL terms; every term is deterministic, the last one is the id.

Relevance and fit, then responsibility for the place, then distance; freshness only where all else is equal. "Takes no
new people" (fresh) stands below unknown; offers for groups only and return counselling never stand on top unless asked
for; what nobody can reach stands below.
"""

from services.choices import Audience
from services.search.facets import BY_NAME
from services.search.query import SearchQuery

_PERSON = 1 << Audience.values.index(Audience.PERSON)


def terms(query: SearchQuery) -> list[str]:
    by_distance = ["NOT is_local", *(["NOT serves && %(upwards)s::int[]"] if query.place else []), "metres NULLS LAST"]
    relevance = ["group_no", *_unasked(query), *(["word_rank DESC"] if query.q else []), *_need_rank(query)]
    chosen = [*relevance, *by_distance] if query.sort != "distance" else ["group_no", *by_distance, *relevance]
    return [*chosen, "takes_new_no_until >= %(today)s NULLS FIRST", "checked DESC NULLS LAST", "offer_id"]


def _unasked(query: SearchQuery) -> list[str]:
    found = ["closed", "NOT reachable"]
    if not set(query.audience) - {Audience.PERSON.value} and "fachkraft" not in query.need and not query.q:
        found.append(f"audiences & {_PERSON} = 0 AND audiences <> 0")
    if "rueckkehr" not in query.need and not query.programme and not query.q:
        found.append("only_if_asked")
    return found


def _need_rank(query: SearchQuery) -> list[str]:
    """The programme's rank for the need; a service that names the need itself moves up two places."""
    bits = BY_NAME["need"].codes() if query.need else {}
    ranks = [f"COALESCE((need_ranks->>'{bits[code]}')::int, 99)" for code in query.need if code in bits]
    own = "CASE WHEN needs_own & %(m_need)s <> 0 THEN 2 ELSE 0 END"
    return [f"LEAST({', '.join(ranks)}) - {own}"] if ranks else []
