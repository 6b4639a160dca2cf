"""A real site for tests: the README's entry point with its web server, in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests import loaded_database

PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Site:
    url: str
    log: Path
    environment: dict[str, str]

    def get(self, path: str) -> int:
        """The state of an answer; 0 if there is none."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(**environment: str) -> Iterator[Site]:
    """With a database of its own, which is gone afterwards."""
    database = loaded_database.another()
    try:
        with serving(database, **environment) as site:
            yield site
    finally:
        loaded_database.drop(database)


@contextmanager
def serving(database: str, **environment: str) -> Iterator[Site]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="beratung-site-", dir="/tmp") as directory:
        url = f"http://127.0.0.1:{port}"
        variables = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.site_settings",
            "SITE_DATABASE": database,
            "SITE_CLUSTER": str(settings.DATABASES["default"]["DATA_DIR"]),
            "DATA_DIR": directory,
            "PORT": str(port),
            "QUICK_EXIT_URL": f"{url}/livez",
            **environment,
        }
        site = Site(url, Path(directory) / "log", variables)
        with site.log.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "beratung.serve"],
                cwd=settings.BASE_DIR,
                env=variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            _wait(site, process)
            yield site
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=PATIENCE)


def _wait(site: Site, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while site.get("/readyz") != 200:
        assert process.poll() is None, site.log.read_text()
        assert time.monotonic() < end, site.log.read_text()
        time.sleep(0.1)
