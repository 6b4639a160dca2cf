"""What is wrong with the rules of a programme, said to the staff who wrote them. Pure: rows in, findings out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from services.choices import OPEN_TO_EVERY_STATUS, Criterion, Verdict
from services.eligibility.criteria.age import BANDS
from services.eligibility.criteria.status import CODES
from services.models import Programme, Route, Rule, Service

ERROR, WARNING = "error", "warning"
_ENDLESS = 1000
#: Both ends in completed years; None where the sentence names none.
Claim = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is the id of the row, "" where the whole table is meant; `route` is a code, "" for all routes together."""

    level: str
    rule: str
    criterion: str
    message: str
    route: str = ""


#: A route with the rows that stand for it: the programme's, or with a service's own in their place.
Table = tuple[Route, Sequence[Rule]]


def of_programme(programme: Programme, today: date) -> list[Finding]:
    return lint([(route, route.rules_for()) for route in programme.routes.all()], today)


def of_service(service: Service, today: date) -> list[Finding]:
    """Only what its own rows bring about; the programme's own faults are said at the programme."""
    own = list(service.overrides.all())
    routes = service.programme.routes.all() if service.programme else ()
    return of_own([(route, route.rules_for(own)) for route in routes], own, today)


def of_own(tables: Sequence[Table], own: Sequence[Rule], today: date) -> list[Finding]:
    replaced = {(route.code, rule.criterion) for route, _rows in tables for rule in own if rule.route_id == route.pk}
    return [finding for finding in lint(tables, today) if (finding.route, finding.criterion) in replaced]


def lint(tables: Sequence[Table], today: date) -> list[Finding]:
    """Errors first, otherwise in the order of the routes."""
    found = [replace(finding, route=route.code) for route, rows in tables for finding in _of_route(route, rows, today)]
    found += _area_is_missing(tables, today)
    return sorted(found, key=lambda finding: finding.level != ERROR)


def _of_route(route: Route, rows: Sequence[Rule], today: date) -> Iterator[Finding]:
    for rule in rows:
        for level, message in (*_about_one(rule, today), *_about_place(rule, route.programme)):
            yield Finding(level, str(rule.pk), rule.criterion, message)
    yield from _day_by_day(rows, today, Criterion.AGE, _ages)
    yield from _day_by_day(rows, today, Criterion.STATUS, _papers)


# --- one row alone


def _about_one(rule: Rule, today: date) -> Iterator[tuple[str, str]]:
    if rule.criterion == Criterion.AGE:
        yield from _about_ages(rule)
    if rule.source_id is None:
        yield ERROR, _("No source says this.")
    if rule.valid_to and rule.valid_to < today:
        yield WARNING, _("It ended on %(day)s and decides nothing any more.") % {"day": _written(rule.valid_to)}
    elif rule.review_by and rule.review_by < today:
        yield WARNING, _("It should have been looked at by %(day)s.") % {"day": _written(rule.review_by)}


def _about_ages(rule: Rule) -> Iterator[tuple[str, str]]:
    low, high = rule.min_age or 0, rule.max_age
    if high is not None and low > high:
        yield ERROR, _("The lower age %(low)s is above the upper age %(high)s.") % {"low": low, "high": high}
        return
    for boundary in (low, *(() if high is None else (high + 1,))):
        if boundary not in BANDS:
            yield WARNING, _("The boundary at %(age)s cuts across: elsewhere ages change at 12, 18 and 27 only.") % {"age": boundary}
    said = claims(_german(rule))
    if said and not any(_agrees(claim, rule) for claim in said):
        yield ERROR, _("The German sentence says “%(said)s”, the row says %(row)s.") % {"said": _claim(said[0]), "row": _claim((low, high))}


def _about_place(rule: Rule, programme: Programme) -> Iterator[tuple[str, str]]:
    if rule.criterion == Criterion.AREA and rule.service_id is None and not programme.area_matters:
        yield WARNING, _("There is a row for the home area, but for this programme the home address does not decide.")
    closes = rule.criterion == Criterion.STATUS and rule.verdict == Verdict.NOT_FOR_YOU
    if closes and programme.code in OPEN_TO_EVERY_STATUS:
        yield ERROR, _("A residence paper never closes this kind of help (violence, crisis, health, no papers).")


def _area_is_missing(tables: Sequence[Table], today: date) -> Iterator[Finding]:
    matters = any(route.programme.area_matters for route, _rows in tables)
    if matters and not any(rule.criterion == Criterion.AREA and rule.holds_on(today) for _route, rows in tables for rule in rows):
        message = _("For this programme the home address decides, but no row says what holds outside the area.")
        yield Finding(WARNING, "", Criterion.AREA, message)


# --- all rows of one criterion, on every day on which they are others


def _day_by_day(
    rows: Sequence[Rule], today: date, criterion: str, check: Callable[[list[Rule]], Iterator[tuple[str, str]]]
) -> Iterator[Finding]:
    """What stands wrong for several days is said once, for the first of them."""
    mine, seen = [rule for rule in rows if rule.criterion == criterion], set()
    for day in _days(mine, today):
        for rule, message in check([one for one in mine if one.holds_on(day)]):
            if (rule, message) not in seen:
                seen.add((rule, message))
                later = message if day == today else _("From %(day)s: %(problem)s") % {"day": _written(day), "problem": message}
                yield Finding(ERROR, rule, criterion, later)


def _days(rows: Iterable[Rule], today: date) -> list[date]:
    days = {today}
    for rule in rows:
        days |= {rule.valid_from} if rule.valid_from else set()
        days |= {rule.valid_to + timedelta(days=1)} if rule.valid_to and rule.valid_to < date.max else set()
    return sorted(day for day in days if day >= today)


def _ages(rows: list[Rule]) -> Iterator[tuple[str, str]]:
    spans = sorted(((rule.min_age or 0, _highest(rule), str(rule.pk)) for rule in rows), key=lambda span: span[:2])
    spans = [span for span in spans if span[0] <= span[1]]
    if not spans:
        yield "", _("No row says for which ages.")
        return
    for (low, high, _before), (start, end, rule) in pairwise(spans):
        if start <= high:
            yield rule, _("Two rows overlap: %(first)s and %(second)s.") % {"first": _span(low, high), "second": _span(start, end)}
    reached = -1
    for start, end, _rule in spans:
        if start > reached + 1:
            yield "", _("No row says anything about the ages %(ages)s.") % {"ages": _span(reached + 1, start - 1)}
        reached = max(reached, end)
    if reached < _ENDLESS:
        yield "", _("No row says anything about the ages %(ages)s.") % {"ages": _span(reached + 1, _ENDLESS)}


def _papers(rows: list[Rule]) -> Iterator[tuple[str, str]]:
    if not rows:
        yield "", _("No row says for which papers.")
        return
    naming = {code: [rule for rule in rows if code in rule.statuses] for code in CODES}
    if missing := [code for code, found in naming.items() if not found]:
        yield "", _("No verdict for %(papers)s.") % {"papers": ", ".join(missing)}
    for code, found in naming.items():
        if len(found) > 1:
            yield str(found[-1].pk), _("Two rows give a verdict for %(paper)s.") % {"paper": code}


# --- ages in words

_JAHRE = r"(?:\s+Jahren?)?"
_SAID: tuple[tuple[re.Pattern[str], Callable[[list[int]], Claim]], ...] = (
    (re.compile(rf"(\d+){_JAHRE}\s*(?:bis|–|-)\s*(?:einschließlich\s+)?(\d+)", re.IGNORECASE), lambda ages: (ages[0], ages[1])),
    (re.compile(r"\bzwischen\s+(\d+)\s+und\s+(\d+)", re.IGNORECASE), lambda ages: (ages[0], ages[1])),
    (re.compile(r"\bab(?:\s+dem)?\s+(\d+)", re.IGNORECASE), lambda ages: (ages[0], None)),
    (re.compile(r"\bunter\s+(\d+)", re.IGNORECASE), lambda ages: (None, ages[0] - 1)),
    (re.compile(r"\bbis\s+(?:einschließlich\s+|zu\s+)?(\d+)", re.IGNORECASE), lambda ages: (None, ages[0])),
)
_SENTENCE_END = re.compile(r"(?<!\d)[.!?]\s")
_IN_BRACKETS = re.compile(r"\([^)]*\)")


def claims(text: str) -> list[Claim]:
    """The ages that the first German sentence names; later sentences and brackets speak of other offices."""
    rest, found = _SENTENCE_END.split(_IN_BRACKETS.sub("", text))[0], []
    for pattern, meaning in _SAID:
        found += [meaning([int(number) for number in match.groups()]) for match in pattern.finditer(rest)]
        rest = pattern.sub(" ", rest)
    return found


def _agrees(claim: Claim, rule: Rule) -> bool:
    """Ends that the sentence leaves out are no contradiction. A *not for you* may also say for whom it is instead."""
    (low, high), lowest, highest = claim, rule.min_age or 0, rule.max_age
    if low in (None, lowest) and high in (None, highest):
        return True
    beside = (high is not None and lowest == high + 1) or (low is not None and highest == low - 1)
    return rule.verdict == Verdict.NOT_FOR_YOU and beside


def _german(rule: Rule) -> str:
    return str(getattr(rule, "text_de", None) or "")


def _claim(claim: Claim) -> str:
    return _span(claim[0] or 0, _ENDLESS if claim[1] is None else claim[1])


def _highest(rule: Rule) -> int:
    return _ENDLESS if rule.max_age is None else rule.max_age


def _span(low: int, high: int) -> str:
    """ "12–26", "27+", "17" """
    if high >= _ENDLESS:
        return f"{low}+"
    return str(low) if low == high else f"{low}–{high}"


def _written(day: date) -> str:
    return date_format(day, "d.m.Y")
