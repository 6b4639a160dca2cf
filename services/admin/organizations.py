"""Carriers with their other names, contacts and places."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.admin.aliases import OrganizationAliases
from services.admin.base import Rows, TextHouse
from services.admin.contacts import OrganizationContacts
from services.admin.fields import texts
from services.models import Location, Organization


class PlaceRows(Rows):
    model = Location
    fields = ["street", "postal_code", "city", "kind", "visibility", "precision"]
    can_delete = False
    show_change_link = True
    tab = True


@admin.register(Organization)
class OrganizationAdmin(TextHouse):
    list_display = ["name", "short_name", "kind", "umbrella"]
    list_filter = ["kind"]
    list_select_related = ["umbrella"]
    search_fields = ["name", "short_name", "aliases__text"]
    autocomplete_fields = ["umbrella", "source", "sources"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "kind", "umbrella", "website"]}),
        *texts("description"),
        (_("Source"), {"fields": ["source", ("day", "day_precision"), "sources"], "classes": ["collapse"]}),
    ]
    inlines = [OrganizationAliases, OrganizationContacts, PlaceRows]
