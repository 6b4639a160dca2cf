"""The records behind cards, with only what cards show, in one statement.

Django's own way reads them in six statements over wide tables and spends more time on that than on everything else about a
page. The records here are the models' own: what was not read is fetched by Django when somebody asks for it, and what many
offers share (programmes, needs, languages) is that of `reference`.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from django.db import connection
from django.db.models import Model, Prefetch, prefetch_related_objects

from services.display.reference import Reference
from services.models import Area, Check, Contact, Fact, Location, Organization, Rule, Service, ServiceAtLocation, SpokenLanguage
from services.search.records import made
from services.translation import TRANSLATED

Values = Iterator[Any]
Records = tuple[ServiceAtLocation, Service, Organization, Location, Area]


def _columns(model: type[Fact], *names: str) -> tuple[str, ...]:
    """Attribute names, which are the columns' names, too; a translated text in every language."""
    translated = TRANSLATED.get(model, ())
    concrete = [field.attname for field in model._meta.concrete_fields]
    return tuple(each for name in names for each in concrete if each == name or (name in translated and each.startswith(f"{name}_")))


_READ: dict[type[Fact], tuple[str, ...]] = {
    ServiceAtLocation: _columns(
        ServiceAtLocation, "id", "code", "service_id", "location_id", "access", "hours", "hours_note", "nationwide", "operation",
        "closed_from", "closed_to", "languages_complete",
    ),
    Service: _columns(Service, "id", "organization_id", "programme_id", "name", "documents", "serves_text"),
    Organization: _columns(Organization, "id", "name", "website"),
    Location: _columns(
        Location, "id", "area_id", "kind", "visibility", "precision", "name", "street", "postal_code", "city", "lat", "lon"
    ),
    Area: _columns(Area, "id", "kind", "name", "line"),
}  # fmt: skip
_TABLES = ", ".join(f"{model._meta.db_table}.{column}" for model, columns in _READ.items() for column in columns)
#: Contacts, checks and languages are in the order of their models; needs and languages are told by their bits.
_STATEMENT = f"""
    SELECT {_TABLES},
    ARRAY(SELECT json_build_array(kind, value, e164) FROM services_contact AS contact
        JOIN services_serviceatlocation_contacts AS link ON link.contact_id = contact.id
        WHERE link.serviceatlocation_id = services_serviceatlocation.id ORDER BY kind, value, contact.id),
    ARRAY(SELECT json_build_array("group", outcome, day, day_precision) FROM services_check
        WHERE offer_id = services_serviceatlocation.id ORDER BY "group", day DESC, id),
    ARRAY(SELECT json_build_array(bit, mode) FROM services_spokenlanguage AS spoken
        LEFT JOIN services_language AS language ON language.id = spoken.language_id
        WHERE offer_id = services_serviceatlocation.id ORDER BY bit, mode),
    ARRAY(SELECT bit FROM services_service_needs AS link JOIN services_need AS need ON need.id = link.need_id
        WHERE link.service_id = services_service.id ORDER BY bit),
    EXISTS (SELECT FROM services_rule WHERE service_id = services_service.id)
    FROM services_serviceatlocation
    JOIN services_service ON services_service.id = service_id
    JOIN services_organization ON services_organization.id = services_service.organization_id
    JOIN services_location ON services_location.id = location_id
    LEFT JOIN services_area ON services_area.id = services_location.area_id
    WHERE services_serviceatlocation.id = ANY(%s) AND services_serviceatlocation.status = 'published'
"""


def read(offers: Sequence[uuid.UUID], shared: Reference) -> dict[uuid.UUID, ServiceAtLocation]:
    """Those that are published, by id. Nobody may save them: they are not whole."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [list(offers)])
        found = [_offer(iter(row), shared) for row in cursor.fetchall()]
    different = [offer.service for offer, has_rules in found if has_rules]
    prefetch_related_objects(different, Prefetch("overrides", Rule.objects.select_related("route", "source")))
    return {offer.pk: offer for offer, _has_rules in found}


def _offer(row: Values, shared: Reference) -> tuple[ServiceAtLocation, bool]:
    """And whether its service has rules of its own."""
    offer, service, organization, location, area = cast(
        Records, tuple(made(model, zip(names, row, strict=False)) for model, names in _READ.items())
    )
    contacts, checks, spoken, needs, has_rules = row
    _belongs(offer, service=service, location=location)
    _belongs(service, organization=organization, programme=shared.programmes[service.programme_id] if service.programme_id else None)
    _belongs(location, area=area if location.area_id else None)
    _has(
        offer,
        contacts=[made(Contact, (("kind", kind), ("value", value), ("e164", e164))) for kind, value, e164 in contacts],
        checks=[_check(offer, *each) for each in checks],
        spoken_languages=[_spoken(shared, *each) for each in spoken],
    )
    _has(service, needs=[shared.needs[bit] for bit in needs], **({} if has_rules else {"overrides": []}))
    return offer, has_rules


def _check(offer: ServiceAtLocation, group: str, outcome: str, day: str | None, precision: str) -> Check:
    values = {"group": group, "outcome": outcome, "day": date.fromisoformat(day) if day else None, "day_precision": precision}
    return made(Check, (("offer_id", offer.pk), *values.items()))


def _spoken(shared: Reference, bit: int | None, mode: str) -> SpokenLanguage:
    language = None if bit is None else shared.languages[bit]
    spoken = made(SpokenLanguage, (("mode", mode), ("language_id", language.pk if language else None)))
    _belongs(spoken, language=language)
    return spoken


def _belongs(record: Model, **owners: Model | None) -> None:
    record._state.fields_cache.update(owners)


def _has(record: Model, **lists: Iterable[Model]) -> None:
    """Where `.all()` looks for what was prefetched."""
    record.__dict__["_prefetched_objects_cache"] = lists
