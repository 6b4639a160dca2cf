"""One search from query to result."""

from dataclasses import replace

from services.search import sql
from services.search.facets import FACETS
from services.search.query import SearchQuery, SearchResult

#: Circles in kilometres that are tried when nothing local is found and no radius was asked for.
_WIDER = (25, 50, 100)


def search(query: SearchQuery, *, with_facets: bool = True) -> SearchResult:
    statement, widened = _widened(query)
    groups, _local = sql.groups(statement)
    total = sum(groups.values())
    dropped: tuple[str, ...] = ()
    if total == 0 and query.q:
        query, dropped = replace(query, q=""), (query.q,)
        statement, widened = _widened(query)
        groups, _local = sql.groups(statement)
        total = sum(groups.values())
    pages = max(1, -(-total // sql.PAGE_SIZE))
    number = min(query.page, pages)
    return SearchResult(
        query=query,
        total=total,
        page=number,
        pages=pages,
        hits=sql.page(query, statement, number),
        groups=groups,
        facets={facet.name: sql.facet(statement, facet, query.values(facet.name)) for facet in FACETS} if with_facets else {},
        widened_km=widened,
        dropped=dropped,
    )


def _widened(query: SearchQuery) -> tuple[sql.Statement, int | None]:
    """The statement that finds something local: as asked, otherwise in growing circles; (statement, kilometres or None)."""
    statement = sql.build(query)
    if query.place is None or query.radius or sql.groups(statement)[1]:
        return statement, None
    for km in _WIDER:
        wider = sql.build(query, km)
        if sql.groups(wider)[1]:
            return wider, km
    return statement, None
