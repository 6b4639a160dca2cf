"""The database is away: a calm page with the emergency numbers, and no trace of what was asked in the log."""

import logging

import pytest
from django.db import OperationalError
from django.test import Client

from services.web import results


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["de", "ar"])
def test_a_calm_page_with_the_numbers(client: Client, code: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def away(*_anything: object) -> None:
        raise OperationalError("connection to server failed for SELECT geheim")

    monkeypatch.setattr(results.sensitive, "judge", away)
    with caplog.at_level(logging.INFO):
        response = client.get(f"/{code}/search/?q=geheim")
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert response["Retry-After"]
    page = response.content.decode()
    assert 'href="tel:112"' in page
    assert f'lang="{code}"' in page
    assert "geheim" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("services"))
