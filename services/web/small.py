"""Root redirect, quick exit and the health checks."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from beratung import languages
from services.web import facts


@require_safe
def best_language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(f"/{languages.best(request.headers.get('Accept-Language', ''))}/")
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Forget what we can and go on to a harmless page. `Clear-Site-Data: "cache"` would block the browser, so not that."""
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return HttpResponse(status=204)
    response = HttpResponseRedirect(settings.QUICK_EXIT_URL)
    response["Clear-Site-Data"] = '"storage"'
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    facts.forget(response)
    return response


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready means: the database answers and has been migrated and filled."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM services_searchrow)")
            filled = cursor.fetchone()[0]
    except DatabaseError:
        filled = False
    status, word = (200, "ready") if filled else (503, "not ready")
    return HttpResponse(word, content_type="text/plain", status=status, headers={"Cache-Control": "no-store"})
