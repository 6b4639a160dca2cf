"""One cluster: its files, making it, starting and stopping its server. Callers see to it that only one acts."""

import logging
import os
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import pq, sql

from . import binaries, locks
from .account import Account, account_for
from .errors import EmbeddedServerError, explain

logger = logging.getLogger(__name__)

SUPERUSER, PORT, MAINTENANCE = "beratung", "5432", "postgres"
PATIENCE = 120  # seconds; recovery after a crash reads up to a gigabyte of log
LONGEST_SOCKET = 107 if sys.platform == "linux" else 103  # bytes, sun_path without its final zero
LARGEST_LOG = 2**20  # bytes; a start beyond it begins anew

SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The log holds neither statements nor values. Values stand in the first line of an error, too ("invalid input
    # syntax …"), so errors of sessions are left out ("log" is above "error"); terse leaves out DETAIL and CONTEXT.
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


@dataclass(frozen=True)
class Cluster:
    data_dir: Path
    fsync: bool = True

    @property
    def pgdata(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def socket_dir(self) -> Path:
        return self.data_dir / "socket"

    @property
    def socket(self) -> Path:
        return self.socket_dir / f".s.PGSQL.{PORT}"

    @cached_property
    def account(self) -> Account:
        return account_for(self.data_dir)

    def start(self) -> None:
        self._check_path()
        started_at: int | None = None
        since = time.monotonic()
        pause, next_line = 0.02, since + 5
        while (answer := self._ping()) != pq.Ping.OK:
            if answer == pq.Ping.NO_RESPONSE and not self._lives():
                if started_at is not None:
                    raise explain(self._log_from(started_at), self.data_dir, self.account)
                started_at = self._launch()
            now = time.monotonic()
            if now > since + PATIENCE:
                raise EmbeddedServerError(
                    f"The database server in {self.data_dir} still does not answer after {PATIENCE} seconds: "
                    f"wait if it is recovering (see postgres.log there), otherwise end it and start again."
                )
            if now > next_line:
                next_line += 5
                logger.info("Waiting for the database server in %s (%d s).", self.data_dir, now - since)
            time.sleep(pause)
            pause = min(pause * 1.2, 0.5)  # each question leaves a line in the log of a recovering server

    def stop(self) -> None:
        if not self._lives():
            return  # and the number in postmaster.pid may by now belong to a stranger
        # A server that is asked for a fast stop while it recovers from a crash never stops (18.6): recovery is simply
        # broken off, the next start takes it up again. It can begin to recover between our question and the stop.
        modes = ("fast", "immediate") if self._ping() == pq.Ping.OK else ("immediate",)
        for mode in modes:
            done = self._run("pg_ctl", "stop", "-m", mode, "-t", "15")
            if done.returncode == 0:
                return
        raise explain(done.stdout, self.data_dir, self.account)

    def create_database(self, name: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if found.fetchone() is None:
                # Django's test runner creates databases without our lock.
                with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    @property
    def _address(self) -> str:
        return psycopg.conninfo.make_conninfo(host=str(self.socket_dir), port=PORT, user=SUPERUSER, dbname=MAINTENANCE, connect_timeout=5)

    def _ping(self) -> pq.Ping:
        return pq.Ping(pq.PGconn.ping(self._address.encode()))

    def _check_path(self) -> None:
        longest = len(os.fsencode(self.socket))
        if longest > LONGEST_SOCKET:
            raise EmbeddedServerError(
                f"The path {self.data_dir} is {longest - LONGEST_SOCKET} bytes too long for the socket of a database "
                f"server (the limit of the system is {LONGEST_SOCKET}): set DATA_DIR to a shorter path."
            )
        if "," in str(self.data_dir):
            raise EmbeddedServerError(
                f"The path {self.data_dir} holds a comma, which the database driver takes for the end of a name: "
                f"set DATA_DIR to a path without one."
            )

    def _lives(self) -> bool:
        """Whether any process of the server is left. It holds a lock that we hand down, unlike all others.

        A reused number in postmaster.pid, a zombie, a backend that outlives its killed postmaster: none fools us.
        """
        handle = locks.open_lock(self.data_dir / "server-lives", self.account)
        try:
            return not locks.try_lock(handle, locks.EXCLUSIVE)
        finally:
            locks.close_lock(handle)

    def _launch(self) -> int:
        """Returns where in the log the words of this start begin; the caller waits for an answer."""
        version = self._version()
        if not (self.pgdata.is_dir() and any(self.pgdata.iterdir())):
            self._initialise()
        self._check_data(version)
        self._make_private(self.socket_dir)
        for left in (self.pgdata / "postmaster.pid", self.socket, self.socket.with_name(f"{self.socket.name}.lock")):
            left.unlink(missing_ok=True)
        alive = locks.open_lock(self.data_dir / "server-lives", self.account)
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        try:
            self.account.own(log)
            if os.fstat(log).st_size > LARGEST_LOG:
                os.ftruncate(log, 0)
            begin = os.fstat(log).st_size
            locks.try_lock(alive, locks.SHARED)
            subprocess.run(
                [self._programs / "pg_ctl", "start", "--no-wait", "-o", self._options()],
                **binaries.quiet(self.account, self.pgdata),
                stdout=log,
                stderr=log,
                pass_fds=[alive],
                check=False,
            )
        finally:
            os.close(log)
            locks.close_lock(alive)
        return begin

    def _options(self) -> str:
        quoted = str(self.socket_dir).replace('"', '""')
        settings = SERVER_SETTINGS | {"unix_socket_directories": f'"{quoted}"'} | ({} if self.fsync else FORGETFUL)
        return " ".join(shlex.join(["-c", f"{name}={value}"]) for name, value in settings.items())

    def _initialise(self) -> None:
        """Beside the final place, so that a half-made cluster is never taken for one."""
        unfinished = self.data_dir / "postgres.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._make_private(unfinished)
        try:
            durable = () if self.fsync else ("--no-sync",)
            done = self._run("initdb", "-U", SUPERUSER, "--auth=trust", *LOCALE, *durable, pgdata=unfinished)
            if done.returncode:
                raise explain(done.stdout, self.data_dir, self.account)
            unfinished.rename(self.pgdata)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def _version(self) -> str:
        """The major one."""
        done = self._run("postgres", "--version")
        if done.returncode:
            raise EmbeddedServerError(binaries.MISSING.format(where=done.stdout.strip()))
        return done.stdout.split()[-1].partition(".")[0]

    def _check_data(self, ours: str) -> None:
        marker = self.pgdata / "PG_VERSION"
        theirs = marker.read_text().strip() if marker.is_file() else "(unknown version)"
        if theirs != ours:
            raise EmbeddedServerError(
                f"{self.pgdata} holds data of PostgreSQL {theirs} but the installed server is version {ours}: "
                f"move the directory away and load a dump of it, or install the old version again."
            )

    def _make_private(self, path: Path) -> None:
        path.mkdir(mode=0o700, exist_ok=True)
        self.account.own(path)

    def _run(self, program: str, *arguments: str, pgdata: Path | None = None) -> subprocess.CompletedProcess[str]:
        return binaries.run(self._programs / program, *arguments, account=self.account, pgdata=pgdata or self.pgdata)

    @cached_property
    def _programs(self) -> Path:
        return binaries.programs_for(self.account, self.data_dir)

    @property
    def _log(self) -> Path:
        return self.data_dir / "postgres.log"

    def _log_from(self, begin: int) -> str:
        with self._log.open("rb") as log:
            log.seek(begin)
            return log.read().decode(errors="replace")
