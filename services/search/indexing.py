"""Writes the read model: facts in, one `SearchRow` per published offer out."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet

from services import choices, opening_times
from services.choices import AccessWay, Answer, Audience, FactGroup, Operation
from services.models import Need, NeedProgramme, SearchRow, ServiceAtLocation
from services.search import row_tokens
from services.search.shared import Shelf
from services.search.whereabouts import Atlas, Whereabouts

#: Raised when rows get other columns or other meanings: older ones are written anew by `refresh_outdated`.
SHAPE = 3
#: An organization's "we take nobody at present" is believed for so long.
CAPACITY_DAYS = 90
_BATCH = 500
_ACCESS = {way: position for position, way in enumerate(AccessWay.values)}
_AUDIENCE = {audience: position for position, audience in enumerate(Audience.values)}
_FIELDS = [field.name for field in SearchRow._meta.fields if field.name not in ("offer", "tokens")]


def refresh_dirty() -> int:
    """Rebuild the rows of all offers that this transaction has touched; their number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id FROM services_searchdirty WHERE txid = txid_current()")
        touched = [row[0] for row in cursor.fetchall()]
        refresh(touched)
        cursor.execute("DELETE FROM services_searchdirty WHERE txid = txid_current()")
    return len(touched)


def refresh_outdated() -> int:
    """Rebuild what an older version of this module has written; their number."""
    with transaction.atomic():
        old = list(SearchRow.objects.select_for_update().filter(shape__lt=SHAPE).order_by("pk").values_list("pk", flat=True))
        refresh(old)
    return len(old)


def refresh(offers: Iterable[uuid.UUID]) -> None:
    remaining = list(offers)
    while remaining:
        batch, remaining = remaining[:_BATCH], remaining[_BATCH:]
        made = list(rows(batch))
        SearchRow.objects.filter(pk__in=batch).exclude(pk__in=[row.pk for row, _tokens in made]).delete()
        SearchRow.objects.bulk_create([row for row, _tokens in made], update_conflicts=True, unique_fields=["offer"], update_fields=_FIELDS)
        _write_tokens(made)


def _write_tokens(rows: list[tuple[SearchRow, dict[str, set[str]]]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE services_searchrow SET tokens = %s::tsvector WHERE offer_id = %s",
            [(row_tokens.vector(tokens), row.pk) for row, tokens in rows],
        )


def rows(offers: list[uuid.UUID]) -> Iterator[tuple[SearchRow, dict[str, set[str]]]]:
    found = list(_listed().filter(pk__in=offers))
    atlas, shelf = Atlas(found), Shelf({offer.service_id: offer.service for offer in found}.values())
    for offer in found:
        row = _row(offer, atlas.locate(offer))
        row.profile_id = shelf.profile(offer.service)
        row.catchment_id = shelf.catchment(offer.service, everywhere=offer.nationwide)
        yield row, row_tokens.of(offer)


def _listed() -> QuerySet[ServiceAtLocation]:
    needs = Need.objects.order_by("bit")
    ranks = NeedProgramme.objects.prefetch_related(Prefetch("need", needs)).order_by("need", "rank")
    offers = ServiceAtLocation.objects.public().select_related("service__organization", "service__programme", "location__area")
    return offers.prefetch_related(
        "contacts", "spoken_languages__language", "checks", "location__former_addresses", "service__aliases",
        "service__serves__area__children", "service__overrides", "service__programme__routes__rules",
        "service__fundings__funding_source", "service__programme__fundings__funding_source", "service__programme__aliases",
        "service__organization__aliases", Prefetch("service__needs", needs), Prefetch("service__programme__need_ranks", ranks),
    ).order_by("pk")  # fmt: skip


def _row(offer: ServiceAtLocation, where: Whereabouts) -> SearchRow:
    lat, lon = where.point or (None, None)
    last = offer.last_check()
    row = SearchRow(
        offer=offer,
        lat=lat,
        lon=lon,
        has_distance=where.has_distance,
        inside=list(where.inside),
        serves=list(where.serves),
        everywhere=where.everywhere,
        **_masks(offer),
        closed=offer.operation == Operation.CLOSED,
        reachable=offer.is_reachable,
        checked=last.day if last else None,
        shape=SHAPE,
    )
    if offer.takes_new == Answer.NO and offer.takes_new_on:
        row.takes_new_no_until = offer.takes_new_on + timedelta(days=CAPACITY_DAYS)
    if programme := offer.service.programme:
        row.programme, row.only_if_asked = programme.code, programme.only_if_asked
    _fill_needs(row, offer)
    _fill_hours(row, offer, where.land)
    _fill_languages(row, offer)
    return row


def _masks(offer: ServiceAtLocation) -> dict[str, int]:
    return {
        "access": _mask(_ACCESS[way] for way in offer.access),
        "access_not": _mask(_ACCESS[way] for way in offer.access_not),
        "audiences": _mask(_AUDIENCE[audience] for audience in offer.service.stated_audiences),
        "funders": _mask(_funder_bits(offer)),
    }


def _mask(bits: Iterable[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def _funder_bits(offer: ServiceAtLocation) -> Iterator[int]:
    programme = offer.service.programme
    fundings = [*offer.service.fundings.all(), *(programme.fundings.all() if programme else ())]
    for funding in fundings:
        if funding.funding_source.bit is not None:
            yield funding.funding_source.bit


def _fill_needs(row: SearchRow, offer: ServiceAtLocation) -> None:
    needs = offer.stated_needs
    programme = offer.service.programme
    row.needs = _mask(need.bit for need in needs)
    row.needs_own = _mask(need.bit for need in offer.service.needs.all())
    ranks = {rank.need.bit: rank.rank for rank in programme.need_ranks.all()} if programme else {}
    row.need_ranks = {str(need.bit): ranks[need.bit] for need in needs if need.bit in ranks}


def _fill_hours(row: SearchRow, offer: ServiceAtLocation, land: str) -> None:
    spans = opening_times.minutes(offer.hours) if offer.hours else []
    row.opens, row.closes = [start for start, _end in spans], [end for _start, end in spans]
    row.hours_fresh_until = offer.fresh_until(FactGroup.HOURS) if spans else None
    row.closed_from, row.closed_to = _closure(offer)
    row.land = "" if offer.hours and opening_times.is_always(offer.hours) else land


def _closure(offer: ServiceAtLocation) -> tuple[date | None, date | None]:
    """Both ends or none: an open end becomes a day that is never reached."""
    if offer.closed_from is None and offer.closed_to is None:
        return None, None
    return offer.closed_from or date.min, offer.closed_to or date.max


def _fill_languages(row: SearchRow, offer: ServiceAtLocation) -> None:
    spoken = list(offer.spoken_languages.all())
    named = [(entry.language.bit, entry.mode in choices.SPOKEN_AT_ONCE) for entry in spoken if entry.language]
    row.languages_stated = _mask(bit for bit, at_once in named if at_once)
    row.languages_arranged = _mask(bit for bit, at_once in named if not at_once)
    row.languages_any_arranged = any(entry.language is None for entry in spoken)
    row.languages_complete = offer.languages_complete
    row.languages_fresh_until = offer.fresh_until(FactGroup.LANGUAGES) if spoken else None
