"""What people type is in no log, also when something breaks."""

import io
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser

from beratung.gunicorn import Log
from beratung.logging import WithoutFacts
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


def test_a_line_of_the_access_log_holds_the_path_and_nothing_else_of_a_request(caplog: pytest.LogCaptureFixture) -> None:
    sent = b"GET /de/search/%0Afake?q=geheim HTTP/1.1\r\nHost: localhost\r\nReferer: http://geheim.example/\r\nUser-Agent: geheim\r\n\r\n"
    request = next(RequestParser(Config(), iter([sent]), ("192.0.2.7", 1)))
    log = Log(Config())
    log.access_log.propagate = True
    with caplog.at_level(logging.INFO, "gunicorn.access"):
        log.access(SimpleNamespace(status_code=200), request, {}, timedelta(milliseconds=12))
    [line] = caplog.messages
    assert line.endswith("] GET /de/search/%0Afake 200 12ms")
    assert "geheim" not in line and "192.0.2.7" not in line and "\n" not in line
