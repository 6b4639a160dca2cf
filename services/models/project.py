"""Time-limited undertakings with partners, figures and evaluations."""

from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from services.choices import PartnerRole
from services.models.base import Fact
from services.models.source import ManySourced, Sourced


class Project(ManySourced, Fact):
    organization = models.ForeignKey(
        "services.Organization", verbose_name=_("organization"), on_delete=models.PROTECT, related_name="projects"
    )
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    region = models.CharField(_("region"), max_length=160, blank=True)
    period_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    period_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from__isnull=True) | Q(period_to__isnull=True) | Q(period_from__lte=F("period_to")),
                name="project_period_in_order",
                violation_error_message=_("The project ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(getattr(self, "name_de", "") or self.name)[:60] or "project"


class ProjectPartner(Fact):
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        "services.Organization", verbose_name=_("organization"), on_delete=models.PROTECT, related_name="partnerships"
    )
    role = models.CharField(_("role"), max_length=8, choices=PartnerRole.choices, default=PartnerRole.PARTNER)

    class Meta:
        ordering = ["project", "role", "organization"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [models.UniqueConstraint(fields=["project", "organization", "role"], name="project_partner_once")]

    def __str__(self) -> str:
        return f"{self.organization} ({self.get_role_display()})"


class ProjectFigure(Sourced, Fact):
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(_("what is counted"), max_length=200)
    value = models.PositiveIntegerField(_("number"))
    qualifier = models.CharField(_("about, more than"), max_length=40, blank=True)
    period = models.CharField(_("period"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["project", "position", "id"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.qualifier} {self.value} {self.label}".strip()


class Evaluation(Sourced, Fact):
    project = models.ForeignKey(Project, verbose_name=_("project"), on_delete=models.CASCADE, related_name="evaluations")
    evaluator = models.CharField(_("evaluated by"), max_length=160)
    title = models.CharField(_("title"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        ordering = ["project", "day", "id"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def __str__(self) -> str:
        return f"{self.evaluator}: {self.title or self.note}"
