"""May this person go there? Inside a route all criteria must hold (min); across the routes the best counts (max).

Guarantees: FITS and NOT_FOR_YOU are final, further answers can only change ASK_FIRST; a missing answer gives FITS only if
every possible answer does; nothing depends on the order of rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from operator import getitem
from typing import Any

from services.choices import Criterion, Verdict
from services.eligibility.catchment import Where
from services.eligibility.criteria import CRITERIA
from services.eligibility.decided import Decided, Verdicts
from services.eligibility.person import Person
from services.eligibility.profile import Profile
from services.eligibility.verdict import Assessment

_NOBODY = Assessment(Verdict.ASK_FIRST, "", (), ("situation",))
_ANYWHERE = {verdict: (verdict,) * len(Where) for verdict in Verdict}
_ANSWERS_BY_WHERE = [None if where == Where.OPEN else where for where in Where]
#: One answer per criterion, None where there is none; the home area comes last.
Answers = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Route:
    """A route with the rows that hold on one day; `criteria` in the order of CRITERIA."""

    code: str
    audience: str
    criteria: tuple[Decided, ...]
    verdicts: tuple[Verdicts, ...]
    area_matters: bool


def assess(profile: Profile, person: Person, on: date, where: Where = Where.INSIDE) -> Assessment:
    """`where` is how the person's home lies to the service's catchment; without one, the programme's rules alone."""
    answers = _answers(person, where)
    routes = [route for route in _routes(profile, on) if route.audience in person.audiences]
    if not routes:
        return _NOBODY
    found = [_route(route, answers) for route in routes]
    best = max(found, key=lambda assessment: assessment.verdict)
    verdict = _together(best.verdict, routes, answers)
    return best if verdict == best.verdict else replace(best, verdict=verdict, questions=())


def by_where(profiles: Iterable[Profile], person: Person, on: date) -> Iterator[Sequence[Verdict]]:
    """Per profile the verdict for each `Where`, in its order: what a search looks up for thousands of services."""
    answers, audiences = _answers(person, Where.INSIDE), person.audiences
    for profile in profiles:
        routes = [route for route in _routes(profile, on) if route.audience in audiences]
        found = [_route_by_where(route, answers) for route in routes]
        yield found[0] if len(found) == 1 else _across(routes, found, answers)


def by_age(profiles: Iterable[Profile], age: int, on: date) -> Iterator[Verdict]:
    """Per profile what an age says by itself, whatever else the person would answer."""
    person, known = Person(age=age), list(CRITERIA).index(Criterion.AGE)
    answer = CRITERIA[Criterion.AGE].answer(person, Where.INSIDE)
    for profile in profiles:
        routes = [route for route in _routes(profile, on) if route.audience in person.audiences]
        yield max((route.verdicts[known][answer] for route in routes), default=Verdict.ASK_FIRST)


def _route_by_where(route: _Route, answers: Answers) -> Sequence[Verdict]:
    worst = min(map(getitem, route.verdicts, answers))
    if not route.area_matters or worst == Verdict.NOT_FOR_YOU:
        return _ANYWHERE[worst]
    area = route.verdicts[-1]
    return [min(worst, area[answer]) for answer in _ANSWERS_BY_WHERE]


def _across(routes: list[_Route], found: list[Sequence[Verdict]], answers: Answers) -> Sequence[Verdict]:
    """The best route, or FITS where the routes hold every possible answer between them."""
    if not routes:
        return _ANYWHERE[Verdict.ASK_FIRST]
    best = [max(verdicts) for verdicts in zip(*found, strict=True)]
    if not any(route.area_matters for route in routes):
        return _ANYWHERE[_together(best[0], routes, answers)]
    return [_together(verdict, routes, (*answers[:-1], answer)) for verdict, answer in zip(best, _ANSWERS_BY_WHERE, strict=True)]


def _together(best: Verdict, routes: Sequence[_Route], answers: Answers) -> Verdict:
    """FITS where one route holds what the other does not, whatever is answered next ("family, or under 27" fits everybody)."""
    if best != Verdict.ASK_FIRST or len(routes) == 1:
        return best
    hopeful = [route for route in routes if _can_fit(route, answers)]
    return Verdict.FITS if len(hopeful) > 1 and all(_every_answer_fits(hopeful, answers)) else best


def _can_fit(route: _Route, answers: Answers) -> bool:
    pairs = zip(route.criteria, answers, strict=True)
    return all(criterion.can_fit if answer is None else criterion.fits_if(answer) for criterion, answer in pairs)


def _answers(person: Person, where: Where) -> Answers:
    return tuple(rules.answer(person, where) for rules in CRITERIA.values())


def _routes(profile: Profile, on: date) -> tuple[_Route, ...]:
    found: tuple[_Route, ...] | None = profile.worked_out.get(on)
    if found is None:
        found = tuple(_on(profile, on))
        profile.worked_out.clear()
        profile.worked_out[on] = found
    return found


def _on(profile: Profile, on: date) -> Iterator[_Route]:
    for route in profile.routes:
        rows = [row for row in route.rows if row.holds_on(on)]
        criteria = tuple(Decided(criterion, tuple(row for row in rows if row.criterion == criterion)) for criterion in CRITERIA)
        yield _Route(route.code, route.audience, criteria, tuple(found.verdicts for found in criteria), bool(criteria[-1].rows))


def _route(route: _Route, answers: Answers) -> Assessment:
    found = [criterion[answer] for criterion, answer in zip(route.criteria, answers, strict=True)]
    reasons = tuple(sorted((reason for reason, _is_open in found), key=lambda reason: reason.verdict))
    worst = reasons[0].verdict
    questions = tuple(reason.criterion for reason, is_open in found if is_open) if worst == Verdict.ASK_FIRST else ()
    return Assessment(worst, route.code, reasons, questions)


def _every_answer_fits(routes: Sequence[_Route], answers: Answers) -> Iterator[bool]:
    """For each combination of answers that are still missing: does some route fit?"""
    choices = [_possible(routes, position, answer) for position, answer in enumerate(answers)]
    for combination in product(*choices):
        yield any(_fits(route, combination) for route in routes)


def _possible(routes: Sequence[_Route], position: int, answer: Any) -> list[Any]:
    if answer is not None:
        return [answer]
    criteria = [route.criteria[position] for route in routes]
    return list(CRITERIA[criteria[0].criterion].classes([row for criterion in criteria for row in criterion.rows]))


def _fits(route: _Route, values: Iterable[Any]) -> bool:
    return all(criterion.fits_if(value) for criterion, value in zip(route.criteria, values, strict=True))
