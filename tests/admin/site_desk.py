"""A staff member at a running site: logs in and saves pages over HTTP, as a browser without scripts does."""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.admin.page_form import Data, fields_of
from tests.running_site import Site

NAME, PASSWORD = "anna", "Rotbuche-Nebel-47"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class SiteDesk:
    def __init__(self, site: Site) -> None:
        self._url = site.url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _Stays())
        administrator = {"ADMIN_USERNAME": NAME, "ADMIN_EMAIL": "anna@example.org", "ADMIN_PASSWORD": PASSWORD}
        command = [sys.executable, "manage.py", "bootstrap"]
        subprocess.run(command, cwd=settings.BASE_DIR, env={**site.environment, **administrator}, check=True, capture_output=True)
        self._sent("/admin/login/", {"username": NAME, "password": PASSWORD, "next": "/admin/"}, self._page("/admin/login/"))

    def open(self, path: str, form: str) -> tuple[Data, str]:
        """The fields of a page's main form, and the page itself, which `save` needs."""
        page = self._page(path)
        return fields_of(SimpleNamespace(content=page.encode()), form), page

    def save(self, path: str, data: Data, page: str) -> None:
        self._sent(path, {**data, "_continue": "1"}, page)

    def _page(self, path: str) -> str:
        with self._opener.open(self._url + path, timeout=60) as answer:
            return str(answer.read().decode())

    def _sent(self, path: str, data: Data, page: str) -> None:
        """Fails if the site shows the form again, which is what it does where something is wrong."""
        token = _TOKEN.search(page)
        assert token
        body = urlencode({**data, "csrfmiddlewaretoken": token.group(1)}, doseq=True).encode()
        request = urllib.request.Request(self._url + path, body, {"Origin": self._url, "Referer": self._url + path})
        with pytest.raises(urllib.error.HTTPError) as moved:
            self._opener.open(request, timeout=60).close()
        assert moved.value.code == 302, moved.value.read()[:2000]


class _Stays(urllib.request.HTTPRedirectHandler):
    """What follows a save is not of interest."""

    def redirect_request(self, *_arguments: object) -> None:
        return None
