"""Imprint, privacy, accessibility statement, how this works, sources and licences."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from services.choices import SourceKind
from services.models import Source

PAGES = {
    "imprint": gettext_noop("Imprint"),
    "privacy": gettext_noop("Privacy"),
    "accessibility": gettext_noop("Accessibility"),
    "how-this-works": gettext_noop("How this works"),
    "sources": gettext_noop("Sources and licences"),
}


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in PAGES:
        raise Http404
    context = {
        "title": _(PAGES[slug]),
        "operator": {
            "name": settings.OPERATOR_NAME,
            "address": settings.OPERATOR_ADDRESS,
            "email": settings.OPERATOR_EMAIL,
            "phone": settings.OPERATOR_PHONE,
            "responsible": settings.OPERATOR_RESPONSIBLE,
        },
        "sources": Source.objects.exclude(kind=SourceKind.OWN).order_by("kind", "publisher", "title") if slug == "sources" else (),
    }
    return render(request, f"web/pages/{slug}.html", context)
