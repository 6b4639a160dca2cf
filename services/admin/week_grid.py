"""The week grid: seven lines and a place to paste; nobody types the syntax of OpenStreetMap unless it is already there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import BASE_INPUT_CLASSES

from services import opening_times
from services.admin import hours
from services.admin.versions import InWords

Typed = dict[str, Any]  # {"days": seven texts, "paste": text, "osm": text or None where the grid was shown}


def fits_grid(text: str) -> bool:
    """Comments in quotes would be lost in the grid."""
    try:
        return '"' not in text and opening_times.is_plain(text)
    except opening_times.BadHours:
        return False


class WeekGrid(forms.Widget):
    template_name = "admin/week_grid.html"

    class Media:
        css = {"all": ["admin_house/admin.css"]}

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """From the project's templates, which the renderer of forms does not know."""
        return render_to_string(template_name, context)

    def value_from_datadict(self, data: Any, files: "MultiValueDict[str, Any]", name: str) -> Typed:
        days = [data.get(f"{name}_{day}", "") for day in range(7)]
        return {"days": days, "paste": data.get(f"{name}_paste", ""), "osm": data.get(f"{name}_osm")}

    def value_omitted_from_data(self, data: Any, files: "MultiValueDict[str, Any]", name: str) -> bool:
        return not any(key in data for key in (f"{name}_0", f"{name}_osm", f"{name}_paste"))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        typed = value if isinstance(value, dict) else typed_from(value or "")
        context["widget"] |= {
            "days": list(zip(hours.DAY_NAMES, typed["days"], strict=True)),
            "paste": typed["paste"],
            "osm": typed["osm"],
            "classes": " ".join(BASE_INPUT_CLASSES),
        }
        return context


def typed_from(text: str) -> Typed:
    if not fits_grid(text):
        return {"days": [""] * 7, "paste": "", "osm": text}
    week = opening_times.week(text)
    return {"days": [hours.written(week.get(day, ())) for day in range(7)], "paste": "", "osm": None}


class HoursField(InWords):
    widget = WeekGrid

    def to_python(self, value: Typed | str | None) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        if value["paste"].strip():
            return opening_times.from_week(_pasted(value["paste"]))
        if value["osm"] is not None:
            return str(value["osm"]).strip()  # the model says what is wrong with it
        return opening_times.from_week(_grid(value["days"]))

    def in_words(self, value: Typed | str) -> str:
        typed = typed_from(value) if isinstance(value, str) else value
        days = [f"{name} {spans}" for name, spans in zip(hours.DAY_NAMES, typed["days"], strict=True) if spans.strip()]
        return typed["paste"] or typed["osm"] or "; ".join(days) or "—"

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Hours that mean the same are no change, however they were written."""
        try:
            new = self.to_python(data)
        except ValidationError:
            return True
        before = initial or ""
        return new != (before if not fits_grid(before) else opening_times.from_week(opening_times.week(before)))


def _pasted(text: str) -> opening_times.Week:
    try:
        return hours.read_week(text)
    except hours.NotHours as error:
        raise ValidationError(_("Pasted times: %(problem)s"), params={"problem": error}) from error


def _grid(days: list[str]) -> opening_times.Week:
    week, problems = {}, []
    for day, text in enumerate(days):
        try:
            week[day] = hours.read_spans(text)
        except hours.NotHours as error:
            problems.append(ValidationError("%(day)s: %(problem)s", params={"day": hours.DAY_NAMES[day], "problem": error}))
    if problems:
        raise ValidationError(problems)
    return week
