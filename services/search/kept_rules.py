"""The rules and catchments that listings share, read once per process: rows of them never change, and a listing that gets
new ones is in the change log.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import connection

from services.eligibility.catchment import Catchment
from services.eligibility.person import Home
from services.eligibility.profile import Profile, RouteRules, Row
from services.models import SharedCatchment, SharedProfile
from services.search import changes

#: Area → numbers of catchments.
_ByArea = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """By their ids. `served` and `above` find catchments by an area that they serve, or that a served one lies in.

    `catchments_known`: a byte per id, 1 for one that is there.
    """

    epoch: uuid.UUID
    profiles: Mapping[int, Profile] = field(default_factory=dict)
    catchments: Mapping[int, Catchment] = field(default_factory=dict)
    everywhere: tuple[int, ...] = ()
    served: _ByArea = field(default_factory=dict)
    above: _ByArea = field(default_factory=dict)
    catchments_known: bytes = b""
    #: The number of the change up to which nothing is missing.
    last: int = -1

    def profile(self, pk: int) -> Profile:
        """Also one that came after the look, with a row that was read later."""
        return self.profiles.get(pk) or _profile(SharedProfile.objects.values_list("routes", flat=True).get(pk=pk))

    def near(self, home: Home | None) -> dict[int, Catchment]:
        """The catchments that this home can lie in or touch; for all others it lies outside."""
        found = set(self.everywhere)
        for line in home.lines if home else ():
            found.update(self.above.get(line[-1], ()), *(self.served.get(area, ()) for area in line))
        return {pk: self.catchments[pk] for pk in sorted(found)}


_kept: Kept | None = None


def current() -> Kept:
    """A query of each only after a change; inside a transaction always, as its own rows are in no log yet."""
    global _kept
    now, kept = changes.look(), _kept
    if kept is None or kept.epoch != now.epoch:
        kept = Kept(now.epoch)
    if connection.in_atomic_block:
        return _with_new(kept)
    if kept.last != now.last:
        kept = _kept = replace(_with_new(kept), last=now.last)
    return kept


def _with_new(kept: Kept) -> Kept:
    """Whoever holds the former one goes on with it: nothing that is kept is changed."""
    profiles = SharedProfile.objects.exclude(pk__in=kept.profiles).order_by("pk")
    catchments = SharedCatchment.objects.exclude(pk__in=kept.catchments).order_by("pk")
    kept = replace(kept, profiles={**kept.profiles, **{row.pk: _profile(row.routes) for row in profiles}})
    if new := {row.pk: catchment_of(row) for row in catchments}:
        together = {**kept.catchments, **new}
        kept = replace(
            kept,
            catchments=together,
            catchments_known=bytes(pk in together for pk in range(max(together) + 1)),
            everywhere=(*kept.everywhere, *(pk for pk, each in new.items() if each.everywhere)),
            served=_indexed(kept.served, ((pk, each.areas | each.rough) for pk, each in new.items())),
            above=_indexed(kept.above, ((pk, each.above) for pk, each in new.items())),
        )
    return kept


def _indexed(former: _ByArea, new: Iterable[tuple[int, Iterable[int]]]) -> _ByArea:
    found = {area: list(numbers) for area, numbers in former.items()}
    for pk, areas in new:
        for area in areas:
            found.setdefault(area, []).append(pk)
    return {area: tuple(numbers) for area, numbers in found.items()}


def catchment_of(row: SharedCatchment) -> Catchment:
    return Catchment(frozenset(row.areas), frozenset(row.rough), frozenset(row.above), row.everywhere)


def _profile(routes: Sequence[Any]) -> Profile:
    return Profile(tuple(RouteRules(code, audience, tuple(map(_row, rows))) for code, audience, rows in routes))


def _row(written: Sequence[Any]) -> Row:
    criterion, verdict, lowest, highest, values, since, until, rule = written
    return Row(criterion, verdict, lowest, highest, tuple(values), date.fromisoformat(since), date.fromisoformat(until), rule)
