"""The offices of a programme that are responsible for somebody's home, those that fit first."""

import uuid
from datetime import date

from services.choices import Verdict
from services.eligibility.assess import assess
from services.eligibility.catchment import Where
from services.eligibility.person import Home, Person
from services.models import SearchRow
from services.search import shared


def areas_around(home: Home) -> list[int]:
    """The catchments that hold the whole home."""
    return [pk for pk, found in shared.catchments_near(home).items() if found.where(home) == Where.INSIDE]


def offices(programme: str, inside: list[int], person: Person, on: date) -> list[uuid.UUID]:
    """Offers with one of these catchments that are not closed to this person; empty if none is recorded."""
    rows = SearchRow.objects.filter(programme=programme, catchment__in=inside, closed=False, profile__isnull=False)
    profiles = shared.all_profiles()
    found = [
        (-assess(profiles[profile], person, on).verdict, not reachable, str(offer), offer)
        for offer, profile, reachable in rows.order_by("pk").values_list("offer", "profile", "reachable")
        if profile
    ]
    return [offer for worst, _far, _key, offer in sorted(found) if -worst != Verdict.NOT_FOR_YOU]
