"""The admin has a policy of its own: its Alpine.js evaluates expressions, which no public page may."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class AdminHouse:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_update = settings.ADMIN_CSP  # type: ignore[attr-defined]  # as csp.decorators.csp_update does
            response.headers.setdefault("Cache-Control", "no-store")
        return response
