"""Whom a service is responsible for, by home address; not where it stands (the catchment)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.base import Fact
from services.models.source import Sourced


class ServiceArea(Sourced, Fact):
    service = models.ForeignKey("services.Service", verbose_name=_("service"), on_delete=models.CASCADE, related_name="serves")
    area = models.ForeignKey("services.Area", verbose_name=_("area"), on_delete=models.PROTECT, related_name="served_by")
    is_rough = models.BooleanField(
        _("parts of it are not certain"),
        default=False,
        help_text=_("The source names it without saying how much of it is meant: people in its parts are asked to ask first."),
    )

    class Meta:
        ordering = ["service", "area__name"]
        verbose_name = _("area of responsibility")
        verbose_name_plural = _("areas of responsibility")
        constraints = [models.UniqueConstraint(fields=["service", "area"], name="service_area_once")]

    def __str__(self) -> str:
        return str(self.area)
