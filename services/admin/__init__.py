"""The staff's rooms, in German. Every write goes through `actions.recording`. Imports the modules that register themselves."""

from services.admin import (
    areas,
    contacts,
    funding,
    offers,
    organizations,
    places,
    programmes,
    projects,
    proposals,
    rules,
    services,
    sources,
    users,
    vocabulary,
)

__all__ = [
    "areas",
    "contacts",
    "funding",
    "offers",
    "organizations",
    "places",
    "programmes",
    "projects",
    "proposals",
    "rules",
    "services",
    "sources",
    "users",
    "vocabulary",
]
