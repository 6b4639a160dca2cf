"""Published offers with all that their rows are made of, in a fixed number of queries.

The records hold only the columns that rows are made of (`records`). What many offers share (services, programmes, needs,
languages) is read once and is one object for all of them.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from services.models import (
    Area,
    Check,
    Contact,
    FormerAddress,
    Funding,
    Language,
    Location,
    Need,
    NeedProgramme,
    Organization,
    OrganizationAlias,
    Programme,
    Rule,
    Service,
    ServiceAlias,
    ServiceArea,
    ServiceAtLocation,
    SpokenLanguage,
)  # fmt: skip
from services.search import row_tokens
from services.search.records import among, hang, read, share

_OFFER = (
    "id", "service_id", "location_id", "code", "access", "access_not", "hours", "languages_complete", "nationwide", "operation",
    "takes_new", "takes_new_on", "closed_from", "closed_to",
)  # fmt: skip
_SERVICE = ("id", "organization_id", "programme_id", "audiences", *row_tokens.columns("name"), *row_tokens.columns("description"))
_PLACE = ("id", "area_id", "name", "kind", "visibility", "precision", "street", "postal_code", "city", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Gathered:
    """`areas` by number: those in which an offer lies or which it serves, and all above them."""

    offers: list[ServiceAtLocation]
    areas: dict[int, Area]


def gather(wanted: Sequence[uuid.UUID]) -> Gathered:
    """Those of the offers that are listed, in the order of their ids."""
    found = read(among(ServiceAtLocation.objects.public(), "id", wanted), _OFFER)
    services = read(among(Service.objects.all(), "id", {offer.service_id for offer in found}), _SERVICE)
    places = read(among(Location.objects.all(), "id", {offer.location_id for offer in found}), _PLACE)
    share(found, "service", {service.pk: service for service in services})
    share(found, "location", {place.pk: place for place in places})
    _complete_offers(found)
    _complete_places(places)
    areas = _areas(places, services)
    _organizations(services)
    _complete_services(services)
    programmes = _programmes(services)
    share(services, "programme", programmes)
    _needs(services, programmes.values())
    return Gathered(found, areas)


def _complete_offers(found: list[ServiceAtLocation]) -> None:
    ids = [offer.pk for offer in found]
    spoken = read(among(SpokenLanguage.objects.all(), "offer_id", ids), ("id", "offer_id", "language_id", "mode"))
    share(spoken, "language", Language.objects.in_bulk({entry.language_id for entry in spoken} - {None}))
    checks = read(among(Check.objects.all(), "offer_id", ids), ("id", "offer_id", "group", "outcome", "day"))
    contacts = among(ServiceAtLocation.contacts.through.objects.all(), "serviceatlocation_id", ids)
    reachable = contacts.values_list("serviceatlocation_id", flat=True)
    somebody = Contact()  # whether there is any is all that matters
    hang(found, "spoken_languages", ((entry.offer_id, entry) for entry in spoken))
    hang(found, "checks", ((check.offer_id, check) for check in checks))
    hang(found, "contacts", ((offer, somebody) for offer in reachable))


def _complete_places(places: list[Location]) -> None:
    former = among(FormerAddress.objects.all(), "location_id", [place.pk for place in places])
    hang(places, "former_addresses", ((address.location_id, address) for address in former))


def _organizations(services: list[Service]) -> None:
    ids = {service.organization_id for service in services}
    organizations = read(among(Organization.objects.all(), "id", ids), ("id", "name", "short_name", "website"))
    aliases = among(OrganizationAlias.objects.all(), "organization_id", ids)
    share(services, "organization", {organization.pk: organization for organization in organizations})
    hang(organizations, "aliases", ((alias.organization_id, alias) for alias in aliases))


def _complete_services(services: list[Service]) -> None:
    ids = [service.pk for service in services]
    aliases, own = among(ServiceAlias.objects.all(), "service_id", ids), among(Rule.objects.all(), "service_id", ids)
    links = among(Funding.services.through.objects.all(), "service_id", ids).prefetch_related("funding__funding_source")
    hang(services, "aliases", ((alias.service_id, alias) for alias in aliases))
    hang(services, "overrides", ((rule.service_id, rule) for rule in own))
    hang(services, "fundings", ((link.service_id, link.funding) for link in links))


def _areas(places: list[Location], services: list[Service]) -> dict[int, Area]:
    whom = among(ServiceArea.objects.all(), "service_id", [service.pk for service in services])
    served = read(whom, ("id", "service_id", "area_id", "is_rough"))
    named = among(Area.objects.all(), "id", {row.area_id for row in served} | {place.area_id for place in places} - {None})
    above = {number for line in named.values_list("line", flat=True) for number in line}
    known = {area.pk: area for area in read(among(Area.objects.all(), "number", above))}
    share(places, "area", known)
    share(served, "area", known)
    _parts({row.area_id: row.area for row in served if row.is_rough})
    hang(services, "serves", ((row.service_id, row) for row in served))
    return {area.number: area for area in known.values()}


def _parts(rough: dict[uuid.UUID, Area]) -> None:
    """Only of roughly named areas they matter (`shared.catchment_of`)."""
    if rough:
        parts = Area.objects.filter(parent__in=rough).order_by("number")
        hang(rough.values(), "children", ((part.parent_id, part) for part in parts))


def _programmes(services: list[Service]) -> dict[uuid.UUID, Programme]:
    ranks = Prefetch("need_ranks", NeedProgramme.objects.order_by("pk"))
    complete = Programme.objects.prefetch_related("routes__rules", "fundings__funding_source", "aliases", ranks)
    return complete.in_bulk({service.programme_id for service in services} - {None})


def _needs(services: list[Service], programmes: Iterable[Programme]) -> None:
    links = among(Service.needs.through.objects.all(), "service_id", [service.pk for service in services])  # type: ignore[attr-defined]
    named = list(links.order_by("need__bit").values_list("service_id", "need_id"))
    ranks = [rank for programme in programmes for rank in programme.need_ranks.all()]
    needs = Need.objects.in_bulk({need for _service, need in named} | {rank.need_id for rank in ranks})
    share(ranks, "need", needs)
    hang(services, "needs", ((service, needs[need]) for service, need in named))
