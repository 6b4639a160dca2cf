"""Rules in words: per route, the sentences that say for whom it is, each with its source and date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.choices import Audience, Criterion, Verdict
from services.models import Route, Rule, Service

ALL_STATUSES = 10


@dataclass(frozen=True, slots=True)
class RouteInWords:
    route: Route
    rules: tuple[Rule, ...]


def in_words(service: Service, today: date) -> list[RouteInWords]:
    """The routes of the service's programme; its own overrides stand in place of the programme's rows."""
    if service.programme is None:
        return []
    overrides = list(service.overrides.all())
    return [RouteInWords(route, tuple(_rules(route, overrides, today))) for route in service.programme.routes.all()]


def of_route(route: Route, today: date) -> RouteInWords:
    """The programme's own rows, without any service."""
    return RouteInWords(route, tuple(_rules(route, [], today)))


def _rules(route: Route, overrides: list[Rule], today: date) -> Iterable[Rule]:
    own = [rule for rule in overrides if rule.route_id == route.pk]
    replaced = {rule.criterion for rule in own}
    inherited = [rule for rule in route.rules.all() if rule.service_id is None and rule.criterion not in replaced]
    return [rule for rule in (*own, *inherited) if holds_on(rule, today)]


def holds_on(rule: Rule, today: date) -> bool:
    return (rule.valid_from or today) <= today <= (rule.valid_to or today)


def is_overdue(rule: Rule, today: date) -> bool:
    return rule.review_by is not None and rule.review_by < today


def in_short(service: Service, today: date) -> list[Rule]:
    """For a card: who it is for, at most two sentences; "everybody" says nothing and is left out."""
    if service.programme is None:
        return []
    routes = [found for found in in_words(service, today) if found.route.audience == Audience.PERSON] or in_words(service, today)
    telling = [rule for found in routes[:1] for rule in found.rules if _tells(rule)]
    return sorted(telling, key=lambda rule: rule.criterion != Criterion.AGE)[:2]


def _tells(rule: Rule) -> bool:
    if rule.criterion == Criterion.AGE:
        return rule.verdict == Verdict.FITS and not (rule.min_age == 0 and rule.max_age is None)
    if rule.criterion == Criterion.SITUATION:
        return rule.verdict == Verdict.FITS
    return rule.criterion == Criterion.STATUS and rule.verdict == Verdict.FITS and len(rule.statuses) >= ALL_STATUSES - 1
