"""Where to go instead, in the words of the page: the office for the home, another kind of help, or honestly "not recorded"."""

from dataclasses import dataclass
from datetime import date

from services.choices import Criterion, Verdict
from services.display import reference
from services.eligibility import handover
from services.eligibility.person import Home, Person
from services.eligibility.verdict import Assessment
from services.models import Programme, ServiceAtLocation
from services.search.responsible import areas_around, office


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An `office` of the same programme, another `programme`, or neither: the office for this home is not recorded."""

    programme: Programme | None = None
    office: ServiceAtLocation | None = None
    verdict: Verdict = Verdict.ASK_FIRST


class Signpost:
    """For one page."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._offices: dict[tuple[str, Person], Elsewhere] = {}
        self._areas: dict[Home, list[int]] = {}

    def instead_of(self, programme: Programme | None, found: Assessment, person: Person) -> Elsewhere | None:
        if programme is None or found.verdict == Verdict.FITS:
            return None
        closing = {reason.criterion for reason in found.reasons if reason.verdict == Verdict.NOT_FOR_YOU}
        if closing == {Criterion.AREA.value}:
            return self._office(programme, person)
        known = reference.current()
        asked, others = known.candidates[programme.code], known.candidates.values()
        choose = handover.instead_of if found.verdict == Verdict.NOT_FOR_YOU else handover.beside
        better = choose(asked, others, person, self._on)
        return Elsewhere(programme=known.by_code[better.code], verdict=better.verdict) if better else None

    def _around(self, person: Person) -> list[int]:
        if person.home and person.home not in self._areas:
            self._areas[person.home] = areas_around(person.home)
        return self._areas[person.home] if person.home else []

    def _office(self, programme: Programme, person: Person) -> Elsewhere:
        key = (programme.code, person)
        if key not in self._offices:
            self._offices[key] = self._read_office(programme, person)
        return self._offices[key]

    def _read_office(self, programme: Programme, person: Person) -> Elsewhere:
        found = office(programme.code, self._around(person), person, self._on)
        if found is None:
            return Elsewhere()
        listed = ServiceAtLocation.objects.public().select_related("service__organization").get(pk=found[0])
        return Elsewhere(office=listed, verdict=found[1])
