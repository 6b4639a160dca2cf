"""What each worker of the web server runs: the site, what it reads ahead, and a line in the log for each answer."""

import logging
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
_log = logging.getLogger("beratung.access")


def site() -> Wsgi:
    """Called once per worker."""
    from beratung.wsgi import application  # sets up the project, which the first process has no need of
    from services.search.ahead import read_ahead

    # Ctrl-C reaches all processes of a terminal: the first one tells the workers, and a thread of the server's would swallow it
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    sys.setswitchinterval(_TURN)
    # what a worker holds in memory is read beside its first answers, not by its first visitor
    threading.Thread(target=read_ahead, daemon=True).start()
    return logged(application)


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
