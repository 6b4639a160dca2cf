"""When was a group of facts last checked, by whom, how, and where do sources disagree?"""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import CheckMethod, CheckOutcome, FactGroup
from services.models.base import Fact
from services.models.source import Dated


class Check(Dated, Fact):
    """`day` is the age of the fact: for a web source the date of the page, not the day we read it. Empty: undated."""

    offer = models.ForeignKey("services.ServiceAtLocation", verbose_name=_("offer"), on_delete=models.CASCADE, related_name="checks")
    group = models.CharField(_("facts"), max_length=10, choices=FactGroup.choices)
    outcome = models.CharField(_("outcome"), max_length=9, choices=CheckOutcome.choices, default=CheckOutcome.STATED)
    method = models.CharField(_("how"), max_length=6, choices=CheckMethod.choices, default=CheckMethod.SOURCE)
    source = models.ForeignKey(
        "services.Source", verbose_name=_("source"), on_delete=models.PROTECT, null=True, blank=True, related_name="checks"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("checked by"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["offer", "group", "-day", "id"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(method=CheckMethod.SOURCE) | models.Q(source__isnull=False),
                name="check_by_source_names_it",
                violation_error_message=_("Name the source in which this was read."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.get_outcome_display()}"

    @property
    def holds(self) -> bool:
        """Whether this check says what the facts are (and not only that we asked)."""
        return self.outcome in (CheckOutcome.STATED, CheckOutcome.CONFIRMED)


def youngest(checks: Iterable[Check], group: str = "") -> Check | None:
    """The youngest dated one that says what the facts are; of one group, or of all."""
    dated = [(check.day, check) for check in checks if check.day and (not group or check.group == group) and check.holds]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


class Discrepancy(Fact):
    """Sources disagree, or a fact is doubtful: kept and shown, never smoothed over."""

    offer = models.ForeignKey("services.ServiceAtLocation", verbose_name=_("offer"), on_delete=models.CASCADE, related_name="discrepancies")
    group = models.CharField(_("facts"), max_length=10, choices=FactGroup.choices)
    text = models.CharField(_("what is not clear"), max_length=500)
    source = models.ForeignKey(
        "services.Source", verbose_name=_("source"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["offer", "group", "id"]
        verbose_name = _("contradiction or doubt")
        verbose_name_plural = _("contradictions and doubts")

    def __str__(self) -> str:
        return self.text
