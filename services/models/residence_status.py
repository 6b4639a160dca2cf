"""The ten answers to "Which paper do you have?", and the residence titles behind them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.base import Fact


class ResidenceStatus(Fact):
    code = models.CharField(_("code"), max_length=2, unique=True)
    label = models.CharField(_("label"), max_length=200)
    help = models.TextField(_("what the paper looks like"), blank=True)
    maps_to = models.CharField(_("paragraphs"), max_length=300, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("residence status")
        verbose_name_plural = _("residence statuses")

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class ResidenceTitle(Fact):
    """One row of the practical list: § and paper, as data, because the law renumbers (domain, finding 13)."""

    statuses = models.ManyToManyField(ResidenceStatus, verbose_name=_("belongs to"), related_name="titles")
    name = models.CharField(_("name"), max_length=200)
    paragraph = models.CharField(_("paragraph"), max_length=200, blank=True)
    paper = models.CharField(_("paper"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.ForeignKey(
        "services.Source", verbose_name=_("source"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position", "name", "id"]
        verbose_name = _("residence title")
        verbose_name_plural = _("residence titles")

    def __str__(self) -> str:
        return self.name
