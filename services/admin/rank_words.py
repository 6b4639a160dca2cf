"""The terms of the order of results in plain words: what is compared, and what it is at one listing."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.choices import Verdict
from services.search.ordering import UNRANKED, Term
from services.search.query import Group

_METRES_IN_A_KM = 1000
#: Named by the service itself, an unranked need stands a little above this.
_RANKS = UNRANKED // 2

#: Said of the lower one of two. The page asks for one person at most, so what compares several is not among them.
BELOW = {
    Term.GROUP: gettext_lazy("answers the filters less surely"),
    Term.CLOSED: gettext_lazy("closed for good"),
    Term.UNREACHABLE: gettext_lazy("nothing to reach it by: no number, no address, no page"),
    Term.NOT_FOR_PERSONS: gettext_lazy("only for groups and professionals"),
    Term.UNFITTING: gettext_lazy("closed to the age that was typed"),
    Term.ELSEWHERE: gettext_lazy("closed to those who live there"),
    Term.ASKING: gettext_lazy("asks first at the age that was typed"),
    Term.UNASKED: gettext_lazy("counselling on return, which nobody asked for"),
    Term.NOT_NAMED: gettext_lazy("not the kind of help that the words name"),
    Term.FEWER_WORDS: gettext_lazy("holds fewer of the words, or in a lesser place"),
    Term.RANK: gettext_lazy("its programme is further down in the list of the need"),
    Term.BROADER: gettext_lazy("its programme is for more needs"),
    Term.GENERAL: gettext_lazy("its programme is further down in the list of general counselling"),
    Term.LESS_FITTING: gettext_lazy("the answer to the person is less certain"),
    Term.NOT_LOCAL: gettext_lazy("neither here nor for here"),
    Term.NOT_SERVING: gettext_lazy("not responsible for this place"),
    Term.METRES: gettext_lazy("farther away, or not known how far"),
    Term.TAKES_NO_NEW: gettext_lazy("takes no new people at present"),
    Term.CHECKED_EARLIER: gettext_lazy("checked longer ago, or never"),
    Term.OFFER: gettext_lazy("equal in everything: by the number of the listing, so that the order stays the same"),
}
#: Titles that say the opposite of the term: "responsible: no" is read sooner than "not responsible: yes".
_OPPOSITE = {Term.UNREACHABLE, Term.NOT_NAMED, Term.NOT_LOCAL, Term.NOT_SERVING}
#: What is compared.
TITLES = {
    Term.GROUP: gettext_lazy("Filters"),
    Term.CLOSED: gettext_lazy("Closed for good"),
    Term.UNREACHABLE: gettext_lazy("Can be reached"),
    Term.NOT_FOR_PERSONS: gettext_lazy("Only for groups and professionals"),
    Term.UNFITTING: gettext_lazy("Closed to the age that was typed"),
    Term.ELSEWHERE: gettext_lazy("Closed to those who live there"),
    Term.ASKING: gettext_lazy("Asks first at the age that was typed"),
    Term.UNASKED: gettext_lazy("Counselling on return, unasked"),
    Term.NOT_NAMED: gettext_lazy("The kind of help that was named"),
    Term.FEWER_WORDS: gettext_lazy("Points for words"),
    Term.RANK: gettext_lazy("Rank for the need"),
    Term.BROADER: gettext_lazy("Needs of the programme"),
    Term.GENERAL: gettext_lazy("Rank for general counselling: no need is named"),
    Term.LESS_FITTING: gettext_lazy("Verdict"),
    Term.NOT_LOCAL: gettext_lazy("Here or for here"),
    Term.NOT_SERVING: gettext_lazy("Responsible for this place"),
    Term.METRES: gettext_lazy("Distance"),
    Term.TAKES_NO_NEW: gettext_lazy("Takes no new people"),
    Term.CHECKED_EARLIER: gettext_lazy("Last checked"),
    Term.OFFER: gettext_lazy("Number of the listing"),
}
_GROUPS = {
    Group.STATED: gettext_lazy("stated"),
    Group.ARRANGED: gettext_lazy("can be arranged"),
    Group.UNKNOWN: gettext_lazy("not known"),
}


def value(term: Term, found: Any, against: Any = None) -> str:
    """What a term says of a listing; beside `against`, which it is told from, as exactly as that takes."""
    if isinstance(found, bool):
        return _("yes") if found != (term in _OPPOSITE) else _("no")
    if term is Term.METRES and found is not None and against is not None and _km(found, 1) == _km(against, 1):
        return _km(found, 3)
    return _VALUES.get(term, str)(found)


def below(term: Term, found: Any, before: Any) -> str:
    """Why a listing stands below the one before."""
    if isinstance(found, bool) or term is Term.OFFER:
        return str(BELOW[term])
    values = {"value": value(term, found, before), "before": value(term, before, found)}
    return _("%(reason)s (%(value)s against %(before)s)") % {"reason": BELOW[term], **values}


def _km(metres: int | None, digits: int = 1) -> str:
    if metres is None:
        return _("not known")
    return _("%(km)s km") % {"km": number_format(metres / _METRES_IN_A_KM, digits)}


def _day(day: date | None) -> str:
    return date_format(day, "d.m.Y") if day else _("never")


def _rank(rank: int) -> str:
    return str(rank) if rank < _RANKS else _("%(rank)s (its programme does not name the need)") % {"rank": rank}


_VALUES: dict[Term, Callable[[Any], str]] = {
    Term.GROUP: lambda group: str(_GROUPS[Group(group)]),
    Term.RANK: _rank,
    Term.GENERAL: _rank,
    Term.LESS_FITTING: lambda verdict: str(Verdict(verdict).label),
    Term.METRES: _km,
    Term.CHECKED_EARLIER: _day,
}
