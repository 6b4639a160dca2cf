"""What every public answer has in common: language from the address, safe headers, a calm page when the engine is away."""

import logging
from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from beratung import languages
from services.search.parameters import PERSONAL
from services.web import errors, facts

Answer = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("services.web")
_STAFF = "/admin/"
#: The JSON takes a person from the body only, staff have a preview of their own, and leaving forgets.
_WITHOUT_FACTS = (_STAFF, settings.STATIC_URL, "/api/", "/exit/", "/livez", "/readyz")


class Calm503:
    """The database is away: say so calmly, with the emergency numbers, and ask to try again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        log.error("the database is away: %s", type(exception).__name__)
        language = languages.BY_CODE.get(translation.get_language() or "de", languages.TABLE[0])
        page = render_to_string("web/away.html", {"language": language})
        return HttpResponse(page, status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})


class InterfaceLanguage:
    """The first part of the address is the language; nothing else decides (no cookie, no session)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.codes = {language.code for language in languages.INTERFACE}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first = request.path_info.lstrip("/").split("/", 1)[0]
        if request.path_info.startswith(_STAFF):
            code = "de"
        else:
            code = first if first in self.codes else languages.best(request.headers.get("Accept-Language", ""))
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", code)
            return response


class Facts:
    """`request.asking` from the person's own cookie. A page that was made with it is stored nowhere; use prolongs it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_page = not request.path_info.startswith(_WITHOUT_FACTS)
        found = facts.read(request) if is_page else None
        request.asking = found[0] if found else None  # type: ignore[attr-defined]
        response = errors.personal(request) if is_page and any(name in request.GET for name in PERSONAL) else self.get_response(request)
        if found:
            response.headers["Cache-Control"] = "no-store"
            if facts.NAME not in response.cookies:
                facts.write(response, *found)
        return response


class PublicHeaders:
    """`Vary: Cookie` because facts travel in one; never a third party's business."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith((_STAFF, settings.STATIC_URL)):
            return response
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Cache-Control", "public, no-cache")
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), interest-cohort=()")
        return response
