"""Which rules somebody must look at again, and the note that somebody did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet

from services.actions import recording
from services.models import Route, Rule, Service

AHEAD = timedelta(days=30)
SEEN = "Seen, still right"
_NEVER = datetime.min.replace(tzinfo=UTC)
#: What a rule decides or says; its source, its dates of review and its translations may change without a word to others.
_CONTENT = ("min_age", "max_age", "statuses", "situations", "verdict", "text_de", "valid_from", "valid_to")
#: Service, route and criterion: all own rows for one question.
Key = tuple[Any, Any, str]
_history: Any = Rule.history  # type: ignore[attr-defined]  # simple-history adds it


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule that begins or ends soon: `day` is the first day on which it is otherwise."""

    rule: Rule
    day: date
    begins: bool
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A service's own rows whose programme has changed its rows for the same question. `changed` is the latest change."""

    service: Service
    route: Route
    criterion: str
    own: tuple[Rule, ...]
    before: tuple[Rule, ...]
    now: tuple[Rule, ...]
    changed: datetime

    @property
    def key(self) -> Key:
        return self.service.pk, self.route.pk, self.criterion


def overdue(today: date) -> QuerySet[Rule]:
    """What has ended already decides nothing and need not be looked at."""
    still = Q(valid_to=None) | Q(valid_to__gte=today)
    return _rules().filter(still, review_by__lt=today).order_by("review_by", "route", "pk")


def turning(today: date) -> list[Turn]:
    """Also today's, until tomorrow: the earliest first."""
    begins = Q(valid_from__range=(today, today + AHEAD))
    ends = Q(valid_to__range=(today, today + AHEAD))
    found = []
    for rule in _rules().filter(begins | ends).order_by("route", "pk"):
        services = _concerned(rule)
        if rule.valid_from and today <= rule.valid_from <= today + AHEAD:
            found.append(Turn(rule, rule.valid_from, True, services))
        if rule.valid_to and today <= rule.valid_to <= today + AHEAD:
            found.append(Turn(rule, rule.valid_to + timedelta(days=1), False, services))
    return sorted(found, key=lambda turn: turn.day)


def _concerned(rule: Rule) -> tuple[Service, ...]:
    if rule.service:
        return (rule.service,)
    services = rule.route.programme.services.all()
    return tuple(service for service in services if not any(_replaces(own, rule) for own in service.overrides.all()))


def _replaces(own: Rule, rule: Rule) -> bool:
    return own.route_id == rule.route_id and own.criterion == rule.criterion


def _rules() -> QuerySet[Rule]:
    services = Service.objects.select_related("organization").prefetch_related("overrides").in_order()
    found: QuerySet[Rule] = Rule.objects.select_related("route__programme", "service__organization", "source")
    return found.prefetch_related(Prefetch("route__programme__services", services))


def overtaken() -> list[Overtaken]:
    groups: dict[Key, list[Rule]] = {}
    own = Rule.objects.filter(service__isnull=False).select_related("route__programme", "service__organization", "source")
    for rule in own.order_by("service__organization__name", "service", "route", "criterion", "min_age", "pk"):
        groups.setdefault((rule.service_id, rule.route_id, rule.criterion), []).append(rule)
    checked = dict(_history.filter(id__in=[rule.pk for rule in own]).order_by().values_list("id").annotate(Max("history_date")))
    changed = _programme_changes({rule.route_id for rule in own})
    found = []
    for (_service, route, criterion), rules in groups.items():
        since = max((checked.get(rule.pk, _NEVER) for rule in rules), default=_NEVER)
        latest = changed.get((route, criterion), _NEVER)
        if latest > since and (one := _overtaken(rules, since, latest)):
            found.append(one)
    return found


def _programme_changes(routes: Iterable[Any]) -> dict[tuple[Any, str], datetime]:
    rows = _history.filter(service_id=None, route_id__in=list(routes)).order_by().values_list("route_id", "criterion")
    return {(route, criterion): latest for route, criterion, latest in rows.annotate(Max("history_date"))}


def _overtaken(own: list[Rule], since: datetime, latest: datetime) -> Overtaken | None:
    first = own[0]
    here = {"route_id": first.route_id, "criterion": first.criterion, "service_id": None}
    before = tuple(_history.as_of(since).filter(**here))
    now = tuple(Rule.objects.filter(**here).in_order())
    if _content(before) == _content(now) or first.service is None:
        return None
    return Overtaken(first.service, first.route, first.criterion, tuple(own), before, now, latest)


def _content(rules: Iterable[Rule]) -> list[str]:
    return sorted(repr([getattr(rule, name) for name in _CONTENT]) for rule in rules)


def still_right(key: Key, seen: datetime) -> bool:
    """Notes in the history that somebody has compared; False if the programme has changed again since they `seen` it."""
    with recording.atomic():
        found = next((one for one in overtaken() if one.key == key), None)
        if found is None:
            return True
        if found.changed > seen:
            return False
        for rule in Rule.objects.select_for_update().filter(pk__in=[rule.pk for rule in found.own]).order_by("pk"):
            rule._change_reason = SEEN  # type: ignore[attr-defined]  # simple-history reads it
            rule.save()
    return True
