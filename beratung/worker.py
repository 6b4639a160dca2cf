"""What each worker of the web server runs: the site, what it reads ahead, and a line in the log for each answer."""

import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

Begin = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Begin], Iterable[bytes]]
#: In seconds, longer than a page takes: handed over in the middle of one, the interpreter finds cold caches.
_TURN = 0.02
#: After how many new objects Python looks for circles among them: a page makes thousands, and next to no circles.
_CIRCLES = 10_000, 20, 50
_log = logging.getLogger("beratung.access")


def site() -> Wsgi:
    """Called once per worker."""
    # Before there are other threads, of Rust or of numpy: one of those would take a signal that the main one sleeps through.
    # Of Ctrl-C, which reaches all processes of a terminal, the first one tells the workers.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # instead of what the first process does
    threading.Thread(target=_end_when_told, daemon=True).start()
    from beratung.wsgi import application  # sets up the project
    from services.search.ahead import read_ahead

    sys.setswitchinterval(_TURN)
    gc.set_threshold(*_CIRCLES)
    # It listens afterwards: until then the other workers answer, and nobody waits seconds for what is read here.
    read_ahead()
    gc.freeze()  # what has been read stays, and need not be looked through
    return logged(application)


def _end_when_told() -> None:
    signal.sigwait({signal.SIGTERM})
    end = signal.getsignal(signal.SIGTERM)
    if not callable(end):  # the server has not set its own yet: nothing has begun
        os._exit(0)
    end(signal.SIGTERM, None)


def logged(application: Wsgi) -> Wsgi:
    """Time, method, path without its query, state, milliseconds: no address, no referrer, no browser; no size, as a page's
    length tells its verdicts."""

    def answer(asked: dict[str, Any], start_response: Begin) -> Iterable[bytes]:
        began, state = time.perf_counter(), "500"

        def begin(status: str, *more: Any) -> Any:
            nonlocal state
            state = status[:3]
            return start_response(status, *more)

        try:
            return application(asked, begin)
        finally:
            # escaped again, as a line of the log is one line
            path = quote(asked["PATH_INFO"], encoding="latin-1", errors="replace")
            _log.info("%s %s %s %.0fms", asked["REQUEST_METHOD"], path, state, 1000 * (time.perf_counter() - began))

    return answer
