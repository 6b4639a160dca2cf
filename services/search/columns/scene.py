"""All that one search in one circle has to look at, over the words of its view."""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import cast

import numpy as np

from services.choices import Verdict
from services.search.columns.bits import WORD
from services.search.columns.persons import Answers, answers
from services.search.columns.places import Around
from services.search.columns.rows import Array
from services.search.columns.snapshot import Snapshot
from services.search.columns.states import State, View
from services.search.facets import FACETS
from services.search.query import SearchQuery
from services.search.verdicts import LookUps


@dataclass(frozen=True)
class Scene:
    """Bitmaps over the view; `ranks`: what the words count, by position; `states`: one per filter that is set.

    `unfitting`: what is closed to the age that was typed; `asking`: what asks first; `elsewhere`: what is closed to those who live
    there.
    """

    snapshot: Snapshot
    query: SearchQuery
    view: View
    candidates: Array
    local: Array
    serving: Array
    ranks: Array | None
    answers: Answers | None
    unfitting: Array
    asking: Array
    elsewhere: Array
    states: dict[str, State]

    def positions(self, rows: Array) -> Array:
        """From bits of the view to positions of the snapshot."""
        if isinstance(self.view.words, slice):
            return rows
        return cast(Array, self.view.words[rows // WORD] * WORD + rows % WORD)

    @cached_property
    def nothing(self) -> Array:
        return np.zeros_like(self.candidates)

    def passing(self, without: str = "") -> Array:
        """What no filter but the named one leaves out."""
        states = [state for name, state in self.states.items() if name != without]
        return reduce(np.bitwise_and, [state.not_refused for state in states], self.candidates)

    @cached_property
    def groups(self) -> tuple[Array, Array, Array]:
        """All filters state it, all state it or can arrange it, the rest."""
        stated = reduce(np.bitwise_and, [state.stated for state in self.states.values()], ~self.nothing)
        sure = reduce(np.bitwise_and, [state.sure for state in self.states.values()], ~self.nothing)
        return stated, sure & ~stated, ~sure


def scene(snapshot: Snapshot, query: SearchQuery, around: Around, ranks: Array | None, persons: LookUps) -> Scene:
    view = View(snapshot, query, around.words)
    seen = answers(snapshot, around.words, persons.each) if persons.each else None
    nothing = np.zeros_like(around.closed)
    told = answers(snapshot, around.words, (persons.told,)) if persons.told else None
    unfitting, asking = (told.among((verdict,)) if told else nothing for verdict in (Verdict.NOT_FOR_YOU, Verdict.ASK_FIRST))
    elsewhere = around.closed if query.may_live_there else nothing
    states = {facet.name: view.state(facet.name, values) for facet in FACETS if (values := query.values(facet.name))}
    return Scene(snapshot, query, view, around.candidates, around.local, around.serving, ranks, seen, unfitting, asking, elsewhere, states)
