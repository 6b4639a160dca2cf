"""The snapshot of this process: loaded at the first search, brought up to date before every further one.

Readers take no lock: a search works on the snapshot that it has got. Whoever finds changes applies them, the others wait
for that moment; while everything is read anew, the SQL answers.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from services.search import changes, codes, sql
from services.search.columns import rows, words
from services.search.columns.looked import Looked
from services.search.columns.places import Around, around, surroundings
from services.search.columns.rows import Array
from services.search.columns.scene import scene
from services.search.columns.snapshot import Full, Snapshot, build, patched
from services.search.query import SearchQuery
from services.search.verdicts import LookUps

#: With more changes than this at once it is quicker to read everything.
MOST_CHANGES = 5000
_log = logging.getLogger(__name__)
Build = Callable[[SearchQuery, LookUps, float | None], "Looked | sql.Statement"]


@dataclass(frozen=True, slots=True)
class Held:
    """`around` keeps what it finds, which is true of this snapshot only; what the shelf holds outlives it."""

    snapshot: Snapshot
    shelf: words.Shelf
    around: Callable[[Snapshot, SearchQuery, float | None], Around] = field(default_factory=surroundings)


class Engine:
    """One search, in as many circles as it takes: the words are looked up once."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._ranks: dict[tuple[str, str], Array | None] = {}

    def build(self, query: SearchQuery, persons: LookUps, widen_km: float | None = None) -> Looked:
        """Where the words say nothing else, one of them is required."""
        snapshot, ranks = self._held.snapshot, self._counted(query)
        if ranks is None or query.means_something:
            found = self._held.around(snapshot, query, widen_km)
        else:
            found = around(snapshot, query, widen_km, ranks > 0)
        return Looked(scene(snapshot, query, found, ranks, persons))

    def _counted(self, query: SearchQuery) -> Array | None:
        key = query.words, query.lang
        if key not in self._ranks:
            self._ranks[key] = words.ranks(self._held.snapshot, self._held.shelf, *key)
        return self._ranks[key]


class Worker:
    def __init__(self) -> None:
        self._held: Held | None = None
        self._applying = threading.Lock()
        self._reading = threading.Lock()

    def engine(self) -> Engine | None:
        """None if the columns cannot answer: inside a transaction, whose own changes they do not know, or when they cannot be read."""
        if connection.in_atomic_block or not settings.SEARCH_COLUMNS:
            return None
        try:
            held = self._present()
        except (OperationalError, InterfaceError):
            raise  # PostgreSQL cannot be reached: SQL could not answer either
        except (Full, MemoryError, DatabaseError) as reason:
            _log.warning("The columns of the search cannot be read (%s): SQL answers.", reason)
            return None
        return Engine(held) if held else None

    def _present(self) -> Held | None:
        held, known = self._held, codes.current()
        if held is None:
            return self._read_all()
        now = changes.look()
        if now.last == held.snapshot.seq and now.epoch == held.snapshot.epoch and known is held.snapshot.codes:
            return held
        with self._applying:
            try:
                self._held = self._with_changes(self._held or held)
            except Full:
                self._held = None
            held = self._held
        return held or self._read_all()

    def _with_changes(self, held: Held) -> Held:
        with _one_moment():
            known, snapshot = codes.current(), held.snapshot
            news = changes.offers(snapshot.seq, MOST_CHANGES)
            if news.epoch != snapshot.epoch or news.last < snapshot.seq or len(news.offers) == MOST_CHANGES:
                raise Full("too much has changed")
            if known.bits != snapshot.codes.bits:
                raise Full("other codes")
            offers = set(news.offers)
            if not offers:
                return replace(held, snapshot=replace(snapshot, seq=news.last, codes=known))
            new = patched(snapshot, offers, rows.read(list(offers)), news.last)
            return Held(replace(new, codes=known), held.shelf)

    def _read_all(self) -> Held | None:
        """None while somebody else is at it."""
        if not self._reading.acquire(blocking=False):
            return None
        try:
            with _one_moment():
                known, news = codes.current(), changes.offers(0, 0)
                snapshot = build(rows.read(), known, news.epoch, news.last)
            self._held = Held(snapshot, words.Shelf(snapshot.size))
        finally:
            self._reading.release()
        return self._held


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction in which all statements see the same."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


_worker = Worker()


def build_with() -> Build:
    """The engine for one search."""
    engine = _worker.engine()
    return engine.build if engine else sql.build
