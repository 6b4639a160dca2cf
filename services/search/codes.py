"""The values of the filters, read once per process and anew when staff have changed one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.choices import AccessWay, Audience
from services.models import FundingSource, Language, Need, NeedProgramme, Programme
from services.search import changes
from services.search.changes import Words


@dataclass(frozen=True, slots=True)
class Codes:
    """Facet → public value → bit; of programmes and of what has no bits in a row it is the position. `sorted`: (values, bits).

    `pairs`: (need, programme that is for it), the first choices first.
    """

    words: Words
    bits: Mapping[str, Mapping[str, int]]
    sorted: Mapping[str, tuple[tuple[str, ...], NDArray[np.int64]]]
    pairs: tuple[tuple[str, str], ...]


_kept: Codes | None = None


def current() -> Codes:
    global _kept
    now = changes.words()
    if _kept is None or _kept.words != now:
        bits = _read()
        pairs = NeedProgramme.objects.order_by("rank", "need__bit").values_list("need__code", "programme__code")
        _kept = Codes(now, bits, {facet: _sorted(known) for facet, known in bits.items()}, tuple(pairs))
    return _kept


def of(facet: str) -> Mapping[str, int]:
    return current().bits[facet]


def _read() -> dict[str, dict[str, int]]:
    programmes = Programme.objects.order_by("code").values_list("code", flat=True)
    return {
        "need": dict(Need.objects.order_by("bit").values_list("code", "bit")),
        "language": dict(Language.objects.order_by("bit").values_list("code", "bit")),
        "programme": _in_order(programmes),
        "audience": _in_order(Audience.values),
        "access": _in_order(AccessWay.values),
        "funder": {source.code: source.bit for source in FundingSource.objects.order_by("bit") if source.bit is not None},
        "open_now": {"1": 0},
    }


def _sorted(known: Mapping[str, int]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    values = tuple(sorted(known))
    return values, np.array([known[value] for value in values], np.int64)


def _in_order(codes: Iterable[str]) -> dict[str, int]:
    return {code: position for position, code in enumerate(codes)}
