import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .client import Client, server_number, server_runs, until


@pytest.fixture
def place() -> Iterator[Path]:
    """A data directory to be: short enough for a socket and, unlike tmp_path, not below a closed directory."""
    parent = Path(tempfile.mkdtemp(prefix="beratung-", dir="/tmp"))
    parent.chmod(0o711)
    data_dir = parent / "d"
    yield data_dir
    if server_runs(data_dir) and (number := server_number(data_dir)):
        os.kill(number, signal.SIGQUIT)
        until(lambda: not server_runs(data_dir))
    shutil.rmtree(parent)


@pytest.fixture
def client(place: Path) -> Iterator[Callable[..., Client]]:
    started: list[Client] = []

    def start(code: str = "", **options: object) -> Client:
        started.append(Client(place, code, **options))
        return started[-1]

    yield start
    for each in started:
        each.end()
