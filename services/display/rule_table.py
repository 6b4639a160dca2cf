"""A programme's rules as a table: every age, paper, situation and home with its verdict, and the reader's own cells marked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from services.choices import Situation, Verdict
from services.display.people import PAPERS, Asking
from services.eligibility.person import Person
from services.models import Programme, Route, Rule


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is an answer in words, `who` the people who gave it."""

    value: str
    verdict: Verdict
    rule: Rule | None
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RouteTable:
    route: Route
    tables: tuple[Table, ...]


def of_programme(programme: Programme, asking: Asking | None, on: date) -> list[RouteTable]:
    """Per route a table for each criterion that has rules today."""
    return [RouteTable(route, tuple(_tables(route, asking, on))) for route in programme.routes.all()]


def _tables(route: Route, asking: Asking | None, on: date) -> Iterator[Table]:
    titles = {"age": _("Age"), "status": _("Paper"), "situation": _("Situation"), "area": _("Home")}
    rules = [rule for rule in route.rules.all() if rule.service_id is None and rule.holds_on(on)]
    for criterion, title in titles.items():
        own = [rule for rule in rules if rule.criterion == criterion]
        if own:
            yield Table(title, tuple(_CELLS[criterion](own, asking)))


def _ages(rules: list[Rule], asking: Asking | None) -> Iterator[Cell]:
    starts = sorted({0, *(rule.min_age or 0 for rule in rules), *(rule.max_age + 1 for rule in rules if rule.max_age is not None)})
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        rule = _kindest(rule for rule in rules if (rule.min_age or 0) <= start and (rule.max_age is None or start <= rule.max_age))
        value = _("%(age)s and older") % {"age": start} if end is None else f"{start}–{end - 1}"
        yield _cell(value, rule, asking, partial(_is_aged, start, end))


def _is_aged(low: int, high: int | None, person: Person) -> bool:
    return person.age is not None and low <= person.age and (high is None or person.age < high)


def _papers(rules: list[Rule], asking: Asking | None) -> Iterator[Cell]:
    for code, name in PAPERS.items():
        yield _cell(str(name), _kindest(rule for rule in rules if code in rule.statuses), asking, partial(_has_paper, code))


def _has_paper(code: str, person: Person) -> bool:
    return person.status == code


def _situations(rules: list[Rule], asking: Asking | None) -> Iterator[Cell]:
    for code in dict.fromkeys(code for rule in rules for code in rule.situations):
        rule = _kindest(rule for rule in rules if code in rule.situations)
        yield _cell(str(Situation(code).label), rule, asking, partial(_is_so, code))


def _is_so(code: str, person: Person) -> bool:
    return code in person.situations


def _areas(rules: list[Rule], asking: Asking | None) -> Iterator[Cell]:
    yield Cell(_("in the area of the office"), Verdict.FITS, None, ())
    yield Cell(_("elsewhere"), Verdict(max(rule.verdict for rule in rules)), _kindest(rules), ())


def _kindest(rules: Iterable[Rule]) -> Rule | None:
    return max(rules, key=lambda rule: rule.verdict, default=None)


def _cell(value: str, rule: Rule | None, asking: Asking | None, is_mine: Callable[[Person], bool]) -> Cell:
    people = enumerate(asking.persons) if asking else ()
    who = tuple(asking.label(number) for number, person in people if asking and is_mine(person))
    return Cell(value, Verdict(rule.verdict) if rule else Verdict.ASK_FIRST, rule, who)


_CELLS: dict[str, Callable[[list[Rule], Asking | None], Iterator[Cell]]] = {
    "age": _ages,
    "status": _papers,
    "situation": _situations,
    "area": _areas,
}
