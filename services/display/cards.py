"""One result as a card: what, where, for whom in words, first step, languages, when checked."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from services.choices import ContactKind, Precision, Status
from services.display import card_records, days, first_step, hours, reference, rules, spoken
from services.display.people import Asking
from services.display.verdicts import Desk, Verdicts, complete, with_rules
from services.models import Programme, Rule, ServiceAtLocation
from services.search.query import Hit


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
    verdicts: Verdicts | None = None

    @property
    def about(self) -> bool:
        """Whether the distance is only roughly known."""
        return self.offer.location.precision != Precision.ADDRESS

    @property
    def when(self) -> first_step.When:
        """All that the clock decides about."""
        clock = self.hours.clock if self.hours else None
        return _alike(first_step.When(self.step.kind, "" if clock else self.step.when, clock))


@lru_cache(maxsize=4096)
def _alike(when: first_step.When) -> first_step.When:
    """One object for all cards that say the same, as those that are kept hold on to it."""
    return when


def everything() -> QuerySet[ServiceAtLocation]:
    """Offers with all that a card shows, in a fixed number of queries; drafts too."""
    return ServiceAtLocation.objects.with_facts().prefetch_related(
        "service__overrides__route", "service__programme__routes__rules", "service__programme__need_ranks__need", "service__needs"
    )


def listed() -> QuerySet[ServiceAtLocation]:
    return everything().filter(status=Status.PUBLISHED)


def for_hits(hits: Iterable[Hit], now: datetime, asking: Asking | None = None) -> list[Card]:
    chosen, desk = list(hits), _desk(asking, now)
    if not chosen:
        return []
    wanted = [hit.offer for hit in chosen]
    found = card_records.read(wanted, reference.current())
    if asking:
        complete(list(found.values()))
    return [build(found[hit.offer], now, hit, desk) for hit in chosen if hit.offer in found]


def for_offers(offers: Iterable[uuid.UUID], now: datetime, asking: Asking | None = None) -> list[Card]:
    desk = _desk(asking, now)
    found = _for(asking).filter(pk__in=list(offers)).order_by("service__name", "pk")
    return [build(offer, now, desk=desk) for offer in found]


def _desk(asking: Asking | None, now: datetime) -> Desk | None:
    return Desk(asking, now.date()) if asking else None


def _for(asking: Asking | None) -> QuerySet[ServiceAtLocation]:
    return with_rules(listed()) if asking else listed()


def build(offer: ServiceAtLocation, now: datetime, hit: Hit | None = None, desk: Desk | None = None) -> Card:
    open_hours = hours.of(offer, now)
    last = offer.last_check()
    fresh_until = offer.known_until(last)
    return Card(
        offer=offer,
        hit=hit,
        step=first_step.build(offer, open_hours),
        hours=open_hours,
        spoken=spoken.of(offer, now.date()),
        rules=rules.in_short(offer.service, now.date()),
        checked=days.spoken(last.day, last.day_precision) if last else "",
        is_stale=fresh_until is None or fresh_until < now.date(),
        verdicts=desk.at(offer) if desk else None,
    )


def helplines() -> list[ServiceAtLocation]:
    """Emergency offers with a number to tap. The programmes are asked for first: joined, PostgreSQL reads every service there is."""
    programmes = list(Programme.objects.filter(is_emergency=True).order_by("pk").values_list("pk", flat=True))
    emergency = ServiceAtLocation.objects.public().filter(service__programme__in=programmes, contacts__kind=ContactKind.PHONE)
    return list(emergency.select_related("service").prefetch_related("contacts").order_by("service__name", "pk").distinct())
