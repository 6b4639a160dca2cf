"""Our addresses, a constant page of 20 kB, answered through the same middleware, and what this worker has kept."""

import os
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from beratung.urls import handler400, handler403, handler404, handler500, urlpatterns
from services.display import cards, kept
from services.search.columns import worker

_CONSTANT = b"<!doctype html>" + b"x" * 20_000
_shown, _made = [0], [0]


def _counting(counted: list[int], answer: Callable[..., Any], at: int = 0) -> Callable[..., Any]:
    """`at`: which argument are the hits."""

    def counting(*arguments: Any) -> Any:
        counted[0] += len(arguments[at])
        return answer(*arguments)

    return counting


kept.Kept.of = _counting(_shown, kept.Kept.of, 1)  # type: ignore[method-assign]
cards.for_hits = _counting(_made, cards.for_hits)


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_CONSTANT)


def known(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"pid": os.getpid(), "shown": _shown[0], "made": _made[0], "has_columns": bool(worker._worker._held)})


urlpatterns = [path("constant/", constant), path("known/", known), *urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
