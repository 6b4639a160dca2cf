"""May this person go there? Inside a route all criteria must hold (min); across the routes the best counts (max).

Guarantees: FITS and NOT_FOR_YOU are final, further answers can only change ASK_FIRST; a missing answer gives FITS only if
every possible answer does; nothing depends on the order of rules.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from services.choices import Verdict
from services.eligibility.criteria import CRITERIA
from services.eligibility.person import Person
from services.eligibility.profile import Profile, RouteRules, Row
from services.eligibility.verdict import Assessment, Reason

_NOBODY = Assessment(Verdict.ASK_FIRST, "", (), ("situation",))


def assess(profile: Profile, person: Person, on: date) -> Assessment:
    routes = [route for route in profile.routes if route.audience in person.audiences]
    if not routes:
        return _NOBODY
    found = [_route(route, person, on) for route in routes]
    best = max(found, key=lambda assessment: assessment.verdict)
    if best.verdict == Verdict.ASK_FIRST and len(routes) > 1 and all(_every_answer_fits(routes, person, on)):
        return replace(best, verdict=Verdict.FITS, questions=())
    return best


def _route(route: RouteRules, person: Person, on: date) -> Assessment:
    reasons, open_questions = [], []
    for criterion in CRITERIA:
        reason, is_open = _criterion(criterion, route.of(criterion, on), person)
        reasons.append(reason)
        open_questions += [criterion] if is_open else []
    reasons.sort(key=lambda reason: reason.verdict)
    worst = reasons[0].verdict
    return Assessment(worst, route.code, tuple(reasons), tuple(open_questions) if worst == Verdict.ASK_FIRST else ())


def _criterion(criterion: str, rows: tuple[Row, ...], person: Person) -> tuple[Reason, bool]:
    """The reason, and whether an answer could change it."""
    rules = CRITERIA[criterion]
    if not rows:
        return Reason(criterion, rules.without_rows), False
    answer = rules.answer(person)
    if answer is not None and (answered := _answered(criterion, rows, answer)):
        return answered, False
    possible = {_verdict(criterion, rows, sample) for sample in rules.samples(rows)}
    if len(possible) == 1:
        return Reason(criterion, possible.pop()), False
    return Reason(criterion, Verdict.ASK_FIRST), True


def _answered(criterion: str, rows: tuple[Row, ...], answer: Any) -> Reason | None:
    """What the answer decides; None where a further situation could still open what this one does not."""
    rules = CRITERIA[criterion]
    best = max((row for row in rows if rules.accepts(row, answer)), key=lambda row: row.verdict, default=None)
    if best and (rules.settles or best.verdict == max(row.verdict for row in rows)):
        return Reason(criterion, Verdict(best.verdict), best.rule)
    return Reason(criterion, Verdict.ASK_FIRST) if rules.settles else None


def _verdict(criterion: str, rows: tuple[Row, ...], value: Any) -> Verdict:
    """Where rows overlap, the kinder one; where none speaks, ask."""
    found = [row.verdict for row in rows if CRITERIA[criterion].accepts(row, value)]
    return Verdict(max(found)) if found else Verdict.ASK_FIRST


def _every_answer_fits(routes: list[RouteRules], person: Person, on: date) -> Iterator[bool]:
    """For each combination of answers that are still missing: does some route fit? ("Family, or under 27" fits everybody.)"""
    rows = {criterion: [row for route in routes for row in route.of(criterion, on)] for criterion in CRITERIA}
    known = {criterion: rules.answer(person) for criterion, rules in CRITERIA.items()}
    choices = [[known[c]] if known[c] is not None else CRITERIA[c].samples(rows[c]) for c in CRITERIA]
    for combination in product(*choices):
        values = dict(zip(CRITERIA, combination, strict=True))
        yield any(all(_fits(route.of(c, on), c, values[c]) for c in CRITERIA) for route in routes)


def _fits(rows: tuple[Row, ...], criterion: str, value: Any) -> bool:
    verdict = _verdict(criterion, rows, value) if rows else CRITERIA[criterion].without_rows
    return verdict == Verdict.FITS
