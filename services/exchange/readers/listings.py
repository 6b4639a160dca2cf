"""Organizations, their contacts and places, services, and offers."""

from collections.abc import Iterator
from pathlib import Path

from services import models
from services.choices import AliasKind, Status
from services.exchange.areas import area_id
from services.exchange.readers.programmes import rule_record
from services.exchange.readers.rows import Row, parse_date, rows
from services.exchange.records import BadFile, Record, identity
from services.models.alias import Alias


def records(directory: Path) -> Iterator[Record]:
    yield from _organizations(directory)
    for row in rows(directory, "contacts.toml", "contact"):
        values = {**row.plain("kind", "value"), **row.texts("label"), **row.sourced(), **_owner(row)}
        yield Record(models.Contact, identity("contact", row.need("key")), values, where=row.where)
    for row in rows(directory, "locations.toml", "location"):
        yield from _location(row)


def services_and_offers(directory: Path) -> Iterator[Record]:
    """Read after projects, which services may belong to."""
    for row in rows(directory, "services.toml", "service"):
        yield from _service(row)
    for row in rows(directory, "offers.toml", "offer"):
        yield from _offer(row)


def _owner(row: Row) -> dict[str, object]:
    return {"organization_id": identity("organization", row.need("organization"))}


def _organizations(directory: Path) -> Iterator[Record]:
    found = list(rows(directory, "organizations.toml", "organization"))
    umbrellas = {row.get("umbrella") for row in found}
    for row in sorted(found, key=lambda row: row.need("key") not in umbrellas):
        key = row.need("key")
        values = {**row.plain("name", "short_name", "kind", "website"), **row.texts("description"), **row.sourced()}
        values |= {"umbrella_id": identity("organization", row.get("umbrella"))} if row.get("umbrella") else {}
        yield Record(models.Organization, identity("organization", key), values, {"sources": row.more_sources()}, row.where)
        yield from _aliases(row, models.OrganizationAlias, "organization")


def _aliases(row: Row, model: type[Alias], owner: str) -> Iterator[Record]:
    for alias in row.children("aliases"):
        values = {
            **alias.plain("text", "until"),
            **alias.sourced(),
            "kind": alias.get("kind", AliasKind.ALSO),
            f"{owner}_id": identity(owner, row.need("key")),
        }
        yield Record(model, identity(f"{owner}_alias", f"{row.need('key')}:{alias.need('text')}"), values, where=alias.where)


def _location(row: Row) -> Iterator[Record]:
    key = row.need("key")
    values = {
        **row.plain("name", "kind", "visibility", "precision", "street", "postal_code", "city", "lat", "lon", "wheelchair"),
        **row.texts("directions"),
        **row.sourced(),
        **_owner(row),
    }
    if row.get("area"):
        values["area_id"] = area_id(row.get("area"))
    yield Record(models.Location, identity("location", key), values, {"sources": row.more_sources()}, row.where)
    for number, former in enumerate(row.children("former")):
        values = {**former.plain("street", "postal_code", "city", "until"), **former.sourced(), "location_id": identity("location", key)}
        yield Record(models.FormerAddress, identity("former_address", f"{key}:{number}"), values, where=former.where)


def _service(row: Row) -> Iterator[Record]:
    key = row.need("key")
    values = {
        **row.plain("audiences", "cost", "confidentiality", "issues_certificate", "documents", "url"),
        **row.texts("name", "description", "cost_note", "serves_text"),
        **row.sourced(),
        **_owner(row),
    }
    for relation in ("programme", "project"):
        values |= {f"{relation}_id": identity(relation, row.get(relation))} if row.get(relation) else {}
    many = {
        "sources": row.more_sources(),
        "needs": [identity("need", code) for code in row.get("needs", [])],
        "target_groups": [identity("target_group", code) for code in row.get("target_groups", [])],
    }
    yield Record(models.Service, identity("service", key), values, many, row.where)
    yield from _aliases(row, models.ServiceAlias, "service")
    rough = row.get("serves_roughly", [])
    for area in [*row.get("serves", []), *rough]:
        served = {"service_id": identity("service", key), "area_id": area_id(area), "is_rough": area in rough, **row.sourced()}
        yield Record(models.ServiceArea, identity("service_area", f"{key}:{area}"), served, where=row.where)
    for number, override in enumerate(row.children("override")):
        yield _override(override, row, f"{key}:{number}")


def _override(override: Row, service: Row, key: str) -> Record:
    if not service.get("programme"):
        raise BadFile(f"{override.where}: a service without a programme has no rules to override.")
    more = {"service_id": identity("service", service.need("key")), "reason": override.texts("reason")["reason_de"]}
    return rule_record(override, f"{service.get('programme')}:{override.need('route')}", f"override:{key}", **more)


def _offer(row: Row) -> Iterator[Record]:
    key, offer = row.need("key"), identity("offer", row.need("key"))
    values = {
        **row.plain("access", "access_not", "hours", "nationwide", "operation", "takes_new", "waiting_weeks", "languages_complete"),
        **row.texts("hours_note", "languages_note", "operation_note", "note"),
        "service_id": identity("service", row.need("service")),
        "location_id": identity("location", row.need("location")),
        "status": row.get("status", Status.PUBLISHED),
    }
    for name in ("takes_new_on", "waiting_on", "closed_from", "closed_to"):
        day, _precision = parse_date(row.get(name), f"{row.where}: “{name}”")
        values |= {name: day} if day else {}
    contacts = [identity("contact", contact) for contact in row.get("contacts", [])]
    yield Record(models.ServiceAtLocation, offer, values, {"contacts": contacts}, row.where)
    for number, spoken in enumerate(row.children("languages")):
        language = {"language_id": identity("language", spoken.get("code"))} if spoken.get("code") else {}
        values = {**spoken.plain("mode", "notice_days", "weekdays", "by_a_woman"), **language, "offer_id": offer}
        yield Record(models.SpokenLanguage, identity("spoken", f"{key}:{number}"), values, where=spoken.where)
    yield from _checks(row, key)


def _checks(row: Row, key: str) -> Iterator[Record]:
    offer = identity("offer", key)
    for number, check in enumerate(row.children("checks")):
        values = {**check.plain("group", "outcome"), **check.sourced(), "method": check.get("how", "source"), "offer_id": offer}
        yield Record(models.Check, identity("check", f"{key}:{check.need('group')}:{number}"), values, where=check.where)
    for number, doubt in enumerate(row.children("discrepancies")):
        values = {**doubt.plain("group"), **doubt.texts("text"), "source_id": doubt.sourced().get("source_id"), "offer_id": offer}
        yield Record(models.Discrepancy, identity("discrepancy", f"{key}:{number}"), values, where=doubt.where)
