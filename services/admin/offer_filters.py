"""The lists that staff work through: what nobody can reach, what was not checked for too long, what lies where."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter, RadioFilter

from services.choices import AreaKind, CheckOutcome
from services.models import Area, Check

_YEAR = 365


def with_oldest_check(offers: "QuerySet[Any]") -> "QuerySet[Any]":
    """`oldest`: of the groups of facts that were ever checked, the day of the one that waits longest; None if undated."""
    groups = (
        Check.objects.filter(offer=OuterRef("pk"), outcome__in=[CheckOutcome.STATED, CheckOutcome.CONFIRMED])
        .order_by()
        .values("group")
        .annotate(last=Max("day"))
        .order_by(F("last").asc(nulls_first=True))
    )
    return offers.annotate(oldest=Subquery(groups.values("last")[:1]))


class Unreachable(RadioFilter):
    title = _("can be reached")
    parameter_name = "unreachable"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("cannot be reached"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.unreachable() if self.value() == "yes" else queryset


class Overdue(RadioFilter):
    title = _("check")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "yes":
            return queryset
        days = Coalesce(F("service__programme__recheck_days"), _YEAR) * Value(timedelta(days=1))
        limit = ExpressionWrapper(Value(date.today(), DateField()) - days, DateField())
        return queryset.annotate(limit=limit).filter(Q(oldest__isnull=True) | Q(oldest__lt=F("limit")))


class InArea(DropdownFilter):
    title = _("district")
    parameter_name = "area"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Länder, and the Kreise in which there are places."""
        used = Area.objects.filter(locations__isnull=False).order_by().values_list("line", flat=True).distinct()
        numbers = {number for line in used for number in line}
        areas = Area.objects.filter(number__in=numbers, kind__in=[AreaKind.LAND, AreaKind.KREIS]).select_related("parent").in_order()
        return [(str(area.number), area.name if area.kind == AreaKind.LAND else f"{area.parent}: {area.name}") for area in areas]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        number = self.value() or ""
        return queryset.filter(location__area__line__contains=[int(number)]) if number.isdigit() else queryset
