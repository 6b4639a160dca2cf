"""Datasette on the same listings, tuned as a careful user would: immutable file, full-text index, an index per facet, no suggested ones."""

import json
import os
import sqlite3
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.db import connection

from services.search import codes
from tests.bench import questions
from tests.bench.sides import Side, always, get
from tests.running_site import free_port

_SETTINGS = (("suggest_facets", "off"), ("sql_time_limit_ms", "60000"), ("facet_time_limit_ms", "60000"))


@contextmanager
def serving(program: str) -> Iterator[list[Side]]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="beratung-bench-", dir="/tmp") as directory:
        path = Path(directory) / "listings.db"
        _write(path)
        holding = _holding(path)
        settings = [part for each in _SETTINGS for part in ("--setting", *each)]
        process = subprocess.Popen(
            [program, "serve", "-i", str(path), "--port", str(port), *settings],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": directory},
        )
        try:
            _wait(port)
            yield [
                always(f"Datasette: {kind}", port, [get(port, f"/listings/listings{each}") for each in questions.datasette(kind, holding)])
                for kind in ("word + town", "need")
            ]
        finally:
            process.terminate()
            process.wait()


def _wait(port: int) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/-/versions.json", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("Datasette does not answer")


#: What our pages show of a listing; masks become lists.
_COLUMNS = {
    "title": "s.name_de",
    "description": "COALESCE(s.description_de, '') || ' ' || o.name",
    "organization": "o.name",
    "street": "l.street",
    "postal_code": "l.postal_code",
    "city": "l.city",
    "lat": "r.lat",
    "lon": "r.lon",
    "phone": "(SELECT value FROM services_contact c WHERE c.organization_id = o.id LIMIT 1)",
    "hours": "a.hours",
    "programme": "r.programme",
    "checked": "r.checked",
    "needs": "r.needs",
    "languages": "r.languages_stated",
    "access": "r.access",
    "audiences": "r.audiences",
}
_MASKS = {"needs": "need", "languages": "language", "access": "access", "audiences": "audience"}
_FROM = """
    FROM services_searchrow r JOIN services_serviceatlocation a ON a.id = r.offer_id JOIN services_service s ON s.id = a.service_id
    JOIN services_organization o ON o.id = s.organization_id JOIN services_location l ON l.id = a.location_id
"""


def _write(path: Path) -> None:
    """Facets count the first need and the first language only, as those of many values cost it far more: easier than ours."""
    names, lists = ["id", *_COLUMNS, "need", "language"], {name: _lists(facet) for name, facet in _MASKS.items()}
    with sqlite3.connect(path) as database, connection.cursor() as cursor:
        database.execute(f"CREATE TABLE listings (id INTEGER PRIMARY KEY, {', '.join(names[1:])})")
        with cursor.copy(f"COPY (SELECT row_number() OVER (), {', '.join(_COLUMNS.values())} {_FROM}) TO STDOUT") as copy:
            rows = (_row(dict(zip(names, row, strict=False)), lists) for row in copy.rows())
            database.executemany(f"INSERT INTO listings VALUES ({', '.join('?' * len(names))})", rows)
        database.execute("CREATE VIRTUAL TABLE listings_fts USING fts5(title, description, content='listings', content_rowid='id')")
        database.execute("INSERT INTO listings_fts(listings_fts) VALUES ('rebuild')")
        for column in ("city", "need", "language"):
            database.execute(f"CREATE INDEX listings_{column} ON listings ({column})")
        database.execute("ANALYZE")
    database.close()


def _holding(path: Path) -> questions.Counts:
    """(word, town) → listings that hold the word there."""
    counted = (
        "SELECT city, count(*) FROM listings_fts JOIN listings ON listings.id = listings_fts.rowid"
        " WHERE listings_fts MATCH ? AND city <> '' GROUP BY city"
    )
    with sqlite3.connect(path) as database:
        words = {word for word, _town in questions.word_and_town()}
        return {(word, town): rows for word in sorted(words) for town, rows in database.execute(counted, [f'"{word}"'])}


def _row(listing: Mapping[str, str], lists: Mapping[str, Callable[[str], list[str]]]) -> list[str | None]:
    found = {name: of(listing[name]) for name, of in lists.items()}
    whole = {**listing, **{name: json.dumps(codes) for name, codes in found.items()}}
    return [*whole.values(), *(found[name][0] if found[name] else None for name in ("needs", "languages"))]


def _lists(facet: str) -> Callable[[str], list[str]]:
    """From a mask to its codes."""
    bits = codes.of(facet)
    return cache(lambda mask: [code for code, bit in bits.items() if int(mask) >> bit & 1])
