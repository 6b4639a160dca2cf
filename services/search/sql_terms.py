"""The terms of the order as SQL."""

from services.choices import Audience
from services.search import codes
from services.search.ordering import ASK_FIRST_DOWN, OWN_NEED_UP, UNRANKED, Term, last_resort, ranked_needs, terms
from services.search.query import SearchQuery

_PERSON = 1 << Audience.values.index(Audience.PERSON)
_SQL = {
    Term.FEWER_PEOPLE: "bit_count(whom::bit(8))",
    Term.WHOM: "whom",
    Term.GROUP: "group_no",
    Term.CLOSED: "closed",
    Term.UNREACHABLE: "NOT reachable",
    Term.NOT_FOR_PERSONS: f"audiences & {_PERSON} = 0 AND audiences <> 0",
    Term.UNFITTING: "is_unfitting",
    Term.ELSEWHERE: "is_elsewhere",
    Term.ASKING: "is_asking",
    Term.UNASKED: "only_if_asked AND programme <> ALL(%(named)s)",
    Term.NOT_NAMED: "programme <> ALL(%(named)s)",
    Term.FEWER_WORDS: "word_rank",
    Term.BROADER: "(SELECT count(*) FROM jsonb_object_keys(need_ranks))",
    Term.LESS_FITTING: "best",
    Term.NOT_LOCAL: "NOT is_local",
    Term.NOT_SERVING: "NOT serves && %(upwards)s::int[]",
    Term.METRES: "metres",
    Term.TAKES_NO_NEW: "COALESCE(takes_new_no_until >= %(today)s, false)",
    Term.CHECKED_EARLIER: "checked",
    Term.OFFER: "offer_id",
}
#: Where the smaller value does not come first, or where one may be missing.
_DIRECTIONS = {
    Term.FEWER_PEOPLE: " DESC",
    Term.FEWER_WORDS: " DESC",
    Term.LESS_FITTING: " DESC",
    Term.METRES: " NULLS LAST",
    Term.CHECKED_EARLIER: " DESC NULLS LAST",
}


def order_by(query: SearchQuery) -> str:
    return ", ".join(f"{_value(term, query)}{_DIRECTIONS.get(term, '')}" for term in terms(query))


def values(query: SearchQuery) -> str:
    """A column per term: what the order compares."""
    return ", ".join(_value(term, query) for term in terms(query))


def is_last_resort(query: SearchQuery) -> str:
    return " OR ".join(f"COALESCE({_SQL[term]}, FALSE)" for term in last_resort(query)) or "FALSE"


def _value(term: Term, query: SearchQuery) -> str:
    return _rank(query) if term in (Term.RANK, Term.GENERAL) else _SQL[term]


def _rank(query: SearchQuery) -> str:
    """Named by the service itself two places up, *ask first* two places down."""
    bits = codes.of("need")
    wanted = {bits[code]: added for code, added in ranked_needs(query).items() if code in bits}
    ranks = [f"COALESCE((need_ranks->>'{bit}')::int + {added}, {UNRANKED})" for bit, added in wanted.items()]
    own = f"CASE WHEN needs_own & {sum(1 << bit for bit in wanted)} <> 0 THEN {OWN_NEED_UP} ELSE 0 END"
    asks = f" + CASE WHEN best < 2 THEN {ASK_FIRST_DOWN} ELSE 0 END" if query.persons else ""
    return f"LEAST({', '.join([*ranks, str(UNRANKED)])}) - {own}{asks}"
