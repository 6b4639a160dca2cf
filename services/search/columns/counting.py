"""How many of some listings state a value, or can arrange it, and of how many it is not known: all values of a facet at once."""

from collections.abc import Callable

import numpy as np

from services.search.columns.bits import OF_FACET, SAYS, count
from services.search.columns.rows import Array
from services.search.columns.states import View

_STRETCH = 2048


def counted(view: View, facet: str, base: Array, wanted: Array) -> tuple[Array, Array]:
    """(stated or arranged, not known) per bit in `wanted`, of the listings in `base`."""
    return _COUNT[facet](view, facet, base, wanted)


def _each(view: View, name: str, base: Array) -> Array:
    """Per row of a mask; stretch by stretch, so that what lies between two steps stays in the processor's cache."""
    rows, words = view.span(name), view.words
    if not isinstance(words, slice):
        rows = rows[:, words]
    found = np.zeros(len(rows), np.int64)
    occurring = np.flatnonzero(view.snapshot.occurs(name))
    for start in range(0, len(base), _STRETCH):
        part = slice(start, start + _STRETCH)
        found[occurring] += np.bitwise_count(rows[occurring, part] & base[part]).sum(axis=1, dtype=np.uint32)
    return found


def _of_mask(view: View, facet: str, base: Array, wanted: Array) -> tuple[Array, Array]:
    mask = OF_FACET[facet]
    silent = base & ~view.row(f"says {mask}") if mask in SAYS else base
    return _each(view, mask, base)[wanted], np.full(len(wanted), count(silent))


def _language(view: View, _facet: str, base: Array, wanted: Array) -> tuple[Array, Array]:
    """Of an old list nothing is known; of a fresh one that is not complete, what it does not name."""
    fresh = base & view.fresh()
    arranges_any = fresh & view.row("languages_any_arranged")
    named = fresh & ~arranges_any
    open_end = named & ~view.row("languages_complete")
    either = "languages_stated_or_arranged"
    stated = _each(view, either, named)[wanted] + count(arranges_any)
    return stated, count(base) - count(fresh) + count(open_end) - _each(view, either, open_end)[wanted]


def _programme(view: View, _facet: str, base: Array, wanted: Array) -> tuple[Array, Array]:
    return _each(view, "programme", base)[wanted], np.full(len(wanted), count(base & view.row("no programme")))


def _access(view: View, _facet: str, base: Array, wanted: Array) -> tuple[Array, Array]:
    """Nobody states and refuses the same (`offer_access_not_both`)."""
    stated, refused = _each(view, "access", base), _each(view, "access_not", base)
    return stated[wanted], count(base) - (stated + refused)[wanted]


def _open_now(view: View, facet: str, base: Array, wanted: Array) -> tuple[Array, Array]:
    state = view.state(facet, ["1"])
    return np.array([count(base & state.stated)]), np.array([count(base & state.unknown)])


_COUNT: dict[str, Callable[[View, str, Array, Array], tuple[Array, Array]]] = {
    "need": _of_mask,
    "language": _language,
    "programme": _programme,
    "audience": _of_mask,
    "access": _access,
    "open_now": _open_now,
    "funder": _of_mask,
}
