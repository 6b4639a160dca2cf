"""A page's template is rendered once per shape: which parts it has. What belongs to one answer is filled in and never kept."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from services.web import context
from services.web.pieces import Pieces, pieces


def page(request: HttpRequest, template: str, texts: Mapping[str, Any], flags: Mapping[str, bool]) -> HttpResponse:
    """In the template a text that is empty or None is "", any other is a hole: it may be shown, and asked whether it is there."""
    there = {**context.chrome(request), **{name: text for name, text in texts.items() if text not in ("", b"", None)}}
    around = _around(translation.get_language() or "de", template, frozenset(there), frozenset(texts), frozenset(flags.items()))
    return HttpResponse(around.filled(**there))


@lru_cache(maxsize=96)
def _around(language: str, template: str, has: frozenset[str], texts: frozenset[str], flags: frozenset[tuple[str, bool]]) -> Pieces:
    return pieces(template, {**context.of_language(language), **dict.fromkeys(texts - has, ""), **dict(flags)}, has)
