"""What people type is in no log, also when something breaks."""

import io
import logging

import pytest
from django.test import Client

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
