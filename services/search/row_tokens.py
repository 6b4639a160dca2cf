"""The tokens of an offer by weight: A names, B programme and carrier, C needs and place, D descriptions."""

from collections.abc import Iterable

from beratung.languages import BY_CODE
from services.models import Fact, ServiceAtLocation
from services.search import text

WEIGHTS = "ABCD"
_LANGUAGES = [(code.replace("-", "_"), code) for code in BY_CODE]


def of(offer: ServiceAtLocation) -> dict[str, set[str]]:
    """A hidden place gives no tokens."""
    service, programme, organization = offer.service, offer.service.programme, offer.service.organization
    found: dict[str, set[str]] = {weight: set() for weight in WEIGHTS}
    found["A"] |= _texts(service, "name") | _names([offer.code, *(alias.text for alias in service.aliases.all())])
    found["D"] |= _texts(service, "description")
    if programme:
        found["A"] |= _texts(programme, "name")
        found["A"] |= _names([programme.code.replace("_", " "), *(alias.text for alias in programme.aliases.all())])
        found["D"] |= _texts(programme, "summary")
    found["B"] |= _names([organization.name, organization.short_name, *(alias.text for alias in organization.aliases.all())])
    found["B"] |= _place(offer)
    for need in offer.stated_needs:
        found["C"] |= _texts(need, "label")
    return _highest(found)


def _highest(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Each word under its highest weight only."""
    seen: set[str] = set()
    ranked = {}
    for weight in WEIGHTS:
        ranked[weight] = found[weight] - seen
        seen |= found[weight]
    return ranked


def vector(found: dict[str, set[str]]) -> str:
    """As PostgreSQL reads a tsvector. Without a position a word would have no weight: "everything matches everywhere"."""
    return " ".join(f"'{token}':1{weight}" for weight in WEIGHTS for token in sorted(found[weight]))


def _place(offer: ServiceAtLocation) -> set[str]:
    place = offer.location
    if place.is_hidden:
        return set()
    return _names([place.address, place.name, *(str(former) for former in place.former_addresses.all())])


def _names(names: Iterable[str]) -> set[str]:
    return {token for name in names for token in text.tokens(name, "de")}


def _texts(record: Fact, field: str) -> set[str]:
    return {token for column, language in _LANGUAGES for token in text.tokens(getattr(record, f"{field}_{column}") or "", language)}
