"""What is asked over HTTP of our site with two workers."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import questions
from tests.running_site import Site, serving

#: Two would now and then both reach the same worker, and the other one would do nothing.
VISITORS = 8
#: So many new connections reach every worker.
_ENOUGH_LINES = 32


@dataclass(frozen=True, slots=True)
class Side:
    """Requests as they go over the wire; made at the beginning of each round, as a tag holds for five minutes.

    `is_cold`: asked once, before the others; `passes`: how often all its questions are asked before it is warm, each time by
    other visitors, as every worker keeps what it was asked itself.
    """

    name: str
    port: int
    make: Callable[[], list[str]]
    expected: int = 200
    is_cold: bool = False
    passes: int = 0

    def warm(self) -> None:
        """What is read once is read, and what is kept is kept."""
        requests = self.make()
        for first in range(self.passes):
            parts = [requests[(first + visitor) % VISITORS :: VISITORS] for visitor in range(VISITORS)]
            _visited([self._job(1, part, len(part)) for part in parts])
        if not self.passes:
            _visited([self._job(1, requests)] * VISITORS)

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
    for door, path, passes in (("page", "/de/search/{}", 3), ("API", "/api/v1/search{}&lang=de", 1)):
        for kind in ("word + town", "need"):
            asked = [get(port, path.format(each)) for each in questions.pages(kind)]
            found.append(always(f"{door}, cold: {kind}", port, asked, is_cold=True))
            found.append(always(f"{door}: {kind}", port, asked, passes=passes))
    gzipped = {"Accept-Encoding": "gzip"}
    found.append(always("page, gzip: need", port, [get(port, f"/de/search/{each}", **gzipped) for each in questions.pages("need")]))
    found.append(always("suggestions", port, [_post(port, "/de/suggest/", each) for each in questions.beginnings()]))
    kept = [f"/de/search/{each}" for each in questions.pages("need")[:100]]
    found.append(Side("304", port, lambda: [get(port, path, **{"If-None-Match": _tag(site, path)}) for path in kept], 304))
    return found


def always(name: str, port: int, requests: list[str], *, is_cold: bool = False, passes: int = 0) -> Side:
    return Side(name, port, lambda: requests, is_cold=is_cold, passes=passes)


def cards(site: Site) -> tuple[int, int]:
    """How many listings all workers have shown so far, and how many of them they had to read."""
    workers = _workers(site)
    return sum(each["shown"] for each in workers), sum(each["made"] for each in workers)


def _workers(site: Site) -> list[dict[str, int]]:
    """What each worker tells of itself; whoever takes a line answers."""
    told = {}
    for _number in range(_ENOUGH_LINES):
        with urllib.request.urlopen(site.url + "/known/") as answer:
            worker = json.load(answer)
        told[worker["pid"]] = worker
    return list(told.values())


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
def site(database: str) -> Iterator[Site]:
    """When all its workers have read their columns."""
    with serving(database, DJANGO_SETTINGS_MODULE="tests.bench.site_settings", LOG_LEVEL="WARNING") as found:
        while not all(worker["has_columns"] for worker in _workers(found)):
            time.sleep(1)
        yield found
