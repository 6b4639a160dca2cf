"""Rules as rows: a route has criteria, a row maps accepted values of one criterion to a verdict, with its sentence and source."""

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.choices import OPEN_TO_EVERY_STATUS, Audience, Criterion, Situation, Verdict
from services.models.base import Fact
from services.models.source import Sourced


class Route(Fact):
    """One way into a programme: "for you", "young people under 27", "for professionals"."""

    programme = models.ForeignKey("services.Programme", verbose_name=_("programme"), on_delete=models.CASCADE, related_name="routes")
    code = models.SlugField(_("code"), max_length=30)
    label = models.CharField(_("label"), max_length=120)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices, default=Audience.PERSON)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["programme", "position", "code"]
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="route_code_once")]

    def __str__(self) -> str:
        return f"{self.programme.code} · {self.label}"

    def rules_for(self, overrides: "Iterable[Rule]" = ()) -> "list[Rule]":
        """The programme's rows; where a service has rows of its own for a criterion of this route, those instead."""
        own = [rule for rule in overrides if rule.route_id == self.pk]
        replaced = {rule.criterion for rule in own}
        return [*own, *(rule for rule in self.rules.all() if rule.service_id is None and rule.criterion not in replaced)]


class Rule(Sourced, Fact):
    """`service` empty: the programme's rule. Filled: that service's own rows for this criterion replace the programme's.

    Ages are completed years, both ends included; `max_age` empty means no upper end. `day` is when the rule was last checked.
    """

    route = models.ForeignKey(Route, verbose_name=_("route"), on_delete=models.CASCADE, related_name="rules")
    service = models.ForeignKey(
        "services.Service",
        verbose_name=_("only for this service"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="overrides",
    )
    reason = models.CharField(_("why this service differs"), max_length=300, blank=True)
    criterion = models.CharField(_("criterion"), max_length=9, choices=Criterion.choices)
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to age (completed years)"), null=True, blank=True)
    statuses = ArrayField(models.CharField(max_length=2), verbose_name=_("papers"), default=list, blank=True)
    situations = ArrayField(
        models.CharField(max_length=20, choices=Situation.choices), verbose_name=_("situations"), default=list, blank=True
    )
    verdict = models.PositiveSmallIntegerField(_("verdict"), choices=Verdict.choices)
    text = models.CharField(_("sentence"), max_length=400)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["route", "criterion", "min_age", "-verdict", "id"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(max_age__isnull=True) | Q(min_age__isnull=True) | Q(min_age__lte=F("max_age")),
                name="rule_ages_in_order",
                violation_error_message=_("The lower age is above the upper age."),
            ),
            models.CheckConstraint(
                condition=~Q(criterion=Criterion.AGE) | Q(min_age__isnull=False),
                name="rule_age_has_start",
                violation_error_message=_("A rule by age needs the age from which it holds; 0 for everybody."),
            ),
            models.CheckConstraint(
                condition=~Q(criterion=Criterion.STATUS) | Q(statuses__len__gt=0),
                name="rule_status_has_papers",
                violation_error_message=_("A rule by residence paper needs at least one paper."),
            ),
            models.CheckConstraint(
                condition=~Q(criterion=Criterion.SITUATION) | Q(situations__len__gt=0),
                name="rule_situation_named",
                violation_error_message=_("A rule by situation needs at least one situation."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="rule_dates_in_order",
                violation_error_message=_("The rule ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=True) | ~Q(reason=""),
                name="rule_override_has_reason",
                violation_error_message=_("Say why this service differs from its programme."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def clean(self) -> None:
        closes_by_status = self.criterion == Criterion.STATUS and self.verdict == Verdict.NOT_FOR_YOU
        if closes_by_status and Route.objects.filter(pk=self.route_id, programme__code__in=OPEN_TO_EVERY_STATUS).exists():
            raise ValidationError({"verdict": _("A residence paper never closes this kind of help (violence, crisis, health, no papers).")})
