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
from services.web.pieces import NOTHING, Pieces, as_safe, pieces


@dataclass(frozen=True, slots=True)
class Fragment:
    around: Pieces
    is_about: bool
    when: When

    def shown(self, hit: Hit | None, now: datetime, language: str) -> bytes:
        when, is_open = self.when.at(now)
        return self.around.with_safe(
            near=_near(hit, language, self.is_about) if hit else NOTHING,
            when=_around(language, "web/_when.html", "when").filled(when=when) if when else NOTHING,
            open=_around(language, "web/_open.html").filled() if is_open else NOTHING,
        )

    @property
    def nbytes(self) -> int:
        return self.around.nbytes + 400


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
    language, found = translation.get_language() or "de", _kept.of(hits, now)
    return [ReadyCard(hit, found[hit.offer].shown(hit, now, language)) for hit in hits if hit.offer in found]


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


def _near(hit: Hit, language: str, is_about: bool) -> bytes:
    has_distance = hit.distance_km is not None
    if not has_distance and not hit.serves_your_area:
        return NOTHING
    return _near_pieces(language, is_about, has_distance, hit.serves_your_area).filled(distance_km=hit.distance_km)


@lru_cache(maxsize=256)
def _near_pieces(language: str, is_about: bool, has_distance: bool, serves: bool) -> Pieces:
    context = {"serves_your_area": serves, "is_about": is_about}
    return pieces("web/_near.html", context, ("distance_km",) if has_distance else ())


@lru_cache(maxsize=64)
def _around(language: str, template: str, *holes: str) -> Pieces:
    return pieces(template, {}, holes)
