"""What a made-up person is told, by the rules as stored and by those in a form that is not saved yet. Keeps nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beratung import languages
from services.admin.lean_widgets import LeanTicks
from services.admin.rule_rows import INPUT
from services.choices import Audience, Situation, Verdict
from services.display import days, verdicts
from services.display.verdicts import ReasonInWords
from services.eligibility.assess import assess
from services.eligibility.catchment import Catchment, Where
from services.eligibility.criteria.age import OLDEST
from services.eligibility.linter import Table
from services.eligibility.person import Home, Person
from services.eligibility.profile import Profile, of_route
from services.models import ResidenceStatus, Rule
from services.search import places

_WHERE = {
    Where.INSIDE: gettext_lazy("lives inside the area of responsibility"),
    Where.OUTSIDE: gettext_lazy("lives outside the area of responsibility"),
    Where.OPEN: gettext_lazy("home not known or not clear"),
    Where.UNSURE: gettext_lazy("lives in a part of town for which it is not certain"),
    Where.NOT_RECORDED: gettext_lazy("area of responsibility not recorded"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    person: Person
    language: str
    on: date


@dataclass(frozen=True, slots=True)
class Said:
    """`tone` is the verdict's code, "" where nobody asks by this route."""

    tone: str
    verdict: str
    reasons: tuple[ReasonInWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    title: str
    where: str
    before: Said
    after: Said

    @property
    def differs(self) -> bool:
        return self.before != self.after


class PersonaForm(forms.Form):
    """Every answer may be missing, as on the site."""

    prefix = "persona"
    age = forms.IntegerField(label=gettext_lazy("Age"), required=False, min_value=0, max_value=OLDEST)
    status = forms.ChoiceField(label=gettext_lazy("Residence paper"), required=False)
    place = forms.CharField(label=gettext_lazy("Lives in"), required=False, max_length=100)
    language = forms.ChoiceField(label=gettext_lazy("Reads"), required=False)
    on = forms.DateField(label=gettext_lazy("On this day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    situations = forms.MultipleChoiceField(label=gettext_lazy("Situation"), required=False, choices=Situation.choices, widget=LeanTicks)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuses = [(status.code, str(status)) for status in ResidenceStatus.objects.order_by("code")]
        self.fields["status"].choices = [("", "—"), *statuses]  # type: ignore[attr-defined]
        self.fields["language"].choices = [(language.code, language.own_name) for language in languages.TABLE]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name != "situations":
                field.widget.attrs["class"] = INPUT

    def clean_place(self) -> Home | None:
        text = self.cleaned_data["place"]
        home = places.home(text) if text else None
        if text and home is None:
            raise forms.ValidationError(_("This place is not known."))
        return home

    def answers(self) -> Answers:
        given = self.cleaned_data
        person = Person(given["age"], given["status"] or None, frozenset(given["situations"]), given["place"])
        return Answers(person, given["language"] or "de", given["on"] or days.now().date())


def wheres(catchment: Catchment | None, person: Person) -> list[Where]:
    """For one service there is one answer."""
    return [catchment.where(person.home) if catchment else Where.NOT_RECORDED]


def compare(before: Sequence[Table], after: Sequence[Table], answers: Answers, lying: Sequence[Where]) -> Iterator[Compared]:
    """Per route; the tables name the same routes in the same order."""
    for (route, old), (_same, new) in zip(before, after, strict=True):
        if route.audience not in answers.person.audiences:
            nobody = Said("", _("Asked only by: %(audience)s") % {"audience": Audience(route.audience).label})
            yield Compared(route.label, "", nobody, nobody)
            continue
        for where in lying:
            title = str(_WHERE[where]) if len(lying) > 1 or where != Where.INSIDE else ""
            yield Compared(route.label, title, *(_said(Profile((of_route(route, rules),)), rules, answers, where) for rules in (old, new)))


def _said(profile: Profile, rules: Sequence[Rule], answers: Answers, where: Where) -> Said:
    known: Mapping[str, Rule] = {str(rule.pk): rule for rule in rules}
    found = assess(profile, answers.person, answers.on, where)
    with translation.override(answers.language):
        reasons = tuple(verdicts.reasons(found, known))
    return Said(verdicts.WORDS[found.verdict], str(Verdict(found.verdict).label), reasons)
