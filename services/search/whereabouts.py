"""Where an offer stands and whom it serves, as the search knows it: numbers of areas, and a point if there is one."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.choices import AreaKind, LocationKind, Precision
from services.models import Area, Location, PostalCode, ServiceAtLocation

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
    """The areas and postal codes that a batch of offers needs, read once."""

    def __init__(self, offers: Iterable[ServiceAtLocation]) -> None:
        places = [offer.location for offer in offers]
        codes = {place.postal_code for place in places if place.postal_code}
        numbers = {number for place in places if place.area for number in place.area.line}
        self.postal = {row.code: row for row in PostalCode.objects.filter(code__in=codes).prefetch_related("areas").order_by("code")}
        self.areas = {area.number: area for area in Area.objects.filter(number__in=numbers).order_by("number")}

    def locate(self, offer: ServiceAtLocation) -> Whereabouts:
        place = offer.location
        serves = [row.area for row in offer.service.serves.all()]
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
        if place.area:
            return set(place.area.line)
        postal = self.postal.get(place.postal_code)
        return {number for area in postal.areas.all() for number in area.line} if postal else set()

    def _point(self, place: Location) -> tuple[float, float] | None:
        """What staff typed, else the postal code, else the smallest area that has a point; hidden places: their Kreis."""
        if place.lat is not None and place.lon is not None:
            return place.lat, place.lon
        if postal := self.postal.get(place.postal_code):
            return postal.lat, postal.lon
        return next((area.point for area in self._upwards(place) if area.point), None)

    def _upwards(self, place: Location) -> list[Area]:
        """From the place's own area up to its Kreis; for a hidden place the Kreis alone."""
        line = [self.areas[number] for number in reversed(place.area.line)] if place.area else []
        return [area for area in line if area.kind not in _TOO_LARGE and (area.kind == AreaKind.KREIS or not place.is_hidden)]
