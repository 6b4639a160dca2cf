"""The answers as a form: every one optional, nothing chosen beforehand, what is wrong said beside the field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from services.choices import Situation
from services.display.people import GROWN_UP, HELPER, ME, WORK, Asking
from services.eligibility.criteria.age import OLDEST
from services.eligibility.criteria.status import CODES
from services.eligibility.person import Home, Person
from services.search import places

MOST_PERSONS = 8
_LONGEST_PLACE = 120
#: Asked by name, in this order; own work is who asks, and alone is asked under 18 only.
SITUATIONS = [situation for situation in Situation if situation is not Situation.OWN_WORK]


class HomeField(forms.CharField):
    default_error_messages = {"unknown": _("We do not know this place. Please write a town, a part of town or a postal code.")}

    def to_python(self, value: Any) -> Any:
        written = super().to_python(value)
        if not written:
            return None
        home = places.home(written[:_LONGEST_PLACE])
        if home is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return home


class PaperField(forms.ChoiceField):
    def __init__(self) -> None:
        wrong = {"invalid_choice": _("We do not know this choice. Please choose from the list.")}
        super().__init__(required=False, choices=[(code, code) for code in CODES], error_messages=wrong)


class PersonForm(forms.Form):
    """One person; paper and home only where they differ from those of all."""

    _wrong = _("Please write the age as a whole number of years, for example 26.")
    age = forms.IntegerField(
        required=False, min_value=0, max_value=OLDEST, error_messages={"invalid": _wrong, "min_value": _wrong, "max_value": _wrong}
    )
    own_status = PaperField()
    own_place = HomeField(required=False)
    situations = forms.MultipleChoiceField(required=False, choices=[(situation.value, situation.label) for situation in SITUATIONS])

    @property
    def is_under_18(self) -> bool:
        age = str(self["age"].value())
        return age.isdecimal() and int(age) < GROWN_UP


class EverybodyForm(forms.Form):
    who = forms.ChoiceField(required=False, choices=[(ME, ME), (HELPER, HELPER), (WORK, WORK)])
    status = PaperField()
    place = HomeField(required=False)


PersonFormSet = forms.formset_factory(PersonForm, extra=0, min_num=1, max_num=MOST_PERSONS, absolute_max=MOST_PERSONS, validate_max=True)


class Form:
    """Both together, from what was posted or from what is known already."""

    def __init__(self, asked: Any = None, known: Asking | None = None) -> None:
        self.everybody = EverybodyForm(asked, initial=_initial(known))
        self.persons = PersonFormSet(asked, initial=_initial_persons(known), prefix="p")

    def is_valid(self) -> bool:
        return bool(self.everybody.is_valid() and self.persons.is_valid())

    def asking(self) -> Asking | None:
        """None if nothing at all was answered; a further person counts as soon as anything was written for it."""
        common = self.everybody.cleaned_data
        who = common.get("who") or ME
        asked = [form for number, form in enumerate(self.persons) if number == 0 or form.has_changed()]
        persons = tuple(_person(form.cleaned_data, common, own_work=who == WORK) for form in asked)
        return Asking(who, persons) if any(person != Person() for person in persons) else None

    def values(self) -> dict[str, Any]:
        return {name: self.everybody[name].value() for name in ("who", "status", "place")}


def _person(own: dict[str, Any], common: dict[str, Any], *, own_work: bool) -> Person:
    situations = {*own.get("situations", ()), *((Situation.OWN_WORK.value,) if own_work else ())}
    age = own.get("age")
    if age is not None and age >= GROWN_UP:
        situations.discard(Situation.UNACCOMPANIED_MINOR.value)
    status, home = own.get("own_status") or common.get("status") or None, own.get("own_place") or common.get("place")
    return Person(age, status, frozenset(map(str, situations)), home)


def _initial(known: Asking | None) -> dict[str, Any]:
    if known is None:
        return {}
    first = known.persons[0]
    return {"who": known.who, "status": first.status or "", "place": _label(first.home)}


def _initial_persons(known: Asking | None) -> list[dict[str, Any]]:
    if known is None:
        return []
    first = known.persons[0]
    return [
        {
            "age": person.age,
            "own_status": person.status if person.status != first.status else "",
            "own_place": _label(person.home) if person.home != first.home else "",
            "situations": sorted(person.situations),
        }
        for person in known.persons
    ]


def _label(home: Home | None) -> str:
    return home.label if home else ""
