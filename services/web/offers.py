"""One offer: *First step*, then everything known, with its age and source; the unknown is said in words."""

import uuid
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from beratung import languages
from services.choices import AccessWay, Confidentiality, Cost, OrganizationKind, Visibility
from services.display import cards, days, facts, first_step, rules
from services.display.verdicts import Desk, with_rules
from services.models import ServiceAtLocation
from services.web import facts as answers
from services.web import where


@require_safe
def offer(request: HttpRequest, pk: uuid.UUID, slug: str = "") -> HttpResponse:
    found = with_rules(_listed()).filter(pk=pk).first()
    if found is None or not found.is_public:
        raise Http404
    wanted = "" if found.is_sensitive else found.service.slug
    if slug != wanted:
        return redirect("offer", *([pk, wanted] if wanted else [pk]), permanent=False)
    response = _render(request, found)
    if found.is_sensitive:
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The short code, as it is printed or said on the phone."""
    found = _listed().filter(code=code.lower()).first()
    if found is None or not found.is_public:
        raise Http404
    with translation.override(languages.best(request.headers.get("Accept-Language", ""))):
        return redirect("offer", found.pk)


@staff_member_required
@require_safe
def preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The page as it will be, for drafts too; under /admin/, where the staff's cookie is known."""
    found = _listed().filter(pk=pk).first()
    if found is None:
        raise Http404
    code = request.GET.get("lang", "de")
    with translation.override(code if code in languages.BY_CODE else "de"):
        request.LANGUAGE_CODE = code
        response = _render(request, found, is_preview=True)
    response["Cache-Control"] = "no-store"
    return response


def _listed() -> Any:
    return cards.everything().select_related(
        "service__project", "service__organization__umbrella", "location__area__parent__parent__parent"
    ).prefetch_related(
        "discrepancies__source", "location__former_addresses", "location__sources", "service__sources", "service__serves__area",
        "service__target_groups", "service__aliases", "service__fundings__funding_source",
        "service__programme__fundings__funding_source", "service__overrides__source", "service__programme__routes__rules__source",
    )  # fmt: skip


def _render(request: HttpRequest, found: ServiceAtLocation, *, is_preview: bool = False) -> HttpResponse:
    now = days.now()
    asking = answers.of(request)
    desk = Desk(asking, now.date()) if asking and not is_preview else None
    location = found.location
    card = cards.build(found, now, desk=desk)
    context = {
        "card": card,
        "prepared": first_step.preparation(found, card.step),
        "offer": found,
        "where": where.of(found),
        "access": _said(AccessWay, found.access),
        "access_not": _said(AccessWay, found.access_not),
        "cost": Cost(found.service.stated_cost).label if found.service.stated_cost else "",
        "confidentiality": [Confidentiality(code).label for code in found.service.stated_confidentiality],
        "routes": rules.in_words(found.service, now.date()),
        "today": now.date(),
        "checks": facts.checks(found, now.date()),
        "unknown": facts.unknown(found),
        "fundings": facts.fundings(found),
        "is_state": found.service.organization.kind == OrganizationKind.PUBLIC_AUTHORITY,
        "is_independent": found.service.organization.kind == OrganizationKind.INDEPENDENT,
        "is_partial": location.visibility == Visibility.PARTIAL,
        "is_sensitive": found.is_sensitive,
        "is_preview": is_preview,
    }
    return render(request, "web/offer.html", context)


def _said(ways: type[AccessWay], codes: list[str]) -> list[tuple[str, str]]:
    return [(code, str(ways(code).label)) for code in codes]
