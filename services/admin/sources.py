"""Sources, and what the source documents state."""

from django.contrib import admin

from services.admin.base import House, TextCards
from services.admin.fields import texts
from services.models import Source, SourceFact


class FactCards(TextCards):
    model = SourceFact
    fk_name = "source"
    fieldsets = [
        (None, {"fields": [("number", "past"), "left_out", "role", "conflict_source"]}),
        *texts("text", "conflict"),
    ]
    autocomplete_fields = ["conflict_source"]
    per_page = 20
    tab = True


@admin.register(Source)
class SourceAdmin(House):
    list_display = ["title", "publisher", "kind", "day", "read"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher", "url"]
    fields = ["title", "publisher", "url", "kind", ("day", "day_precision"), "read", "note"]
    inlines = [FactCards]
