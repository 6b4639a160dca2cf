"""Publishing, back to draft and withdrawing: from the list and from the page, with the reason in the history."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action
from unfold.forms import ActionForm
from unfold.widgets import UnfoldAdminTextInputWidget

from services.choices import Status
from services.models import ServiceAtLocation

_REASON_LENGTH = 100  # what the history has room for


class ReasonedActions(ActionForm):
    reason = forms.CharField(
        label="",
        required=False,
        max_length=_REASON_LENGTH,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": _("reason (optional)")}),
    )


def put(offer: ServiceAtLocation, status: Status, reason: str) -> bool:
    if offer.status == status:
        return False
    offer.status = status
    offer._change_reason = reason[:_REASON_LENGTH] or None  # type: ignore[attr-defined]  # simple-history reads it
    offer.save()
    return True


class Publishing:
    action_form = ReasonedActions
    actions = ["publish_all", "draft_all", "withdraw_all"]
    actions_submit_line = ["save_and_publish", "save_as_draft", "save_and_withdraw"]

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish_all(self, request: HttpRequest, offers: Iterable[ServiceAtLocation]) -> None:
        self._put_all(request, offers, Status.PUBLISHED)

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def draft_all(self, request: HttpRequest, offers: Iterable[ServiceAtLocation]) -> None:
        self._put_all(request, offers, Status.DRAFT)

    @admin.action(description=_("Withdraw"), permissions=["change"])
    def withdraw_all(self, request: HttpRequest, offers: Iterable[ServiceAtLocation]) -> None:
        self._put_all(request, offers, Status.WITHDRAWN)

    def _put_all(self, request: HttpRequest, offers: Iterable[ServiceAtLocation], status: Status) -> None:
        count = sum(put(offer, status, request.POST.get("reason", "")) for offer in offers)
        sentence = ngettext("%(n)s offer: %(state)s", "%(n)s offers: %(state)s", count) % {"n": count, "state": status.label}
        self.message_user(request, sentence, messages.SUCCESS)  # type: ignore[attr-defined]

    @action(description=_("Save and publish"), permissions=["change"])
    def save_and_publish(self, request: HttpRequest, obj: Any) -> None:
        put(obj, Status.PUBLISHED, request.POST.get("reason", ""))

    @action(description=_("Save as draft"), permissions=["change"])
    def save_as_draft(self, request: HttpRequest, obj: Any) -> None:
        put(obj, Status.DRAFT, request.POST.get("reason", ""))

    @action(description=_("Save and withdraw"), permissions=["change"])
    def save_and_withdraw(self, request: HttpRequest, obj: Any) -> None:
        put(obj, Status.WITHDRAWN, request.POST.get("reason", ""))

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Only what leads to another state."""
        state = ServiceAtLocation.objects.filter(pk=object_id).values_list("status", flat=True).first()
        useless = {Status.PUBLISHED: "save_and_publish", Status.DRAFT: "save_as_draft", Status.WITHDRAWN: "save_and_withdraw"}.get(state)  # type: ignore[call-overload]
        actions = super().get_actions_submit_line(request, object_id)  # type: ignore[misc]
        return [one for one in actions if useless is None or not one.action_name.endswith(useless)]
