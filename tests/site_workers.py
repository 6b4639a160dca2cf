"""The workers of a running site one by one: a kept connection to each, told apart by who holds the other end."""

import http.client
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.embedded.client import until
from tests.running_site import Site

_LISTENING = "0A"
_MOST_TRIES = 500


class Workers:
    """GET asked of every worker; connections that a worker has closed meanwhile are opened anew."""

    def __init__(self, site: Site) -> None:
        self._port = int(site.url.rpartition(":")[2])
        self._lines: dict[int, http.client.HTTPConnection] = {}
        until(lambda: len(self.pids()) == int(site.environment.get("WORKERS", "2")), 60)

    def pids(self) -> list[int]:
        """Each listens at the site's port itself."""
        listening = {inode for local, _other, state, inode in _sockets() if local == self._port and state == _LISTENING}
        return sorted(pid for pid in _processes() if listening & set(_inodes(pid)))

    def ask(self, path: str) -> Iterator[Any]:
        """The answer of each worker, read as JSON."""
        for pid in self.pids():
            yield json.loads(self._answer(pid, path))

    def _answer(self, pid: int, path: str) -> bytes:
        line = self._lines.get(pid)
        try:
            return _got(line, path) if line else _got(self._line_to(pid), path)
        except (http.client.RemoteDisconnected, ConnectionError):
            return _got(self._line_to(pid), path)

    def _line_to(self, wanted: int) -> http.client.HTTPConnection:
        """Whichever worker is quickest takes a connection: those that others take are kept for them."""
        for _number in range(_MOST_TRIES):
            line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            _got(line, "/livez")
            taken = self._taken_by(line)
            if taken in self._lines:
                self._lines[taken].close()
            self._lines[taken] = line
            if taken == wanted:
                return line
        raise AssertionError(f"worker {wanted} takes no connection")

    def _taken_by(self, line: http.client.HTTPConnection) -> int:
        own = line.sock.getsockname()[1]
        [inode] = [inode for local, other, _state, inode in _sockets() if (local, other) == (self._port, own)]
        return next(pid for pid in self.pids() if inode in _inodes(pid))

    def close(self) -> None:
        for line in self._lines.values():
            line.close()


def _got(line: http.client.HTTPConnection, path: str) -> bytes:
    line.request("GET", path)
    answer = line.getresponse()
    content = answer.read()
    assert answer.status == 200, (answer.status, path)
    return content


def _sockets() -> Iterator[tuple[int, int, str, str]]:
    """(own port, the other's port, state, inode) of all sockets of this machine over IPv4."""
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        parts = row.split()
        local, other = (int(parts[at].rpartition(":")[2], 16) for at in (1, 2))
        yield local, other, parts[3], parts[9]


def _processes() -> Iterator[int]:
    yield from (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit())


def _inodes(pid: int) -> Iterator[str]:
    """Of the sockets that a process holds; none if it has ended."""
    try:
        for each in Path(f"/proc/{pid}/fd").iterdir():
            target = os.readlink(each)
            if target.startswith("socket:["):
                yield target[8:-1]
    except OSError:
        return
