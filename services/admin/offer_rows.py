"""The small records of an offer: languages spoken, checks, doubts."""

from services.admin.base import Rows, TextCards
from services.admin.fields import texts
from services.models import Check, Discrepancy, SpokenLanguage


class LanguageRows(Rows):
    model = SpokenLanguage
    fields = ["language", "mode", "notice_days", "weekdays", "by_a_woman"]
    autocomplete_fields = ["language"]


class CheckRows(Rows):
    model = Check
    fields = ["group", "outcome", "method", "source", "day", "day_precision", "by"]
    autocomplete_fields = ["source", "by"]
    tab = True


class DiscrepancyCards(TextCards):
    model = Discrepancy
    fieldsets = [(None, {"fields": ["group", "source"]}), *texts("text")]
    autocomplete_fields = ["source"]
    tab = True
