"""The order of results as a list of terms, the first that differs decides; every engine knows each of them.

Relevance and fit, then responsibility for the place, then distance; freshness only where all else is equal. "Takes no
new people" (fresh) stands below unknown; offers for groups only and return counselling never stand on top unless asked
for; what nobody can reach stands below. For several persons, what is open to most of them comes first.
"""

from collections.abc import Iterator
from enum import StrEnum

from services.choices import SENSITIVE_NEEDS, Audience, PhraseKind
from services.search.query import SearchQuery

#: The need of those who name none: counselling that knows who helps with what.
GENERAL_NEED = "amt"
#: The rank of a programme that the need does not name, and by how much it moves.
UNRANKED = 99
OWN_NEED_UP = 2
#: By how much other needs give way where one that may be about danger is named too.
GRAVE_FIRST = 10
ASK_FIRST_DOWN = 2
#: Needs that only say where or how, beside those that say what for: someone to come along to the doctor, beaten by Nazis, no work
#: because of a headscarf.
CIRCUMSTANCES = {
    "amt": {"begleitung"},
    "gesundheit": {"begleitung"},
    "deutsch": {"begleitung"},
    "gewalt": {"rassismus"},
    "kontakt": {"minderj"},
    "kinder": {"minderj"},
    "arbeit": {"arbeitsrecht", "diskrim"},
    "wohnen": {"diskrim"},
    "rassismus": {"diskrim"},
}
#: Needs that do not give way to those which may be about danger, as they may be, too.
NEVER_GIVES_WAY = SENSITIVE_NEEDS | {"rassismus", "minderj"}


class Term(StrEnum):
    """Each said so that the smaller value comes first."""

    FEWER_PEOPLE = "for fewer of those who ask"
    WHOM = "for whom, one bit a person"
    GROUP = "how surely it answers the filters"
    CLOSED = "closed for good"
    UNREACHABLE = "no number, door or page"
    NOT_FOR_PERSONS = "for groups and professionals only"
    UNFITTING = "closed to the age that was typed"
    ELSEWHERE = "closed to those who live there"
    ASKING = "asks first at the age that was typed"
    UNASKED = "return counselling that nobody asked for"
    NOT_NAMED = "not the kind of help that the words name"
    FEWER_WORDS = "holds fewer of the words, or in a lesser place"
    RANK = "the programme's rank for the need"
    GENERAL = "the programme's rank for general counselling, where nobody says what for"
    BROADER = "the programme is for more needs, where several are asked for"
    LESS_FITTING = "the best verdict is lower"
    NOT_LOCAL = "neither here nor for here"
    NOT_SERVING = "not responsible for here"
    METRES = "farther away, or not known how far"
    TAKES_NO_NEW = "takes no new people at present"
    CHECKED_EARLIER = "checked longer ago, or never"
    OFFER = "the id, so that two searches never differ"


#: What nobody has looked for: the circle around a place grows as if it were not there.
_LAST_RESORT = {Term.CLOSED, Term.UNREACHABLE, Term.NOT_FOR_PERSONS, Term.UNFITTING, Term.ELSEWHERE, Term.ASKING, Term.UNASKED}


def ranked_needs(query: SearchQuery) -> dict[str, int]:
    """The needs that are asked for, or the general one, each with what is added to the ranks of its programmes."""
    needs = query.values("need") or (GENERAL_NEED,)
    is_grave = any(need in SENSITIVE_NEEDS for need in needs)
    never = NEVER_GIVES_WAY.union(*(part for part in _needs_by_part(query) if part & SENSITIVE_NEEDS))
    behind = {need for need in needs if (is_grave and need not in never) or CIRCUMSTANCES.get(need, set()) & set(needs)}
    behind |= query.understood.unlikely - {*query.need} - never
    return {need: GRAVE_FIRST if need in behind else 0 for need in needs}


def _needs_by_part(query: SearchQuery) -> Iterator[set[str]]:
    return (set(part.codes(PhraseKind.NEED)) for part in query.understood.parts)


def terms(query: SearchQuery) -> list[Term]:
    serving = [Term.NOT_SERVING] if query.place else []
    by_distance = [Term.NOT_LOCAL, *serving, Term.METRES]
    whom = [Term.FEWER_PEOPLE, Term.WHOM] if len(query.persons) > 1 else []
    relevance = list(_relevance(query))
    chosen = [*relevance, *by_distance] if query.sort != "distance" else [*by_distance, *relevance]
    return [*whom, Term.GROUP, *chosen, Term.TAKES_NO_NEW, Term.CHECKED_EARLIER, Term.OFFER]


def last_resort(query: SearchQuery) -> list[Term]:
    """None where nobody asks: no circle grows, and no age was typed."""
    is_asked = (query.place and not query.radius) or query.told_age is not None
    return [term for term in _relevance(query) if term in _LAST_RESORT] if is_asked else []


def _relevance(query: SearchQuery) -> Iterator[Term]:
    yield from (Term.CLOSED, Term.UNREACHABLE)
    if _is_for_persons(query) and not query.words:
        yield Term.NOT_FOR_PERSONS
    # an age is what it is, and who looks in a town may live in the next one
    if query.told_age is not None:
        yield Term.UNFITTING
    if query.place and query.may_live_there:
        yield Term.ELSEWHERE
    if query.told_age is not None:
        yield Term.ASKING
    if "rueckkehr" not in query.values("need"):
        yield Term.UNASKED
    if query.understood.codes(PhraseKind.PROGRAMME):
        yield Term.NOT_NAMED
    yield from _by_need(query) if query.values("need") else _without_need(query)


def _by_need(query: SearchQuery) -> list[Term]:
    needs, words = query.values("need"), [Term.FEWER_WORDS] if query.words else []
    # or the many that help with everything would stand before the one that knows the other need
    rank = [Term.RANK, Term.BROADER] if len(needs) > 1 else [Term.RANK]
    return [*rank, *words] if SENSITIVE_NEEDS & set(needs) else [*words, *rank]


def _without_need(query: SearchQuery) -> Iterator[Term]:
    if query.words:
        yield Term.FEWER_WORDS
    if query.persons:
        yield Term.LESS_FITTING
    if _is_for_persons(query) and not query.values("programme"):
        yield Term.GENERAL


def _is_for_persons(query: SearchQuery) -> bool:
    """Not for groups or professionals; words may be a name that is theirs."""
    audiences = {*query.audience, *query.understood.codes(PhraseKind.AUDIENCE)}
    return not audiences - {Audience.PERSON.value} and "fachkraft" not in query.values("need")
