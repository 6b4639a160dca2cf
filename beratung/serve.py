"""`make run` and the container: prepare, then become the web server. One entry point, with the embedded database or another one.

Everything slow is skipped where nothing has changed, so that a second start is quick.
"""

import os
import socket
import sys
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from beratung import catalogues


def prepare() -> None:
    """Catalogues, migrations, reference data and listings, static files; no connection stays open over the fork."""
    catalogues.compile_all(settings.BASE_DIR)
    call_command("migrate", verbosity=0)
    call_command("load_fixtures")
    _collect_static()


def _collect_static() -> None:
    """Compressing and naming takes longer than everything else: only when a file has changed."""
    stats = sorted(
        (path, stat.st_size, stat.st_mtime_ns)
        for finder in get_finders()
        for path, storage in finder.list([])
        for stat in [Path(storage.path(path)).stat()]
    )
    stamp, now = settings.STATIC_ROOT / ".collected", sha256(repr(stats).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(now)


def serve() -> NoReturn:
    https = settings.PUBLIC_URL.startswith("https://")
    host = os.environ.get("BIND", "0.0.0.0" if https else "127.0.0.1")  # noqa: S104  (behind a proxy, only with https)
    if not https:
        print(f"PUBLIC_URL is {settings.PUBLIC_URL}: without https this site answers on this machine only.")
    if not settings.OPERATOR_NAME:
        print("Nobody answers for this site yet: before it is public, set OPERATOR_NAME, _ADDRESS, _EMAIL and _PHONE.")
    _refuse_taken_port(host)
    sys.stdout.flush()
    # Threads take turns anyway; with a heap for each, each keeps its largest answer.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    # The server must not stop between here and the first worker: this process keeps its presence until it becomes another.
    os.execv(  # noqa: S606  (this very interpreter)
        sys.executable,
        [sys.executable, "-m", "beratung.server", f"{host}:{settings.PORT}", settings.PUBLIC_URL],
    )


def _refuse_taken_port(host: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, settings.PORT))
        except OSError as error:
            why = f"port {settings.PORT} on {host} cannot be used ({error.strerror})"
            sys.exit(f"The site cannot start: {why}. Choose another one: make run PORT=8001")


def main() -> NoReturn:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beratung.settings")
    django.setup()
    try:
        prepare()
    except (OperationalError, CommandError) as error:
        sys.exit(f"The site cannot start: {error}")
    connection.close()
    serve()


if __name__ == "__main__":
    main()
