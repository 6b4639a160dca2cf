"""Who gets in, who is slowed down, and what is stored about them."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client

GOOD, BAD = "Rotbuche-Nebel-47", "falsch"
pytestmark = pytest.mark.django_db


def log_in(name: str, password: str, address: str = "203.0.113.7") -> int:
    form = {"username": name, "password": password, "next": "/admin/"}
    return Client(REMOTE_ADDR=address, HTTP_USER_AGENT="Firefox of Anna").post("/admin/login/", form).status_code


def test_staff_get_in(staff: User) -> None:
    assert log_in("anna", GOOD) == 302
    assert Client().get("/admin/").status_code == 302


def test_five_failures_lock_this_name_from_this_address_only(staff: User) -> None:
    User.objects.create_superuser("bilal", "b@example.org", GOOD)
    assert [log_in("anna", BAD) for _ in range(4)] == [200] * 4
    assert log_in("anna", BAD) == 429
    assert log_in("anna", GOOD) == 429
    assert log_in("anna", GOOD, "198.51.100.9") == 302
    assert log_in("bilal", GOOD) == 302


def test_no_address_and_no_browser_is_stored(staff: User) -> None:
    log_in("anna", BAD)
    log_in("anna", BAD)
    attempt = AccessAttempt.objects.get()
    stored = " ".join(str(value) for value in attempt.__dict__.values())
    assert attempt.ip_address.startswith("fd")
    assert attempt.user_agent == ""
    assert attempt.failures_since_start == 2
    assert "203.0.113.7" not in stored
    assert "Firefox" not in stored
    assert BAD not in stored


def test_the_page_says_what_to_do(staff: User) -> None:
    client = Client()
    for _ in range(5):
        response = client.post("/admin/login/", {"username": "anna", "password": BAD})
    assert response.status_code == 429
    assert "15" in response.content.decode()


def test_the_policy_allows_nothing_from_elsewhere(staff: User) -> None:
    response = Client().get("/admin/login/")
    policy = response["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert "http" not in policy
    assert "no-store" in response["Cache-Control"]
