"""What is asked over HTTP of our site with two workers."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import questions
from tests.running_site import Site, serving

#: Two would now and then both reach the same worker, and the other one would do nothing.
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
    is_kept: bool = False

    def warm(self) -> None:
        """What is read once is read; where cards are to be kept, every worker has been asked everything."""
        requests = self.make()
        _visited([self._job(1, requests, len(requests) if self.is_kept else 0)] * VISITORS)

    def run(self, seconds: float, offset: int) -> tuple[list[float], int]:
        """(seconds per answer, how many were wrong): several visitors, each with its own part of the questions."""
        requests = self.make()
        begin = offset % max(1, len(requests))
        turned = [*requests[begin:], *requests[:begin]]
        results = _visited([self._job(seconds, turned[visitor::VISITORS] or turned) for visitor in range(VISITORS)])
        return [each for result in results for each in result["took"]], sum(result["wrong"] for result in results)

    def _job(self, seconds: float, requests: list[str], least: int = 0) -> dict[str, Any]:
        return {"port": self.port, "seconds": seconds, "requests": requests, "expected": self.expected, "least": least}


def _visited(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By visitors who begin together: starting one takes longer than many an answer."""
    program = [sys.executable, "-m", "tests.bench.load"]
    visitors = [subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _job in jobs]
    for visitor, job in zip(visitors, jobs, strict=True):
        print(json.dumps(job), file=visitor.stdin, flush=True)
    for visitor in visitors:
        visitor.stdout.readline()  # type: ignore[union-attr]
    for visitor in visitors:
        print("go", file=visitor.stdin, flush=True)
    return [json.loads(visitor.communicate()[0]) for visitor in visitors]


def get(port: int, path: str, **headers: str) -> str:
    lines = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "identity", **headers}
    return f"GET {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"


def _post(port: int, path: str, body: str) -> str:
    lines = f"Host: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"POST {path} HTTP/1.1\r\n{lines}Content-Length: {len(body)}\r\n\r\n{body}"


def of_site(site: Site) -> list[Side]:
    port = int(site.url.rpartition(":")[2])
    found = [Side("constant page", port, lambda: [get(port, "/constant/")])]
    for kind in ("word + town", "need"):
        asked = questions.pages(kind)
        found.append(always(f"page: {kind}", port, [get(port, f"/de/search/{each}") for each in asked]))
        again = [get(port, f"/de/search/{each}") for each in asked[:_AGAIN]]
        found.append(always(f"page, cards kept: {kind}", port, again, is_kept=True))
        found.append(always(f"API: {kind}", port, [get(port, f"/api/v1/search{each}&lang=de") for each in asked]))
        again = [get(port, f"/api/v1/search{each}&lang=de") for each in asked[:_AGAIN]]
        found.append(always(f"API, listings kept: {kind}", port, again, is_kept=True))
    gzipped = {"Accept-Encoding": "gzip"}
    found.append(always("page, gzip: need", port, [get(port, f"/de/search/{each}", **gzipped) for each in questions.pages("need")]))
    found.append(always("suggestions", port, [_post(port, "/de/suggest/", each) for each in questions.beginnings()]))
    kept = [f"/de/search/{each}" for each in questions.pages("need")[:100]]
    found.append(Side("304", port, lambda: [get(port, path, **{"If-None-Match": _tag(site, path)}) for path in kept], 304))
    return found


def always(name: str, port: int, requests: list[str], *, is_kept: bool = False) -> Side:
    return Side(name, port, lambda: requests, is_kept=is_kept)


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


def site(database: str) -> AbstractContextManager[Site]:
    return serving(database, DJANGO_SETTINGS_MODULE="tests.bench.site_settings", LOG_LEVEL="WARNING")
