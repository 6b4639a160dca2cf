"""What every template knows."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from beratung import languages
from services.web import facts
from services.web.pieces import Pieces, pieces


def site(request: HttpRequest) -> dict[str, Any]:
    code = translation.get_language() or "de"
    onward = _onward(request)
    return {
        "asking": facts.of(request),
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "language": languages.BY_CODE.get(code, languages.TABLE[0]),
        "interface_languages": languages.INTERFACE,
        "language_menu": _language_menu(code).filled(onward=onward),
        "onward": onward,
        "public_url": settings.PUBLIC_URL,
        "operator_name": settings.OPERATOR_NAME,
        "operator_phone": settings.OPERATOR_PHONE,
    }


def _onward(request: HttpRequest) -> str:
    """The address of this page after its language; without the query of a search that nobody may see."""
    first, _slash, rest = request.path_info.lstrip("/").partition("/")
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return (rest if first in languages.BY_CODE else "") + (f"?{query}" if query else "")


@lru_cache(maxsize=len(languages.TABLE))
def _language_menu(code: str) -> Pieces:
    context = {"interface_languages": languages.INTERFACE, "language": languages.BY_CODE.get(code, languages.TABLE[0])}
    return pieces("web/_language_menu.html", context, ("onward",))
