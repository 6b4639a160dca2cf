"""Routes, single rules, and what the pages with tables of rules share: the persona preview and copying another route's rules."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from services.admin import rule_review
from services.admin.base import TextHouse
from services.admin.fields import Ticks, dated, texts
from services.admin.lean_widgets import LeanSelect
from services.admin.rule_rows import FIRST_REVIEW, INPUT
from services.admin.rule_stock import TEXTS
from services.admin.rule_tables import RouteTableOfRoute, RuleTable, RuleTables, is_preview
from services.admin.versions import VersionedForm
from services.display import days
from services.display.people import PAPERS
from services.models import Route, Rule


class WithRules:
    """A page that holds a `RuleTable`."""

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A record that does not exist yet has no rules."""
        found = super().get_inlines(request, obj)  # type: ignore[misc]
        return [inline for inline in found if obj or not issubclass(inline, RuleTable)]

    def get_urls(self) -> list[URLPattern]:
        opts = self.opts  # type: ignore[attr-defined]
        view = self.admin_site.admin_view(self.persona_view)  # type: ignore[attr-defined]
        own = path("<path:object_id>/persona/", view, name=f"{opts.app_label}_{opts.model_name}_persona")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def persona_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """The same page with what was typed and what a person would be told. A reload forgets the person.

        The page's script sends its other buttons to the address at which it stands, so they do here what they always do.
        """
        opts = self.opts  # type: ignore[attr-defined]
        if request.method != "POST":
            return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[object_id]))
        response: HttpResponseBase = self.changeform_view(request, object_id)  # type: ignore[attr-defined]
        return response

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A preview reads the form and never gets as far as saving."""
        form = super().get_form(request, *args, **kwargs)  # type: ignore[misc]
        return type("Unsaved", (form,), {"is_valid": lambda _form: False}) if is_preview(request.POST) else form

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)  # type: ignore[misc]
        if isinstance(formset, RuleTables) and formset.was_changed and (wrong := formset.left_wrong):
            said = ngettext("Saved. The rules still have %(n)s fault.", "Saved. The rules still have %(n)s faults.", wrong)
            messages.warning(request, said % {"n": wrong})


class RouteForm(VersionedForm):
    """`like` is the route whose rules a new one begins with: sources and days are not copied, they speak of the other one."""

    instance: Route
    like = forms.ChoiceField(label=gettext_lazy("begin with the rules of"), required=False, widget=LeanSelect(attrs={"class": INPUT}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].choices = _routes_with_rules  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("like") and not self.instance._state.adding and self.instance.rules.exists():
            self.add_error("like", _("This route has rules already."))
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        if like := self.cleaned_data.get("like"):
            for rule in Rule.objects.filter(route=like, service=None).in_order():
                _copy(rule, self.instance).save()


def _copy(rule: Rule, route: Route) -> Rule:
    kept = ("criterion", "min_age", "max_age", "statuses", "situations", "verdict", "valid_from", "valid_to", *TEXTS)
    return Rule(route=route, review_by=days.now().date() + FIRST_REVIEW, **{name: getattr(rule, name) for name in kept})


def _routes_with_rules() -> list[tuple[str, str]]:
    routes = Route.objects.filter(rules__service=None, rules__isnull=False).select_related("programme").distinct()
    found = sorted((f"{route.programme.code} · {route.label}", str(route.pk)) for route in routes.order_by("pk"))
    return [("", "—"), *((pk, name) for name, pk in found)]


@admin.register(Route)
class RouteAdmin(WithRules, TextHouse):  # type: ignore[misc]  # as for House
    list_display = ["programme", "code", "label", "audience"]
    list_display_links = ["label"]
    list_filter = ["audience"]
    list_select_related = ["programme"]
    search_fields = ["code", "label_de", "programme__code", "programme__name_de"]
    autocomplete_fields = ["programme"]
    fieldsets = [(None, {"fields": [("programme", "code"), "audience", "position"]}), *texts("label")]
    inlines = [RouteTableOfRoute]
    deletable = True


class RuleForm(VersionedForm):
    statuses = Ticks(label=gettext_lazy("papers"), required=False, choices=[(code, f"{code} {words}") for code, words in PAPERS.items()])


@admin.register(Rule)
class RuleAdmin(TextHouse):
    """One rule with its sentence in all languages and its history. New ones are made in the tables."""

    form = RuleForm
    list_display = ["route", "criterion", "text", "verdict", "service", "review_by"]
    list_display_links = ["text"]
    list_filter = ["criterion", "verdict"]
    list_select_related = ["route__programme", "service__organization"]
    search_fields = ["text_de", "route__programme__code"]
    autocomplete_fields = ["source"]
    readonly_fields = ["route", "service", "criterion"]
    fieldsets = [
        (None, {"fields": ["route", "service", "reason", "criterion", ("min_age", "max_age"), "statuses", "situations", "verdict"]}),
        *texts("text"),
        dated(),
        (gettext_lazy("Validity"), {"fields": ["review_by", ("valid_from", "valid_to")]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        return [*rule_review.urls(), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
