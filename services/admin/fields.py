"""How a column becomes a field on the page: codes as ticks, languages as tabs, Arabic from right to left."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from beratung import languages

#: (title, {"fields": …}), as the admin takes it; its stubs know no lists made by a function.
Fieldset = Any


class Ticks(forms.MultipleChoiceField):
    """An array of codes. Order means nothing, so it is no change."""

    widget = UnfoldAdminCheckboxSelectMultipleWidget


class HouseFields:
    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if isinstance(db_field, ArrayField) and db_field.base_field.choices:
            return Ticks(
                choices=db_field.base_field.choices,
                required=not db_field.blank,
                label=_capital(db_field.verbose_name),
                help_text=db_field.help_text,
            )
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        code = getattr(db_field, "language", None)
        if field is not None and code in languages.BY_CODE:
            field.label = _capital(db_field.translated_field.verbose_name)  # type: ignore[attr-defined]
            if isinstance(field, forms.CharField):
                field.empty_value = None  # as it was: otherwise every save would fill the history with empty texts
            field.widget.attrs |= {"lang": code, "dir": languages.direction(code)}
        return field


def _capital(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def texts(*names: str) -> list[Fieldset]:
    """One tab per language with all these texts in it."""
    return [
        (
            language.own_name,
            {"fields": [f"{name}_{language.code.replace('-', '_')}" for name in names], "classes": ["tab", f"language-{language.code}"]},
        )
        for language in languages.TABLE
    ]


def dated() -> Fieldset:
    """The columns of `Sourced`: where a record comes from, and of which day that is."""
    return (_("Source"), {"fields": ["source", ("day", "day_precision")], "classes": ["collapse"]})
