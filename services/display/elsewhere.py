"""Where to go instead, in the words of the page: the office for the home, another kind of help, or honestly "not recorded"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from services.choices import Criterion, Verdict
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
    """For one page: the programmes are read once, and only if somebody has to be sent on."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._offices: dict[tuple[str, Person], Elsewhere] = {}
        self._areas: dict[Home, list[int]] = {}

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        found = Programme.objects.order_by("code").prefetch_related("routes__rules__source", "need_ranks__need", "hands_over_to")
        return {programme.code: programme for programme in found}

    @cached_property
    def _candidates(self) -> Mapping[str, handover.Candidate]:
        return {code: handover.candidate(programme) for code, programme in self.programmes.items()}

    def instead_of(self, programme: Programme | None, found: Assessment, person: Person) -> Elsewhere | None:
        if programme is None or found.verdict == Verdict.FITS:
            return None
        closing = {reason.criterion for reason in found.reasons if reason.verdict == Verdict.NOT_FOR_YOU}
        if closing == {Criterion.AREA.value}:
            return self._office(programme, person)
        asked, others = self._candidates[programme.code], self._candidates.values()
        choose = handover.instead_of if found.verdict == Verdict.NOT_FOR_YOU else handover.beside
        better = choose(asked, others, person, self._on)
        return Elsewhere(programme=self.programmes[better.code], verdict=better.verdict) if better else None

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
