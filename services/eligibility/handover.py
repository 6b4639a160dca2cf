"""Where to go instead: another programme, assessed for the same person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.choices import SENSITIVE_NEEDS, Verdict
from services.eligibility.assess import assess
from services.eligibility.person import Person
from services.eligibility.profile import Profile, of_programme
from services.models import Programme


@dataclass(frozen=True, slots=True)
class Candidate:
    """A programme, the codes of the needs it helps with, its rules, and the programmes that it sends people on to.

    `is_offered` is false where nobody should be sent unasked.
    """

    code: str
    needs: frozenset[str]
    profile: Profile
    is_offered: bool = True
    partners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Handover:
    code: str
    verdict: Verdict


def candidate(programme: Programme) -> Candidate:
    """Sensitive needs lead nowhere: nobody is sent to a service for queer people because both services know the need."""
    needs = frozenset(rank.need.code for rank in programme.need_ranks.all()) - SENSITIVE_NEEDS
    partners = frozenset(partner.code for partner in programme.hands_over_to.all())
    return Candidate(programme.code, needs, of_programme(programme), not programme.only_if_asked, partners)


def instead_of(refused: Candidate, candidates: Iterable[Candidate], person: Person, on: date) -> Handover | None:
    """Never a *not for you*. First the programme's own partners, then who shares most needs; among each *fits* before *ask first*.

    At 27 the JMD hands over to the MBE even where the MBE wants to be asked first: that is what the two have agreed.
    """
    others = [other for other in candidates if other.code != refused.code and other.is_offered]
    partners = [other for other in others if other.code in refused.partners]
    related = [other for other in others if other.needs & refused.needs]
    return _best(partners, refused, person, on) or _best(related, refused, person, on)


def beside(asked: Candidate, candidates: Iterable[Candidate], person: Person, on: date) -> Handover | None:
    """For an *ask first*: a partner that fits at once."""
    partners = [other for other in candidates if other.code in asked.partners and other.is_offered]
    best = _best(partners, asked, person, on)
    return best if best and best.verdict == Verdict.FITS else None


def _best(others: Iterable[Candidate], refused: Candidate, person: Person, on: date) -> Handover | None:
    assessed = [(assess(other.profile, person, on).verdict, len(other.needs & refused.needs), other.code) for other in others]
    helpful = sorted((-verdict, -shared, code, verdict) for verdict, shared, code in assessed if verdict != Verdict.NOT_FOR_YOU)
    return Handover(helpful[0][2], helpful[0][3]) if helpful else None
