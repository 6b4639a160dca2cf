"""The inbox: what others propose, with what stands there now beside it. Taking over is done by hand, on the record's page."""

from collections.abc import Iterable
from typing import Any, cast

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from services.admin.base import Recorded
from services.choices import ProposalState
from services.models import Proposal


@admin.register(Proposal)
class ProposalAdmin(Recorded, ModelAdmin):
    list_display = ["kind", "link", "origin", "created", "state"]
    list_filter = ["state", "model", "origin"]
    fields = ["kind", "link", "origin", "created", "diff", "state", "decided_by", "decided_at"]
    readonly_fields = fields
    actions = ["done", "refuse"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Done: taken over by hand"), permissions=["change"])
    def done(self, request: HttpRequest, proposals: Iterable[Proposal]) -> None:
        self._decide(request, proposals, ProposalState.ACCEPTED)

    @admin.action(description=_("Refuse"), permissions=["change"])
    def refuse(self, request: HttpRequest, proposals: Iterable[Proposal]) -> None:
        self._decide(request, proposals, ProposalState.REFUSED)

    def _decide(self, request: HttpRequest, proposals: Iterable[Proposal], state: ProposalState) -> None:
        count, staff = 0, cast(User, request.user)
        for proposal in proposals:
            if proposal.state == ProposalState.OPEN:
                proposal.state, proposal.decided_by, proposal.decided_at = state, staff, timezone.now()
                proposal.save()
                count += 1
        self.message_user(request, ngettext("%(n)s proposal decided", "%(n)s proposals decided", count) % {"n": count}, messages.SUCCESS)

    @admin.display(description=_("kind of record"), ordering="model")
    def kind(self, proposal: Proposal) -> str:
        return str(apps.get_model("services", proposal.model)._meta.verbose_name)

    @admin.display(description=_("record"))
    def link(self, proposal: Proposal) -> SafeString | str:
        try:
            url = reverse(f"admin:services_{proposal.model}_change", args=[proposal.record])
        except NoReverseMatch:
            return str(proposal.record)
        return format_html('<a href="{}">{}</a>', url, _("Open"))

    @admin.display(description=_("proposed change"))
    def diff(self, proposal: Proposal) -> SafeString:
        model = apps.get_model("services", proposal.model)
        names = {field.name: field.verbose_name for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
        rows = ((names.get(name.removesuffix("_id"), name), *values) for name, values in sorted(proposal.changes.items()))
        head = format_html("<tr><td></td><th>{}</th><th>{}</th></tr>", _("Now"), _("Proposed"))
        body = format_html_join("", "<tr><th>{}</th><td>{}</td><td>{}</td></tr>", rows)
        return format_html("<table class='proposal-diff'>{}{}</table>", head, body)
