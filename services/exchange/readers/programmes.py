"""Programmes with their routes and rules."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from services import models
from services.choices import AliasKind, Verdict
from services.exchange.readers.rows import Row, parse_date, rows
from services.exchange.records import BadFile, Record, identity

_AGES = re.compile(r"^(\d+)-(\d*)$")
_VERDICTS = {"not_for_you": Verdict.NOT_FOR_YOU, "ask_first": Verdict.ASK_FIRST, "fits": Verdict.FITS}


def records(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "programmes.toml", "programme"):
        code = row.need("code")
        yield _programme(row, code)
        yield from _aliases(row, code)
        for position, route in enumerate(row.children("route")):
            yield from _route(route, code, position)


def _programme(row: Row, code: str) -> Record:
    values = {
        **row.plain("code", "legal_basis", "cost", "access", "documents", "audiences", "confidentiality", "recheck_days", "area_matters"),
        **row.texts("name", "summary", "funded_by", "cost_note"),
        **row.sourced(),
        "is_emergency": row.get("emergency", False),
        "only_if_asked": row.get("on_request_only", False),
    }
    if isinstance(values.get("legal_basis"), dict):
        values["legal_basis"] = values["legal_basis"]["de"]
    if isinstance(values.get("confidentiality"), str):
        values["confidentiality"] = [values["confidentiality"]]
    many = {"sources": row.more_sources(), "hands_over_to": [identity("programme", other) for other in row.get("hands_over_to", [])]}
    return Record(models.Programme, identity("programme", code), values, many, row.where)


def _aliases(row: Row, code: str) -> Iterator[Record]:
    names = dict.fromkeys(row.get("aliases", []), AliasKind.ALSO)
    names |= dict.fromkeys(row.get("abbreviations", []), AliasKind.ABBREVIATION)
    for text, kind in names.items():
        values = {"programme_id": identity("programme", code), "text": text, "kind": kind}
        yield Record(models.ProgrammeAlias, identity("programme_alias", f"{code}:{text}"), values, where=row.where)


def _route(row: Row, programme: str, position: int) -> Iterator[Record]:
    key = f"{programme}:{row.need('code')}"
    values = {
        **row.plain("code", "audience"),
        **row.texts("label"),
        "programme_id": identity("programme", programme),
        "position": position,
    }
    yield Record(models.Route, identity("route", key), values, where=row.where)
    for number, rule in enumerate(row.children("rule")):
        yield rule_record(rule, key, f"{key}:{number}:{rule.need('criterion')}")


def rule_record(row: Row, route: str, key: str, **more: Any) -> Record:
    """One rule; `ages = "12-26"`, `"27-"` for no upper end."""
    verdict = row.need("verdict")
    if verdict not in _VERDICTS:
        raise BadFile(f"{row.where}: “{verdict}” is not a verdict ({', '.join(_VERDICTS)}).")
    values = {
        **row.plain("criterion", "statuses", "situations"),
        **row.texts("text"),
        **row.sourced(),
        **_ages(row),
        **more,
        "route_id": identity("route", route),
        "verdict": _VERDICTS[verdict],
    }
    for name in ("review_by", "valid_from", "valid_to"):
        day, _precision = parse_date(row.get(name), f"{row.where}: “{name}”")
        values |= {name: day} if day else {}
    return Record(models.Rule, identity("rule", key), values, where=row.where)


def _ages(row: Row) -> dict[str, int | None]:
    ages = row.get("ages")
    if not ages:
        return {}
    match = _AGES.match(ages)
    if match is None:
        raise BadFile(f"{row.where}: ages “{ages}” are not of the form 12-26 or 27-.")
    return {"min_age": int(match.group(1)), "max_age": int(match.group(2)) if match.group(2) else None}
