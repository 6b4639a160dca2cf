"""The parts of a search answer, in the words of the contract (design §6)."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
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


def written(content: Any) -> str:
    """As JSON; also labels that are translated only when they are read."""
    return json.dumps(content, cls=DjangoJSONEncoder)


def with_results(content: dict[str, Any], each: Sequence[str]) -> str:
    """One object of what stands above the results, and them, which are JSON already."""
    return f'{written(content)[:-1]}, "results": [{", ".join(each)}]}}'


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
    """A result as far as it is the same for every search and all day: JSON, cut where each search says something of its own."""

    pieces: tuple[str, str, str, str, str]
    when: When

    @property
    def nbytes(self) -> int:
        return sum(map(sys.getsizeof, self.pieces))

    def shown(self, hit: Hit, now: datetime) -> str:
        one, two, three, four, five = self.pieces
        km, serves, group, when = (json.dumps(each) for each in _of_search(hit, self.when, now))
        return f"{one}{km}{two}{serves}{three}{group}{four}{when}{five}"


def results(result: SearchResult, now: datetime, asking: Asking | None = None, labels: Sequence[str] = ()) -> list[str]:
    """Each as JSON; what is not for anybody who asks comes last. `labels` are the callers' own names for their persons."""
    hits = [*result.hits, *result.others]
    if not asking:
        return [listing.shown(hit, now) for hit, listing in _kept.of(hits, now)]
    made = {card.offer.pk: card for card in cards.for_hits(hits, now, asking)}
    return [
        written(_content(card, *_of_search(hit, card.when, now)) | _verdicts(card.verdicts, labels))
        for hit in hits
        if (card := made.get(hit.offer)) is not None
    ]


def _of_search(hit: Hit, when: When, now: datetime) -> tuple[float | None, bool, str, str | None]:
    return hit.distance_km, hit.serves_your_area, hit.group.name.lower(), when.at(now)[0] or None


def _content(card: cards.Card, distance_km: object, serves_your_area: object, group: object, when: object) -> dict[str, Any]:
    offer, service = card.offer, card.offer.service
    last = offer.last_check()
    return {
        "id": str(offer.pk),
        "code": offer.code,
        "url": settings.PUBLIC_URL + reverse("offer", args=[offer.pk]),
        "service": service.name,
        "organization": service.organization.name,
        "programme": service.programme.code if service.programme else None,
        "needs": [need.code for need in offer.stated_needs],
        "location": _location(offer.location),
        "distance_km": distance_km,
        "serves_your_area": serves_your_area,
        "languages": [
            {"language": spoken.language.code if spoken.language else None, "mode": spoken.mode} for spoken in offer.spoken_languages.all()
        ],
        "group": group,
        "first_step": _first_step(card.step, when),
        "verdict": None,
        "verdicts": [],
        "last_checked": last.day.isoformat() if last and last.day else None,
        "stale": card.is_stale,
    }


#: What no text out of PostgreSQL can hold.
_HOLE = "\0"


def _listing(card: cards.Card) -> _Listing:
    one, two, three, four, five = written(_content(card, _HOLE, _HOLE, _HOLE, _HOLE)).split(written(_HOLE))
    return _Listing((one, two, three, four, five), card.when)


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


def _first_step(step: FirstStep, when: object) -> dict[str, object]:
    return {
        "kind": step.kind,
        "contact": step.contact.value if step.contact else step.website or None,
        "dial": step.contact.e164 or None if step.contact else None,
        "when": when,
        "warning": step.warning or None,
    }
