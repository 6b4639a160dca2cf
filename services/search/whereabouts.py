"""Where an offer stands and whom it serves, as the search knows it: numbers of areas, and a point if there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.choices import AreaKind, LocationKind, Precision
from services.models import Area, Location, PostalCode, ServiceAtLocation
from services.search import records

_NEAR = (Precision.ADDRESS, Precision.POSTAL_CODE)
_TOO_LARGE = (AreaKind.LAND, AreaKind.COUNTRY)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`inside`: areas it lies in or serves parts of; `serves`: areas it is responsible for; `has_distance`: whether one is shown."""

    point: tuple[float, float] | None
    has_distance: bool
    inside: tuple[int, ...]
    serves: tuple[int, ...]
    everywhere: bool
    land: str


class Atlas:
    """Where places lie: areas by number, as gathered for a batch of offers, and the postal codes that these need."""

    def __init__(self, offers: Iterable[ServiceAtLocation], areas: Mapping[int, Area]) -> None:
        places = [offer.location for offer in offers]
        codes = {place.postal_code for place in places if place.postal_code}
        points = PostalCode.objects.filter(code__in=codes).order_by("code").values_list("code", "lat", "lon")
        self.areas = areas
        self.points = {code: (lat, lon) for code, lat, lon in points}
        self.lines = _lines({place.postal_code for place in places if place.postal_code and not place.area})

    def locate(self, offer: ServiceAtLocation) -> Whereabouts:
        place = offer.location
        serves = [row.area for row in records.hung(offer.service, "serves")]
        point = None if place.kind == LocationKind.VIRTUAL else self._point(place)
        return Whereabouts(
            point=point,
            has_distance=point is not None and not place.is_hidden and place.precision in _NEAR,
            inside=tuple(sorted({number for area in serves for number in area.line} | self._inside(place))),
            serves=tuple(sorted(area.number for area in serves)),
            everywhere=offer.nationwide or (place.kind == LocationKind.VIRTUAL and not serves),
            land=self._land(place),
        )

    def _land(self, place: Location) -> str:
        numbers = place.area.line if place.area else ()
        return next((self.areas[number].key for number in numbers if self.areas[number].kind == AreaKind.LAND), "")

    def _inside(self, place: Location) -> set[int]:
        return set(place.area.line) if place.area else self.lines.get(place.postal_code, set())

    def _point(self, place: Location) -> tuple[float, float] | None:
        """What staff typed, else the postal code, else the smallest area that has a point; hidden places: their Kreis."""
        if place.lat is not None and place.lon is not None:
            return place.lat, place.lon
        if point := self.points.get(place.postal_code):
            return point
        return next((area.point for area in self._upwards(place) if area.point), None)

    def _upwards(self, place: Location) -> list[Area]:
        """From the place's own area up to its Kreis; for a hidden place the Kreis alone."""
        line = [self.areas[number] for number in reversed(place.area.line)] if place.area else []
        return [area for area in line if area.kind not in _TOO_LARGE and (area.kind == AreaKind.KREIS or not place.is_hidden)]


def _lines(codes: set[str]) -> dict[str, set[int]]:
    """By postal code the areas in which it lies, of whatever size."""
    found: dict[str, set[int]] = {}
    rows = Area.objects.filter(postal_codes__code__in=codes).order_by("number").values_list("postal_codes__code", "line")
    for code, line in rows:
        found.setdefault(code, set()).update(line)
    return found
