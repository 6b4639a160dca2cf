"""One result as a card: what, where, for whom in words, first step, languages, when checked."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from services.choices import ContactKind, Precision, Status
from services.models import Check, Rule, ServiceAtLocation
from services.search.query import Hit
from services.display import days, first_step, hours, rules, spoken


@dataclass(frozen=True, slots=True)
class Card:
    offer: ServiceAtLocation
    hit: Hit | None
    step: first_step.FirstStep
    hours: hours.Hours | None
    spoken: spoken.Spoken
    rules: list[Rule]
    checked: str
    is_stale: bool

    @property
    def about(self) -> bool:
        """Whether the distance is only roughly known."""
        return self.offer.location.precision != Precision.ADDRESS


def everything() -> QuerySet[ServiceAtLocation]:
    """Offers with all that a card shows, in a fixed number of queries; drafts too."""
    return ServiceAtLocation.objects.with_facts().select_related("location__area__parent__parent__parent").prefetch_related(
        "service__overrides__route", "service__programme__routes__rules", "service__programme__need_ranks__need", "service__needs"
    )


def listed() -> QuerySet[ServiceAtLocation]:
    return everything().filter(status=Status.PUBLISHED)


def for_hits(hits: Iterable[Hit], now: datetime) -> list[Card]:
    chosen = list(hits)
    found = {offer.pk: offer for offer in listed().filter(pk__in=[hit.offer for hit in chosen]).order_by("pk")}
    return [build(found[hit.offer], now, hit) for hit in chosen if hit.offer in found]


def for_offers(offers: Iterable[uuid.UUID], now: datetime) -> list[Card]:
    return [build(offer, now) for offer in listed().filter(pk__in=list(offers)).order_by("service__name", "pk")]


def build(offer: ServiceAtLocation, now: datetime, hit: Hit | None = None) -> Card:
    open_hours = hours.of(offer, now)
    last = last_check(offer)
    programme = offer.service.programme
    interval = programme.recheck_days if programme else 365
    return Card(
        offer=offer,
        hit=hit,
        step=first_step.build(offer, open_hours),
        hours=open_hours,
        spoken=spoken.of(offer, now.date()),
        rules=rules.in_short(offer.service, now.date()),
        checked=days.spoken(last.day, last.day_precision) if last else "",
        is_stale=last is None or last.day is None or (now.date() - last.day).days > interval,
    )


def last_check(offer: ServiceAtLocation) -> Check | None:
    return max((check for check in offer.checks.all() if check.holds and check.day), key=lambda check: check.day, default=None)


def helplines() -> list[ServiceAtLocation]:
    """Emergency offers with a number to tap."""
    return [
        offer
        for offer in ServiceAtLocation.objects.public()
        .filter(service__programme__is_emergency=True, contacts__kind=ContactKind.PHONE)
        .select_related("service")
        .prefetch_related("contacts")
        .order_by("service__name", "pk")
        .distinct()
    ]
