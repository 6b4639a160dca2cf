"""Areas as a tree, and postal codes, which cut across it."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import AreaKind
from services.models.base import Fact, FactQuerySet
from services.models.source import Sourced


class AreaQuerySet(FactQuerySet):
    def named(self, folded: str) -> Self:
        """Areas with this name, already folded by `search.text.fold`."""
        return self.filter(folded__contains=[folded])


class Area(Sourced, Fact):
    """`key` is the code of its kind: ISO 3166-2 for a Land, the official key for a Kreis, Kreis + name for a municipality.

    `number` is the short form of the id that the search index stores; it never changes and is never reused.
    """

    key = models.CharField(_("key"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=AreaKind.choices)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", verbose_name=_("part of"), on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    line = ArrayField(models.PositiveIntegerField(), verbose_name=_("numbers from the country down to here"), editable=False)
    folded = ArrayField(models.CharField(max_length=120), verbose_name=_("names as they are searched"), default=list, editable=False)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "key"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        indexes = [GinIndex(fields=["folded"], name="area_folded")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
                name="area_point_whole",
                violation_error_message=_("A point needs both numbers: latitude and longitude."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class PostalCode(Fact):
    code = models.CharField(_("postal code"), max_length=5, unique=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    areas = models.ManyToManyField(Area, verbose_name=_("areas"), related_name="postal_codes")

    class Meta:
        ordering = ["code"]
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")

    def __str__(self) -> str:
        return self.code
