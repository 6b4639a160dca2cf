"""Gunicorn's settings: two workers with two threads each, nothing shared before the fork, logs without facts."""

import os
import sys
import threading
from typing import Any

from gunicorn.glogging import Logger

worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
#: A page is made in memory: more threads only take the interpreter from each other.
threads = 2
#: In seconds, longer than a page takes: handed over in the middle of one, the interpreter finds cold caches.
_TURN = 0.02
preload_app = False
timeout = 30
graceful_timeout = 10
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8190
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = "-"
errorlog = "-"
loglevel = "warning"


class Log(Logger):
    """Reads of a request no more than it writes; gunicorn's own gathers every header first."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """Time, method, path without its query, state, milliseconds: no address, no referrer, no browser; no size, as a
        page's length tells its verdicts."""
        milliseconds = int(request_time.total_seconds() * 1000)
        # gunicorn's path is still escaped: a line of the log is one line
        self.access_log.info("%s %s %s %s %sms", self.now(), req.method, req.path, resp.status_code, milliseconds)


logger_class = Log


def post_worker_init(worker: Any) -> None:
    """What each worker holds in memory is read beside its first answers, not by its first visitor."""
    from services.search.ahead import read_ahead  # the project is ready only now

    sys.setswitchinterval(_TURN)
    threading.Thread(target=read_ahead, daemon=True).start()


def when_ready(server: Any) -> None:
    """Now the address answers: say it."""
    url = os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    sys.stdout.write(f"Open {url}/  (staff: {url}/admin/, first administrator: manage.py bootstrap)\n")
    sys.stdout.flush()
