"""Failed logins are counted by user and address; the address is stored only as a pseudonym of the day, the browser not at all."""

import hashlib
import hmac
import ipaddress
from datetime import date
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def pseudonym(request: HttpRequest) -> str:
    """An HMAC of the client's address in the form of a private IPv6 address, because the counter's column wants an address."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip() if settings.HTTPS else ""
    address = forwarded or request.META.get("REMOTE_ADDR", "")
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{date.today()}:{address}".encode(), hashlib.sha256).digest()
    return str(ipaddress.IPv6Address(b"\xfd" + digest[:15]))


class WithoutBrowser(AxesDatabaseHandler):
    """Axes has no setting to leave out the browser's name, what it accepts, and what was posted."""

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    return render(request, "admin/locked_out.html", admin.site.each_context(request), status=429)
