"""How many of some listings state a value, or can arrange it, and of how many it is not known: all values of a facet at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from services.search.columns.bits import OF_FACET, count
from services.search.columns.rows import Array
from services.search.columns.states import View

#: Words of a stretch in all its rows: so many stay in the processor's cache between two steps.
_STRETCH = 1 << 17
#: From so many words on a copy costs more than some steps.
_WIDE = 1 << 12
_EITHER = "languages_stated_or_arranged"
#: The masks that a facet is counted by, of all listings that its other filters leave.
_MASKS = {
    "need": ("needs",),
    "programme": ("programme",),
    "audience": ("audiences",),
    "access": ("access", "access_not"),
    "funder": ("funders",),
}


class Tally:
    """How many of the listings in `base` each row of some masks holds: for all these masks at once, as each step has its price."""

    def __init__(self, view: View, base: Array, facets: Iterable[str]) -> None:
        self.view, self.base, self.size = view, base, count(base)
        masks = [mask for facet in facets for mask in _MASKS.get(facet, ())]
        is_all = isinstance(view.words, slice) and np.array_equal(base, view.snapshot.alive)
        self._counts = _totals(view, masks) if is_all else _counts(view, masks, base[None])

    def of(self, mask: str) -> Array:
        """Per bit of the mask."""
        found: Array = self._counts[mask][0]
        return found

    def counted(self, facet: str, wanted: Array) -> tuple[Array, Array]:
        """(stated or arranged, not known) per bit in `wanted`."""
        return _COUNT[facet](self, facet, wanted)


def _totals(view: View, masks: Sequence[str]) -> dict[str, Array]:
    """Of all listings: counted once for each snapshot."""
    known = view.snapshot.totals
    missing = [mask for mask in masks if mask not in known]
    if missing:
        known.update(_counts(view, missing, view.snapshot.alive[None]))
    return {mask: known[mask] for mask in masks}


def _counts(view: View, masks: Sequence[str], bases: Array) -> dict[str, Array]:
    """Mask → (base, bit); stretch by stretch."""
    matrix, words, layout = view.snapshot.columns.matrix, view.words, view.snapshot.layout
    found = np.zeros((len(bases), len(matrix)), np.int64)
    occurring = view.snapshot.occurring(tuple(masks))
    for rows in _side_by_side(occurring) if isinstance(words, slice) and bases.shape[1] > _WIDE else [occurring]:
        held = matrix[rows] if isinstance(words, slice) else matrix[rows[:, None], words]
        stretch = max(64, _STRETCH // max(1, len(held)))
        for start in range(0, bases.shape[1], stretch):
            part = slice(start, start + stretch)
            found[:, rows] += np.bitwise_count(held[:, part] & bases[:, None, part]).sum(axis=2, dtype=np.uint32)
    return {mask: found[:, layout.span(mask)] for mask in masks}


def _side_by_side(rows: Array) -> list[Any]:
    """As slices, which are looked at where they lie instead of being copied first."""
    return [slice(each[0], each[-1] + 1) for each in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(each)]


def _of_mask(tally: Tally, facet: str, wanted: Array) -> tuple[Array, Array]:
    mask = OF_FACET[facet]
    unknown = count(tally.base & ~tally.view.row(f"says {mask}"))
    return tally.of(mask)[wanted], np.full(len(wanted), unknown)


def _language(tally: Tally, _facet: str, wanted: Array) -> tuple[Array, Array]:
    """Of an old list nothing is known; of a fresh one that is not complete, what it does not name."""
    view = tally.view
    fresh = tally.base & view.fresh()
    arranges_any = fresh & view.row("languages_any_arranged")
    named = fresh & ~arranges_any
    open_end = named & ~view.row("languages_complete")
    of_named, of_open_end = _counts(view, [_EITHER], np.stack([named, open_end]))[_EITHER][:, wanted]
    return of_named + count(arranges_any), tally.size - count(fresh) + count(open_end) - of_open_end


def _programme(tally: Tally, _facet: str, wanted: Array) -> tuple[Array, Array]:
    return tally.of("programme")[wanted], np.full(len(wanted), count(tally.base & tally.view.row("no programme")))


def _access(tally: Tally, _facet: str, wanted: Array) -> tuple[Array, Array]:
    """Nobody states and refuses the same (`offer_access_not_both`)."""
    stated, refused = tally.of("access"), tally.of("access_not")
    return stated[wanted], tally.size - (stated + refused)[wanted]


def _open_now(tally: Tally, facet: str, _wanted: Array) -> tuple[Array, Array]:
    state = tally.view.state(facet, ["1"])
    return np.array([count(tally.base & state.stated)]), np.array([count(tally.base & state.unknown)])


_COUNT: dict[str, Callable[[Tally, str, Array], tuple[Array, Array]]] = {
    "need": _of_mask,
    "language": _language,
    "programme": _programme,
    "audience": _of_mask,
    "access": _access,
    "open_now": _open_now,
    "funder": _of_mask,
}
