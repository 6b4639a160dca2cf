"""Sources, and every statement of the five source documents."""

from collections.abc import Iterator
from pathlib import Path

from services import models
from services.exchange.readers.rows import parse_date, rows
from services.exchange.records import Record, identity


def records(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "sources.toml", "source"):
        title, note = row.texts("title"), row.texts("note")
        values = {
            **row.plain("publisher", "url", "kind"),
            **row.dated("printed"),
            "title": title["title_de"],
            "note": note.get("note_de", ""),
            "read": parse_date(row.get("read"), row.where)[0],
        }
        yield Record(models.Source, identity("source", row.need("key")), values, where=row.where)


def facts(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "seed_facts.toml", "fact"):
        left_out, role = row.get("left_out", None), row.get("role", "")
        values = {
            **row.texts("conflict"),
            **({} if left_out else row.texts("text")),
            "source_id": identity("source", row.need("source")),
            "number": row.need("key"),
            "past": row.get("past", False),
            "left_out": left_out["de"] if isinstance(left_out, dict) else left_out or "",
            "role": role["de"] if isinstance(role, dict) else role,
        }
        if row.get("conflict_source"):
            values["conflict_source_id"] = identity("source", row.get("conflict_source"))
        yield Record(models.SourceFact, identity("fact", row.need("key")), values, where=row.where)
