"""Nobody overwrites anybody: a form carries the version it was made from, and refuses to save over a newer one."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.models import Fact


class SeenVersion(forms.IntegerField):
    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class InWords(forms.Field):
    """A field whose values people do not read as they are stored."""

    def in_words(self, value: Any) -> str:
        raise NotImplementedError


class VersionedForm(forms.ModelForm):
    """Needs a transaction around its validation: the row stays locked from the check until the commit."""

    instance: Fact
    seen_version = SeenVersion(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            if self.is_restored:  # the history keeps no versions
                self.instance.version = self._row(lock=False).values_list("version", flat=True).first() or 1
            self.initial["seen_version"] = self.instance.version

    @property
    def is_restored(self) -> bool:
        """Whether the instance comes out of the history, to be written back."""
        return getattr(self.instance, "_history", None) is not None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.instance._state.adding and (self.is_restored or self.has_changed()):
            self._refuse_if_stale()
        return cleaned

    def _post_clean(self) -> None:
        """Translated fields are in the form once per language, never by their own name: that must not switch constraints off."""
        super()._post_clean()  # type: ignore[misc]
        translated = {field.name for field in self.instance._meta.get_fields() if f"{field.name}_de" in self.fields}
        if self.errors or not translated:
            return
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() - translated)  # type: ignore[attr-defined]
        except forms.ValidationError as error:
            self.add_error(None, error.messages)

    def _row(self, lock: bool) -> "QuerySet[Any]":
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk).order_by()
        return rows.select_for_update() if lock else rows

    def _refuse_if_stale(self) -> None:
        now = self._row(lock=True).first()
        if now is None or now.version == self.cleaned_data.get("seen_version"):
            return
        posted: Any = self.data
        self.data = renewed = posted.copy()
        renewed[self.add_prefix("seen_version")] = str(now.version)
        self.add_error(None, forms.ValidationError(_both_versions(self, now), code="stale"))


def _both_versions(form: VersionedForm, now: Fact) -> SafeString:
    history = now.history.select_related("history_user").first()  # type: ignore[attr-defined]  # simple-history adds it
    sentence = _(
        "%(who)s changed “%(record)s” on %(when)s while you were editing it. Nothing has been saved yet. "
        "Both versions stand below, and in the form stands what you typed. If you save again, your version counts."
    ) % {
        "who": _name(history.history_user if history else None),
        "record": now,
        "when": date_format(timezone.localtime(history.history_date), "d.m.Y, H:i") if history else "",
    }
    theirs = forms.models.model_to_dict(now)
    rows = [
        (form.fields[name].label or name, shown(form.fields[name], theirs.get(name)), shown(form.fields[name], _typed(form, name)))
        for name in form.changed_data
        if name in theirs
    ]
    table = format_html_join(
        "", "<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>", ((label, old, new) for label, old, new in rows if old != new)
    )
    head = format_html("<tr><td></td><th scope='col'>{}</th><th scope='col'>{}</th></tr>", _("Saved now"), _("Typed by you"))
    return format_html("{}<table class='two-versions'>{}{}</table>", sentence, head, table)


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("Somebody")


def _typed(form: VersionedForm, name: str) -> Any:
    return form.cleaned_data.get(name, form[name].value())


def shown(field: forms.Field, value: Any) -> str:
    """A value as people read it: labels instead of codes."""
    if value in (None, "", []):
        return "—"
    if isinstance(field, InWords):
        return field.in_words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(sorted(str(record) for record in _records(field, value)))
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(item), str(item)) for item in value)
    return labels.get(str(value), str(value))


def _records(field: forms.ModelChoiceField, value: Any) -> list[Model]:
    if isinstance(value, Model):
        return [value]
    if isinstance(value, list | tuple | QuerySet):
        return [record for item in value for record in _records(field, item)]
    return list(field.queryset.filter(pk=value)) if field.queryset is not None else []
