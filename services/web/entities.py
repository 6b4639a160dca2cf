"""Pages of organizations, programmes, projects, funding sources and source documents."""

import uuid

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from services.choices import SourceKind
from services.display import cards, days, rule_table, rules
from services.display.verdicts import Desk
from services.models import FundingSource, Organization, Programme, Project, ServiceAtLocation, Source
from services.web import facts, fragments
from services.web.fragments import ReadyCard


def _cards(request: HttpRequest, offers: QuerySet[ServiceAtLocation]) -> list[ReadyCard]:
    asking, now = facts.of(request), days.now()
    return fragments.made(cards.for_offers(offers.order_by("pk").values_list("pk", flat=True), now, asking), now, asking)


@require_safe
def organization(request: HttpRequest, pk: uuid.UUID, slug: str = "") -> HttpResponse:
    found = Organization.objects.filter(pk=pk).select_related("umbrella", "source").prefetch_related("aliases", "sources").first()
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect("organization", pk, found.slug)
    offers = ServiceAtLocation.objects.public().filter(service__organization=found)
    context = {
        "organization": found,
        "cards": _cards(request, offers),
        "projects": found.projects.order_by("name"),
        "partnerships": found.partnerships.select_related("project").order_by("project__name"),
        "fundings": found.fundings.select_related("funding_source", "source").order_by("pk"),
        "members": found.members.order_by("name"),
    }
    return render(request, "web/organization.html", context)


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    return render(request, "web/programmes.html", {"programmes": Programme.objects.order_by("code").prefetch_related("aliases")})


@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    found = (
        Programme.objects.filter(code=code)
        .select_related("source")
        .prefetch_related("aliases", "sources", "routes__rules__source", "fundings__funding_source", "fundings__source", "need_ranks__need")
        .first()
    )
    if found is None:
        raise Http404
    today = days.now().date()
    routes = [rules.of_route(route, today) for route in found.routes.all()]
    asking = facts.of(request)
    offers = ServiceAtLocation.objects.public().filter(service__programme=found)
    sensitive = any(rank.need.is_sensitive for rank in found.need_ranks.all())
    context = {
        "programme": found,
        "routes": routes,
        "rule_tables": rule_table.of_programme(found, asking, today),
        "verdicts": Desk(asking, today).at_programme(found) if asking else None,
        "cards": _cards(request, offers),
        "today": today,
        "is_sensitive": sensitive,
    }
    response = render(request, "web/programme.html", context)
    if sensitive:
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def project(request: HttpRequest, pk: uuid.UUID, slug: str = "") -> HttpResponse:
    found = Project.objects.filter(pk=pk).select_related("organization", "source").prefetch_related(
        "partners__organization", "figures__source", "evaluations__source", "fundings__funding_source", "fundings__source", "sources"
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect("project", pk, found.slug)
    offers = ServiceAtLocation.objects.public().filter(service__project=found)
    return render(request, "web/project.html", {"project": found, "cards": _cards(request, offers)})


@require_safe
def funding(request: HttpRequest, pk: uuid.UUID, slug: str = "") -> HttpResponse:
    found = FundingSource.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect("funding", pk, found.slug)
    fundings = found.fundings.select_related("source").prefetch_related("services__organization", "programmes", "projects", "organizations")
    offers = ServiceAtLocation.objects.public().filter(service__fundings__funding_source=found).distinct()
    return render(
        request, "web/funding.html", {"funder": found, "fundings": fundings.order_by("period_from", "pk"), "cards": _cards(request, offers)}
    )


@require_safe
def source(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = Source.objects.filter(pk=pk).prefetch_related("facts__conflict_source").first()
    if found is None or found.kind == SourceKind.OWN:
        raise Http404
    offers = ServiceAtLocation.objects.public().filter(checks__source=found).distinct()
    return render(request, "web/source.html", {"source": found, "facts": list(found.facts.all()), "cards": _cards(request, offers)})
