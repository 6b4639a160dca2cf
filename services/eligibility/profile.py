"""The rules of a service as plain values: what thousands of services share, told apart by content."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.choices import Verdict
from services.models import Programme, Route, Rule, Service


@dataclass(frozen=True, slots=True)
class Row:
    """One rule. `lowest` and `highest` are completed years, both included, `highest` None without an upper end."""

    criterion: str
    verdict: int
    lowest: int = 0
    highest: int | None = None
    values: tuple[str, ...] = ()
    valid_from: date = date.min
    valid_to: date = date.max
    rule: str = ""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class RouteRules:
    code: str
    audience: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Two profiles are the same if their `key` is; as values in memory each is itself."""

    routes: tuple[RouteRules, ...]
    #: What `assess` has worked out for the last day it was asked about: the same for everybody, nothing of a person.
    worked_out: dict[date, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def key(self) -> str:
        """The same for the same rules, whoever has them."""
        return hashlib.sha256(repr(self.routes).encode()).hexdigest()


def of_programme(programme: Programme, overrides: Iterable[Rule] = ()) -> Profile:
    """A service's own rows for one criterion of one route stand in place of the programme's."""
    own = list(overrides)
    return Profile(tuple(of_route(route, route.rules_for(own)) for route in programme.routes.all()))


def of_route(route: Route, rules: Iterable[Rule]) -> RouteRules:
    return RouteRules(route.code, route.audience, _rows(rules))


def of_service(service: Service) -> Profile | None:
    """None without a programme: then nobody has said anything about who may come."""
    return of_programme(service.programme, service.overrides.all()) if service.programme else None


def _rows(rules: Iterable[Rule]) -> tuple[Row, ...]:
    return tuple(sorted((_row(rule) for rule in rules), key=repr))


def _row(rule: Rule) -> Row:
    return Row(
        criterion=str(rule.criterion),
        verdict=int(Verdict(rule.verdict)),
        lowest=rule.min_age or 0,
        highest=rule.max_age,
        values=tuple(sorted(rule.statuses or rule.situations)),
        valid_from=rule.valid_from or date.min,
        valid_to=rule.valid_to or date.max,
        rule=str(rule.pk),
    )
