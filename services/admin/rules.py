"""Rules as rows, for a programme's route and for one service that differs from its programme."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from services.admin.base import TextCards, TextHouse
from services.admin.fields import Fieldset, Ticks, dated, texts
from services.admin.parts import Hop, ServiceRows
from services.admin.versions import VersionedForm
from services.models import ResidenceStatus, Route, Rule, Service


class RuleForm(VersionedForm):
    statuses = Ticks(label=_("papers"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statuses"].choices = papers  # type: ignore[attr-defined]


def papers() -> list[tuple[str, str]]:
    return [(status.code, str(status)) for status in ResidenceStatus.objects.order_by("code")]


_WHEN: list[Any] = ["criterion", ("min_age", "max_age"), "statuses", "situations", "verdict"]
_VALID: Fieldset = (_("Validity"), {"fields": ["review_by", ("valid_from", "valid_to")], "classes": ["collapse"]})


class RuleCards(TextCards):
    model = Rule
    form = RuleForm
    autocomplete_fields = ["source"]
    fieldsets = [(None, {"fields": _WHEN}), *texts("text"), dated(), _VALID]


class RouteRules(RuleCards):
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(service=None)


class OwnRules(ServiceRows):
    """Only routes of the service's own programme can be overridden."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        programme = self.instance.programme_id
        form.fields["route"].queryset = Route.objects.filter(programme=programme).select_related("programme").in_order()


class OverrideCards(Hop, RuleCards):
    formset = OwnRules
    hop_to = Service
    verbose_name = _("own rule")
    verbose_name_plural = _("own rules")
    introduction = _("Only where this service differs from its programme. These rows replace the programme's rows for the same question.")
    fieldsets = [(None, {"fields": ["route", "reason", *_WHEN]}), *texts("text"), dated(), _VALID]


@admin.register(Route)
class RouteAdmin(TextHouse):
    list_display = ["programme", "code", "label", "audience"]
    list_display_links = ["label"]
    list_filter = ["audience"]
    list_select_related = ["programme"]
    search_fields = ["code", "label_de", "programme__code", "programme__name_de"]
    autocomplete_fields = ["programme"]
    fieldsets = [(None, {"fields": [("programme", "code"), "audience", "position"]}), *texts("label")]
    inlines = [RouteRules]
    deletable = True
