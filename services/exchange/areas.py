"""The tree of areas and the postal codes, from the public table plz.csv and the hand-kept parts of towns.

Areas are made once and never changed here: the table has no news, and staff may have corrected a name.
"""

import csv
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Max

from beratung.languages import BY_CODE
from services.choices import AreaKind
from services.exchange.readers.rows import rows
from services.exchange.records import BadFile, identity
from services.models import Area, PostalCode
from services.search.text import fold

COUNTRY = "DE"
_NAMES = tuple(f"name_{code.replace('-', '_')}" for code in BY_CODE)


def area_id(key: str) -> uuid.UUID:
    return identity("area", key)


@dataclass(slots=True)
class Draft:
    key: str
    kind: str
    name: str
    parent: str
    texts: dict[str, Any] = field(default_factory=dict)
    points: list[tuple[float, float]] = field(default_factory=list)


def load(directory: Path) -> int:
    """Create the areas and postal codes that are missing; their number. Call inside `recording.atomic()`."""
    drafts = {draft.key: draft for draft in _tree(directory)}
    codes = _postal_codes(directory, drafts)
    for row in rows(directory, "areas.toml", "area"):
        parent = row.need("parent")
        if parent not in drafts:
            raise BadFile(f"{row.where}: the area “{parent}” is not known.")
        drafts[row.need("key")] = Draft(row.need("key"), row.need("kind"), row.need("name"), parent, row.sourced())
    return _create_areas(drafts) + _create_postal_codes(codes)


def _tree(directory: Path) -> Iterable[Draft]:
    yield Draft(COUNTRY, AreaKind.COUNTRY, "Deutschland", "", {"name_en": "Germany", "name_ar": "ألمانيا"})
    for row in rows(directory, "areas.toml", "land"):
        texts = row.texts("name")
        yield Draft(row.need("code"), AreaKind.LAND, texts["name_de"], COUNTRY, texts)


def _postal_codes(directory: Path, drafts: dict[str, Draft]) -> dict[str, tuple[float, float, list[str]]]:
    """Fills in Kreise and municipalities on the way; postal code → point and the keys of its smallest areas."""
    codes: dict[str, tuple[float, float, list[str]]] = {}
    with (directory / "plz.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    cities = _independent_cities(lines)
    for line in lines:
        point = float(line["lat"]), float(line["lon"])
        land = f"DE-{line['state']}" if line["state"] else COUNTRY
        kreis = _draft(drafts, line["kreis_ags"], AreaKind.KREIS, line["kreis"], land) if line["kreis_ags"] else land
        homes = {name: cities.get((line["state"], name), kreis) for name in line["municipalities"].split("|") if name}
        keys = [_draft(drafts, f"{home}:{name}", AreaKind.MUNICIPALITY, name, home) for name, home in homes.items()]
        for key in {kreis, *keys}:
            drafts[key].points.append(point)
        codes[line["plz"]] = (*point, keys or [kreis])
    return codes


def _independent_cities(lines: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """(Land, name) → key of the Kreis that is this city: a postal code at its border must not make a second Dresden."""
    own = {(line["state"], line["kreis"].split(",")[0], line["kreis_ags"]) for line in lines if line["kreis_ags"]}
    names = {(line["state"], name, line["kreis_ags"]) for line in lines for name in line["municipalities"].split("|")}
    return {(state, name): ags for state, name, ags in sorted(own & names, reverse=True)}


def _draft(drafts: dict[str, Draft], key: str, kind: str, name: str, parent: str) -> str:
    drafts.setdefault(key, Draft(key, kind, name, parent))
    return key


def _create_areas(drafts: dict[str, Draft]) -> int:
    known = dict(Area.objects.order_by("key").values_list("key", "number"))
    last = Area.objects.aggregate(last=Max("number"))["last"] or 0
    lines: dict[str, list[int]] = {}
    existing, fresh = set(known), list[dict[str, Any]]()
    for draft in sorted(drafts.values(), key=lambda draft: len(_line(draft, drafts))):
        if draft.key not in known:
            last += 1
            known[draft.key] = last
        lines[draft.key] = [*lines.get(draft.parent, []), known[draft.key]]
        if draft.key not in existing:
            fresh.append(_area(draft, known[draft.key], lines[draft.key]))
    _copy(fresh)
    return len(fresh)


def _line(draft: Draft, drafts: dict[str, Draft]) -> list[str]:
    return [draft.key, *(_line(drafts[draft.parent], drafts) if draft.parent else [])]


def _copy(areas: list[dict[str, Any]]) -> None:
    """Eleven thousand rows as one COPY: making a model of each takes ten times as long."""
    columns = [
        "id",
        "version",
        "key",
        "kind",
        "name",
        *_NAMES,
        "parent_id",
        "number",
        "line",
        "folded",
        "lat",
        "lon",
        "day",
        "day_precision",
        "source_id",
    ]
    with connection.cursor() as cursor, cursor.copy(f"COPY services_area ({', '.join(columns)}) FROM STDIN") as copy:
        for area in areas:
            copy.write_row([area.get(column) for column in columns])


def _area(draft: Draft, number: int, line: list[int]) -> dict[str, Any]:
    lat, lon = _centre(draft) or (None, None)
    names = {
        draft.name,
        draft.name.split(",")[0],
        draft.name.split("/")[0],
        *(value for name, value in draft.texts.items() if name.startswith("name_")),
    }
    parent = area_id(draft.parent) if draft.parent else None
    row = {"id": area_id(draft.key), "version": 1, "key": draft.key, "kind": str(draft.kind), "number": number, "line": line}
    row |= {"lat": lat, "lon": lon, "parent_id": parent, "folded": sorted(fold(name) for name in names), "day_precision": "day"}
    return {**row, "name": draft.name, "name_de": draft.name, **draft.texts}


def _centre(draft: Draft) -> tuple[float, float] | None:
    """The mean of its postal codes' points; a Land has no point that would help anybody."""
    if not draft.points or draft.kind in (AreaKind.LAND, AreaKind.COUNTRY):
        return None
    return sum(lat for lat, _ in draft.points) / len(draft.points), sum(lon for _, lon in draft.points) / len(draft.points)


def _create_postal_codes(codes: dict[str, tuple[float, float, list[str]]]) -> int:
    known = set(PostalCode.objects.order_by("code").values_list("code", flat=True))
    fresh = {code: row for code, row in codes.items() if code not in known}
    PostalCode.objects.bulk_create(
        [PostalCode(id=identity("postal_code", code), code=code, lat=lat, lon=lon) for code, (lat, lon, _keys) in fresh.items()]
    )
    through = PostalCode.areas.through
    links: dict[str, list[str]] = defaultdict(list)
    for code, (_lat, _lon, keys) in fresh.items():
        links[code] = keys
    through.objects.bulk_create(
        [through(postalcode_id=identity("postal_code", code), area_id=area_id(key)) for code, keys in links.items() for key in keys],
        batch_size=5000,
    )
    return len(fresh)
