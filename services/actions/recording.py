"""The one way to write facts: whatever happens inside is in the search before it is committed, or nothing happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from services.models.base import recording
from services.search import indexing


@contextmanager
def atomic() -> Iterator[None]:
    """A transaction whose outermost block brings the search rows of all touched offers up to date."""
    with transaction.atomic():
        if recording.get():
            yield
            return
        token = recording.set(True)
        try:
            yield
            indexing.refresh_dirty()
        finally:
            recording.reset(token)
