"""The office of a programme that is responsible for somebody's home."""

import uuid
from datetime import date

from services.choices import Verdict
from services.eligibility.assess import assess
from services.eligibility.catchment import Where
from services.eligibility.person import Home, Person
from services.models import SearchRow
from services.search import kept_rules


def areas_around(home: Home) -> list[int]:
    """The catchments that hold the whole home."""
    return [pk for pk, found in kept_rules.current().near(home).items() if found.where(home) == Where.INSIDE]


def office(programme: str, inside: list[int], person: Person, on: date) -> tuple[uuid.UUID, Verdict] | None:
    """The offer with one of these catchments that fits best, reachable ones first; None if none is recorded that is open."""
    rows = SearchRow.objects.filter(programme=programme, catchment__in=inside, closed=False, profile__isnull=False)
    rules = kept_rules.current()
    found = [
        (-assess(rules.profile(profile), person, on).verdict, not reachable, offer)
        for offer, profile, reachable in rows.order_by("pk").values_list("offer", "profile", "reachable")
        if profile
    ]
    best = min(found, default=None)
    return (best[2], Verdict(-best[0])) if best and best[0] else None
