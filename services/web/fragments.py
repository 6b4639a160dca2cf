"""Cards that were rendered before: what depends on listing, language and day is kept, distance and hours are filled in.

Nothing of a person or of a search is kept. The key names one version of one listing (`Hit.version`), so nothing kept is
ever wrong; what is used least goes first.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.display import cards
from services.display.first_step import next_time
from services.display.hours import Clock, clock_of
from services.search.query import Hit
from services.web.pieces import HOLE, Pieces, filled, pieces

MOST_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Fragment:
    """Holes: near; and, where there is a clock, when and whether it is open."""

    around: Pieces
    is_about: bool
    step: str
    clock: Clock | None

    def shown(self, hit: Hit, now: datetime) -> SafeString:
        near = _near(hit, self.is_about)
        if self.clock is None:
            return filled(self.around, near)
        moment = self.clock.at(now)
        coming = next_time(self.step, moment.next)
        when = format_html(' <span class="soft">{}</span>', coming) if coming else ""
        return filled(self.around, near, when, format_html('<span class="open">{}</span>', _("open now")) if moment.open else "")

    @property
    def nbytes(self) -> int:
        return sum(map(sys.getsizeof, self.around)) + 300


class Kept:
    """Fragments of this process, up to a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.nbytes = self.found = self.asked = 0
        self._fragments: OrderedDict[Hashable, Fragment] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Fragment | None:
        with self._lock:
            self.asked += 1
            if key not in self._fragments:
                return None
            self.found += 1
            self._fragments.move_to_end(key)
            return self._fragments[key]

    def put(self, key: Hashable, fragment: Fragment) -> None:
        with self._lock:
            if key in self._fragments:
                return
            self._fragments[key] = fragment
            self.nbytes += fragment.nbytes
            while self.nbytes > self.most_bytes:
                self.nbytes -= self._fragments.popitem(last=False)[1].nbytes


kept = Kept(MOST_BYTES)


@dataclass(frozen=True, slots=True)
class ReadyCard:
    hit: Hit
    html: SafeString


def ready(hits: Sequence[Hit], now: datetime) -> list[ReadyCard]:
    """Cards without a verdict, in the order of the hits; only those that are not kept are read from the database."""
    language = translation.get_language() or "de"
    keys = {hit.offer: (hit.version, language, now.date()) for hit in hits}
    found = {hit.offer: fragment for hit in hits if hit.version and (fragment := kept.get(keys[hit.offer]))}
    for card in cards.for_hits([hit for hit in hits if hit.offer not in found], now):
        found[card.offer.pk] = fragment = _fragment(card, now)
        if keys[card.offer.pk][0]:
            kept.put(keys[card.offer.pk], fragment)
    return [ReadyCard(hit, found[hit.offer].shown(hit, now)) for hit in hits if hit.offer in found]


def _fragment(card: cards.Card, now: datetime) -> Fragment:
    clock = clock_of(card.offer, now.date())
    holes = {"near": HOLE, **({"when": HOLE, "open": HOLE} if clock else {})}
    return Fragment(pieces("web/_card.html", {"card": card, "holes": holes}, len(holes)), card.about, card.step.kind, clock)


def _near(hit: Hit, is_about: bool) -> SafeString:
    has_distance = hit.distance_km is not None
    if not has_distance and not hit.serves_your_area:
        return SafeString("")
    around = _near_pieces(translation.get_language() or "de", is_about, has_distance, hit.serves_your_area)
    return filled(around, hit.distance_km) if has_distance else filled(around)


@lru_cache(maxsize=256)
def _near_pieces(language: str, is_about: bool, has_distance: bool, serves: bool) -> Pieces:
    hit = {"distance_km": HOLE if has_distance else None, "serves_your_area": serves}
    return pieces("web/_near.html", {"hit": hit, "is_about": is_about}, int(has_distance))
