"""The log of the server holds neither statements nor values, whatever goes wrong."""

from collections.abc import Callable
from pathlib import Path

from .client import Client

FAILING = """
from django.db.utils import DatabaseError

def fail(statement, values=None):
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        say(type(error).__name__)

ask("CREATE TABLE person (secretcolumn text UNIQUE CHECK (length(secretcolumn) > 2))")
ask("INSERT INTO person VALUES ('secretvalue')")
fail("INSERT INTO person VALUES (%s)", ["secretvalue"])
fail("INSERT INTO person SELECT 's'")
fail("SELECT 'secretvalue'::int")
fail("SELECT * FROM secrettable")
fail("SELECT secret syntax error")
fail("DO $$ BEGIN RAISE WARNING 'secretvalue'; RAISE EXCEPTION 'secretvalue'; END $$")
fail("SET statement_timeout = 20; SELECT pg_sleep(5), 'secretvalue'")
fail("SET lock_timeout = 20; SELECT 'secretvalue'; SELECT 1/0")
import psycopg
try:
    psycopg.Cursor(connection.connection).execute("SELECT %s::text::int", ["secretvalue"])
except psycopg.Error as error:
    say(type(error).__name__)
"""
CRASHING = """
import signal, threading
victim = ask("SELECT pg_backend_pid()")[0]
threading.Timer(0.2, os.kill, [victim, signal.SIGKILL]).start()
fail("SELECT pg_sleep(5), 'secretvalue'")
"""


def test_the_log_holds_neither_statements_nor_values(place: Path, client: Callable[..., Client]) -> None:
    said = client(FAILING + CRASHING).all_said().split()
    assert len(said) == 10, said
    log = (place / "postgres.log").read_text()
    assert "was terminated by signal 9" in log
    assert "secret" not in log.lower()
    assert "SELECT" not in log
