"""The read model as a whole: written anew batch by batch, or compared with the facts. The daily work is in `indexing`."""

import gc
import multiprocessing
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from django.db import connection, transaction

from services.models import SearchRow, ServiceAtLocation
from services.search import changes, collector, indexing
from services.search.understand.listed import standing
from services.search.weights import POINTS

#: More would hold up longer whoever changes one of them meanwhile; fewer read the programmes more often.
_BATCH = 4000
#: Everything, or what an interrupted rebuild has left and what has become old or lost its row since.
_FILL = """
    INSERT INTO services_searchrebuild (offer_id)
    SELECT offer_id FROM unnest(%(offers)s::uuid[]) WITH ORDINALITY AS whole (offer_id, position)
    LEFT JOIN services_searchrow AS found USING (offer_id)
    WHERE NOT EXISTS (SELECT FROM services_searchrebuild) OR found.shape IS NULL OR found.shape < %(shape)s
    ORDER BY position ON CONFLICT DO NOTHING
"""
_TAKE = """
    DELETE FROM services_searchrebuild WHERE position IN (
        SELECT position FROM services_searchrebuild ORDER BY position LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING offer_id
"""


def rebuild(jobs: int = 1) -> Iterator[int]:
    """How many rows are written so far, batch by batch, each committed; interrupted, the next call goes on where this one stopped.

    More than one job: not inside a transaction, because each has a connection of its own.
    """
    total = _fill()
    with _helpers(jobs - 1), collector.paused():
        while _batch():
            yield total - _left()
    while _batch():  # what a helper has given back when it died
        pass
    changes.new_epoch()
    yield total


def _fill() -> int:
    """The offers of one organization together, so that what they share is read once. Words are learnt anew with their rows."""
    listed = ServiceAtLocation.objects.public().order_by("service__organization", "pk").values_list("pk", flat=True)
    surplus = SearchRow.objects.exclude(pk__in=ServiceAtLocation.objects.public()).order_by("pk").values_list("pk", flat=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM services_searchword WHERE NOT EXISTS (SELECT FROM services_searchrebuild)")
        cursor.execute(_FILL, {"offers": list(chain(listed, surplus)), "shape": indexing.SHAPE})
    return _left()


def _left() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM services_searchrebuild")
        return int(cursor.fetchone()[0])


def _batch() -> bool:
    """Writes one; False if there is none. The rows are locked first: what staff change meanwhile is written after this."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TAKE, [_BATCH])
        batch = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT FROM services_searchrow WHERE offer_id = ANY(%s) ORDER BY offer_id FOR NO KEY UPDATE", [batch])
        indexing.refresh(batch)
    gc.collect()
    return bool(batch)


@contextmanager
def _helpers(number: int) -> Iterator[None]:
    if number > 0:
        connection.close()  # a connection does not survive a fork
    context = multiprocessing.get_context("fork")
    helpers = [context.Process(target=_help, daemon=True) for _ in range(number)]
    for helper in helpers:
        helper.start()
    try:
        yield
    except BaseException:
        for helper in helpers:
            helper.terminate()
        raise
    finally:
        for helper in helpers:
            helper.join()


def _help() -> None:
    with collector.paused():
        while _batch():
            pass
    connection.close()


def differences() -> Iterator[tuple[uuid.UUID, list[str]]]:
    """Offers whose row is not what the facts say, with the columns that differ; "row" for one too few or too many."""
    listed = list(ServiceAtLocation.objects.public().order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(listed), _BATCH):
        with collector.paused():
            yield from _different_in(listed[at : at + _BATCH])
    surplus = SearchRow.objects.exclude(pk__in=ServiceAtLocation.objects.public()).order_by("pk")
    yield from ((pk, ["row"]) for pk in surplus.values_list("pk", flat=True))


def _different_in(batch: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, list[str]]]:
    stored, tokens = SearchRow.objects.defer("tokens").in_bulk(batch), _stored_tokens(batch)
    made = list(indexing.rows(batch))
    known = standing(set().union(*(each.words for each in made)))
    for row, wanted, words in made:
        pk = row["offer_id"]
        there = stored.get(pk)
        wrong = _different(there, row) if there else ["row"]
        wrong += ["tokens"] if there and tokens[pk] != wanted else []
        wrong += ["words"] if not words <= known else []
        if wrong:
            yield pk, wrong


def _different(there: SearchRow, wanted: dict[str, Any]) -> list[str]:
    names = [field.attname for field in SearchRow._meta.concrete_fields if field.attname in wanted]
    return [name for name in names if getattr(there, name) != wanted[name]]


def _stored_tokens(offers: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, set[str]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id, tsvector_to_array(tokens) FROM services_searchrow WHERE offer_id = ANY(%s)", [offers])
        return {offer: _by_weight(tokens or ()) for offer, tokens in cursor.fetchall()}


def _by_weight(tokens: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {weight: set() for weight in POINTS}
    for token in tokens:
        found.setdefault(token[0], set()).add(token[1:])
    return found
