"""What was made of listings before: by version of a listing, language and day; what is used least goes first.

Nothing of a person or of a search is kept. The key names one version of one listing (`Hit.version`), so nothing kept is
ever wrong.
"""

import threading
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from cachetools import LRUCache
from django.utils import translation

from services.display import cards
from services.search.query import Hit

T = TypeVar("T")
MOST_BYTES = 32_000_000
#: What an entry takes beside what was made, in bytes, as measured.
_ENTRY = 500


class Kept(Generic[T]):
    """Of one process and one door, up to `MOST_BYTES` by `size`."""

    def __init__(self, make: Callable[[cards.Card], T], size: Callable[[T], int]) -> None:
        self._make = make
        self._kept: LRUCache[Hashable, T] = LRUCache(MOST_BYTES, getsizeof=lambda made: size(made) + _ENTRY)
        self._lock = threading.Lock()

    def of(self, hits: Sequence[Hit], now: datetime) -> list[tuple[Hit, T]]:
        """In the order of the hits; only those that are not kept are read from the database, and what has gone since is missing."""
        language, today = translation.get_language() or "de", now.date()
        with self._lock:
            found = [self._kept.get((hit.version, language, today)) if hit.version else None for hit in hits]
        missing = [hit for hit, known in zip(hits, found, strict=True) if known is None]
        new = {card.offer.pk: self._make(card) for card in cards.for_hits(missing, now)}
        with self._lock:
            self._kept.update(((hit.version, language, today), new[hit.offer]) for hit in missing if hit.version and hit.offer in new)
        return [(hit, made) for hit, known in zip(hits, found, strict=True) if (made := known or new.get(hit.offer))]
