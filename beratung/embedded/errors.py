"""What may be wrong with an embedded server, each as one sentence: what, where, what to do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.utils import OperationalError

from .account import Account


class EmbeddedServerError(OperationalError):
    pass


NO_MEMORY = (
    "The machine does not give the database server in {place} enough shared memory: "
    "free some, or allow more (in a container: --shm-size=256m)."
)
NO_SPACE = "No space is left on the disk that holds {place}: free some, or set DATA_DIR to a directory on another disk."
READ_ONLY = "{place} is on a read-only file system: make it writable, or set DATA_DIR to a directory that is."
DENIED = "{denied}: give the account access, or set DATA_DIR to a directory that it can reach."
NAMELESS = "The user id {uid} has no name on this machine, which the database server in {place} needs: run this as a user that has one."

# The order matters: the server also says "No space left on device" when it means shared memory.
KNOWN = (
    ("shared memory segment", NO_MEMORY),
    ("anonymous shared memory", NO_MEMORY),
    ("create semaphores", NO_MEMORY),
    ("No space left on device", NO_SPACE),
    ("Disk quota exceeded", NO_SPACE),
    ("Read-only file system", READ_ONLY),
    ("Permission denied", DENIED),
    ("Operation not permitted", DENIED),
    ("could not look up effective user ID", NAMELESS),
)
OTHERWISE = "The database server in {place} has failed and says “{last}”: its log postgres.log there may tell more."


def explain(output: str, place: Path, account: Account) -> EmbeddedServerError:
    """`output` is what a program of PostgreSQL or the operating system said, in English (LC_ALL=C)."""
    sentence = next((sentence for words, sentence in KNOWN if words in output), None)
    if sentence is None:
        sentence = NO_SPACE if _full(place) else OTHERWISE
    lines = output.strip().splitlines() or ["nothing"]
    last = next((line for line in reversed(lines) if "FATAL" in line or "error:" in line), lines[-1])
    return EmbeddedServerError(sentence.format(place=place, denied=account.denied(place), uid=account.uid, last=last.strip()))


def _full(place: Path) -> bool:
    """Asked when nothing known was said: on a full disk the log, too, may have been left without a word."""
    return place.is_dir() and shutil.disk_usage(place).free < 2**20


@contextmanager
def in_plain_words(place: Path, account: Account) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise explain(error.strerror or str(error), place, account) from error
