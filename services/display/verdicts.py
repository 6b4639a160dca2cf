"""Verdicts in words: the answer that was used, the rule's own sentence, or the question that is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from services.choices import Criterion, Verdict
from services.display import days
from services.display.elsewhere import Elsewhere, Signpost
from services.display.people import Asking
from services.display.rules import is_telling
from services.eligibility.assess import assess
from services.eligibility.catchment import Where
from services.eligibility.person import Person
from services.eligibility.profile import Profile, of_programme
from services.eligibility.verdict import Assessment, Reason
from services.models import Programme, Rule, SearchRow, ServiceAtLocation
from services.search import kept_rules

WORDS = {Verdict.FITS: "fits", Verdict.ASK_FIRST: "ask_first", Verdict.NOT_FOR_YOU: "not_for_you"}
BY_WORD = {word: verdict for verdict, word in WORDS.items()}
_SILENT = Assessment(Verdict.ASK_FIRST, "", (Reason("status", Verdict.ASK_FIRST),), ())
_MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class ReasonInWords:
    """`answer` is what was said, `text` the rule; `source` a title and `checked` a day in words, "" where no rule decided."""

    criterion: str
    verdict: Verdict
    text: str
    source: str = ""
    checked: str = ""
    answer: str = ""
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class PersonVerdict:
    """`ask` is German, to be said on the phone; `turns_27` where the next birthday closes this door."""

    label: str
    verdict: Verdict
    reasons: tuple[ReasonInWords, ...]
    questions: tuple[str, ...]
    ask: str
    elsewhere: Elsewhere | None
    turns_27: bool

    @property
    def word(self) -> str:
        return WORDS[self.verdict]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One per person, in their order."""

    each: tuple[PersonVerdict, ...]

    @property
    def best(self) -> PersonVerdict:
        return max(self.each, key=lambda found: found.verdict)


@dataclass(frozen=True, slots=True)
class _Door:
    """What decides at one service, or at any service of a programme; `areas` are the names of those it serves."""

    programme: Programme | None
    profile: Profile | None
    rules: Mapping[str, Rule]
    areas: str = ""


class Desk:
    """Answers for one page: the same people at every listing."""

    def __init__(self, asking: Asking, on: date) -> None:
        self._asking = asking
        self._on = on
        self._signpost = Signpost(on)
        self._rules = kept_rules.current()

    def at(self, offer: ServiceAtLocation) -> Verdicts:
        """A published offer with its rules, areas and search row (`with_rules`): decided by what the search has looked up."""
        service, row = offer.service, offer.search_row
        names = pgettext("between the parts of a list", ", ").join(served.area.name for served in service.serves.all())
        profile = self._rules.profile(row.profile_id) if row.profile_id else None
        door = _Door(service.programme, profile, rules_of(service.programme, service.overrides.all()), names)
        catchment = kept_rules.catchment_of(row.catchment) if row.catchment else None
        wheres = [catchment.where(person.home) if catchment else Where.NOT_RECORDED for person in self._asking.persons]
        return Verdicts(tuple(self._person(number, door, where) for number, where in enumerate(wheres)))

    def at_programme(self, programme: Programme) -> Verdicts:
        """The programme's rules alone, wherever its offices are."""
        door = _Door(programme, of_programme(programme), rules_of(programme))
        return Verdicts(tuple(self._person(number, door, Where.INSIDE) for number in range(len(self._asking.persons))))

    def _person(self, number: int, door: _Door, where: Where) -> PersonVerdict:
        person = self._asking.persons[number]
        found = assess(door.profile, person, self._on, where) if door.profile else _SILENT
        said = [reason for reason in found.reasons if reason.verdict == found.verdict]
        reasons = [self._reason(number, reason, reason.criterion in found.questions, door, where) for reason in said]
        asks = found.verdict == Verdict.ASK_FIRST
        return PersonVerdict(
            label=self._asking.label(number),
            verdict=found.verdict,
            reasons=tuple(reason for reason in reasons if _is_worth_saying(reason))[:_MOST_REASONS],
            questions=found.questions,
            ask=self._asking.question(number, [reason.criterion for reason in said]) if asks else "",
            elsewhere=self._signpost.instead_of(door.programme, found, person),
            turns_27=closes_next_year(door.profile, person, self._on) if door.profile else False,
        )

    def _reason(self, number: int, reason: Reason, is_open: bool, door: _Door, where: Where) -> ReasonInWords:
        if reason.criterion == Criterion.AREA.value and reason.rule not in door.rules:
            ask, fits = _area(door.areas, where)
            return ReasonInWords(reason.criterion, reason.verdict, fits if reason.verdict == Verdict.FITS else ask)
        answer = "" if is_open else self._asking.sentence(number, reason.criterion)
        return replace(in_words(reason, door.rules, is_open), answer=answer)


def with_rules(offers: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    """Published offers with all that `Desk.at` needs."""
    return offers.select_related("search_row__catchment").prefetch_related(
        "service__overrides__source", "service__programme__routes__rules__source", "service__serves__area"
    )


def complete(offers: Sequence[ServiceAtLocation]) -> None:
    """The same for the records of cards (`card_records`), which have rules and programmes already."""
    rows = SearchRow.objects.select_related("catchment").only("profile_id", "catchment")
    prefetch_related_objects(offers, Prefetch("search_row", rows), "service__serves__area")


def closes_next_year(profile: Profile, person: Person, on: date) -> bool:
    """At 26: whether the 27th birthday shuts this door (the JMD), so that somebody should go now."""
    if person.age != 26:
        return False
    later = assess(profile, replace(person, age=27), on).verdict
    return later == Verdict.NOT_FOR_YOU != assess(profile, person, on).verdict


def reasons(assessment: Assessment, rules: Mapping[str, Rule]) -> list[ReasonInWords]:
    """The deciding reason first; criteria that only confirm it are left out where they say nothing."""
    found = [in_words(reason, rules, reason.criterion in assessment.questions) for reason in assessment.reasons]
    return [reason for reason in found if reason.text]


def in_words(reason: Reason, rules: Mapping[str, Rule], is_open: bool) -> ReasonInWords:
    rule = rules.get(reason.rule)
    if rule is None:
        return ReasonInWords(reason.criterion, reason.verdict, _missing(reason, is_open))
    source = rule.source.title if rule.source else ""
    return ReasonInWords(reason.criterion, reason.verdict, rule.text, source, days.spoken(rule.day, rule.day_precision), rule=rule)


def _is_worth_saying(reason: ReasonInWords) -> bool:
    return bool(reason.text) and (reason.verdict != Verdict.FITS or reason.rule is None or is_telling(reason.rule))


def rules_of(programme: Programme | None, overrides: Iterable[Rule] = ()) -> dict[str, Rule]:
    routes = programme.routes.all() if programme else ()
    return {str(rule.pk): rule for rule in (*overrides, *(rule for route in routes for rule in route.rules.all()))}


def _area(names: str, where: Where) -> tuple[str, str]:
    """What is known of the area: where it has to be asked about, and where it fits. A rule says what holds outside."""
    fits = _("They are responsible for where you live.") if names and where == Where.INSIDE else ""
    ask = {
        Where.OPEN: _("They are responsible for: %(areas)s. Do you live there?") % {"areas": names},
        Where.UNSURE: _("They say: %(areas)s. Ask whether your part of town belongs to it.") % {"areas": names},
        Where.NOT_RECORDED: _("They have not said for which area they are responsible. Just ask."),
    }
    return ask.get(where, ""), fits


def _missing(reason: Reason, is_open: bool) -> str:
    if is_open:
        return {
            "age": _("It depends on your age."),
            "status": _("It depends on the paper that you have."),
            "situation": _("It depends on your situation."),
            "area": _("It depends on where you live."),
        }[reason.criterion]
    return _("They have not said. Just ask.") if reason.verdict == Verdict.ASK_FIRST else ""
