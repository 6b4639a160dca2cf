"""Five thousand odd requests to a real site over kept connections: nothing is a 5xx, and the workers' memory stays flat."""

import http.client
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.running_site import Site, running
from tests.site_workers import Workers
from tests.web.odd_requests import OddRequests, Request

pytestmark = [pytest.mark.django_db, pytest.mark.full]
REQUESTS, VISITORS = 5_000, 4
#: Done, moved, not modified, refused with a sentence: of the page or the field, of the origin, of the length.
EXPECTED = {200, 303, 304, 400, 403, 405, 413, 414}
PARTS = 20
#: Of a worker, in bytes, in the quietest quarter of the second half's parts: what is read for the first time makes a step, what
#: is kept up to a limit grows in ever fewer parts, and what leaks grows in each.
MOST_GROWTH = 250_000
#: And over all of them.
MOST_STEPS = 80_000_000


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with running(WORKERS="2") as site:
        yield site


class Visitor(threading.Thread):
    """Sends its share of the requests over one connection, which the site may close at any time."""

    def __init__(self, site: Site, requests: list[Request]) -> None:
        super().__init__()
        self._port = int(site.url.rpartition(":")[2])
        self._line = self._new()
        self.requests = requests
        self.states: Counter[int] = Counter()
        self.wrong: list[tuple[int, Request]] = []
        self.slowest = (0.0, Request("", ""))

    def run(self) -> None:
        for request in self.requests:
            start = time.perf_counter()
            try:
                state = self._sent(request)
            except (http.client.HTTPException, OSError):
                self._line.close()
                self._line = self._new()
                state = self._sent_anew(request)
            self.slowest = max(self.slowest, (time.perf_counter() - start, request), key=lambda one: one[0])
            self.states[state] += 1
            if state not in EXPECTED:
                self.wrong.append((state, request))

    def _new(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)

    def _sent_anew(self, request: Request) -> int:
        """0 where a fresh connection gets no answer either."""
        try:
            return self._sent(request)
        except (http.client.HTTPException, OSError):
            self._line = self._new()
            return 0

    def _sent(self, request: Request) -> int:
        self._line.request(request.method, request.path, request.body or None, request.headers)
        answer = self._line.getresponse()
        answer.read()
        return answer.status


def sent(site: Site, requests: list[Request]) -> list[Visitor]:
    visitors = [Visitor(site, requests[number::VISITORS]) for number in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return visitors


def memory(site: Site) -> dict[int, int]:
    """Worker → bytes of its own that are in memory."""
    found = {}
    for pid in Workers(site).pids():
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        found[pid] = 1024 * next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:"))
    return found


def test_thousands_of_odd_requests_are_answered_and_leave_nothing_behind(site: Site) -> None:
    odd = OddRequests(7)
    visitors: list[Visitor] = []
    memories: list[dict[int, int]] = []
    for _part in range(PARTS):
        visitors += sent(site, [odd.one() for _number in range(REQUESTS // PARTS)])
        memories.append(memory(site))
    states = sum((visitor.states for visitor in visitors), Counter[int]())
    seconds, slowest = max((visitor.slowest for visitor in visitors), key=lambda one: one[0])
    print(f"{states.total()} odd requests: {dict(states.most_common())}")
    print(f"slowest: {seconds * 1000:.0f} ms, {slowest.method} {slowest.path[:80]}")
    print("MB of each worker:", *(" ".join(f"{part[pid] / 1e6:.0f}" for part in memories) for pid in memories[0]), sep="\n    ")
    assert [wrong for visitor in visitors for wrong in visitor.wrong][:5] == []
    assert states.total() == REQUESTS
    assert states[200] > REQUESTS // 4
    assert all(part.keys() == memories[0].keys() for part in memories), "a worker has ended"
    for pid in memories[0]:
        sizes = [part[pid] for part in memories]
        growth = [after - before for before, after in pairwise(sizes[PARTS // 2 :])]
        assert statistics.quantiles(growth, n=4)[0] < MOST_GROWTH, sizes
        assert sizes[-1] - sizes[0] < MOST_STEPS, sizes
