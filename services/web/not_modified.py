"""A page that somebody keeps and that has not changed since costs no search: 304.

The tag holds what a public page depends on: all facts (`changes.Look.state`), the code, the address below the host, the day; and
five minutes of the clock where the page tells what is open. Pages that used answers of a person, or must not be kept, have none.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified

from beratung import languages
from beratung.release import fingerprint
from services.display import days
from services.search import changes
from services.web import facts

KEPT = "public, no-cache, stale-if-error=86400"
_TAG = re.compile(r'(?:W/)?"([0-9a-f]{32})(?:-(\d+))?"')


#: Pages without a clock; all others tell what is open now, or next.
_TIMELESS = ("home", "page", "programmes")


class NotModified:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.codes = tuple(f"/{language.code}/" for language in languages.INTERFACE)
        self.release = fingerprint(settings.BASE_DIR, *(getattr(settings, name) for name in _SHOWN))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/"):
            return self.get_response(request)
        with changes.one_look():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        now = days.now()
        tag = self._tag(request, now)
        if tag is None:
            return self.get_response(request)
        bucket = f"{now.hour:02d}{now.minute // 5:02d}"
        known = _TAG.findall(request.headers.get("If-None-Match", ""))
        for each, clock in known:
            if each == tag and clock in ("", bucket):
                return HttpResponseNotModified(headers={"Cache-Control": KEPT, "ETag": _written(tag, clock)})
        response = self.get_response(request)
        if response.status_code == 200 and not response.has_header("Cache-Control"):
            response["Cache-Control"] = KEPT
            timeless = request.resolver_match and request.resolver_match.url_name in _TIMELESS
            response["ETag"] = _written(tag, "" if timeless else bucket)
        return response

    def _tag(self, request: HttpRequest, now: datetime) -> str | None:
        """None where nothing may be kept, or nobody can say whether anything has changed."""
        is_page = request.method in ("GET", "HEAD") and request.path_info.startswith(self.codes)
        if not is_page or facts.of(request) or connection.in_atomic_block:
            return None
        try:
            state = changes.look().state
        except (OperationalError, InterfaceError):
            return None
        address = request.path_info, sorted(request.GET.lists())
        return hashlib.sha256(repr((state, self.release, address, now.date())).encode()).hexdigest()[:32]


_SHOWN = (
    "PUBLIC_URL",
    "OPERATOR_NAME",
    "OPERATOR_ADDRESS",
    "OPERATOR_EMAIL",
    "OPERATOR_PHONE",
    "OPERATOR_RESPONSIBLE",
    "QUICK_EXIT_URL",
)


def _written(tag: str, bucket: str) -> str:
    return f'W/"{tag}-{bucket}"' if bucket else f'W/"{tag}"'
