"""The public parameters, read once for pages and API: what is wrong is said beside the field, the rest still counts."""

import math
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from services.search import codes, places
from services.search.facets import BY_NAME
from services.search.query import Place, SearchQuery
from services.search.reading import read

MAX_PARAMETERS = 50
#: Facts about a person: they travel in the body of a POST or in the person's own cookie; in an address they are refused.
PERSONAL = ("age", "status", "person", "persons", "verdict", "situation", "situations")
MAX_WORDS = 200
MAX_RADIUS_KM = 500
_MAX_PAGE = 10_000
SORTS = ("relevance", "distance")
#: Fields to type into: a page shows them again.
_TYPED = ("q", "place", "radius")


class PlaceField(forms.CharField):
    default_error_messages = {"unknown": _("We do not know this place. Please write a town or a postal code with five digits.")}

    def to_python(self, value: Any) -> Any:
        written = super().to_python(value)
        if not written:
            return None
        place = None if "\x00" in written else places.find(written[:120])
        if place is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return place


class CodesField(forms.Field):
    """Several values of one parameter; each must be a known code."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"unknown": _("We do not know this choice. Please choose from the list.")}

    def __init__(self, *, facet: str, **kwargs: Any) -> None:
        self.facet = facet
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value: Any) -> tuple[str, ...]:
        chosen = tuple(dict.fromkeys(code for code in value or () if code))
        known = codes.of(self.facet) if chosen else {}
        if any(code not in known for code in chosen):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return chosen


class RadiusField(forms.FloatField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not (math.isfinite(value) and 0 < value <= MAX_RADIUS_KM):
            raise ValidationError(_("Please write a distance between 1 and 500 kilometres."), code="range")


class _MadeOnce(dict[str, forms.Field]):
    """Django copies the fields for every form; ours never change, and copying them took a fifth of a page's time."""

    def __deepcopy__(self, _memo: Any) -> "_MadeOnce":
        return self


class SearchForm(forms.Form):
    """`to_query()` is what counts; the fields decide nothing themselves, so that every engine gives the same answer."""

    q = forms.CharField(required=False)
    place = PlaceField(required=False)
    radius = RadiusField(required=False, error_messages={"invalid": _("Please write the distance as a number, for example 10.")})
    need = CodesField(facet="need")
    language = CodesField(facet="language")
    programme = CodesField(facet="programme")
    audience = CodesField(facet="audience")
    access = CodesField(facet="access")
    funder = CodesField(facet="funder")
    open_now = CodesField(facet="open_now")
    sort = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((sort, sort) for sort in SORTS)],
        error_messages={"invalid_choice": _("We can sort by relevance or by distance.")},
    )
    page = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=_MAX_PAGE,
        error_messages={
            "invalid": _("The page must be a number."),
            "min_value": _("Pages begin with 1."),
            "max_value": _("There are not so many pages."),
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        if self.is_bound:  # Django cleans also what was not sent
            self.fields = {name: field for name, field in self.fields.items() if name in self.data or name in _TYPED}

    def to_query(self, lang: str, today: date, minute: int = 0) -> SearchQuery:
        """The query of everything that could be read; what could not is in `errors`."""
        self.is_valid()
        clean = self.cleaned_data
        place = clean.get("place")
        query = SearchQuery(
            today=today,
            minute=minute,
            lang=lang,
            q=(clean.get("q") or "")[:MAX_WORDS],
            place=place if isinstance(place, Place) else None,
            radius=clean.get("radius"),
            sort=clean.get("sort") or "",
            page=clean.get("page") or 1,
            **cast(dict[str, Any], {name: clean.get(name) or () for name in BY_NAME}),
        )
        return read(query)


SearchForm.base_fields = _MadeOnce(SearchForm.base_fields)
