"""Rules and catchments between the rows that share them and the plain values that decide."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from services.eligibility import profile as profiles
from services.eligibility.catchment import Catchment
from services.eligibility.profile import Profile, Row
from services.models import Area, Service, ServiceArea, SharedCatchment, SharedProfile
from services.search import records
from services.search.text import fold

K = TypeVar("K")
T = TypeVar("T", Profile, Catchment)


class Shelf:
    """The ids for the rules and catchments of one batch of offers; what is new is written."""

    def __init__(self, services: Iterable[Service]) -> None:
        found = {service.pk: service for service in services}
        rules = {pk: profile for pk, profile in _profiles(found.values()) if profile}
        areas = {pk: catchment for pk, service in found.items() if (catchment := _catchment(records.hung(service, "serves")))}
        self._profile_ids = _ids(SharedProfile, rules, lambda profile: {"routes": _written(profile)})
        self._catchment_ids = _ids(SharedCatchment, {**areas, None: EVERYWHERE}, _numbers)

    def profile(self, service: Service) -> int | None:
        return self._profile_ids.get(service.pk)

    def catchment(self, service: Service, *, everywhere: bool) -> int | None:
        return self._catchment_ids.get(None if everywhere else service.pk)


def _profiles(services: Iterable[Service]) -> Iterator[tuple[uuid.UUID, Profile | None]]:
    """One for all services of a programme that have no rules of their own."""
    plain: dict[uuid.UUID | None, Profile | None] = {}
    for service in services:
        if records.hung(service, "overrides"):
            yield service.pk, profiles.of_service(service)
            continue
        if service.programme_id not in plain:
            plain[service.programme_id] = profiles.of_service(service)
        yield service.pk, plain[service.programme_id]


EVERYWHERE = Catchment(everywhere=True)


def catchment_of(service: Service) -> Catchment | None:
    """None where nobody has said whom it serves."""
    return _catchment(list(service.serves.all()))


def _catchment(served: Sequence[ServiceArea]) -> Catchment | None:
    if not served:
        return None
    rough = [row.area for row in served if row.is_rough]
    areas = [*(row.area for row in served if not row.is_rough), *_namesakes(rough)]
    numbers = frozenset(area.number for area in areas)
    above = {number for area in (*areas, *rough) for number in area.line[:-1]}
    return Catchment(numbers, frozenset(area.number for area in rough), frozenset(above - numbers))


def _namesakes(rough: list[Area]) -> list[Area]:
    """A part with the very name of a roughly named area is meant, whatever else is."""
    return [part for area in rough for part in area.children.all() if fold(part.name) == fold(area.name)]


def _numbers(catchment: Catchment) -> dict[str, Any]:
    return {
        "areas": sorted(catchment.areas),
        "rough": sorted(catchment.rough),
        "above": sorted(catchment.above),
        "everywhere": catchment.everywhere,
    }


def _ids(model: type[Model], wanted: Mapping[K, T], values: Callable[[T], dict[str, Any]]) -> dict[K, int]:
    """For each of the wanted the id of the row with its content."""
    contents = {id(value): value for value in wanted.values()}
    keys = {same: value.key for same, value in contents.items()}
    by_key = {keys[same]: value for same, value in contents.items()}
    rows = model._default_manager.filter(key__in=by_key)
    known = dict(rows.values_list("key", "pk"))
    missing = [model(key=key, **values(value)) for key, value in by_key.items() if key not in known]
    if missing:
        model._default_manager.bulk_create(missing, ignore_conflicts=True)
        known = dict(rows.all().values_list("key", "pk"))
    return {name: known[keys[id(value)]] for name, value in wanted.items()}


def _written(profile: Profile) -> list[list[Any]]:
    return [[route.code, route.audience, [_row(row) for row in route.rows]] for route in profile.routes]


def _row(row: Row) -> list[Any]:
    days = [row.valid_from.isoformat(), row.valid_to.isoformat()]
    return [row.criterion, row.verdict, row.lowest, row.highest, list(row.values), *days, row.rule]
