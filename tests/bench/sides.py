"""What is asked over HTTP, and the servers that answer: our site with two workers, and Datasette on the same listings."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.bench import questions
from tests.running_site import Site, free_port, serving

VISITORS = 8
#: So few questions, asked again and again, that every worker keeps the cards that they find.
_AGAIN = 60


@dataclass(frozen=True, slots=True)
class Side:
    """Requests as they go over the wire; made at the beginning of each round, as a tag holds for five minutes."""

    name: str
    port: int
    make: Callable[[], list[str]]
    expected: int = 200

    def run(self, seconds: float, offset: int) -> tuple[list[float], int]:
        """(seconds per answer, how many were wrong): two visitors, each with its own part of the questions."""
        requests = self.make()
        begin = offset % max(1, len(requests))
        turned = [*requests[begin:], *requests[:begin]]
        jobs = []
        for visitor in range(VISITORS):
            job = {"port": self.port, "seconds": seconds, "requests": turned[visitor::VISITORS] or turned, "expected": self.expected}
            process = subprocess.Popen([sys.executable, "-m", "tests.bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            jobs.append((process, json.dumps(job)))
        for process, job_text in jobs:
            process.stdin.write(job_text)  # type: ignore[union-attr]
            process.stdin.close()  # type: ignore[union-attr]
        results = [json.loads(process.stdout.read()) for process, _job in jobs]  # type: ignore[union-attr]
        return [each for result in results for each in result["took"]], sum(result["wrong"] for result in results)


def _get(port: int, path: str, **headers: str) -> str:
    lines = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "identity", **headers}
    return f"GET {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"


def _post(port: int, path: str, body: str) -> str:
    lines = f"Host: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"POST {path} HTTP/1.1\r\n{lines}Content-Length: {len(body)}\r\n\r\n{body}"


def of_site(site: Site) -> list[Side]:
    port = int(site.url.rpartition(":")[2])
    found = [Side("constant page", port, lambda: [_get(port, "/constant/")])]
    for kind in ("word + town", "need"):
        asked = questions.pages(kind)
        found.append(_always(f"page: {kind}", port, [_get(port, f"/de/search/{each}") for each in asked]))
        found.append(_always(f"page, cards kept: {kind}", port, [_get(port, f"/de/search/{each}") for each in asked[:_AGAIN]]))
        found.append(_always(f"API: {kind}", port, [_get(port, f"/api/v1/search{each}&lang=de") for each in asked]))
    gzipped = {"Accept-Encoding": "gzip"}
    found.append(_always("page, gzip: need", port, [_get(port, f"/de/search/{each}", **gzipped) for each in questions.pages("need")]))
    found.append(_always("suggestions", port, [_post(port, "/de/suggest/", each) for each in questions.beginnings()]))
    kept = [f"/de/search/{each}" for each in questions.pages("need")[:100]]
    found.append(Side("304", port, lambda: [_get(port, path, **{"If-None-Match": _tag(site, path)}) for path in kept], 304))
    return found


def _always(name: str, port: int, requests: list[str]) -> Side:
    return Side(name, port, lambda: requests)


def _tag(site: Site, path: str) -> str:
    with urllib.request.urlopen(site.url + path) as answer:
        return str(answer.headers["ETag"])


def bytes_per_worker(site: Site) -> list[int]:
    """Proportional share of memory of each process below the first, in bytes."""
    pids = subprocess.run(["pgrep", "-f", f"127.0.0.1:{site.url.rpartition(':')[2]}"], capture_output=True, text=True, check=True)
    sizes = []
    for pid in pids.stdout.split():
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        sizes.append(1024 * int(next(line for line in rollup if line.startswith("Pss:")).split()[1]))
    return sorted(sizes)[-2:]


@contextmanager
def datasette(program: str) -> Iterator[list[Side]]:
    """Tuned as a careful user would: immutable file, full-text index, an index per facet, no suggested facets."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="beratung-bench-", dir="/tmp") as directory:
        path = Path(directory) / "listings.db"
        _write(path)
        options = [
            "--setting",
            "suggest_facets",
            "off",
            "--setting",
            "sql_time_limit_ms",
            "60000",
            "--setting",
            "facet_time_limit_ms",
            "60000",
        ]
        process = subprocess.Popen(
            [program, "serve", "-i", str(path), "--port", str(port), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": directory},
        )
        try:
            _wait(port)
            yield [
                _always(f"Datasette: {kind}", port, [_get(port, f"/listings/listings{each}") for each in questions.datasette(kind)])
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


_ROWS = """
    SELECT row_number() OVER (), s.name_de, COALESCE(s.description_de, '') || ' ' || o.name, l.city,
        (SELECT n.code FROM services_need n WHERE r.needs >> n.bit & 1 = 1 ORDER BY n.bit LIMIT 1),
        (SELECT g.code FROM services_language g WHERE r.languages_stated >> g.bit & 1 = 1 ORDER BY g.bit LIMIT 1)
    FROM services_searchrow r JOIN services_serviceatlocation a ON a.id = r.offer_id JOIN services_service s ON s.id = a.service_id
    JOIN services_organization o ON o.id = s.organization_id JOIN services_location l ON l.id = a.location_id
"""


def _write(path: Path) -> None:
    """The first need and the first language only, as facets of many values cost it far more: easier than ours."""
    with sqlite3.connect(path) as database, connection.cursor() as cursor:
        database.execute(
            "CREATE TABLE listings (id INTEGER PRIMARY KEY, title TEXT, description TEXT, city TEXT, need TEXT, language TEXT)"
        )
        with cursor.copy(f"COPY ({_ROWS}) TO STDOUT") as copy:
            database.executemany("INSERT INTO listings VALUES (?, ?, ?, ?, ?, ?)", copy.rows())
        database.execute("CREATE VIRTUAL TABLE listings_fts USING fts5(title, description, content='listings', content_rowid='id')")
        database.execute("INSERT INTO listings_fts(listings_fts) VALUES ('rebuild')")
        for column in ("city", "need", "language"):
            database.execute(f"CREATE INDEX listings_{column} ON listings ({column})")
        database.execute("ANALYZE")
    database.close()


def site(database: str) -> AbstractContextManager[Site]:
    return serving(database, DJANGO_SETTINGS_MODULE="tests.bench.site_settings", LOG_LEVEL="WARNING")
