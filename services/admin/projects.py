"""Time-limited undertakings with their partners, figures and evaluations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.admin.base import Rows, TextCards, TextHouse
from services.admin.fields import dated, texts
from services.models import Evaluation, Project, ProjectFigure, ProjectPartner


class PartnerRows(Rows):
    model = ProjectPartner
    fields = ["organization", "role"]
    autocomplete_fields = ["organization"]
    tab = True


class FigureCards(TextCards):
    model = ProjectFigure
    fieldsets = [(None, {"fields": [("value", "period", "position")]}), *texts("label", "qualifier"), dated()]
    autocomplete_fields = ["source"]
    tab = True


class EvaluationCards(TextCards):
    model = Evaluation
    fieldsets = [(None, {"fields": ["evaluator"]}), *texts("title", "note"), dated()]
    autocomplete_fields = ["source"]
    tab = True


@admin.register(Project)
class ProjectAdmin(TextHouse):
    list_display = ["name", "organization", "period_from", "period_to"]
    list_select_related = ["organization"]
    search_fields = ["name_de", "name_en", "organization__name", "organization__short_name"]
    autocomplete_fields = ["organization", "source", "sources"]
    fieldsets = [
        (None, {"fields": ["organization", ("period_from", "period_to")]}),
        *texts("name", "kind", "summary", "region"),
        (_("Source"), {"fields": ["source", ("day", "day_precision"), "sources"], "classes": ["collapse"]}),
    ]
    inlines = [PartnerRows, FigureCards, EvaluationCards]
