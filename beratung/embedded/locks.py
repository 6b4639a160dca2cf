"""Locks between processes that vanish with the process, however it ends (`flock`)."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .account import Account

SHARED, EXCLUSIVE = fcntl.LOCK_SH, fcntl.LOCK_EX
_open: set[int] = set()


def open_lock(path: Path, account: Account) -> int:
    # NOFOLLOW: root opens this in a directory that another account may own.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    _open.add(handle)
    account.own(handle)
    return handle


def try_lock(handle: int, kind: int) -> bool:
    """Changing the kind is not atomic: a refused change loses the lock that was held."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def close_lock(handle: int) -> None:
    if handle in _open:
        _open.remove(handle)
        os.close(handle)


@contextmanager
def only_one(path: Path, account: Account, patience: float) -> Iterator[bool]:
    """Whether the lock was obtained within `patience` seconds; flock itself cannot give up waiting."""
    handle = open_lock(path, account)
    try:
        until = time.monotonic() + patience
        while not (got := try_lock(handle, EXCLUSIVE)) and time.monotonic() < until:
            time.sleep(0.02)
        yield got
    finally:
        close_lock(handle)


def _let_go_after_fork() -> None:
    # A forked child shares its parent's locks and would keep them alive; closing its copies leaves the parent's held.
    while _open:
        os.close(_open.pop())


os.register_at_fork(after_in_child=_let_go_after_fork)
