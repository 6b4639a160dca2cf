"""The web server: python -m beratung.server HOST:PORT PUBLIC_URL. Two workers with two threads each; the first process makes no pages.

Connections are kept in Rust: a slow phone holds none of the threads that make pages.
"""

import os
import socket
import sys
import threading
import time
from functools import partial

from django.db import connection
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

#: A page is made in memory: more threads only take the interpreter from each other.
_THREADS = 2
#: Seconds that a thread waits for work before it ends, and its connection to PostgreSQL with it.
_IDLE = 600
#: Of everything before the body, in bytes: no address of ours is longer than a quarter of it.
_LONGEST_HEAD = 32_768
#: Seconds after which a worker makes way for a new one, and how long it may then finish what it has begun.
_LIFETIME, _GRACE = 24 * 3600, 10
#: Seconds that the new one has before the old one goes: it reads ahead meanwhile, a million listings in ten.
_BESIDE = 20


def server(host: str, port: int, url: str) -> MPServer:
    found = MPServer(
        "beratung.worker:site",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WORKERS", "2")),
        blocking_threads=_THREADS,
        blocking_threads_idle_timeout=_IDLE,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=_LONGEST_HEAD),
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=_BESIDE,
        workers_lifetime=_LIFETIME,
        workers_kill_timeout=_GRACE,
    )
    found.on_startup(threading.Thread(target=partial(_say_where, host, port, url), daemon=True).start)
    return found


def _attend() -> None:
    """The private PostgreSQL runs as long as this process, which ends after its workers, however they end."""
    connection.ensure_connection()
    connection.close()


def _say_where(host: str, port: int, url: str) -> None:
    """As soon as the first worker listens: before that a browser would be refused."""
    while not _listens(host, port):
        time.sleep(0.1)
    sys.stdout.write(f"Open {url}/  (staff: {url}/admin/, first administrator: manage.py bootstrap)\n")
    sys.stdout.flush()


def _listens(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


if __name__ == "__main__":
    host, _, port = sys.argv[1].rpartition(":")
    _attend()
    server(host, int(port), sys.argv[2]).serve()
