"""Our addresses and a constant page of 20 kB, answered through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from beratung.urls import handler400, handler403, handler404, handler500, urlpatterns

_CONSTANT = b"<!doctype html>" + b"x" * 20_000


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_CONSTANT)


urlpatterns = [path("constant/", constant), *urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
