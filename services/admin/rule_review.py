"""The page of rules that somebody must look at: overdue, about to change, and overtaken by their programme."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from services.actions import reviewing
from services.admin import rule_stock
from services.choices import Criterion
from services.display import days
from services.models import Rule

NAME = "services_rule_review"


def urls() -> list[URLPattern]:
    return [path("review/", admin.site.admin_view(review), name=NAME)]


def review(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("services.view_rule"):
        raise PermissionDenied
    if request.method == "POST":
        return _note(request)
    today = days.now().date()
    lists = {
        "overdue": reviewing.overdue(today),
        "turning": reviewing.turning(today),
        "overtaken": [
            (one, Criterion(one.criterion).label, *map(_for_whom, (one.own, one.before, one.now))) for one in reviewing.overtaken()
        ],
        "can_change": request.user.has_perm("services.change_rule"),
    }
    content = render_to_string("admin/rules_to_review.html", lists, request)
    page = {**admin.site.each_context(request), "title": _("Rules to review"), "is_fullwidth": "1", "content": content}
    return render(request, "admin/base_site.html", page)


def _for_whom(rules: Iterable[Rule]) -> list[tuple[str, Rule]]:
    """In the same order on both sides of a change."""
    in_order = sorted(rules, key=lambda rule: (rule.min_age or 0, rule.statuses, rule.situations))
    return [(rule_stock.of_rule(rule).label, rule) for rule in in_order]


def _note(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("services.change_rule"):
        raise PermissionDenied
    key, seen = _asked(request.POST), parse_datetime(request.POST.get("seen", ""))
    if key is None or seen is None:
        messages.error(request, _("Please press the button again."))
    elif reviewing.still_right(key, seen):
        messages.success(request, _("Noted: seen, still right."))
    else:
        messages.warning(request, _("The programme has changed its rules again. Please look once more."))
    return HttpResponseRedirect(reverse(f"admin:{NAME}"))


def _asked(posted: Any) -> reviewing.Key | None:
    try:
        return uuid.UUID(posted.get("service", "")), uuid.UUID(posted.get("route", "")), posted.get("criterion", "")
    except ValueError:
        return None
