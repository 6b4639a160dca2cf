"""A JSON body: read, with a sentence for whatever is wrong with it as a whole."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse

from beratung import languages

_LARGEST = 20_000


class BadBody(ValueError):
    """`field` is where, the message what."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read(request: HttpRequest, known: set[str]) -> dict[str, Any]:
    """The object, with nothing in it but `known`; `lang` is one of the interface languages, German if it is missing."""
    if len(request.body) > _LARGEST:
        raise BadBody("", f"The body is larger than {_LARGEST} bytes.")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadBody("", "The body is not JSON.") from None
    if not isinstance(body, dict) or set(body) - known:
        raise BadBody("", f"The body is an object with {', '.join(sorted(known))}.")
    lang = body.setdefault("lang", "de")
    if not isinstance(lang, str) or lang not in {language.code for language in languages.INTERFACE}:
        raise BadBody("lang", "This language is not available.")
    return body


def refused(field: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"field": field, "message": message}}, status=400, headers={"Cache-Control": "no-store"})
