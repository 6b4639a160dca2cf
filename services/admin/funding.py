"""Who pays for what, on which basis and until when."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.admin.base import TextHouse
from services.admin.fields import dated, texts
from services.models import Funding, FundingSource


@admin.register(FundingSource)
class FundingSourceAdmin(TextHouse):
    list_display = ["name", "short_name", "code"]
    search_fields = ["code", "name_de", "name_en", "short_name"]
    fieldsets = [(None, {"fields": ["code", "short_name", "website"]}), *texts("name")]


@admin.register(Funding)
class FundingAdmin(TextHouse):
    list_display = ["funding_source", "legal_basis", "period_from", "period_to"]
    list_filter = ["funding_source"]
    list_select_related = ["funding_source"]
    search_fields = ["funding_source__name_de", "funding_source__short_name", "legal_basis_de", "services__name_de", "programmes__code"]
    autocomplete_fields = ["funding_source", "services", "programmes", "projects", "organizations", "source"]
    fieldsets = [
        (None, {"fields": ["funding_source", "amount", ("period_from", "period_to")]}),
        (_("Pays for"), {"fields": ["services", "programmes", "projects", "organizations"]}),
        *texts("legal_basis", "amount_qualifier", "period_note", "acknowledgement"),
        dated(),
    ]
    deletable = True
