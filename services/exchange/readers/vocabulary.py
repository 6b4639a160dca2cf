"""Languages, needs and their synonyms, target groups, residence statuses."""

from collections.abc import Iterator
from pathlib import Path

from services import models
from services.exchange.readers.rows import Row, read, rows
from services.exchange.records import Record, identity
from services.search.understand.names import READERS


def records(directory: Path) -> Iterator[Record]:
    yield from _languages(directory)
    yield from _needs(directory)
    yield from _synonyms(directory, "synonyms.toml", is_sentence=False)
    yield from _synonyms(directory, "sentences.toml", is_sentence=True)
    yield from _phrases(directory)
    yield from _target_groups(directory)
    yield from _statuses(directory)


def _languages(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "languages.toml", "language"):
        values = {**row.plain("code", "iso639_3", "own_name"), **row.texts("name"), "bit": row.need("position")}
        yield Record(models.Language, identity("language", row.need("code")), values, where=row.where)


def _needs(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "needs.toml", "category"):
        values = {**row.plain("code"), **row.texts("label")}
        yield Record(models.NeedCategory, identity("need_category", row.need("code")), values, where=row.where)
    for row in rows(directory, "needs.toml", "need"):
        yield _need(row)


def _need(row: Row) -> Record:
    values = {
        **row.plain("code", "icon"),
        **row.texts("label"),
        "category_id": identity("need_category", row.need("category")),
        "bit": row.need("position"),
        "is_core": row.get("core", False),
        "is_sensitive": row.get("sensitive", False),
        "source_id": row.sourced().get("source_id"),
    }
    return Record(models.Need, identity("need", row.need("code")), values, where=row.where)


def need_ranks(directory: Path) -> Iterator[Record]:
    """Which programmes help with which need; read after the programmes."""
    for row in rows(directory, "needs.toml", "need"):
        for rank, programme in enumerate(row.get("programmes", []), start=1):
            values = {"need_id": identity("need", row.need("code")), "programme_id": identity("programme", programme), "rank": rank}
            yield Record(models.NeedProgramme, identity("need_programme", f"{row.need('code')}:{programme}"), values, where=row.where)


def _phrases(directory: Path) -> Iterator[Record]:
    """One table per meaning, in it one list per language; `reviewed` of the table or of the file."""
    for row in rows(directory, "phrases.toml", "phrase"):
        kind, code = row.need("kind"), row.get("code", "")
        for language in READERS:
            for text in dict.fromkeys(row.get(language, [])):
                values = {"kind": kind, "code": code, "language": language, "text": text, "is_reviewed": row.get("reviewed", False)}
                yield Record(models.Phrase, identity("phrase", f"{kind}:{code}:{language}:{text}"), values, where=row.where)


def _synonyms(directory: Path, name: str, *, is_sentence: bool) -> Iterator[Record]:
    for need, by_language in read(directory, name).items():
        if not isinstance(by_language, dict):
            continue
        for language, texts in by_language.items():
            for text in dict.fromkeys(texts):
                values = {"need_id": identity("need", need), "language": language, "text": text, "is_sentence": is_sentence}
                yield Record(models.NeedSynonym, identity("synonym", f"{need}:{language}:{text}"), values, where=f"{name}, {need}")


def _target_groups(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "target_groups.toml", "target_group"):
        values = {**row.plain("code", "audience"), **row.texts("label")}
        yield Record(models.TargetGroup, identity("target_group", row.need("code")), values, where=row.where)


def _statuses(directory: Path) -> Iterator[Record]:
    for row in rows(directory, "statuses.toml", "status"):
        values = {**row.plain("code", "maps_to"), **row.texts("label", "help")}
        yield Record(models.ResidenceStatus, identity("status", row.need("code")), values, where=row.where)
    for position, row in enumerate(rows(directory, "statuses.toml", "title")):
        values = {
            **row.plain("paragraph"),
            **row.texts("name", "paper", "note"),
            "position": position,
            "source_id": row.sourced().get("source_id"),
        }
        many = {"statuses": [identity("status", code) for code in row.need("status")]}
        yield Record(models.ResidenceTitle, identity("title", row.need("key")), values, many, row.where)
