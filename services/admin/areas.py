"""Areas and postal codes: found and read here; they come from public tables, so almost nothing is typed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from services.admin.base import TextHouse
from services.admin.fields import texts
from services.models import Area, PostalCode
from services.search.text import fold


@admin.register(Area)
class AreaAdmin(TextHouse):
    list_display = ["name", "kind", "parent", "key"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["key"]
    readonly_fields = ["key", "kind", "parent"]
    autocomplete_fields = ["source"]
    fieldsets = [(None, {"fields": ["key", "kind", "parent", ("lat", "lon"), "source"]}), *texts("name")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """By the beginning of a name, the large areas first."""
        typed = search_term.strip()
        if not typed:
            return queryset, False
        whole, start = queryset.named(fold(typed)), queryset.filter(name_de__istartswith=typed)
        return (whole | start).distinct().select_related("parent"), False


@admin.register(PostalCode)
class PostalCodeAdmin(ModelAdmin):
    list_display = ["code", "lat", "lon"]
    search_fields = ["code", "areas__name_de"]
    fields = ["code", "lat", "lon", "areas"]
    readonly_fields = ["code", "lat", "lon", "areas"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
