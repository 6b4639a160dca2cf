"""The listing: an offer with its service, place, contacts, hours, languages, rules and fundings on one page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from services.admin import offer_filters, offer_search, ranks
from services.admin.aliases import OfferAliases
from services.admin.base import TextHouse
from services.admin.contacts import ContactPart
from services.admin.fields import texts
from services.admin.offer_rows import CheckRows, DiscrepancyCards, LanguageRows
from services.admin.offer_service import OfferAreas, ServicePart
from services.admin.places import OfferFormerAddresses, PlacePart
from services.admin.publishing import Publishing
from services.admin.rule_tables import OwnRuleTable
from services.admin.rules import WithRules
from services.admin.versions import VersionedForm
from services.admin.week_grid import HoursField
from services.choices import Status
from services.models import ServiceAtLocation


class OfferForm(VersionedForm):
    instance: ServiceAtLocation
    hours = HoursField(label=_("Opening hours"), required=False, help_text=_("Write the times like this: 9–12, 14–16. Empty: closed."))
    reason = forms.CharField(label=_("Reason of the change"), required=False, max_length=100, widget=UnfoldAdminTextInputWidget)

    def clean_hours(self) -> str:
        """Hours that mean the same stay as they were written."""
        return str(self.cleaned_data["hours"]) if "hours" in self.changed_data else self.instance.hours


@admin.register(ServiceAtLocation)
class OfferAdmin(WithRules, Publishing, TextHouse):  # type: ignore[misc]  # as for House
    form = OfferForm
    list_display = ["code", "name", "organization", "place", "programme", "state", "checked"]
    list_display_links = ["code", "name"]
    list_filter = [
        ("status", ChoicesDropdownFilter),
        ("service__programme", RelatedDropdownFilter),
        offer_filters.InArea,
        offer_filters.Unreachable,
        offer_filters.Overdue,
        ("operation", ChoicesDropdownFilter),
    ]
    list_select_related = ["service__organization", "service__programme", "location__area"]
    search_fields = ["code"]
    list_fullwidth = True
    search_help_text = _("Any words: name, organization, town, street, programme, phone number, code")
    autocomplete_fields = ["service", "location"]
    change_form_outer_before_template = "admin/offer_links.html"
    add_fieldsets = ((None, {"fields": ["service", "location"]}),)
    fieldsets = [
        (None, {"fields": [("status", "reason")]}),
        (_("Opening hours"), {"fields": ["hours", ("closed_from", "closed_to")]}),
        (_("Access"), {"fields": ["access", "access_not", "nationwide"]}),
        (_("Free places"), {"fields": [("takes_new", "takes_new_on"), ("waiting_weeks", "waiting_on"), "operation", "languages_complete"]}),
        (_("Belongs to"), {"fields": ["service", "location"], "classes": ["collapse"]}),
        *texts("note", "hours_note", "languages_note", "operation_note"),
    ]
    inlines = [
        ContactPart,
        LanguageRows,
        ServicePart,
        PlacePart,
        OfferAreas,
        OwnRuleTable,
        CheckRows,
        DiscrepancyCards,
        OfferAliases,
        OfferFormerAddresses,
    ]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def get_urls(self) -> list[URLPattern]:
        return [*ranks.urls(), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return offer_filters.with_oldest_check(super().get_queryset(request))

    def get_search_results(self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str) -> "tuple[QuerySet[Any], bool]":
        return offer_search.find(queryset, search_term), False

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        offer = super().save_form(request, form, change)
        offer._change_reason = form.cleaned_data.get("reason") or None
        return offer

    @admin.display(description=_("Name"), ordering="service__name_de")
    def name(self, offer: ServiceAtLocation) -> str:
        return offer.service.name

    @admin.display(description=_("Organization"), ordering="service__organization__name")
    def organization(self, offer: ServiceAtLocation) -> str:
        return offer.service.organization.short_name or offer.service.organization.name

    @admin.display(description=_("Place"), ordering="location__city")
    def place(self, offer: ServiceAtLocation) -> str:
        return offer.location.city or str(offer.location)

    @admin.display(description=_("Programme"), ordering="service__programme__code")
    def programme(self, offer: ServiceAtLocation) -> str:
        return offer.service.programme.code if offer.service.programme else "—"

    @display(
        description=_("State"),
        ordering="status",
        label={Status.PUBLISHED: "success", Status.DRAFT: "info", Status.IN_REVIEW: "warning", Status.WITHDRAWN: "danger"},
    )
    def state(self, offer: ServiceAtLocation) -> tuple[str, str]:
        return offer.status, offer.get_status_display()

    @admin.display(description=_("Oldest check"), ordering="oldest")
    def checked(self, offer: Any) -> Any:
        return offer.oldest
