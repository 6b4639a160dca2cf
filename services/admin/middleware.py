"""What only the staff's rooms have: sessions, users, messages, and a policy for their Alpine.js, which evaluates expressions.

A public page passes all of it by: nobody has a session there, and nothing could ask who is signed in.
"""

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from simple_history.middleware import HistoryRequestMiddleware

Answer = Callable[[HttpRequest], HttpResponseBase]


def is_for_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")


class _StaffOnly(MiddlewareMixin):
    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if is_for_staff(request) else self.get_response(request)


class Sessions(_StaffOnly, SessionMiddleware): ...


class Users(_StaffOnly, AuthenticationMiddleware): ...


class Messages(_StaffOnly, MessageMiddleware): ...


class Policy(_StaffOnly, CSPMiddleware):
    """Public pages have one and the same (`web.middleware.PublicHeaders`)."""


def history(get_response: Answer) -> Answer:
    """Who has changed what."""
    recorded = HistoryRequestMiddleware(get_response)
    return lambda request: (recorded if is_for_staff(request) else get_response)(request)


class AdminHouse:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_for_staff(request):
            response._csp_update = settings.ADMIN_CSP  # type: ignore[attr-defined]  # as csp.decorators.csp_update does
            response.headers.setdefault("Cache-Control", "no-store")
        return response
