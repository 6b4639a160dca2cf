"""The parts of the harness that watch templates and pages."""

import inspect
import re
from typing import Any

from django.http import HttpResponse
from django.template import Context
from django.test import Client

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>|<style[\s>]|\sstyle=\"|\son[a-z]+=\"", re.IGNORECASE)


class UndefinedVariable(str):
    """Fails where one of our own templates prints a variable that does not exist; other people's templates may."""

    __slots__ = ("directory",)

    def __new__(cls, directory: str) -> "UndefinedVariable":
        created = super().__new__(cls, "")
        created.directory = directory
        return created

    def __contains__(self, key: Any) -> bool:
        return key == "%s"

    def __bool__(self) -> bool:
        """Empty and false in other people's templates, as in operation: their filters then do their work."""
        return _template_of_caller().startswith(self.directory)

    def __mod__(self, name: Any) -> str:
        template = _template_of_caller()
        if template.startswith(self.directory):
            raise AssertionError(f"undefined variable “{name}” in {template}")
        return ""


def _template_of_caller() -> str:
    frame = inspect.currentframe()
    while frame is not None:
        context = frame.f_locals.get("context")
        if isinstance(context, Context) and context.template is not None:
            return str(context.template.origin)
        frame = frame.f_back
    return ""


class StrictClient(Client):
    """A visitor: same-origin, as browsers say it; no page may hold an inline script or a left-over template tag."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**{"headers": {"Sec-Fetch-Site": "same-origin"}, **defaults})

    def request(self, **request: Any) -> HttpResponse:
        response = super().request(**request)
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html") and "Content-Encoding" not in response.headers and not request["PATH_INFO"].startswith("/admin/"):
            page = response.content.decode()
            assert not _INLINE.search(page), _INLINE.search(page)
            assert "{{" not in page
            assert "{%" not in page
        return response
