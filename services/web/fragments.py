"""Cards that were made before (`display.kept`); distance and hours are filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from services.display import cards
from services.display.first_step import When
from services.display.kept import Kept
from services.display.people import Asking
from services.search.query import Hit
from services.web import card_shapes
from services.web.pieces import NOTHING, Begun, Pieces, as_safe, pieces


@dataclass(frozen=True, slots=True)
class Fragment:
    begun: Begun
    is_about: bool
    when: When

    def shown(self, hit: Hit | None, now: datetime, language: str) -> bytes:
        when, is_open = self.when.at(now)
        return self.begun.with_safe(
            near=_near(language, self.is_about, hit.distance_km, hit.serves_your_area) if hit else NOTHING,
            when=_when(language, when) if when else NOTHING,
            open=_open(language) if is_open else NOTHING,
        )

    @property
    def nbytes(self) -> int:
        return self.begun.nbytes


@dataclass(frozen=True, slots=True)
class ReadyCard:
    """`hit` is None on pages that list without a search."""

    hit: Hit | None
    markup: bytes

    @property
    def html(self) -> SafeString:
        return as_safe(self.markup)


def ready(hits: Sequence[Hit], now: datetime) -> list[ReadyCard]:
    """Cards without a verdict, in the order of the hits."""
    language = translation.get_language() or "de"
    return [ReadyCard(hit, fragment.shown(hit, now, language)) for hit, fragment in _kept.of(hits, now)]


def made(found: Iterable[cards.Card], now: datetime, asking: Asking | None) -> list[ReadyCard]:
    """Cards that are not kept, because they tell a verdict or belong to no search."""
    language = translation.get_language() or "de"
    return [ReadyCard(card.hit, _fragment(card, _verdicts(card, asking)).shown(card.hit, now, language)) for card in found]


def _fragment(card: cards.Card, verdicts: str = "") -> Fragment:
    return Fragment(card_shapes.shown(card, verdicts), card.about, card.when)


_kept = Kept(_fragment, lambda fragment: fragment.nbytes)


def _verdicts(card: cards.Card, asking: Asking | None) -> str:
    if card.verdicts is None:
        return ""
    context = {"asking": asking, "verdicts": card.verdicts, "sayable": False, "operator_phone": settings.OPERATOR_PHONE}
    return render_to_string("web/_verdicts.html", context)


@lru_cache(maxsize=8192)
def _near(language: str, is_about: bool, distance_km: float | None, serves_your_area: bool) -> bytes:
    if distance_km is None:
        return _near_pieces(language, is_about, serves_your_area).filled() if serves_your_area else NOTHING
    return _near_pieces(language, is_about, serves_your_area, "distance_km").filled(distance_km=distance_km)


@lru_cache(maxsize=256)
def _near_pieces(language: str, is_about: bool, serves: bool, *holes: str) -> Pieces:
    return pieces("web/_near.html", {"serves_your_area": serves, "is_about": is_about}, holes)


@lru_cache(maxsize=1024)
def _when(language: str, when: str) -> bytes:
    return _around(language, "web/_when.html", "when").filled(when=when)


@lru_cache(maxsize=64)
def _open(language: str) -> bytes:
    return _around(language, "web/_open.html").filled()


@lru_cache(maxsize=64)
def _around(language: str, template: str, *holes: str) -> Pieces:
    return pieces(template, {}, holes)
