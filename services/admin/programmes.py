"""Kinds of offer, with their rules as tables, routes, the needs they serve and their other names."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.admin.aliases import ProgrammeAliases
from services.admin.base import Rows, TextHouse, TextRows
from services.admin.fields import texts
from services.admin.rule_tables import RuleTable
from services.admin.rules import RouteForm, WithRules
from services.models import NeedProgramme, Programme, Route


class RouteRows(TextRows):
    model = Route
    form = RouteForm
    fields = ["code", "label_de", "audience", "position", "like"]
    show_change_link = True
    tab = True


class NeedRows(Rows):
    model = NeedProgramme
    fields = ["need", "rank"]
    autocomplete_fields = ["need"]
    tab = True


@admin.register(Programme)
class ProgrammeAdmin(WithRules, TextHouse):  # type: ignore[misc]  # as for House
    list_display = ["code", "name", "recheck_days", "is_emergency"]
    search_fields = ["code", "name_de", "name_en", "aliases__text"]
    autocomplete_fields = ["source", "sources", "hands_over_to"]
    fieldsets = [
        (None, {"fields": ["code", "legal_basis", "audiences", "access", "documents", "confidentiality", "cost"]}),
        *texts("name", "summary", "funded_by", "cost_note"),
        (_("Behaviour"), {"fields": ["recheck_days", "is_emergency", "area_matters", "only_if_asked", "hands_over_to"]}),
        (_("Source"), {"fields": ["source", ("day", "day_precision"), "sources"], "classes": ["collapse"]}),
    ]
    inlines = [RuleTable, RouteRows, NeedRows, ProgrammeAliases]
