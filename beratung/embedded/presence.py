"""Who is there: the server runs while some process needs it, and the last one to leave stops it."""

import logging
import os
import threading
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from django.db import connections
from django.db.utils import OperationalError

from . import locks
from .cluster import PATIENCE, Cluster
from .errors import EmbeddedServerError, in_plain_words

logger = logging.getLogger(__name__)


class Presence:
    """One per process and cluster. Entering and leaving happen one process at a time (lock `starting`)."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._reset()
        # The child of a fork is nobody yet: its copies of the locks are closed, it enters by itself.
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        self._in_use: int | None = None
        self._databases: set[str | None] = set()
        self._guard = threading.RLock()

    def attend(self, database: str | None, again: bool = False) -> None:
        """Sees to a running server with that database; `again` after a connection failed."""
        with self._guard:
            if again or database not in self._databases:
                with in_plain_words(self.cluster.data_dir, self.cluster.account):
                    self._enter(database)
                self._databases.add(database)

    def _enter(self, database: str | None) -> None:
        place, account = self.cluster.data_dir, self.cluster.account
        account.make_directory(place)
        with locks.only_one(place / "starting", account, PATIENCE + 30) as got:
            if not got:
                raise EmbeddedServerError(
                    f"Another process is starting the database server in {place} and does not finish: end it and try again."
                )
            if self._in_use is None:
                self._in_use = locks.open_lock(place / "in-use", account)
                locks.try_lock(self._in_use, locks.SHARED)
                # Not `atexit`, without which processes of multiprocessing end, such as the workers of the web server.
                Finalize(None, self.leave, exitpriority=0)
            self.cluster.start()
            if database is not None:
                self.cluster.create_database(database)

    def leave(self) -> None:
        with self._guard:
            if self._in_use is None:
                return
            for connection in connections.all(initialized_only=True):
                connection.close()
            try:
                self._stop_if_last(self._in_use)
            except (OSError, OperationalError) as error:
                logger.warning("The database server in %s was not stopped: %s", self.cluster.data_dir, error)
            finally:
                locks.close_lock(self._in_use)
                self._reset()

    def _stop_if_last(self, in_use: int) -> None:
        # Who has this lock for long is starting the server and will be there after us.
        with locks.only_one(self.cluster.data_dir / "starting", self.cluster.account, patience=10) as got:
            if got and locks.try_lock(in_use, locks.EXCLUSIVE):
                self.cluster.stop()


@cache
def presence_at(data_dir: Path, fsync: bool) -> Presence:
    return Presence(Cluster(data_dir, fsync))
