"""What has changed since this process last looked: one small query, always true to what is committed."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db import InterfaceError, OperationalError, connection

#: (number, transaction, how often): the last change of one kind of words; the number is None in the transaction that makes it.
Mark = tuple[int | None, int | None, int | None]
#: As one value: PostgreSQL keeps rows that come out of a function in a store first.
_STATE, _LOOK = "SELECT services_state()", "SELECT services_look()"
_OFFERS = """
    SELECT epoch, COALESCE((SELECT max(seq) FROM services_searchchange), 0), ARRAY(
        SELECT offer_id FROM services_searchchange WHERE seq > %(seen)s AND offer_id IS NOT NULL ORDER BY seq LIMIT %(most)s
    ) FROM services_searchepoch
"""


class Words(NamedTuple):
    """Equal as long as no name, synonym or phrase has changed. Part of many keys: a plain tuple is hashed in no time.

    `names`: of carriers, and what rules say; `meanings`: of needs, programmes and languages; `places`: of areas, and phrases.
    """

    places: Mark
    names: Mark
    meanings: Mark


@dataclass(frozen=True, slots=True)
class Offers:
    """`epoch` is new after a rebuild; `last` is the number up to which everything is told; `offers` have changed since."""

    epoch: uuid.UUID
    last: int
    offers: list[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Look:
    """All that says whether anything has changed; `epoch` and `last` as in `Offers`; `pages`: what stands on pages besides.

    `state`: another text after any committed change of what pages show.
    """

    epoch: uuid.UUID
    last: int
    words: Words
    pages: Mark
    state: str


_looked: ContextVar[list[Look] | None] = ContextVar("looked", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Within, whoever looks is told the same, and only the first one asks the database: for one answer of a door."""
    if _looked.get() is not None:
        yield
        return
    token = _looked.set([])
    try:
        yield
    finally:
        _looked.reset(token)


def look() -> Look:
    known = _looked.get()
    if known:
        return known[0]
    found = _look() if connection.in_atomic_block else _kept_look()
    if known is not None:
        known.append(found)
    return found


_kept: Look | None = None


def _kept_look() -> Look:
    """What has changed is asked only if something has."""
    global _kept
    state, kept = _first(_STATE), _kept
    if kept is None or kept.state != state:
        kept = _kept = _look()
    return kept


def _look() -> Look:
    epoch, *numbers = _value(_LOOK)
    last, *marks = (None if number is None else int(number) for number in numbers)
    places, names, pages, meanings = (cast(Mark, tuple(marks[first : first + 3])) for first in (0, 3, 6, 9))
    return Look(uuid.UUID(epoch), cast(int, last), Words(places, names, meanings), pages, f"{epoch}-{last}")


def _first(asked: str) -> Any:
    """The first query of most answers: it tells by itself whether the connection still holds, so Django need not ask before."""
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _value(asked)
    except (OperationalError, InterfaceError):
        connection.close()
        return _value(asked)


def _value(asked: str) -> Any:
    """Of several parts as texts."""
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return cursor.fetchone()[0]


def words() -> Words:
    return look().words


def offers(seen: int, most: int) -> Offers:
    """Offers changed after number `seen`, at most `most`: whoever gets so many has to read everything anew."""
    with connection.cursor() as cursor:
        cursor.execute(_OFFERS, {"seen": seen, "most": most})
        return Offers(*cursor.fetchone())


def new_epoch() -> None:
    """Everything has to be read anew."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE services_searchepoch SET epoch = gen_random_uuid()")
