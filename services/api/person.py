"""A person from the body of a POST: every answer may be missing, every wrong one gets a sentence."""

from typing import Any

from services.api.body import BadBody
from services.choices import Situation
from services.eligibility.criteria.age import OLDEST
from services.eligibility.criteria.status import CODES
from services.eligibility.person import Home, Person
from services.search import places

MOST = 8
_LONGEST_LABEL, _LONGEST_PLACE = 80, 120
_KNOWN = {"label", "age", "status", "place", "situations"}


def read_all(body: dict[str, Any]) -> tuple[tuple[str, Person], ...]:
    """`persons`, or `person` for one: each with the label that comes back with its verdict; none if neither is there."""
    if "persons" in body and "person" in body:
        raise BadBody("persons", "Send either person or persons.")
    asked = body.get("persons", [body["person"]] if "person" in body else [])
    if not isinstance(asked, list) or len(asked) > MOST or ("persons" in body and not asked):
        raise BadBody("persons", f"Persons are a list of one to {MOST}.")
    return tuple((_label(each, number), read(each)) for number, each in enumerate(asked, 1))


def _label(body: Any, number: int) -> str:
    label = body.get("label", "") if isinstance(body, dict) else ""
    if not isinstance(label, str) or len(label) > _LONGEST_LABEL:
        raise BadBody("person.label", f"A label is a text of at most {_LONGEST_LABEL} characters.")
    return label or str(number)


def read(body: Any) -> Person:
    if not isinstance(body, dict):
        raise BadBody("person", "A person is an object with age, status, place and situations; each may be missing.")
    if unknown := sorted(set(body) - _KNOWN):
        raise BadBody(f"person.{unknown[0]}", f"Unknown. Known are: {', '.join(sorted(_KNOWN))}.")
    status, situations = _status(body.get("status")), _situations(body.get("situations") or [])
    return Person(_age(body.get("age")), status, situations, _home(body.get("place")))


def _age(age: Any) -> int | None:
    if age is None:
        return None
    if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= OLDEST:
        raise BadBody("person.age", f"The age is a whole number of completed years from 0 to {OLDEST}.")
    return age


def _home(place: Any) -> Home | None:
    if place is None or place == "":
        return None
    home = places.home(place[:_LONGEST_PLACE]) if isinstance(place, str) and "\x00" not in place else None
    if home is None:
        raise BadBody("person.place", "We do not know this place. Known are towns, parts of towns and postal codes with five digits.")
    return home


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
