"""Where to go instead: another programme that helps with the same needs, assessed for the same person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.choices import Verdict
from services.eligibility.assess import assess
from services.eligibility.person import Person
from services.eligibility.profile import Profile


@dataclass(frozen=True, slots=True)
class Candidate:
    """A programme, the codes of the needs it helps with, and its rules. `is_offered` is false where nobody should be sent unasked."""

    code: str
    needs: frozenset[str]
    profile: Profile
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class Handover:
    code: str
    verdict: Verdict


def instead_of(refused: Candidate, candidates: Iterable[Candidate], person: Person, on: date) -> Handover | None:
    """Never a *not for you*; *fits* before *ask first*, then who shares most needs, then the code. None if nobody is left."""
    others = [other for other in candidates if other.code != refused.code and other.is_offered and other.needs & refused.needs]
    assessed = [(assess(other.profile, person, on).verdict, len(other.needs & refused.needs), other.code) for other in others]
    helpful = sorted((-verdict, -shared, code, verdict) for verdict, shared, code in assessed if verdict != Verdict.NOT_FOR_YOU)
    return Handover(helpful[0][2], helpful[0][3]) if helpful else None
