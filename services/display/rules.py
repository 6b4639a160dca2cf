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
    return [of_route(route, today, overrides) for route in service.programme.routes.all()]


def of_route(route: Route, today: date, overrides: Iterable[Rule] = ()) -> RouteInWords:
    return RouteInWords(route, tuple(rule for rule in route.rules_for(overrides) if rule.holds_on(today)))


def in_short(service: Service, today: date) -> list[Rule]:
    """For a card: who it is for, at most two sentences; "everybody" says nothing and is left out."""
    if service.programme is None:
        return []
    routes = [found for found in in_words(service, today) if found.route.audience == Audience.PERSON] or in_words(service, today)
    telling = [rule for found in routes[:1] for rule in found.rules if is_telling(rule)]
    return sorted(telling, key=lambda rule: rule.criterion != Criterion.AGE)[:2]


def is_telling(rule: Rule) -> bool:
    """Whether the sentence says something: \"everybody\" does not."""
    if rule.criterion == Criterion.AGE:
        return rule.verdict == Verdict.FITS and not (rule.min_age == 0 and rule.max_age is None)
    if rule.criterion == Criterion.SITUATION:
        return rule.verdict == Verdict.FITS
    return rule.criterion == Criterion.STATUS and rule.verdict == Verdict.FITS and len(rule.statuses) >= ALL_STATUSES - 1
