"""From what people write as a place to where to look: postal code, municipality, part of town, Kreis, Land."""

import re

from django.db.models import Count

from services.choices import AreaKind
from services.models import Area, PostalCode
from services.search.query import Place
from services.search.text import fold

_POSTAL_CODE = re.compile(r"\b(\d{5})\b")
#: Of two places with one name, the one that is looked for more often comes first.
_KINDS = [AreaKind.MUNICIPALITY, AreaKind.KREIS, AreaKind.LAND, AreaKind.STADTBEZIRK, AreaKind.STADTTEIL, AreaKind.COUNTRY]


def find(text: str) -> Place | None:
    """The place meant by `text`, or None. A name that several places bear gives the largest, with the `others` named."""
    code = _POSTAL_CODE.search(fold(text))
    if code:
        return _postal_code(code.group(1))
    found = list(Area.objects.named(fold(text)).select_related("parent__parent").annotate(size=Count("postal_codes")).order_by("key"))
    if not found:
        return None
    found.sort(key=lambda area: (_KINDS.index(AreaKind(area.kind)), -area.size, area.key))
    best = found[0]
    others = tuple(full_name(area) for area in found[1:] if area.parent_id != best.pk and best.parent_id != area.pk)
    return of_area(best, others)


def of_area(area: Area, others: tuple[str, ...] = ()) -> Place:
    lat, lon = _point(area) or (None, None)
    return Place(area.name, area.kind, (tuple(area.line),), lat, lon, others[:5])


def _point(area: Area) -> tuple[float, float] | None:
    """Its own, or for parts of towns the town's."""
    if area.point or area.parent is None or area.kind not in (AreaKind.STADTBEZIRK, AreaKind.STADTTEIL):
        return area.point
    return _point(area.parent)


def full_name(area: Area) -> str:
    """The name with what tells it from its namesakes: "Neustadt (Vogtlandkreis)", "Leipzig (district)"."""
    if area.kind == AreaKind.KREIS or area.parent is None:
        return f"{area.name} ({area.get_kind_display()})"
    return f"{area.name} ({area.parent.name})"


def _postal_code(code: str) -> Place | None:
    row = PostalCode.objects.filter(code=code).prefetch_related("areas").first()
    if row is None:
        return None
    areas = sorted(row.areas.all(), key=lambda area: area.key)
    names = ", ".join(area.name for area in areas[:2])
    return Place(f"{code} {names}".strip(), "postal_code", tuple(tuple(area.line) for area in areas), row.lat, row.lon)
