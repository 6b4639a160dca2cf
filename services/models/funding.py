"""Who pays, on which basis, how much, for how long, and the sentence that must be shown."""

from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from services.models.base import Fact
from services.models.source import Sourced


class FundingSource(Fact):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True, max_length=300)
    bit = models.PositiveSmallIntegerField(_("place in the index"), unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def slug(self) -> str:
        return slugify(getattr(self, "name_de", "") or self.name)[:60] or "funding"

    def fill(self) -> None:
        if self.bit is None:
            top = type(self).objects.aggregate(top=models.Max("bit"))["top"]
            self.bit = 0 if top is None else top + 1


class Funding(Sourced, Fact):
    """Funding that ends never unpublishes anything (design §8)."""

    funding_source = models.ForeignKey(FundingSource, verbose_name=_("funding source"), on_delete=models.PROTECT, related_name="fundings")
    services = models.ManyToManyField("services.Service", verbose_name=_("services"), blank=True, related_name="fundings")
    programmes = models.ManyToManyField("services.Programme", verbose_name=_("programmes"), blank=True, related_name="fundings")
    projects = models.ManyToManyField("services.Project", verbose_name=_("projects"), blank=True, related_name="fundings")
    organizations = models.ManyToManyField("services.Organization", verbose_name=_("organizations"), blank=True, related_name="fundings")
    legal_basis = models.CharField(_("legal basis"), max_length=400, blank=True)
    amount = models.DecimalField(_("amount in euro"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount_qualifier = models.CharField(_("just under, about, more than"), max_length=60, blank=True)
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_to = models.DateField(_("to"), null=True, blank=True)
    period_note = models.CharField(_("period in words"), max_length=200, blank=True)
    acknowledgement = models.TextField(_("sentence that must be shown"), blank=True)

    class Meta:
        ordering = ["funding_source", "period_from", "id"]
        verbose_name = _("funding")
        verbose_name_plural = _("fundings")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from__isnull=True) | Q(period_to__isnull=True) | Q(period_from__lte=F("period_to")),
                name="funding_period_in_order",
                violation_error_message=_("The funding ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="funding_amount_positive",
                violation_error_message=_("An amount is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funding_source} {self.legal_basis}".strip()
