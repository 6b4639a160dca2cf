"""The parts of a search answer, in the words of the contract (design §6)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from services.choices import AreaKind, PhraseKind
from services.display import cards, words_understood
from services.display.elsewhere import Elsewhere
from services.display.first_step import FirstStep, When
from services.display.kept import Kept
from services.display.labels import Labels
from services.display.people import Asking
from services.display.verdicts import WORDS, PersonVerdict, ReasonInWords, Verdicts
from services.models import Location
from services.search.facets import FACETS
from services.search.query import Hit, SearchResult


def understood(result: SearchResult, labels: Labels) -> list[dict[str, str]]:
    query = result.query
    found = [{"kind": "place", "value": query.place.label, "label": query.place.label}] if query.place else []
    meanings = [meaning for part in query.understood.parts for meaning in part.meanings if meaning.kind != PhraseKind.PLACE]
    said = [(meaning, words_understood.meaning_label(meaning, query, labels)) for meaning in dict.fromkeys(meanings)]
    found += [{"kind": meaning.kind.value, "value": meaning.code, "label": label} for meaning, label in said if label]
    for facet in FACETS:
        if values := getattr(query, facet.name):
            found += [{"kind": facet.name, "value": value, "label": labels[facet.name].get(value, value)} for value in values]
    return found


def facets(result: SearchResult, labels: Labels) -> dict[str, list[dict[str, Any]]]:
    answer: dict[str, list[dict[str, Any]]] = {}
    for name, values in result.facets.items():
        words = labels[name]
        answer[name] = [
            {"value": value.value, "label": words.get(value.value, value.value), "count": value.sure, "unknown": value.unknown}
            for value in values
        ]
    return answer


@dataclass(frozen=True, slots=True)
class _Listing:
    """A result as far as it is the same for every search and all day; what is not stands in it as None, false or empty."""

    content: dict[str, Any]
    when: When

    @property
    def nbytes(self) -> int:
        """About what it takes in memory: measured, twice its text."""
        return 2 * len(json.dumps(self.content))

    def shown(self, hit: Hit, now: datetime) -> dict[str, Any]:
        return {
            **self.content,
            "distance_km": hit.distance_km,
            "serves_your_area": hit.serves_your_area,
            "group": hit.group.name.lower(),
            "first_step": {**self.content["first_step"], "when": self.when.at(now)[0] or None},
        }


def results(result: SearchResult, now: datetime, asking: Asking | None = None, labels: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What is not for anybody who asks comes last. `labels` are the callers' own names for their persons."""
    hits = [*result.hits, *result.others]
    if not asking:
        return [listing.shown(hit, now) for hit, listing in _kept.of(hits, now)]
    made = {card.offer.pk: card for card in cards.for_hits(hits, now, asking)}
    return [
        {**_listing(card).shown(hit, now), **_verdicts(card.verdicts, labels)} for hit in hits if (card := made.get(hit.offer)) is not None
    ]


def _listing(card: cards.Card) -> _Listing:
    offer, service = card.offer, card.offer.service
    last = offer.last_check()
    content = {
        "id": str(offer.pk),
        "code": offer.code,
        "url": settings.PUBLIC_URL + reverse("offer", args=[offer.pk]),
        "service": service.name,
        "organization": service.organization.name,
        "programme": service.programme.code if service.programme else None,
        "needs": [need.code for need in offer.stated_needs],
        "location": _location(offer.location),
        "distance_km": None,
        "serves_your_area": False,
        "languages": [
            {"language": spoken.language.code if spoken.language else None, "mode": spoken.mode} for spoken in offer.spoken_languages.all()
        ],
        "group": None,
        "first_step": _first_step(card.step),
        "verdict": None,
        "verdicts": [],
        "last_checked": last.day.isoformat() if last and last.day else None,
        "stale": card.is_stale,
    }
    return _Listing(content, card.when)


_kept = Kept(_listing, lambda listing: listing.nbytes)


def _verdicts(verdicts: Verdicts | None, labels: Sequence[str]) -> dict[str, Any]:
    if verdicts is None:
        return {}
    each = [_verdict(label, found) for label, found in zip(labels, verdicts.each, strict=True)]
    return {"verdict": verdicts.best.word, "verdicts": each}


def _verdict(label: str, found: PersonVerdict) -> dict[str, Any]:
    return {
        "person": label,
        "verdict": found.word,
        "reasons": [reason(each) for each in found.reasons],
        "handover": _handover(found.elsewhere) if found.elsewhere else None,
    }


def reason(said: ReasonInWords) -> dict[str, str]:
    text = f"{said.answer} {said.text}".strip()
    return {"criterion": said.criterion, "verdict": WORDS[said.verdict], "text": text, "source": said.source, "checked": said.checked}


def _handover(elsewhere: Elsewhere) -> dict[str, Any]:
    """An office of the same programme, another programme, or neither: then the responsible office is not recorded."""
    return {
        "programme": elsewhere.programme.code if elsewhere.programme else None,
        "offer": str(elsewhere.office.pk) if elsewhere.office else None,
        "verdict": WORDS[elsewhere.verdict],
    }


def _location(location: Location) -> dict[str, Any]:
    """What may be known of the place: a hidden one is its Kreis, without a point."""
    if location.is_hidden:
        kreis = location.area.name if location.area and location.area.kind == AreaKind.KREIS else ""
        blank = dict.fromkeys(("name", "address", "postal_code"), "")
        return {**blank, "city": kreis, "lat": None, "lon": None, "precision": "hidden"}
    return {
        "name": location.name,
        "address": location.street,
        "city": location.city,
        "postal_code": location.postal_code,
        "lat": location.lat,
        "lon": location.lon,
        "precision": location.precision,
    }


def _first_step(step: FirstStep) -> dict[str, str | None]:
    return {
        "kind": step.kind,
        "contact": step.contact.value if step.contact else step.website or None,
        "dial": step.contact.e164 or None if step.contact else None,
        "when": None,
        "warning": step.warning or None,
    }
