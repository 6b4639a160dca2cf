"""Published offers with all that their rows are made of, in a fixed number of queries.

Django's own prefetching makes a manager and a query per record and relation, which costs more than everything else about
a row. Here the records of a batch are hung where the models' own `.all()` looks for prefetched ones, as plain lists; what
many offers share (programmes, needs, languages) is read once and is one object for all of them.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Func, IntegerField, Model, Prefetch

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

Pair = tuple[uuid.UUID | None, Model]


@dataclass(frozen=True, slots=True)
class Gathered:
    """`areas` by number: those in which an offer lies or which it serves, and all above them."""

    offers: list[ServiceAtLocation]
    areas: dict[int, Area]


def gather(wanted: Sequence[uuid.UUID]) -> Gathered:
    """Those of the offers that are listed, in the order of their ids."""
    together = ServiceAtLocation.objects.public().select_related("service", "location")
    found = list(together.filter(pk__in=wanted).order_by("pk"))
    services = [offer.service for offer in found]
    _complete_offers(found)
    areas = _areas([offer.location for offer in found], services)
    _organizations(services)
    _complete_services(services)
    programmes = _programmes(services)
    _share(services, "programme", programmes)
    _needs(services, programmes.values())
    return Gathered(found, areas)


def _complete_offers(found: list[ServiceAtLocation]) -> None:
    ids = [offer.pk for offer in found]
    places = [offer.location for offer in found]
    spoken = list(SpokenLanguage.objects.filter(offer__in=ids).order_by("pk"))
    _share(spoken, "language", Language.objects.in_bulk({entry.language_id for entry in spoken} - {None}))
    reachable = ServiceAtLocation.contacts.through.objects.filter(serviceatlocation__in=ids).order_by("serviceatlocation")
    somebody = Contact()  # whether there is any is all that matters
    former = FormerAddress.objects.filter(location__in={place.pk for place in places})
    _hang(found, "spoken_languages", ((entry.offer_id, entry) for entry in spoken))
    _hang(found, "checks", ((check.offer_id, check) for check in Check.objects.filter(offer__in=ids).order_by("pk")))
    _hang(found, "contacts", ((offer, somebody) for offer in reachable.values_list("serviceatlocation_id", flat=True).distinct()))
    _hang(places, "former_addresses", ((address.location_id, address) for address in former.order_by("pk")))


def _organizations(services: list[Service]) -> None:
    organizations = Organization.objects.in_bulk({service.organization_id for service in services})
    aliases = OrganizationAlias.objects.filter(organization__in=organizations).order_by("pk")
    _share(services, "organization", organizations)
    _hang(organizations.values(), "aliases", ((alias.organization_id, alias) for alias in aliases))


def _complete_services(services: list[Service]) -> None:
    ids = {service.pk for service in services}
    aliases, own = ServiceAlias.objects.filter(service__in=ids), Rule.objects.filter(service__in=ids)
    links = Funding.services.through.objects.filter(service__in=ids).select_related("funding__funding_source")
    _hang(services, "aliases", ((alias.service_id, alias) for alias in aliases.order_by("pk")))
    _hang(services, "overrides", ((rule.service_id, rule) for rule in own.order_by("pk")))
    _hang(services, "fundings", ((link.service_id, link.funding) for link in links.order_by("pk")))


def _areas(places: list[Location], services: list[Service]) -> dict[int, Area]:
    """Only of roughly named areas the parts matter (`shared.catchment_of`)."""
    served = list(ServiceArea.objects.filter(service__in={service.pk for service in services}).order_by("pk"))
    named = Area.objects.filter(pk__in={row.area_id for row in served} | {place.area_id for place in places} - {None})
    lines = named.order_by("pk").annotate(above=Func("line", function="unnest", output_field=IntegerField()))
    known = {area.pk: area for area in Area.objects.filter(number__in=lines.values("above")).order_by("number")}
    _share(places, "area", known)
    _share(served, "area", known)
    rough = {row.area_id: row.area for row in served if row.is_rough}
    if rough:
        parts = Area.objects.filter(parent__in=rough).order_by("number")
        _hang(rough.values(), "children", ((part.parent_id, part) for part in parts))
    _hang(services, "serves", ((row.service_id, row) for row in served))
    return {area.number: area for area in known.values()}


def _programmes(services: list[Service]) -> dict[uuid.UUID, Programme]:
    ranks = Prefetch("need_ranks", NeedProgramme.objects.order_by("pk"))
    complete = Programme.objects.prefetch_related("routes__rules", "fundings__funding_source", "aliases", ranks)
    return complete.in_bulk({service.programme_id for service in services} - {None})


def _needs(services: list[Service], programmes: Iterable[Programme]) -> None:
    own = Need.objects.filter(services__in={service.pk for service in services})
    named = list(own.order_by("bit").values_list("services", "pk"))
    ranks = [rank for programme in programmes for rank in programme.need_ranks.all()]
    needs = Need.objects.in_bulk({need for _service, need in named} | {rank.need_id for rank in ranks})
    _share(ranks, "need", needs)
    _hang(services, "needs", ((service, needs[need]) for service, need in named))


def _share(records: Iterable[Model], name: str, shared: Mapping[Any, Model]) -> None:
    for record in records:
        if (key := getattr(record, f"{name}_id")) is not None:
            setattr(record, name, shared[key])


def _hang(owners: Iterable[Model], name: str, found: Iterable[Pair]) -> None:
    """`found`: pairs of an owner's id and what is his."""
    by_owner: dict[uuid.UUID | None, list[Model]] = defaultdict(list)
    for owner_id, record in found:
        by_owner[owner_id].append(record)
    for owner in owners:
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = by_owner.get(owner.pk, ())
