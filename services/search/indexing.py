"""Writes the read model: facts in, one `SearchRow` per published offer out."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import connection
from django.db.models import Prefetch

from beratung.languages import BY_CODE
from services import choices
from services.choices import AccessWay, Answer, AreaKind, Audience, FactGroup, LocationKind, Operation, Precision
from services.models import Area, Location, Need, NeedProgramme, PostalCode, SearchRow, ServiceAtLocation
from services.search import text

#: An organization's "we take nobody at present" is believed for so long.
CAPACITY_DAYS = 90
_BATCH = 500
_ACCESS = {way: position for position, way in enumerate(AccessWay.values)}
_AUDIENCE = {audience: position for position, audience in enumerate(Audience.values)}
_LANGUAGES = [code.replace("-", "_") for code in BY_CODE]
_FIELDS = [field.name for field in SearchRow._meta.fields if field.name not in ("offer", "tokens")]


def refresh_dirty() -> int:
    """Rebuild the rows of all offers that this transaction has touched; their number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id FROM services_searchdirty WHERE txid = txid_current()")
        touched = [row[0] for row in cursor.fetchall()]
        refresh(touched)
        cursor.execute("DELETE FROM services_searchdirty WHERE txid = txid_current()")
    return len(touched)


def refresh(offers: Iterable[uuid.UUID]) -> None:
    remaining = list(offers)
    while remaining:
        batch, remaining = remaining[:_BATCH], remaining[_BATCH:]
        rows = list(_rows(batch))
        SearchRow.objects.filter(pk__in=batch).exclude(pk__in=[row.pk for row, _tokens in rows]).delete()
        SearchRow.objects.bulk_create([row for row, _tokens in rows], update_conflicts=True, unique_fields=["offer"], update_fields=_FIELDS)
        _write_tokens(rows)


def _write_tokens(rows: list[tuple[SearchRow, dict[str, set[str]]]]) -> None:
    vector = "||".join(f"setweight(array_to_tsvector(%s::text[]), '{weight}')" for weight in "ABCD")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE services_searchrow SET tokens = {vector} WHERE offer_id = %s",
            [(*(sorted(tokens[weight]) for weight in "ABCD"), row.pk) for row, tokens in rows],
        )


def _rows(offers: list[uuid.UUID]) -> Iterator[tuple[SearchRow, dict[str, set[str]]]]:
    needs = Need.objects.prefetch_related("synonyms").order_by("bit")
    ranks = NeedProgramme.objects.prefetch_related(Prefetch("need", needs)).order_by("need", "rank")
    listed = (
        ServiceAtLocation.objects.public()
        .filter(pk__in=offers)
        .select_related("service__organization", "service__programme", "location__area")
        .prefetch_related(
            "contacts", "spoken_languages__language", "checks", "location__former_addresses", "service__aliases", "service__serves__area",
            "service__fundings__funding_source", "service__programme__fundings__funding_source", "service__programme__aliases",
            "service__organization__aliases", Prefetch("service__needs", needs), Prefetch("service__programme__need_ranks", ranks),
        )
        .order_by("pk")
    )  # fmt: skip
    found = list(listed)
    codes = {offer.location.postal_code for offer in found if offer.location.postal_code}
    postal = {row.code: row for row in PostalCode.objects.filter(code__in=codes).prefetch_related("areas").order_by("code")}
    ancestors = _ancestors(found)
    for offer in found:
        yield _row(offer, postal.get(offer.location.postal_code), ancestors), _tokens(offer)


def _ancestors(offers: list[ServiceAtLocation]) -> dict[int, Area]:
    lines = {number for offer in offers if offer.location.area for number in offer.location.area.line}
    return {area.number: area for area in Area.objects.filter(number__in=lines).order_by("number")}


def _row(offer: ServiceAtLocation, postal: PostalCode | None, ancestors: dict[int, Area]) -> SearchRow:
    service, location, programme = offer.service, offer.location, offer.service.programme
    serves = [row.area for row in service.serves.all()]
    inside = {number for area in serves for number in area.line} | _inside(location, postal)
    point = _point(location, postal, ancestors)
    row = SearchRow(
        offer=offer,
        lat=point and point[0],
        lon=point and point[1],
        has_distance=point is not None and not location.is_hidden and location.precision in (Precision.ADDRESS, Precision.POSTAL_CODE),
        inside=sorted(inside),
        serves=sorted(area.number for area in serves),
        everywhere=offer.nationwide or (location.kind == LocationKind.VIRTUAL and not serves),
        programme=programme.code if programme else "",
        only_if_asked=bool(programme and programme.only_if_asked),
        access=_mask(_ACCESS[way] for way in offer.access),
        access_not=_mask(_ACCESS[way] for way in offer.access_not),
        audiences=_mask(_AUDIENCE[audience] for audience in service.stated_audiences),
        funders=_mask(_funder_bits(offer)),
        closed=offer.operation == Operation.CLOSED,
        reachable=offer.is_reachable,
        checked=last.day if (last := offer.last_check()) else None,
    )
    if offer.takes_new == Answer.NO and offer.takes_new_on:
        row.takes_new_no_until = offer.takes_new_on + timedelta(days=CAPACITY_DAYS)
    _fill_needs(row, offer)
    _fill_languages(row, offer)
    return row


def _mask(bits: Iterable[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def _inside(location: Location, postal: PostalCode | None) -> set[int]:
    if location.area:
        return set(location.area.line)
    return {number for area in postal.areas.all() for number in area.line} if postal else set()


def _point(location: Location, postal: PostalCode | None, ancestors: dict[int, Area]) -> tuple[float, float] | None:
    """What staff typed, else the postal code, else the smallest area that has a point; hidden places: their Kreis."""
    if location.kind == LocationKind.VIRTUAL:
        return None
    if location.lat is not None and location.lon is not None:
        return location.lat, location.lon
    if postal:
        return postal.lat, postal.lon
    line = [ancestors[number] for number in reversed(location.area.line) if number in ancestors] if location.area else []
    if location.is_hidden:
        line = [area for area in line if area.kind == AreaKind.KREIS]
    return next((area.point for area in line if area.point and area.kind not in (AreaKind.LAND, AreaKind.COUNTRY)), None)


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


def _fill_languages(row: SearchRow, offer: ServiceAtLocation) -> None:
    spoken = list(offer.spoken_languages.all())
    named = [(entry.language.bit, entry.mode in choices.SPOKEN_AT_ONCE) for entry in spoken if entry.language]
    row.languages_stated = _mask(bit for bit, at_once in named if at_once)
    row.languages_arranged = _mask(bit for bit, at_once in named if not at_once)
    row.languages_any_arranged = any(entry.language is None for entry in spoken)
    row.languages_complete = offer.languages_complete
    row.languages_fresh_until = offer.fresh_until(FactGroup.LANGUAGES) if spoken else None


def _tokens(offer: ServiceAtLocation) -> dict[str, set[str]]:
    """Tokens by weight: A names, B programme and carrier, C needs and place, D descriptions. A place that is hidden gives none."""
    service, location, programme = offer.service, offer.location, offer.service.programme
    found: dict[str, set[str]] = {weight: set() for weight in "ABCD"}
    _add(found["A"], service, "name")
    found["A"] |= _plain(alias.text for alias in service.aliases.all())
    found["A"] |= {offer.code}
    if programme:
        found["A"] |= _plain([programme.code.replace("_", " "), *(alias.text for alias in programme.aliases.all())])
        _add(found["A"], programme, "name")
        _add(found["D"], programme, "summary")
    organization = service.organization
    found["B"] |= _plain([organization.name, organization.short_name, *(alias.text for alias in organization.aliases.all())])
    for need in offer.stated_needs:
        _add(found["C"], need, "label")
        for synonym in need.synonyms.all():
            found["C"] |= text.tokens(synonym.text, synonym.language)
    if not location.is_hidden:
        former = (str(address) for address in location.former_addresses.all())
        found["B"] |= _plain([location.city, location.street, location.postal_code, location.name, *former])
    _add(found["D"], service, "description")
    return found


def _plain(names: Iterable[str]) -> set[str]:
    return {token for name in names for token in text.tokens(name, "de")}


def _add(target: set[str], record: object, field: str) -> None:
    for column, language in zip(_LANGUAGES, BY_CODE, strict=True):
        target |= text.tokens(getattr(record, f"{field}_{column}") or "", language)
