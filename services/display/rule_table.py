"""A programme's rules as a table: every age, paper, situation and home with its verdict, and the reader's own cells marked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from services.choices import Criterion, Situation, Verdict
from services.display.people import PAPERS, Asking
from services.eligibility.catchment import Where
from services.eligibility.criteria import CRITERIA
from services.eligibility.criteria.age import OLDEST
from services.eligibility.decided import Decided
from services.eligibility.person import Person
from services.eligibility.profile import of_route
from services.models import Programme, Route


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is an answer in words, `who` the people who gave it."""

    value: str
    verdict: Verdict
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RouteTable:
    route: Route
    tables: tuple[Table, ...]


#: In words, what the rules are asked about, and the answers that belong to it.
Line = tuple[str, Any, Iterable[Any]]


def of_programme(programme: Programme, asking: Asking | None, on: date) -> list[RouteTable]:
    """Per route a table for each criterion that has rules today."""
    return [RouteTable(route, tuple(_tables(route, asking, on))) for route in programme.routes.all()]


def _tables(route: Route, asking: Asking | None, on: date) -> Iterator[Table]:
    titles = {"age": _("Age"), "status": _("Paper"), "situation": _("Situation"), "area": _("Home")}
    rows = [row for row in of_route(route, route.rules_for()).rows if row.holds_on(on)]
    for criterion, title in titles.items():
        if own := tuple(row for row in rows if row.criterion == criterion):
            decided = Decided(criterion, own)
            cells = (Cell(words, decided.alone(value), _who(asking, answers)) for words, value, answers in _LINES[criterion](decided))
            yield Table(title, tuple(cells))


def _who(asking: Asking | None, answers: Iterable[Any]) -> tuple[str, ...]:
    people = enumerate(asking.persons) if asking else ()
    return tuple(asking.label(number) for number, person in people if asking and not _answers(person).isdisjoint(answers))


def _answers(person: Person) -> set[Any]:
    return {person.age, person.status, *person.situations}


def _ages(decided: Decided) -> Iterator[Line]:
    bands = CRITERIA[Criterion.AGE].classes(decided.rows).items()
    for _rule, group in groupby(bands, lambda band: decided[band[0]]):
        years = [year for _start, band in group for year in band]
        words = _("%(age)s and older") % {"age": years[0]} if years[-1] == OLDEST else f"{years[0]}–{years[-1]}"
        yield words, years[0], years


def _papers(decided: Decided) -> Iterator[Line]:
    return ((str(name), code, (code,)) for code, name in PAPERS.items())


def _situations(decided: Decided) -> Iterator[Line]:
    named = {code for row in decided.rows for code in row.values}
    return ((str(situation.label), frozenset({situation.value}), (situation.value,)) for situation in Situation if situation in named)


def _areas(decided: Decided) -> Iterator[Line]:
    yield _("in the area of the office"), Where.INSIDE, ()
    yield _("elsewhere"), Where.OUTSIDE, ()


_LINES: dict[str, Callable[[Decided], Iterator[Line]]] = {"age": _ages, "status": _papers, "situation": _situations, "area": _areas}
