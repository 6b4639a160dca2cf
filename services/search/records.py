"""Records for reading only, without what Django does for records that may be changed.

A model's constructor, the manager behind every `.all()` and a query with two thousand separate parameters each cost more
than what a row is made of. Here records get just the columns that are asked for; what belongs to them is put where the
models' own attributes and `.all()` look for what was read before.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)


def read(found: QuerySet[M], columns: Sequence[str] = ()) -> list[M]:
    """The records with these columns, or with all. Any other column is read when it is touched: one query each."""
    names = columns or [field.attname for field in found.model._meta.concrete_fields]
    rows = QuerySet.values_list(found, *names)  # not the translated querysets' own, which looks for other languages
    return [made(found.model, zip(names, values, strict=True)) for values in rows]


def made(model: type[M], values: Iterable[tuple[str, Any]]) -> M:
    """The record with these columns, as if it had been read."""
    record = model.__new__(model)
    record.__dict__ = dict(values)
    record._state = ModelState()
    record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS
    return record


def among(found: QuerySet[M], column: str, ids: Iterable[Any]) -> QuerySet[M]:
    """Those whose column is one of these, in the order of their ids. One parameter, however many there are."""
    condition = RawSQL(f'"{found.model._meta.db_table}"."{column}" = ANY(%s)', [list(ids)], BooleanField())  # noqa: S611
    return found.filter(condition).order_by("pk")


def share(records: Iterable[Model], name: str, shared: Mapping[Any, Model]) -> None:
    """Each record's foreign key `name` from those that were read."""
    for record in records:
        if (key := record.__dict__[f"{name}_id"]) is not None:
            record._state.fields_cache[name] = shared[key]


def hang(owners: Iterable[Model], name: str, found: Iterable[tuple[uuid.UUID | None, Model]]) -> None:
    """`found`: pairs of an owner's id and what is his."""
    by_owner: dict[uuid.UUID | None, list[Model]] = defaultdict(list)
    for owner_id, record in found:
        by_owner[owner_id].append(record)
    for owner in owners:
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = by_owner.get(owner.__dict__["id"], ())


def hung(owner: Model, name: str) -> Sequence[Any]:
    """What `.all()` gives, without the manager; a KeyError if nobody has read it."""
    found: Sequence[Any] = owner.__dict__["_prefetched_objects_cache"][name]
    return found
