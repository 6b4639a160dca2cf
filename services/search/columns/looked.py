"""One search in one circle over a snapshot: counts, facets, pages."""

from functools import cached_property

import numpy as np

from services.choices import Verdict
from services.search.columns.bits import count, unpacked
from services.search.columns.counting import Tally
from services.search.columns.order import held, window
from services.search.columns.places import metres
from services.search.columns.rows import Array
from services.search.columns.scene import Scene
from services.search.columns.sorting import last_resort, sorting
from services.search.facets import FACETS, Facet, of_nothing
from services.search.query import PAGE_SIZE, Counts, FacetValue, Group, Hit

_OPEN = (int(Verdict.ASK_FIRST), int(Verdict.FITS))


class Looked:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def count(self) -> Counts:
        scene, hits = self._scene, self._hits
        groups = {group: count(hits & each) for group, each in zip(Group, scene.groups, strict=True)}
        groups = {group: number for group, number in groups.items() if number}
        sections = {0: sum(groups.values())} if groups else {}
        if scene.answers:
            numbers = np.bincount(scene.answers.whom[np.flatnonzero(unpacked(hits))])
            order = sorted(np.flatnonzero(numbers).tolist(), key=lambda whom: (-whom.bit_count(), whom))
            sections = {whom: int(numbers[whom]) for whom in order}
        local = hits & scene.local
        return Counts(groups, sections, count(local), count(local & ~last_resort(scene)), count(self._closed))

    def page(self, number: int, *, closed: bool = False) -> tuple[Hit, ...]:
        low = (number - 1) * PAGE_SIZE
        return self._shown(window(self._closed if closed else self._hits, low, low + PAGE_SIZE, sorting(self._scene)))

    def facet(self, facet: Facet) -> tuple[FacetValue, ...]:
        scene = self._scene
        values, codes = scene.snapshot.codes.sorted[facet.name]
        tally = self._without(facet.name) if facet.name in scene.states else self._tally
        if not tally.size:
            return of_nothing(set(scene.query.values(facet.name)) & set(values))
        if not values:
            return ()
        sure, unknown = (numbers.tolist() for numbers in tally.counted(facet.name, codes))
        kept = {*facet.always, *scene.query.values(facet.name)}
        most_first = sorted(range(len(values)), key=sure.__getitem__, reverse=True)
        return tuple([FacetValue(values[at], sure[at], unknown[at]) for at in most_first if sure[at] or values[at] in kept])

    @cached_property
    def _tally(self) -> Tally:
        """For all facets without a filter of their own."""
        scene = self._scene
        return Tally(scene.view, self._hits, [facet.name for facet in FACETS if facet.name not in scene.states])

    def _without(self, facet: str) -> Tally:
        return Tally(self._scene.view, self._scene.passing(facet) & self._open, [facet])

    @cached_property
    def _open(self) -> Array:
        """Open to somebody who asks, or of the verdict that was asked for."""
        scene = self._scene
        return scene.answers.among(scene.query.verdict or _OPEN) if scene.answers else ~scene.nothing

    @cached_property
    def _hits(self) -> Array:
        return self._scene.passing() & self._open

    @cached_property
    def _closed(self) -> Array:
        """What is closed to everybody who asks."""
        scene = self._scene
        return scene.passing() & scene.answers.among((Verdict.NOT_FOR_YOU,)) if scene.answers else scene.nothing

    def _shown(self, rows: Array) -> tuple[Hit, ...]:
        scene, positions = self._scene, self._scene.positions(rows)
        stated, arranged, serving, local, measured = held(
            (*scene.groups[:2], scene.serving, scene.local, scene.view.row("has_distance")), rows
        )
        number, answers, key = len(rows), scene.answers, scene.snapshot.key
        columns = (
            scene.snapshot.offers(positions),
            [_group(*each) for each in zip(stated.tolist(), arranged.tolist(), strict=True)],
            self._kilometres(measured, positions),
            serving.tolist(),
            local.tolist(),
            answers.best[rows].tolist() if answers else [int(Verdict.FITS)] * number,
            answers.whom[rows].tolist() if answers else [0] * number,
            positions.tolist(),
        )
        return tuple(
            Hit(offer, group, km, serves, is_local, best, whom, (*key, position))
            for offer, group, km, serves, is_local, best, whom, position in zip(*columns, strict=True)
        )

    def _kilometres(self, measured: Array, positions: Array) -> list[float | None]:
        scene = self._scene
        if not scene.query.has_centre or not scene.query.place:
            return [None] * len(positions)
        far = metres(scene.snapshot, scene.query.place, positions)
        shown = measured & ~np.isnan(far)
        return [round(metre / 1000, 1) if is_shown else None for metre, is_shown in zip(far.tolist(), shown.tolist(), strict=True)]


def _group(stated: bool, arranged: bool) -> Group:
    return Group.STATED if stated else Group.ARRANGED if arranged else Group.UNKNOWN
