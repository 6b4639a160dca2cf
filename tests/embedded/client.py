"""Another process with the backend on a data directory, and what can be seen of its server from outside."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRELUDE = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background of a shell inherit that it is ignored
from django.conf import settings
settings.configure(DATABASES={"default": {
    "ENGINE": "beratung.embedded", "NAME": "beratung", "DATA_DIR": sys.argv[1], "FSYNC": sys.argv[2] == "True"}})
import django; django.setup()
from django.db import connection
from django.db.utils import OperationalError

def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None

def say(words):
    print(words, flush=True)
"""
STAY = """
ask("SELECT 1")
say("here")
sys.stdin.readline()
"""
CONNECT = """
try:
    ask("SELECT 1")
    say("connected")
except OperationalError as error:
    say(f"{type(error).__name__}: {error}")
"""


class Client:
    def __init__(self, place: Path, code: str = CONNECT, fsync: object = False, before: object = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"{before}\n{PRELUDE}\n{code}", str(place), str(fsync)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error::ResourceWarning"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def hears(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip() or self.all_said()

    def tell(self, line: str = "") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def all_said(self) -> str:
        """Lets it run to its end; what it wrote on stderr counts as said."""
        out, err = self.process.communicate(timeout=60)
        return (out + err).strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def end(self) -> None:
        if self.process.poll() is None:
            self.kill()


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last, "waited in vain"
        time.sleep(0.01)


def server_number(place: Path) -> int | None:
    try:
        return int((place / "postgres" / "postmaster.pid").read_text().partition("\n")[0])
    except (FileNotFoundError, ValueError):
        return None


def server_runs(place: Path) -> bool:
    if not (place / "server-lives").exists():
        return False
    with (place / "server-lives").open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
