"""A card's template is rendered once per shape: which sentences it has. The texts of a listing are filled in.

Most listings have the shape of another one, and filling in costs a twentieth of rendering.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from services.display.cards import Card
from services.display.first_step import CARRIER, FirstStep
from services.display.spoken import Spoken
from services.models import Contact, ServiceAtLocation
from services.templatetags.words import listed, text
from services.web import where
from services.web.pieces import Begun, Pieces, hole, pieces

#: What stands on a card but is filled in later: distance, and what the clock says.
LATER = ("near", "when", "open")


@dataclass(frozen=True, slots=True)
class Shape:
    """`has`: the texts that there are; `several`: ways of speaking for which no language is named."""

    where: str
    is_nationwide: bool
    step: str
    several: tuple[str, ...]
    has_fresh_languages: bool
    is_stale: bool
    has: frozenset[str]


def shown(card: Card, verdicts: str) -> Begun:
    """The card with its texts; `LATER` are still holes."""
    place = where.of(card.offer)
    texts = {name: value for name, value in _texts(card, place, verdicts).items() if value}
    shape = Shape(
        where=place.kind,
        is_nationwide=place.is_nationwide,
        step=card.step.kind,
        several=card.spoken.several,
        has_fresh_languages=card.spoken.fresh,
        is_stale=card.is_stale,
        has=frozenset(texts),
    )
    return _around(translation.get_language() or "de", shape).partly(texts, LATER)


def _texts(card: Card, place: where.Where, verdicts: str) -> dict[str, Any]:
    """Only what the template shows, so that nothing gets lost unnoticed."""
    service, step, spoken = card.offer.service, card.step, card.spoken
    return {
        "url": _url(card.offer),
        "name": text(service, "name"),
        "carrier": service.organization.name,
        "where": place.text,
        "verdicts": verdicts,
        "for_whom": "" if verdicts else _for_whom(card),
        "warning": step.warning,
        "dial": step.contact.e164 if step.contact else "",
        "contact": step.contact.value if step.contact else "",
        "website": step.website if step.kind == CARRIER else "",
        "at_once": listed(spoken.at_once),
        "arranged": listed(spoken.arranged),
        "since": spoken.since if spoken.is_known and not spoken.fresh else "",
        "checked": card.checked,
    }


def _url(offer: ServiceAtLocation) -> str:
    """A sensitive service is not named in its address (design §7)."""
    named = [] if offer.is_sensitive else [offer.service.slug]
    return reverse("offer", args=[offer.pk, *named])


def _for_whom(card: Card) -> SafeString:
    service = card.offer.service
    sentences = [*(text(rule, "text") for rule in card.rules), text(service, "serves_text")]
    return mark_safe(" ".join(filter(None, sentences)))  # noqa: S308  (each is escaped)


@lru_cache(maxsize=1024)
def _around(language: str, shape: Shape) -> Pieces:
    holes = {name: hole(name) for name in shape.has}

    def said(name: str) -> str:
        return holes.get(name, "")

    def one(name: str) -> tuple[str, ...]:
        return (holes[name],) if name in holes else ()

    contact = Contact(value=said("contact"), e164=said("dial")) if "contact" in holes else None
    context = {
        "where": where.Where(shape.where, said("where"), shape.is_nationwide),
        "step": FirstStep(shape.step, contact, said("website"), "", said("warning")),
        "spoken": Spoken(one("at_once"), one("arranged"), shape.several, said("since"), shape.has_fresh_languages, only_these=False),
        "is_stale": shape.is_stale,
    }
    return pieces("web/_card.html", context, shape.has | set(LATER))
