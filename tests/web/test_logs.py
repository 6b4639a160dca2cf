"""What people type is in no log, also when something breaks."""

import io
import logging
import re
from typing import Any

import pytest
from django.test import Client, RequestFactory

from beratung.logging import WithoutFacts
from beratung.worker import logged
from services.web import results


def test_a_traceback_names_the_place_and_not_the_values() -> None:
    try:
        typed = "".join(["ge", "heim"])
        raise ValueError(typed)
    except ValueError as error:
        record = logging.LogRecord("services", logging.ERROR, __file__, 1, "failed", (), (type(error), error, error.__traceback__))
    text = WithoutFacts("%(message)s").format(record)
    assert "geheim" not in text
    assert "ValueError" in text
    assert "test_logs.py" in text


def test_an_error_while_searching_leaves_no_words_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutFacts("%(name)s %(message)s"))
    monkeypatch.setattr(logging.getLogger("django.request"), "handlers", [handler])
    monkeypatch.setattr(results.sensitive, "judge", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False)
    assert client.get("/de/search/?q=geheim").status_code == 500
    assert "geheim" not in stream.getvalue()


@pytest.mark.parametrize(("path", "written"), [("/de/search/\nfake", "/de/search/%0Afake"), ("/de/Ø·", "/de/%D8%B7"), ("/de/ا", "/de/%3F")])
def test_a_line_of_the_access_log_holds_the_path_and_nothing_else_of_a_request(
    path: str, written: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The path is as a server gives it: its bytes as letters of Latin-1, and others if those were not escaped."""
    begun = []
    asked = {
        **RequestFactory().get("/?q=geheim").environ,
        "PATH_INFO": path,
        "HTTP_REFERER": "http://geheim.example/",
        "HTTP_USER_AGENT": "geheim",
        "REMOTE_ADDR": "192.0.2.7",
    }

    def application(_environ: object, start_response: Any) -> list[bytes]:
        start_response("404 Not Found", [])
        return [b"nothing"]

    with caplog.at_level(logging.INFO, "beratung.access"):
        assert logged(application)(asked, lambda *told: begun.append(told)) == [b"nothing"]
    assert begun == [("404 Not Found", [])]
    [line] = caplog.messages
    assert re.fullmatch(f"GET {written} 404 [0-9]+ms", line)
