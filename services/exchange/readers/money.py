"""Projects with partners, figures and evaluations; funding sources and fundings."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from services import models
from services.exchange.readers.rows import Row, parse_date, rows
from services.exchange.records import Record, identity


def projects(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "projects.toml", "project"):
        key = row.need("key")
        values = {
            **row.texts("name", "kind", "summary"),
            **row.sourced(),
            "organization_id": identity("organization", row.need("organization")),
            **{name.replace("area_text", "region"): text for name, text in row.texts("area_text").items()},
            **{name: int(str(row.get(name))[:4]) for name in ("period_from", "period_to") if row.get(name)},
        }
        yield Record(models.Project, identity("project", key), values, {"sources": row.more_sources()}, row.where)
        yield from _project_parts(row, key)


def _project_parts(row: Row, key: str) -> Iterator[Record]:
    project = {"project_id": identity("project", key)}
    for partner in row.children("partners"):
        organization, role = partner.need("organization"), partner.get("role", "partner")
        values = {**project, "organization_id": identity("organization", organization), "role": role}
        yield Record(models.ProjectPartner, identity("partner", f"{key}:{organization}:{role}"), values, where=partner.where)
    for position, figure in enumerate(row.children("figures")):
        values = {
            **project,
            **figure.plain("value", "period"),
            **figure.texts("label", "qualifier"),
            **figure.sourced(),
            "position": position,
        }
        yield Record(models.ProjectFigure, identity("figure", f"{key}:{position}"), values, where=figure.where)
    for number, evaluation in enumerate(row.children("evaluations")):
        values = {
            **project,
            **evaluation.plain("evaluator"),
            **evaluation.texts("title", "note"),
            **evaluation.sourced(),
            **evaluation.dated("date"),
        }
        yield Record(models.Evaluation, identity("evaluation", f"{key}:{number}"), values, where=evaluation.where)


def funding(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "funding.toml", "funding_source"):
        values = {"code": row.need("key"), **row.plain("short_name", "website"), **row.texts("name")}
        yield Record(models.FundingSource, identity("funding_source", row.need("key")), values, where=row.where)
    for row in rows(directory, "funding.toml", "funding"):
        yield _funding(row)


def _funding(row: Row) -> Record:
    values = {
        **row.texts("legal_basis", "amount_qualifier", "period_note", "acknowledgement"),
        **row.sourced(),
        "funding_source_id": identity("funding_source", row.need("funding_source")),
    }
    if row.get("amount"):
        values["amount"] = Decimal(str(row.get("amount"))).quantize(Decimal("0.01"))
    for name in ("period_from", "period_to"):
        day, _precision = parse_date(row.get(name), f"{row.where}: “{name}”")
        values |= {name: day} if day else {}
    kinds = {"services": "service", "programmes": "programme", "projects": "project", "organizations": "organization"}
    many = {name: [identity(kind, key) for key in row.get(name, [])] for name, kind in kinds.items()}
    return Record(models.Funding, identity("funding", row.need("key")), values, many, row.where)
