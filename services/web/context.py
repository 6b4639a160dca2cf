"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from beratung import languages
from services.web import facts


def site(request: HttpRequest) -> dict[str, Any]:
    code = translation.get_language() or "de"
    return {
        "asking": facts.of(request),
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "language": languages.BY_CODE.get(code, languages.TABLE[0]),
        "interface_languages": languages.INTERFACE,
        "public_url": settings.PUBLIC_URL,
        "operator_name": settings.OPERATOR_NAME,
        "operator_phone": settings.OPERATOR_PHONE,
    }
