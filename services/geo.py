"""Distances and boxes on the globe. Pure arithmetic, in kilometres and degrees."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0
KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; large enough to hold the whole circle."""

    south: float
    north: float
    west: float
    east: float


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Haversine; exact enough for a city (0.5 %)."""
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    a = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, a)))


def box_around(lat: float, lon: float, km: float) -> Box:
    lat_margin = km / KM_PER_DEGREE
    lon_margin = km / (KM_PER_DEGREE * max(0.1, cos(radians(lat))))
    return Box(lat - lat_margin, lat + lat_margin, lon - lon_margin, lon + lon_margin)
