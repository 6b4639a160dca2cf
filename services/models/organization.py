"""Carriers: who runs a service."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from services.choices import OrganizationKind
from services.models.alias import Alias
from services.models.base import Fact
from services.models.source import ManySourced


class Organization(ManySourced, Fact):
    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=OrganizationKind.choices, blank=True, help_text=_("Empty: not known."))
    umbrella = models.ForeignKey(
        "self", verbose_name=_("umbrella"), on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    website = models.URLField(_("website"), blank=True, max_length=300)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60] or "organization"


class OrganizationAlias(Alias):
    organization = models.ForeignKey(Organization, verbose_name=_("organization"), on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ["kind", "text"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["organization", "text"], name="organization_alias_once")]
