"""The terms of the order over a scene: yes or no as bitmaps, the rest as numbers."""

from collections.abc import Callable, Iterator
from functools import reduce

import numpy as np

from services.choices import Audience, PhraseKind, Verdict
from services.search import ordering
from services.search.columns.order import Key, Split, holds
from services.search.columns.places import metres
from services.search.columns.rows import Array
from services.search.columns.scene import Scene
from services.search.columns.states import day
from services.search.ordering import ASK_FIRST_DOWN, OWN_NEED_UP, Term, ranked_needs, terms

_PERSON = Audience.values.index(Audience.PERSON)
_NOT_KNOWN = np.iinfo(np.int32).max


def sorting(scene: Scene) -> list[Split | Key]:
    """Without the terms that are the same for all."""
    return [term for each in terms(scene.query) for term in _term(scene, each)]


def last_resort(scene: Scene) -> Array:
    return reduce(np.bitwise_or, [_LATER[term](scene) for term in ordering.last_resort(scene.query)], scene.nothing)


def _term(scene: Scene, term: Term) -> Iterator[Split | Key]:
    if term is Term.GROUP:
        if scene.states:
            yield Split(scene.groups)
    elif term in _LATER:
        later = _LATER[term](scene)
        if later.any():
            yield Split((~later, later))
    elif term is Term.OFFER:
        yield Key(_column(scene, "high"))
        yield Key(_column(scene, "low"))
    elif term is not Term.METRES or scene.query.has_centre:
        yield Key(_KEYS[term](scene))


def _column(scene: Scene, name: str) -> Callable[[Array], Array]:
    column = scene.snapshot.columns.of[name]
    return lambda rows: column[scene.positions(rows)]


def _unnamed(scene: Scene) -> Array:
    known = scene.snapshot.codes.bits["programme"]
    named = [known[code] for code in scene.query.understood.codes(PhraseKind.PROGRAMME) if code in known]
    return ~scene.view.any_of("programme", named) if named else ~scene.nothing


def _takes_no_new(scene: Scene) -> Array:
    today, column = day(scene.query.today), scene.snapshot.columns.of["takes_new_no_until"]
    found: Array = scene.snapshot.on(("takes no new", today), lambda positions: column[positions] >= today)[scene.view.words]
    return found


#: Bitmaps of what comes later.
_LATER: dict[Term, Callable[[Scene], Array]] = {
    Term.CLOSED: lambda scene: scene.view.row("closed"),
    Term.UNREACHABLE: lambda scene: ~scene.view.row("reachable"),
    Term.NOT_FOR_PERSONS: lambda scene: scene.view.row("says audiences") & ~scene.view.row("audiences", _PERSON),
    Term.UNFITTING: lambda scene: scene.unfitting,
    Term.ELSEWHERE: lambda scene: scene.elsewhere,
    Term.ASKING: lambda scene: scene.asking,
    Term.UNASKED: lambda scene: scene.view.row("only_if_asked") & _unnamed(scene),
    Term.NOT_NAMED: _unnamed,
    Term.NOT_LOCAL: lambda scene: ~scene.local,
    Term.NOT_SERVING: lambda scene: ~scene.serving,
    Term.TAKES_NO_NEW: _takes_no_new,
}


def _fewer_people(scene: Scene) -> Callable[[Array], Array]:
    whom = scene.answers.whom if scene.answers else np.zeros(0, np.uint8)
    return lambda rows: 8 - np.bitwise_count(whom[rows])


def _whom(scene: Scene) -> Callable[[Array], Array]:
    whom = scene.answers.whom if scene.answers else np.zeros(0, np.uint8)
    return lambda rows: whom[rows]


def _less_fitting(scene: Scene) -> Callable[[Array], Array]:
    best = scene.answers.best if scene.answers else np.zeros(0, np.uint8)
    return lambda rows: int(Verdict.FITS) - best[rows].astype(np.int8)


def _fewer_words(scene: Scene) -> Callable[[Array], Array]:
    ranks = scene.ranks if scene.ranks is not None else np.zeros(0, np.uint16)
    return lambda rows: -ranks[scene.positions(rows)].astype(np.int32)


def _rank(scene: Scene) -> Callable[[Array], Array]:
    """Named by the service itself two places up, *ask first* two places down."""
    known = scene.snapshot.codes.bits["need"]
    wanted = {known[code]: added for code, added in ranked_needs(scene.query).items() if code in known}
    best = scene.snapshot.shared.kind.best(wanted)
    kind, own = _column(scene, "kind"), scene.view.any_of("needs_own", list(wanted)) if wanted else scene.nothing
    answers = scene.answers

    def key(rows: Array) -> Array:
        found = best[kind(rows)] - OWN_NEED_UP * holds(own, rows).astype(np.int16)
        if answers:
            found = found + ASK_FIRST_DOWN * (answers.best[rows] < Verdict.FITS).astype(np.int16)
        return found

    return key


def _broader(scene: Scene) -> Callable[[Array], Array]:
    kind, breadth = _column(scene, "kind"), scene.snapshot.shared.kind.breadth
    return lambda rows: breadth[kind(rows)]


def _metres(scene: Scene) -> Callable[[Array], Array]:
    """As far as it is shown; what has none stands last."""
    shown, place = scene.view.row("has_distance"), scene.query.place

    def key(rows: Array) -> Array:
        far = np.full(len(rows), _NOT_KNOWN, np.int32)
        has = holds(shown, rows)
        if place:
            near = metres(scene.snapshot, place, scene.positions(rows[has]))
            far[has] = np.where(np.isnan(near), _NOT_KNOWN, near)
        return far

    return key


def _checked_earlier(scene: Scene) -> Callable[[Array], Array]:
    checked = _column(scene, "checked")
    return lambda rows: -checked(rows).astype(np.int32)


_KEYS: dict[Term, Callable[[Scene], Callable[[Array], Array]]] = {
    Term.FEWER_PEOPLE: _fewer_people,
    Term.WHOM: _whom,
    Term.FEWER_WORDS: _fewer_words,
    Term.RANK: _rank,
    Term.GENERAL: _rank,
    Term.BROADER: _broader,
    Term.LESS_FITTING: _less_fitting,
    Term.METRES: _metres,
    Term.CHECKED_EARLIER: _checked_earlier,
}
