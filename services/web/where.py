"""Where an offer is, as one line: an address, a district, by phone, or nowhere that may be told."""

from dataclasses import dataclass

from services.choices import LocationKind
from services.models import ServiceAtLocation
from services.templatetags.words import text

HIDDEN, VIRTUAL, ADDRESS, AREA = "hidden", "virtual", "address", "area"


@dataclass(frozen=True, slots=True)
class Where:
    """`text` is an address or the name of an area; "" if unknown."""

    kind: str
    text: str
    is_nationwide: bool


def of(offer: ServiceAtLocation) -> Where:
    location, area = offer.location, offer.location.area
    if location.is_hidden:
        return Where(HIDDEN, area.name if area else "", offer.nationwide)
    if location.kind == LocationKind.VIRTUAL:
        return Where(VIRTUAL, "", offer.nationwide)
    if location.address:
        return Where(ADDRESS, location.address, offer.nationwide)
    return Where(AREA, text(area, "name") if area else "", offer.nationwide)
