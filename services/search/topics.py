"""What services state that stand under the same programme and name the same needs of their own: worked out once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.models import Need, Service
from services.search import records


def mask(bits: Iterable[int]) -> int:
    """One number with these bits set."""
    found = 0
    for bit in bits:
        found |= 1 << bit
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """`columns`: those of `SearchRow` by name. The same object for all services that state the same."""

    needs: tuple[Need, ...]
    columns: dict[str, Any]


class Catalogue:
    """For one batch of gathered services."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Topics] = {}

    def of(self, service: Service) -> Topics:
        key = (service.programme_id, *(need.pk for need in records.hung(service, "needs")))
        if key not in self._known:
            self._known[key] = _topics(service)
        return self._known[key]


def _topics(service: Service) -> Topics:
    programme, stated = service.programme, service.stated_needs
    ranks = {rank.need_id: rank.rank for rank in programme.need_ranks.all()} if programme else {}
    columns = {
        "needs": mask(need.bit for need in stated),
        "needs_own": mask(need.bit for need in service.needs.all()),
        "need_ranks": {str(need.bit): ranks[need.pk] for need in stated if need.pk in ranks},
    }
    return Topics(tuple(stated), columns)
