"""Applies records: create what is missing, update what nobody else has touched, propose the rest, bring back nothing.

The ledger (`LoadedRow`) remembers what this loader wrote last; a row that looks otherwise now was changed by staff.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, ManyToManyField

from services.exchange.records import BadFile, Record, fingerprint
from services.models import Fact, FundingSource, LoadedRow, Proposal

ORIGIN = "fixtures"
#: The next free place in the index depends on the row before.
_NEVER_IN_BULK = (FundingSource,)
#: Columns younger than the ledger: while empty they are as if they were not there, or every older row would look changed by staff.
_CAME_LATER = {"is_rough", "hands_over_to"}


def apply(records: Iterable[Record]) -> Counter[str]:
    """How many rows were created, updated, proposed, kept away (staff deleted them) or left alone. In a transaction of the caller."""
    counts: Counter[str] = Counter()
    ledger = {(row.model, row.record): row for row in LoadedRow.objects.order_by("pk")}
    fresh: dict[type[Fact], list[Record]] = {}
    others: list[tuple[Record, LoadedRow | None]] = []
    for record in _once(records):
        row = ledger.get((record.kind, record.id))
        if row is not None and row.wanted == record.wanted:
            counts["unchanged"] += 1
        elif row is None and not any(record.many.values()) and record.model not in _NEVER_IN_BULK:
            fresh.setdefault(record.model, []).append(record)
        else:
            others.append((record, row))
    for group in fresh.values():
        counts += _many(group)
    for record, row in others:
        counts[_one(record, row)] += 1
    return counts


def _once(records: Iterable[Record]) -> Iterator[Record]:
    """The same said twice counts once; two different rows for one record are a slip that somebody has to settle."""
    seen: dict[tuple[str, uuid.UUID], Record] = {}
    for record in records:
        first = seen.setdefault((record.kind, record.id), record)
        if first is record:
            yield record
        elif first.wanted != record.wanted:
            name = next((record.values[key] for key in ("text", "code", "name_de") if record.values.get(key)), record.kind)
            raise BadFile(f"{record.where}: “{name}” stands here otherwise than in {first.where}.")


def _many(records: list[Record]) -> Counter[str]:
    """New rows of one kind, written together with their history; references may point to rows that come later."""
    model = records[0].model
    there = model._default_manager.in_bulk([record.id for record in records])
    made = [_filled(record, model(id=record.id)) for record in records if record.id not in there]
    model._default_manager.bulk_create(made)
    if history := getattr(model, "history", None):
        history.bulk_history_create(made)
    written = {instance.pk: state(instance) for instance in made}
    LoadedRow.objects.bulk_create(
        LoadedRow(model=record.kind, record=record.id, written=written[record.id], wanted=record.wanted)
        for record in records
        if record.id in written
    )
    others = Counter(_one(record, None) for record in records if record.id in there)
    return Counter({"created": len(made)}) + others


def _one(record: Record, row: LoadedRow | None) -> str:
    existing = record.model._default_manager.filter(pk=record.id).first()
    if row is not None and existing is None:
        _remember(record, row, row.written)
        return "kept away"
    if existing is not None and (row is None or state(existing) != row.written):
        _propose(record, existing)
        _remember(record, row, row.written if row else "")
        return "proposed"
    saved = _write(record, existing)
    _remember(record, row, state(saved))
    return "updated" if existing else "created"


def _write(record: Record, existing: Fact | None) -> Fact:
    instance = _filled(record, existing or record.model(id=record.id), _blank(record, existing))
    instance.save()
    for name, ids in record.many.items():
        getattr(instance, name).set(ids)
    return instance


def _filled(record: Record, instance: Fact, blank: dict[str, Any] | None = None) -> Fact:
    for name, value in {**(blank or {}), **record.values}.items():
        setattr(instance, name, value)
    try:
        instance.clean_fields(exclude=[field.name for field in record.model._meta.fields if field.is_relation or field.name in _DERIVED])
        instance.clean()
    except ValidationError as error:
        raise BadFile(f"{record.where}: {'; '.join(error.messages)}") from error
    instance.fill()
    return instance


_DERIVED = {"code", "bit", "e164", "name", "summary", "text", "label"}


def _blank(record: Record, existing: Fact | None) -> dict[str, Any]:
    """Back to the default what an earlier version of the file had said and this one leaves out."""
    if existing is None:
        return {}
    kept = {"id", "version", "code", "bit", "number", "e164"}
    columns = [field for field in record.model._meta.concrete_fields if field.name not in kept and field.attname not in record.values]
    return {field.attname: field.get_default() for field in columns if not _is_translated_parent(field)}


def _is_translated_parent(field: "Field[Any, Any]") -> bool:
    """`name` itself is the reader's language of `name_de`, `name_en` …; only these are written."""
    return any(
        other.name.startswith(f"{field.name}_") and hasattr(other, "translated_field") for other in field.model._meta.concrete_fields
    )


def state(instance: Fact) -> str:
    """The hash of a row as it stands, with its many-to-many ids, without its version."""
    fields = {field.attname: field.value_from_object(instance) for field in instance._meta.concrete_fields if field.name != "version"}
    many = {field.name: _linked(instance, field) for field in instance._meta.many_to_many}
    return fingerprint([{name: value for name, value in found.items() if _counts(instance, name, value)} for found in (fields, many)])


def _linked(instance: Fact, field: "ManyToManyField[Any, Any]") -> list[str]:
    """Read from the table between the two: what it points to may be written only later in this transaction."""
    rows = getattr(type(instance), field.name).through._default_manager.filter(**{field.m2m_field_name(): instance.pk})
    return sorted(str(pk) for pk in rows.values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))


def _counts(instance: Fact, name: str, value: Any) -> bool:
    return not hasattr(type(instance), f"{name}_de") and (bool(value) or name not in _CAME_LATER)


def _propose(record: Record, existing: Fact) -> None:
    changes = {
        name: [str(getattr(existing, name)), str(value)] for name, value in record.values.items() if getattr(existing, name) != value
    }
    for name, ids in record.many.items():
        now = set(getattr(existing, name).order_by("pk").values_list("pk", flat=True))
        if now != set(ids):
            changes[name] = [", ".join(sorted(map(str, now))), ", ".join(sorted(map(str, ids)))]
    if changes:
        Proposal.objects.update_or_create(model=record.kind, record=record.id, origin=ORIGIN, state="open", defaults={"changes": changes})


def _remember(record: Record, row: LoadedRow | None, written: str) -> None:
    row = row or LoadedRow(model=record.kind, record=record.id)
    row.written, row.wanted = written, record.wanted
    row.save()
