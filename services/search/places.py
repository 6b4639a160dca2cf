"""From what people write as a place to where to look: postal code, municipality, part of town, Kreis, Land."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import translation

from services import geo
from services.choices import AreaKind, PhraseKind
from services.eligibility.person import Home
from services.models import Area, PostalCode
from services.search import changes
from services.search.changes import Words
from services.search.query import Place
from services.search.text import fold, words
from services.search.understand import vocabulary
from services.search.understand.entries import LARGE
from services.search.understand.parse import parse
from services.search.understand.parts import POSTAL_CODE
from services.search.understand.vocabulary import LAND, Vocabulary

_FAR_KM = 30.0
_PARTS = (AreaKind.STADTBEZIRK, AreaKind.STADTTEIL)
_TOWNS = (AreaKind.MUNICIPALITY, *_PARTS)
#: Länder that say "Kreis", not "Landkreis".
_ONLY_KREIS = ("01", "05")
_BETWEEN_NAMES = re.compile(r"[\s,()/-]+")
#: Of a longer text no name is made: every word more is another look-up.
_MOST_WORDS = 5
_POSTAL_CODE = re.compile(r"\b(\d{5})\b")
#: What is kept holds for these: the last change of a place or its names, and the language of the reader, in which places are named.
_State = tuple[Words, str | None]
#: Of two places with one name, the one that is looked for more often comes first.
_KINDS = [AreaKind.MUNICIPALITY, AreaKind.KREIS, AreaKind.LAND, AreaKind.STADTBEZIRK, AreaKind.STADTTEIL, AreaKind.COUNTRY]


def find(text: str) -> Place | None:
    """The place meant by `text`, or None. A name that several places bear gives the largest, with the `others` named."""
    folded, state = fold(text), (changes.words(), translation.get_language())
    code = _POSTAL_CODE.search(folded)
    if code:
        return _kept_code(code.group(1), state)
    if known := _kept_name(folded, state):
        return known
    found = _one_in_the_other(folded)
    return of_area(found[0], _others(found)) if found else _as_understood(text)


@lru_cache(maxsize=4096)
def _kept_code(code: str, state: _State) -> Place | None:
    return _postal_code(code)


class _NotAPlace(LookupError):
    """Raised so that nothing is kept: what people type is remembered only if it is the name of a place."""


def _kept_name(folded: str, state: _State) -> Place | None:
    try:
        return _place_named(folded, state)
    except _NotAPlace:
        return None


@lru_cache(maxsize=4096)
def _place_named(folded: str, state: _State) -> Place:
    found = _named(folded)
    if not found:
        raise _NotAPlace
    return of_area(found[0], _others(found))


def home(text: str) -> Home | None:
    """Where somebody lives. Of namesakes ("Plauen" is a town and a part of Dresden) each stays possible: guessing could shut a door."""
    code = _POSTAL_CODE.search(fold(text))
    if code:
        place = _postal_code(code.group(1))
        return Home(place.label, place.lines) if place else None
    found = _named(fold(text))
    if not found:
        return _home_in(_one_in_the_other(fold(text)))
    same_size = [area for area in found if area.kind in _TOWNS] if found[0].kind in _TOWNS else found[:1]
    return Home(found[0].name, _lines(same_size))


def of_keys(parts: Sequence[Sequence[str]]) -> Place | None:
    """The place meant by parts of a text, each with the keys of the areas it can mean: the one in the other, else the first part's."""
    if code := next((key for keys in parts for key in keys if key.startswith(POSTAL_CODE)), ""):
        return _postal_code(code.removeprefix(POSTAL_CODE))
    found = [areas for areas in (by_size(Area.objects.filter(key__in=keys)) for keys in parts if keys) if areas]
    best = _inner(found) or next(iter(found), [])
    return of_area(best[0], _others(best)) if best else None


def _inner(found: list[list[Area]]) -> list[Area]:
    everything = [area for areas in found for area in areas]
    return [area for area in everything if len(found) > 1 and _lies_in(area, everything)]


def _others(areas: list[Area]) -> tuple[str, ...]:
    """The namesakes of the first; what lies in it or around it is the same place."""
    first, *rest = areas
    return tuple(full_name(area) for area in rest if area.parent_id != first.pk and area.pk != first.parent_id)


def _home_in(found: list[Area]) -> Home | None:
    return Home(full_name(found[0]), _lines(found)) if found else None


def _lines(areas: list[Area]) -> tuple[tuple[int, ...], ...]:
    """A part of town that bears the name of the district around it is meant with it."""
    around = {area.pk for area in areas}
    return tuple(sorted({tuple(area.line) for area in areas if area.parent_id not in around}))


def _named(folded: str) -> list[Area]:
    """The areas of this name in any language, also as people write it for short; the one that is meant most often first."""
    meant = vocabulary.current().phrases.get(tuple(words(folded)), ())
    keys = [meaning.code for meaning in meant if meaning.kind == PhraseKind.PLACE]
    return by_size(Area.objects.filter(Q(folded__contains=[folded]) | Q(key__in=keys)))


def _as_understood(text: str) -> Place | None:
    """A place that is misspelt, if every word is one of it."""
    understood = parse(text, translation.get_language() or "de")
    kinds = {meaning.kind for part in understood.parts for meaning in part.meanings}
    if understood.rest or kinds - {PhraseKind.PLACE, PhraseKind.IGNORE}:
        return None
    return of_keys([part.codes(PhraseKind.PLACE) for part in understood.parts])


def by_size(areas: QuerySet[Area]) -> list[Area]:
    """Towns before parts of towns; of towns those that staff have given further names, then large ones, then those of a Land
    where they have named many: "Schneeberg" is the one of the directory's Land.
    """
    known = vocabulary.current()
    found = areas.select_related("parent__parent").annotate(size=Count("postal_codes")).order_by("key")
    return sorted(found, key=lambda area: _foremost(area, known))


def _foremost(area: Any, known: Vocabulary) -> tuple[int, bool, bool, int, int, str]:
    kind, in_land = _KINDS.index(AreaKind(area.kind)), known.named_in.get(area.key[:LAND], 0)
    return kind, area.key not in known.named, area.size < LARGE, -in_land, -area.size, area.key


def _one_in_the_other(folded: str) -> list[Area]:
    """ "Dresden-Neustadt", "Neustadt (Vogtlandkreis)": the areas of one name that lie in an area of the other."""
    parts = _BETWEEN_NAMES.split(folded.strip("() "))[:_MOST_WORDS]
    for cut in range(1, len(parts)):
        first, second = _named(" ".join(parts[:cut])), _named(" ".join(parts[cut:]))
        inner = [area for area in second if _lies_in(area, first)] or [area for area in first if _lies_in(area, second)]
        if inner:
            return inner
    return []


def _lies_in(area: Area, outer: list[Area]) -> bool:
    return any(other.number in area.line[:-1] for other in outer)


def of_area(area: Area, others: tuple[str, ...] = ()) -> Place:
    lat, lon = _point(area) or (None, None)
    return Place(_label(area), area.kind, (tuple(area.line),), lat, lon, others[:5])


def _label(area: Area) -> str:
    """A part of a town with its town: "Grünau" lies in a part that is called "West". A Kreis is not the town that it is named after."""
    if area.kind == AreaKind.KREIS:
        return _of_kreis(area)
    town = area
    while town.kind in _PARTS and town.parent:
        town = town.parent
    return area.name if town is area else f"{area.name} ({town.name})"


def _of_kreis(area: Area) -> str:
    """ "Landkreis Görlitz", as it stands on signs and letters; a town that is its own Kreis is only a town."""
    kind = "Kreis" if area.key.startswith(_ONLY_KREIS) else "Landkreis"
    says_so = "kreis" in area.name.casefold() or "region" in area.name.casefold()
    meant = vocabulary.current().phrases.get(tuple(words(f"{kind} {area.name}")), ())
    is_known = any(meaning.code == area.key for meaning in meant if meaning.kind == PhraseKind.PLACE)
    return f"{kind} {area.name}" if is_known and not says_so else area.name


def _point(area: Area) -> tuple[float, float] | None:
    """Its own, or for parts of towns the town's."""
    if area.point or area.parent is None or area.kind not in _PARTS:
        return area.point
    return _point(area.parent)


def nearest(lat: float, lon: float) -> str | None:
    """The postal code whose centre is nearest; None far from all of them."""
    box = geo.box_around(lat, lon, _FAR_KM)
    near = PostalCode.objects.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east)).order_by("code")
    found = [(geo.distance_km(lat, lon, code.lat, code.lon), code.code) for code in near]
    return min(found)[1] if found else None


def full_name(area: Area) -> str:
    """The name with what tells it from its namesakes: "Neustadt (Vogtlandkreis)", "Landkreis Leipzig"."""
    if area.kind == AreaKind.KREIS and (name := _of_kreis(area)) != area.name:
        return name
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
