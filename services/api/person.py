"""A person from the body of a POST: every answer may be missing, every wrong one gets a sentence."""

from typing import Any

from services.choices import Situation
from services.eligibility.criteria.status import CODES
from services.eligibility.person import Person

_OLDEST = 120
_KNOWN = {"label", "age", "status", "place", "situations"}


class BadBody(ValueError):
    """`field` is where, the message what."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read(body: Any) -> Person:
    if not isinstance(body, dict):
        raise BadBody("person", "A person is an object with age, status, place and situations; each may be missing.")
    if unknown := sorted(set(body) - _KNOWN):
        raise BadBody(f"person.{unknown[0]}", f"Unknown. Known are: {', '.join(sorted(_KNOWN))}.")
    return Person(_age(body.get("age")), _status(body.get("status")), _situations(body.get("situations") or []))


def _age(age: Any) -> int | None:
    if age is None:
        return None
    if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= _OLDEST:
        raise BadBody("person.age", f"The age is a whole number of completed years from 0 to {_OLDEST}.")
    return age


def _status(status: Any) -> str | None:
    if status is None:
        return None
    if status not in CODES:
        raise BadBody("person.status", f"The status is one of {', '.join(CODES)}.")
    return str(status)


def _situations(situations: Any) -> frozenset[str]:
    if not isinstance(situations, list) or any(situation not in Situation.values for situation in situations):
        raise BadBody("person.situations", f"Situations are a list of: {', '.join(Situation.values)}.")
    return frozenset(situations)
