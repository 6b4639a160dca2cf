"""Which state of the code answers: two processes of one release agree, another release never does."""

import hashlib
from functools import cache
from pathlib import Path

_DECIDES = ("beratung", "services", "templates", "static")


@cache
def fingerprint(base: Path, *settings: str) -> str:
    """Of the files as they lie there (name, size, time) and of the settings that pages show."""
    files = (path for root in _DECIDES for path in sorted((base / root).rglob("*")) if path.suffix != ".pyc" and path.is_file())
    stats = [(str(path.relative_to(base)), stat.st_size, stat.st_mtime_ns) for path in files for stat in [path.stat()]]
    return hashlib.sha256(repr((stats, settings)).encode()).hexdigest()[:16]
