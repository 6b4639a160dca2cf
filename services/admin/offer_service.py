"""Services: what an organization offers, on a page of its own and as a part of the offer's page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from services.admin.aliases import ServiceAliases
from services.admin.base import Rows, TextCards, TextHouse
from services.admin.fields import Fieldset, texts
from services.admin.parts import Hop, Part, PartFormSet, ServiceRows
from services.admin.rule_tables import OwnRuleTable
from services.admin.rules import WithRules
from services.admin.versions import VersionedForm
from services.models import Funding, Service, ServiceArea, ServiceAtLocation


class ServiceForm(VersionedForm):
    fundings = forms.ModelMultipleChoiceField(
        Funding.objects.select_related("funding_source").in_order(),
        label=_("Fundings"),
        required=False,
        widget=AutocompleteSelectMultiple(Funding.services.through._meta.get_field("funding"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["fundings"] = list(self.instance.fundings.order_by("pk"))  # type: ignore[attr-defined]

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        before, after = set(self.initial.get("fundings", ())), set(self.cleaned_data["fundings"])
        for funding in after - before:
            funding.services.add(self.instance)  # from this side, so that the funding's history has it
        for funding in before - after:
            funding.services.remove(self.instance)


_WHAT = ["programme", "needs", "target_groups", "audiences"]
_TERMS = ["cost", "confidentiality", "issues_certificate", "documents"]
_TEXTS: list[Fieldset] = texts("name", "description", "cost_note", "serves_text")
_ORIGIN: Fieldset = (_("Source"), {"fields": ["source", ("day", "day_precision"), "sources"], "classes": ["collapse"]})
_LONG = ["organization", "programme", "project", "needs", "target_groups", "source", "sources"]


class ServiceOfOffer(PartFormSet):
    @staticmethod
    def records_of(instance: ServiceAtLocation) -> Any:
        return Service.objects.filter(pk=instance.service_id).select_related("organization", "programme").in_order()


class ServicePart(Part, TextCards):
    model = Service
    form = ServiceForm
    formset = ServiceOfOffer  # type: ignore[assignment]  # a part is no inline of the page's record
    autocomplete_fields = _LONG
    verbose_name_plural = _("Service")
    introduction = _("Empty fields hold as the programme says.")
    readonly_fields = ["places"]
    fieldsets = [
        (None, {"fields": ["places", *_WHAT, *_TERMS, "fundings", "url", "project"]}),
        *_TEXTS,
        _ORIGIN,
    ]

    @admin.display(description=_("Holds for"))
    def places(self, service: Service) -> str:
        count = service.offers.order_by().count()
        return ngettext("%(n)s place", "%(n)s places: changes here hold for all of them", count) % {"n": count}


class AreaRows(Rows):
    model = ServiceArea
    fields = ["area", "is_rough", "source", "day", "day_precision"]
    autocomplete_fields = ["area", "source"]
    tab = True


class OfferAreas(Hop, AreaRows):
    formset = ServiceRows
    hop_to = Service


class OfferRows(Rows):
    model = ServiceAtLocation
    fields = ["location", "status"]
    readonly_fields = ["status"]
    autocomplete_fields = ["location"]
    can_delete = False
    show_change_link = True
    tab = True


@admin.register(Service)
class ServiceAdmin(WithRules, TextHouse):  # type: ignore[misc]  # as for House
    form = ServiceForm
    list_display = ["name", "organization", "programme"]
    list_filter = ["programme"]
    list_select_related = ["organization", "programme"]
    search_fields = ["name_de", "name_en", "name_ar", "organization__name", "organization__short_name", "aliases__text", "programme__code"]
    autocomplete_fields = _LONG
    fieldsets = [
        (None, {"fields": ["organization", *_WHAT, *_TERMS, "fundings", "url", "project"]}),
        *_TEXTS,
        _ORIGIN,
    ]
    inlines = [OfferRows, OwnRuleTable, ServiceAliases, AreaRows]
