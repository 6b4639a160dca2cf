"""The staff's rooms, in German. Every write goes through `actions.recording`. Imports the modules that register themselves."""

from services.admin import (
    areas,
    contacts,
    funding,
    offer_service,
    offers,
    organizations,
    places,
    programmes,
    projects,
    proposals,
    rules,
    sources,
    users,
    vocabulary,
)

__all__ = [
    "areas",
    "contacts",
    "funding",
    "offer_service",
    "offers",
    "organizations",
    "places",
    "programmes",
    "projects",
    "proposals",
    "rules",
    "sources",
    "users",
    "vocabulary",
]
