"""A change that somebody proposes and nobody has decided yet; the inbox holds them all."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.choices import ProposalState
from services.models.base import Fact


class Proposal(Fact):
    """`changes`: {field: [value now, value proposed]}; JSON, as the field's own `value_to_string` writes it."""

    model = models.CharField(_("kind of record"), max_length=60)
    record = models.UUIDField(_("record"))
    changes = models.JSONField(_("changes"))
    origin = models.CharField(_("from whom"), max_length=160)
    created = models.DateTimeField(_("proposed on"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=ProposalState.choices, default=ProposalState.OPEN)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-created", "id"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(fields=["model", "record", "origin"], condition=Q(state=ProposalState.OPEN), name="proposal_open_once"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="proposal_decision_paired",
                violation_error_message=_("A decision has a person and a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.record}"
