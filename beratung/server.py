"""The web server: python -m beratung.server HOST:PORT. Two workers with two threads each, nothing shared before the fork.

Connections are kept in Rust: a slow phone holds none of the threads that make pages.
"""

import os
import sys

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


def server(host: str, port: int) -> MPServer:
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
        workers_lifetime=_LIFETIME,
        workers_kill_timeout=_GRACE,
    )
    found.on_startup(_say_where)
    return found


def _say_where() -> None:
    url = os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    sys.stdout.write(f"Open {url}/  (staff: {url}/admin/, first administrator: manage.py bootstrap)\n")
    sys.stdout.flush()


if __name__ == "__main__":
    host, _, port = sys.argv[1].rpartition(":")
    server(host, int(port)).serve()
