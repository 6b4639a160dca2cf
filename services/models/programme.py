"""Kinds of offer with rules held once (HSDS: program)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import AccessWay, Audience, Confidentiality, Cost, Document
from services.models.alias import Alias
from services.models.base import Fact
from services.models.source import ManySourced


class Programme(ManySourced, Fact):
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=160)
    summary = models.TextField(_("in one sentence"))
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    funded_by = models.CharField(_("funded by"), max_length=300, blank=True)
    cost = models.CharField(_("cost"), max_length=12, choices=Cost.choices, blank=True)
    cost_note = models.CharField(_("note on cost"), max_length=300, blank=True)
    confidentiality = ArrayField(
        models.CharField(max_length=12, choices=Confidentiality.choices), verbose_name=_("confidentiality"), default=list, blank=True
    )
    access = ArrayField(
        models.CharField(max_length=12, choices=AccessWay.choices), verbose_name=_("usual access"), default=list, blank=True
    )
    documents = ArrayField(
        models.CharField(max_length=16, choices=Document.choices), verbose_name=_("what to bring"), default=list, blank=True
    )
    audiences = ArrayField(models.CharField(max_length=12, choices=Audience.choices), verbose_name=_("for whom"), default=list)
    recheck_days = models.PositiveSmallIntegerField(
        _("facts count as old after days"), default=365, help_text=_("Older hours, languages and capacities are shown with their year.")
    )
    is_emergency = models.BooleanField(_("emergency help"), default=False)
    area_matters = models.BooleanField(_("the home address decides"), default=False)
    hands_over_to = models.ManyToManyField(
        "self",
        verbose_name=_("sends people on to"),
        symmetrical=False,
        blank=True,
        related_name="receives_from",
        help_text=_("Kinds of help for people whom this one does not fit; each is offered only to those whom it fits."),
    )
    only_if_asked = models.BooleanField(_("never first unless asked for"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class ProgrammeAlias(Alias):
    programme = models.ForeignKey(Programme, verbose_name=_("programme"), on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ["kind", "text"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["programme", "text"], name="programme_alias_once")]
