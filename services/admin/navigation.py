"""The sidebar: what staff do every day on top, what comes from fixtures below."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

Item = dict[str, Any]


def _item(title: Any, icon: str, model: str, query: str = "") -> Item:
    def link(request: HttpRequest) -> str:
        return f"{reverse_lazy(f'admin:{model}_changelist')}{query}"

    def allowed(request: HttpRequest) -> bool:
        app, name = model.split("_", 1)
        return request.user.has_perm(f"{app}.view_{name}")

    def active(request: HttpRequest) -> bool:
        return request.get_full_path() == link(request) if query else _is_plain(request, link(request))

    return {"title": title, "icon": icon, "link": link, "permission": allowed, "active": active}


def _page(title: Any, icon: str, name: str, permission: str) -> Item:
    """A page that is no list of one kind of record."""

    def allowed(request: HttpRequest) -> bool:
        return request.user.has_perm(permission)

    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}"), "permission": allowed}


def _is_plain(request: HttpRequest, address: str) -> bool:
    """Not one of the lists with a query of their own, and not a page of its own below the list."""
    is_list = not {"unreachable", "overdue"} & set(request.GET) and not request.path.endswith("/ranks/")
    return request.path.startswith(address) and is_list


_DAILY = [
    _item(_("Listings"), "storefront", "services_serviceatlocation"),
    _item(_("Cannot be reached"), "phone_disabled", "services_serviceatlocation", "?unreachable=yes"),
    _item(_("Check overdue"), "event_busy", "services_serviceatlocation", "?overdue=yes"),
    _item(_("Proposals"), "inbox", "services_proposal", "?state__exact=open"),
]
_RECORDS = [
    _item(_("Organizations"), "apartment", "services_organization"),
    _item(_("Services"), "handshake", "services_service"),
    _item(_("Places"), "location_on", "services_location"),
    _item(_("Contacts"), "call", "services_contact"),
    _item(_("Fundings"), "euro", "services_funding"),
    _item(_("Funding sources"), "account_balance", "services_fundingsource"),
    _item(_("Projects"), "rocket_launch", "services_project"),
    _item(_("Sources"), "menu_book", "services_source"),
]
_RULES = [
    _item(_("Programmes"), "category", "services_programme"),
    _item(_("Routes and rules"), "rule", "services_route"),
    _page(_("Rules to review"), "rule_settings", "services_rule_review", "services.view_rule"),
    _page(_("Why in this order"), "format_list_numbered", "services_serviceatlocation_ranks", "services.view_serviceatlocation"),
    _item(_("Residence papers"), "badge", "services_residencestatus"),
    _item(_("Residence titles"), "description", "services_residencetitle"),
]
_WORDS = [
    _item(_("Needs"), "help", "services_need"),
    _item(_("Typed words"), "keyboard", "services_phrase"),
    _item(_("Groups of needs"), "dashboard", "services_needcategory"),
    _item(_("Target groups"), "groups", "services_targetgroup"),
    _item(_("Languages"), "translate", "services_language"),
    _item(_("Areas"), "map", "services_area"),
    _item(_("Postal codes"), "markunread_mailbox", "services_postalcode"),
]
_PEOPLE = [
    _item(_("Staff"), "person", "auth_user"),
    _item(_("Roles"), "admin_panel_settings", "auth_group"),
]


def sidebar(request: HttpRequest) -> list[Item]:
    groups = [(None, _DAILY), (_("Records"), _RECORDS), (_("Rules"), _RULES), (_("Vocabulary"), _WORDS), (_("People"), _PEOPLE)]
    return [{"title": title, "items": items, "separator": title is not None, "collapsible": title is not None} for title, items in groups]
