"""What was made of listings before: by version of a listing, language and day; what is used least goes first.

Nothing of a person or of a search is kept. The key names one version of one listing (`Hit.version`), so nothing kept is
ever wrong.
"""

import threading
import uuid
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from cachetools import LRUCache
from django.utils import translation

from services.display import cards
from services.search.query import Hit

T = TypeVar("T")
MOST_BYTES = 32_000_000


class Kept(Generic[T]):
    """Of one process and one door, up to `MOST_BYTES` by `size`."""

    def __init__(self, make: Callable[[cards.Card], T], size: Callable[[T], int]) -> None:
        self._make = make
        self._kept: LRUCache[Hashable, T] = LRUCache(MOST_BYTES, getsizeof=size)
        self._lock = threading.Lock()

    def of(self, hits: Sequence[Hit], now: datetime) -> dict[uuid.UUID, T]:
        """By offer; only those that are not kept are read from the database, and what has gone since is missing."""
        language = translation.get_language() or "de"
        today = now.date()
        keys = {hit.offer: (hit.version, language, today) for hit in hits}
        with self._lock:
            found = {hit.offer: known for hit in hits if hit.version and (known := self._kept.get(keys[hit.offer]))}
        new = {card.offer.pk: self._make(card) for card in cards.for_hits([hit for hit in hits if hit.offer not in found], now)}
        with self._lock:
            self._kept.update((keys[offer], made) for offer, made in new.items() if keys[offer][0])
        return found | new
