"""The read model as a whole: written anew batch by batch, or compared with the facts. The daily work is in `indexing`."""

import uuid
from collections.abc import Iterator

from django.db import connection, transaction

from services.models import SearchRow, ServiceAtLocation
from services.search import indexing, row_tokens

_BATCH = 1000


def rebuild() -> Iterator[int]:
    """How many rows are written so far, batch by batch, each committed. Interrupted, the next call goes on where this one stopped."""
    if not SearchRow.objects.filter(shape__lt=indexing.SHAPE).exists():
        SearchRow.objects.update(shape=0)
    done = 0
    while batch := _waiting():
        with transaction.atomic():
            indexing.refresh(batch)
        done += len(batch)
        yield done


def _waiting() -> list[uuid.UUID]:
    """Offers whose row is old or missing; listed or not: what is not listed loses its row."""
    old = SearchRow.objects.filter(shape__lt=indexing.SHAPE).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    missing = ServiceAtLocation.objects.public().filter(search_row__isnull=True).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    return list(old) or list(missing)


def differences() -> Iterator[tuple[uuid.UUID, list[str]]]:
    """Offers whose row is not what the facts say, with the columns that differ; "row" for one too few or too many."""
    listed = list(ServiceAtLocation.objects.public().order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(listed), _BATCH):
        batch = listed[at : at + _BATCH]
        stored, tokens = SearchRow.objects.in_bulk(batch), _stored_tokens(batch)
        for row, wanted in indexing.rows(batch):
            there = stored.get(row.pk)
            wrong = _different(there, row) if there else ["row"]
            wrong += ["tokens"] if there and tokens[row.pk] != wanted else []
            if wrong:
                yield row.pk, wrong
    surplus = SearchRow.objects.exclude(pk__in=ServiceAtLocation.objects.public()).order_by("pk")
    yield from ((pk, ["row"]) for pk in surplus.values_list("pk", flat=True))


def _different(there: SearchRow, wanted: SearchRow) -> list[str]:
    names = [field.attname for field in SearchRow._meta.concrete_fields if field.name not in ("offer", "tokens")]
    return [name for name in names if getattr(there, name) != getattr(wanted, name)]


def _stored_tokens(offers: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, set[str]]]:
    """The words of each weight; a word that stands in several has the highest."""
    weights = ", ".join(f"tsvector_to_array(ts_filter(tokens, '{{{weight}}}'))" for weight in row_tokens.WEIGHTS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT offer_id, {weights} FROM services_searchrow WHERE offer_id = ANY(%s)", [offers])
        return {row[0]: dict(zip(row_tokens.WEIGHTS, map(set, row[1:]), strict=True)) for row in cursor.fetchall()}
