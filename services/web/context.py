"""What every template knows."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from beratung import languages
from services.web import facts
from services.web.pieces import Pieces, as_safe, pieces


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        **{name: as_safe(html) for name, html in chrome(request).items()},
        **of_language(translation.get_language() or "de"),
        "asking": facts.of(request),
        "here": here(request),
        "interface_languages": languages.INTERFACE,
        "onward": _onward(request),
        "public_url": settings.PUBLIC_URL,
        "operator_name": settings.OPERATOR_NAME,
        "operator_phone": settings.OPERATOR_PHONE,
    }


def here(request: HttpRequest) -> str:
    """Where to come back to; without what was posted."""
    return request.get_full_path() if request.method == "GET" else request.path


def chrome(request: HttpRequest) -> dict[str, bytes]:
    """What of the frame around a page depends on its address."""
    return {"language_menu": _language_menu(translation.get_language() or "de").filled(onward=_onward(request))}


def of_language(code: str) -> dict[str, Any]:
    return {"language": languages.BY_CODE.get(code, languages.TABLE[0])}


def _onward(request: HttpRequest) -> str:
    """The address of this page after its language; without the query of a search that nobody may see."""
    first, _slash, rest = request.path_info.lstrip("/").partition("/")
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return (rest if first in languages.BY_CODE else "") + (f"?{query}" if query else "")


@lru_cache(maxsize=len(languages.TABLE))
def _language_menu(code: str) -> Pieces:
    return pieces("web/_language_menu.html", {**of_language(code), "interface_languages": languages.INTERFACE}, ("onward",))
