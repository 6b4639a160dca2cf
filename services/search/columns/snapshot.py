"""All listings as this process knows them at one moment; a snapshot in use never changes.

The arrays have room at the end. A changed listing is written there, behind what older snapshots can see, and only the
new snapshot's bitmap of the living knows that its old position is dead.
"""

import itertools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from services.search.codes import Codes
from services.search.columns import bits
from services.search.columns.bits import WORD, Layout, layout
from services.search.columns.ground import Ground, in_order_of_place
from services.search.columns.rows import DAYS, FLAGS, MASKS, Array, Rows
from services.search.columns.shared import Shared

_LEAST_ROOM = 1024
_CHUNK = 64 * WORD * 16
_NUMBERED = ("kind", "week", "inside", "serves")
_PLAIN = {"lat": np.float64, "lon": np.float64, "profile": np.int32, "catchment": np.int32}
_generations = itertools.count(1)


class Full(Exception):
    """No room is left for changes, or a code that no row of bits stands for: everything has to be read anew."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`of`: column → array; `matrix`: a bitmap per row of the layout, `occurs`: whether it ever held anything.

    Positions that no snapshot knows may be written.
    """

    of: Mapping[str, Array]
    matrix: Array
    occurs: Array

    @property
    def room(self) -> int:
        return len(self.of["lat"])

    @property
    def nbytes(self) -> int:
        return self.matrix.nbytes + sum(column.nbytes for column in self.of.values())


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`generation` and position name one version of one listing for ever. `moved`: listings at the end → position.

    `size` positions are in use. `dated` keeps bitmaps that depend on the day or the minute, and up to which position they go;
    `totals` what all listings together hold of a mask.
    """

    generation: int
    epoch: uuid.UUID
    seq: int
    codes: Codes
    layout: Layout
    shared: Shared
    columns: Columns
    ground: Ground
    size: int
    alive: Array
    moved: Mapping[uuid.UUID, int]
    dated: dict[tuple[object, ...], tuple[Array, int]] = field(default_factory=dict)
    totals: dict[str, Array] = field(default_factory=dict)

    @property
    def nbytes(self) -> int:
        return self.columns.nbytes + self.ground.nbytes + self.alive.nbytes

    @property
    def key(self) -> tuple[object, ...]:
        """With a position: one version of one listing, under the names that are now in force."""
        return self.generation, self.codes.words

    def row(self, name: str, bit: int = 0) -> Array:
        found: Array = self.columns.matrix[self.layout.row(name, bit)]
        return found

    def occurring(self, masks: tuple[str, ...]) -> Array:
        """The rows of the matrix of these masks that hold anything."""
        wanted = np.zeros(self.layout.rows, bool)
        for mask in masks:
            wanted[self.layout.span(mask)] = True
        return np.flatnonzero(wanted & self.columns.occurs)

    def offers(self, positions: Array | slice) -> list[uuid.UUID]:
        high, low = (self.columns.of[half][positions].tolist() for half in ("high", "low"))
        return [uuid.UUID(int=(first << 64) | second) for first, second in zip(high, low, strict=True)]

    def position(self, offer: uuid.UUID) -> int | None:
        """Where it stands now; None if this process does not know it."""
        if offer in self.moved:
            return self.moved[offer]
        return self.ground.position(offer, self.columns.of["high"], self.columns.of["low"])

    def on(self, key: tuple[object, ...], truth: Callable[[slice], Array]) -> Array:
        """A bitmap of what `truth` says of positions; worked out once per day or minute, and then only for new positions."""
        found, known = self.dated.get(key, (np.zeros(len(self.alive), np.uint64), 0))
        if known < self.size:
            start = known // WORD * WORD
            found = found.copy()
            found[start // WORD :] = bits.packed(truth(slice(start, self.size)), len(found) - start // WORD)
            for other in [other for other in self.dated if other[0] == key[0] and other != key]:
                self.dated.pop(other, None)
            self.dated[key] = found, self.size
        return found


def build(rows: Rows, codes: Codes, epoch: uuid.UUID, seq: int) -> Snapshot:
    size, shared, plan = len(rows.table), Shared(), layout(codes)
    room = size + max(_LEAST_ROOM, size // 16)
    words = -(-room // WORD)
    empty = Columns(_columns(words * WORD), np.zeros((plan.rows, words), np.uint64), np.zeros(plan.rows, bool))
    order, insides = in_order_of_place(rows, shared)
    for start in range(0, size, _CHUNK):
        chunk = Rows(rows.table[order[start : start + _CHUNK]], rows.shared)
        _write(empty, start, chunk, shared, _truths(chunk, plan, codes))
    alive = np.zeros(words, np.uint64)
    bits.set_range(alive, 0, size)
    ground = Ground.of({name: column[:size] for name, column in empty.of.items()}, insides, len(shared.serves.values))
    return Snapshot(next(_generations), epoch, seq, codes, plan, shared, empty, ground, size, alive, {})


def patched(old: Snapshot, changed: set[uuid.UUID], rows: Rows, seq: int) -> Snapshot:
    """With the present rows of the changed offers; of those that are in `changed` only, nothing is left."""
    size = old.size + len(rows.table)
    if size > old.columns.room:
        raise Full("no room is left")
    _write(old.columns, old.size, rows, old.shared, _truths(rows, old.layout, old.codes))
    alive, moved = old.alive.copy(), dict(old.moved)
    dead = [position for offer in changed if (position := old.position(offer)) is not None]
    for position in dead:
        alive[position // WORD] &= ~(np.uint64(1) << np.uint64(position % WORD))
    for offer in changed:
        moved.pop(offer, None)
    bits.set_range(alive, old.size, size)
    new = replace(old, seq=seq, size=size, alive=alive, moved=moved, totals={})
    moved.update(zip(new.offers(slice(old.size, size)), range(old.size, size), strict=True))
    return new


def _columns(room: int) -> dict[str, Array]:
    columns: dict[str, Array] = {name: np.zeros(room, kind) for name, kind in _PLAIN.items()}
    columns |= {name: np.zeros(room, np.int32) for name in _NUMBERED} | {name: np.zeros(room, np.int16) for name in DAYS}
    return columns | {"high": np.zeros(room, np.uint64), "low": np.zeros(room, np.uint64)}


def _write(columns: Columns, start: int, rows: Rows, shared: Shared, truths: Array) -> None:
    table, end = rows.table, start + len(rows.table)
    for name in (*_PLAIN, *DAYS):
        columns.of[name][start:end] = table[name]
    for half in ("high", "low"):
        columns.of[half][start:end] = table["offer"][half]
    for name in _NUMBERED:
        columns.of[name][start:end] = getattr(shared, name).numbers(table[name], rows.shared[name])
    columns.occurs[:] |= truths.any(axis=1)
    first, last = start // WORD, -(-end // WORD)
    there = np.unpackbits(columns.matrix[:, first:last].copy().view(np.uint8), axis=1, bitorder="little")
    there[:, start - first * WORD : end - first * WORD] = truths
    columns.matrix[:, first:last] = np.packbits(there, axis=1, bitorder="little").view(np.uint64)


def _truths(rows: Rows, plan: Layout, codes: Codes) -> Array:
    """(rows of the layout, listings): what is stated of each."""
    table = rows.table
    found = np.zeros((plan.rows, len(table)), np.uint8)
    masks = {mask: table[mask] for mask in MASKS} | {
        "languages_stated_or_arranged": table["languages_stated"] | table["languages_arranged"],
    }
    for name in masks.keys() & plan.width.keys():
        each = np.unpackbits(np.ascontiguousarray(masks[name].astype("<u8")).view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
        if each[:, plan.width[name] :].any():
            raise Full(f"a code of {name} is new")
        found[plan.span(name)] = each[:, : plan.width[name]].T
    for bit, flag in enumerate(FLAGS):
        found[plan.row(flag)] = table["flags"].astype(np.int32) >> bit & 1
    for mask in bits.SAYS:
        found[plan.row(f"says {mask}")] = table[mask] != 0
    _programmes(rows, plan, codes, found)
    return found


def _programmes(rows: Rows, plan: Layout, codes: Codes, found: Array) -> None:
    kinds, inverse = np.unique(rows.table["kind"].astype(np.int64), return_inverse=True)
    names = [rows.shared["kind"][int(kind)].programme for kind in kinds]
    known = codes.bits["programme"]
    if any(name and name not in known for name in names):
        raise Full("a programme is new")
    at = np.array([plan.row("programme", known[name]) if name else plan.row("no programme") for name in names], np.int64)
    if len(at):
        found[at[inverse], np.arange(len(rows.table))] = 1
