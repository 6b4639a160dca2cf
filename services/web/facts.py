"""A person's answers between two pages: one encrypted cookie in their own browser, and nowhere else.

Refused 30 minutes after it was last used and two hours after it was set, by the server, whatever the browser keeps.
"""

import json
import time
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from services.display.people import Asking
from services.eligibility.person import Home, Person

#: `__Host-` binds the cookie to this very host; browsers accept the prefix only with TLS.
NAME = "__Host-facts" if settings.HTTPS else "facts"
UNUSED_SECONDS = 30 * 60
LONGEST_SECONDS = 2 * 60 * 60
#: Browsers keep 4096 bytes for a cookie with its attributes.
_LARGEST = 3900


class TooMuch(ValueError):
    """The answers do not fit into a cookie."""


def read(request: HttpRequest) -> tuple[Asking, int] | None:
    """The answers and when they were given (seconds of the epoch); None without, too old, not ours, or of another shape."""
    token, now = request.COOKIES.get(NAME, ""), int(time.time())
    if not token or len(token) > _LARGEST:
        return None
    try:
        given, asking = _read(json.loads(_cipher().decrypt_at_time(token.encode(), ttl=UNUSED_SECONDS, current_time=now)))
    except (InvalidToken, KeyError, TypeError, ValueError, IndexError):
        return None
    return (asking, given) if 0 <= now - given <= LONGEST_SECONDS else None


def of(request: HttpRequest) -> Asking | None:
    """What the middleware has read for this request."""
    return getattr(request, "asking", None)


def write(response: HttpResponseBase, asking: Asking, given: int | None = None) -> None:
    """Set or prolong; TooMuch if it does not fit. `given` is when the answers were first given; now, if left out."""
    now = int(time.time())
    content = json.dumps(_plain(asking, given or now), separators=(",", ":"), ensure_ascii=False)
    token = _cipher().encrypt_at_time(content.encode(), current_time=now).decode()
    if len(token) > _LARGEST:
        raise TooMuch
    response.set_cookie(NAME, token, max_age=UNUSED_SECONDS, path="/", secure=settings.HTTPS, httponly=True, samesite="Strict")


def forget(response: HttpResponseBase) -> None:
    """Expire by name, with the attributes that `__Host-` asks for."""
    response.set_cookie(NAME, "", max_age=0, path="/", secure=settings.HTTPS, httponly=True, samesite="Strict")


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(salted_hmac("services.web.facts", "", key, algorithm="sha256").digest())) for key in keys])


def _plain(asking: Asking, given: int) -> dict[str, Any]:
    """Each home once; persons name it by its place in that list."""
    homes = list(dict.fromkeys(person.home for person in asking.persons if person.home))
    persons = [
        (person.age, person.status, sorted(person.situations), homes.index(person.home) if person.home else None)
        for person in asking.persons
    ]
    return {"given": given, "who": asking.who, "homes": [(home.label, home.lines) for home in homes], "persons": persons}


def _read(content: dict[str, Any]) -> tuple[int, Asking]:
    homes = [Home(label, tuple(map(tuple, lines))) for label, lines in content["homes"]]
    persons = [
        Person(age, status, frozenset(situations), None if home is None else homes[home])
        for age, status, situations, home in content["persons"]
    ]
    if not persons:
        raise ValueError
    return int(content["given"]), Asking(content["who"], tuple(persons))
