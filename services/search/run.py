"""One search from query to result."""

from dataclasses import dataclass, replace

from services.search import sql
from services.search.facets import FACETS
from services.search.query import Group, SearchQuery, SearchResult

#: Circles in kilometres that are tried when nothing local is found and no radius was asked for.
_WIDER = (25, 50, 100)


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with its counts; `km` is the circle that it took."""

    statement: sql.Statement
    groups: dict[Group, int]
    local: int
    km: int | None


def search(query: SearchQuery, *, with_facets: bool = True) -> SearchResult:
    found = _widened(query)
    dropped: tuple[str, ...] = ()
    if not found.groups and query.q:
        query, dropped = replace(query, q=""), (query.q,)
        found = _widened(query)
    statement, total = found.statement, sum(found.groups.values())
    pages = max(1, -(-total // sql.PAGE_SIZE))
    number = min(query.page, pages)
    return SearchResult(
        query=query,
        total=total,
        page=number,
        pages=pages,
        hits=sql.page(query, statement, number),
        groups=found.groups,
        facets={facet.name: sql.facet(statement, facet, query.values(facet.name)) for facet in FACETS} if with_facets else {},
        widened_km=found.km,
        dropped=dropped,
    )


def _widened(query: SearchQuery) -> Found:
    """What finds something local: the search as asked, otherwise in growing circles."""
    asked = _counted(query, None)
    if query.place is None or query.radius or asked.local:
        return asked
    wider = (_counted(query, km) for km in _WIDER)
    return next((found for found in wider if found.local), asked)


def _counted(query: SearchQuery, km: int | None) -> Found:
    statement = sql.build(query, km)
    groups, local = sql.groups(statement)
    return Found(statement, groups, local, km)
