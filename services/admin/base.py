"""What all rooms of the admin share: recorded writes, versions, German first, and no deleting unless a room allows it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from modeltranslation.admin import TranslationAdmin, TranslationInlineModelAdmin
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from services.actions import recording
from services.admin.fields import HouseFields
from services.admin.versions import VersionedForm


class Recorded:
    """Every POST of the room runs inside `recording.atomic()`, so that the search follows or nothing is saved."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._recorded("changeform_view", request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._recorded("changelist_view", request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._recorded("delete_view", request, *args, **kwargs)

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._recorded("history_form_view", request, *args, **kwargs)

    def _recorded(self, view: str, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wrapped = getattr(super(), view)
        if request.method != "POST":
            return wrapped(request, *args, **kwargs)
        with recording.atomic():
            return wrapped(request, *args, **kwargs)


class Remembered(SimpleHistoryAdmin):
    """Saves (and gives a new version) only where something has changed: a page holds several records."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.has_changed() or form.is_restored:
            super().save_model(request, obj, form, change)


class House(Recorded, HouseFields, ModelAdmin, Remembered):  # the views of `Recorded` pass on what they get
    form: Any = VersionedForm
    change_form_before_template = "admin/seen_version.html"
    deletable = False
    list_per_page = 50
    list_filter_submit = True
    show_full_result_count = False
    warn_unsaved_form = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.deletable and super().has_delete_permission(request, obj)


class TextHouse(House, TranslationAdmin):  # type: ignore[misc]
    """A room whose records have texts in several languages."""


class HouseInline(HouseFields):
    form: Any = VersionedForm
    extra = 0
    show_change_link = False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Rows of a table show their hidden version only if it is listed."""
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if not isinstance(self, TabularInline):
            return fieldsets
        first, *rest = fieldsets
        return [(first[0], {**first[1], "fields": [*dict.fromkeys([*first[1]["fields"], "seen_version"])]}), *rest]


class Rows(HouseInline, TabularInline):
    """A table of small records."""


class Cards(HouseInline, StackedInline):
    """Records with texts or many columns, one below the other."""

    template = "admin/cards.html"


class TextRows(Rows, TranslationInlineModelAdmin):
    """A table of records with texts, of which the German one is edited here."""


class TextCards(Cards, TranslationInlineModelAdmin):
    """Cards with a tab per language."""
