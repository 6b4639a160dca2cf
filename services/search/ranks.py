"""Why a result stands where it stands: what the terms of the order say of it, and which of them put it below the one before."""

from dataclasses import dataclass
from typing import Any

from services.search import sql
from services.search.ordering import Term, terms
from services.search.query import PAGE_SIZE, Hit, SearchResult
from services.search.verdicts import of_query


@dataclass(frozen=True, slots=True)
class Ranked:
    """`number` counts from 1 over all pages; `values` stand in the order of the terms; `below` is None for the first of a page."""

    number: int
    hit: Hit
    values: dict[Term, Any]
    below: Term | None


def ranked(result: SearchResult) -> list[Ranked]:
    """The hits of the page in their order, whichever engine has found them; the values are read by the SQL.

    A listing that has gone since the search is left out.
    """
    query = result.query
    statement = sql.build(query, of_query(query), result.widened_km)
    compared, values = terms(query), statement.values([hit.offer for hit in result.hits])
    found: list[Ranked] = []
    for number, hit in enumerate(result.hits, 1 + (result.page - 1) * PAGE_SIZE):
        if hit.offer in values:
            own = dict(zip(compared, values[hit.offer], strict=True))
            below = next((term for term in compared if own[term] != found[-1].values[term]), None) if found else None
            found.append(Ranked(number, hit, own, below))
    return found
