"""Both engines over the rows of the present transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from services.search import changes, codes, run, sql
from services.search.columns import rows, words
from services.search.columns.snapshot import Snapshot, build
from services.search.columns.worker import Engine, Held
from services.search.query import SearchQuery, SearchResult


def snapshot() -> Snapshot:
    return build(rows.read(), codes.current(), changes.offers(0, 0).epoch, 0)


@contextmanager
def columns(made: Snapshot | None = None) -> Iterator[None]:
    """Within, every search is answered by the columns."""
    made = made or snapshot()
    held = Held(made, words.Shelf(made.size))
    with mock.patch.object(run, "build_with", side_effect=lambda: Engine(held).build):
        yield


def by_sql(query: SearchQuery) -> SearchResult:
    with mock.patch.object(run, "build_with", return_value=sql.build):
        return run.search(query)
