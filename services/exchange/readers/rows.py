"""What the rows of all fixture files have in common: keys, translated texts, sources, dates."""

import re
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from beratung.languages import BY_CODE
from services.choices import DatePrecision
from services.exchange.records import BadFile, identity

_DATE = re.compile(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
_COLUMNS = {code.replace("-", "_") for code in BY_CODE}


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a TOML file, with where it stands."""

    data: dict[str, Any]
    where: str

    def get(self, name: str, default: Any = "") -> Any:
        return self.data.get(name, default)

    def need(self, name: str) -> Any:
        if name not in self.data:
            raise BadFile(f"{self.where}: “{name}” is missing.")
        return self.data[name]

    def plain(self, *names: str) -> dict[str, Any]:
        return {name: self.data[name] for name in names if name in self.data}

    def texts(self, *names: str) -> dict[str, str]:
        """{"name": {"de": …}} → {"name_de": …}; a plain string is German."""
        found: dict[str, str] = {}
        for name in names:
            value = self.data.get(name)
            if value is None:
                continue
            by_language = {"de": value} if isinstance(value, str) else value
            if unknown := set(by_language) - _COLUMNS:
                raise BadFile(f"{self.where}: “{name}” has texts in unknown languages: {', '.join(sorted(unknown))}.")
            found.update({f"{name}_{language}": text for language, text in by_language.items()})
        return found

    def dated(self, name: str = "on") -> dict[str, Any]:
        day, precision = parse_date(self.data.get(name), f"{self.where}: “{name}”")
        return {"day": day, "day_precision": precision} if day else {}

    def sourced(self) -> dict[str, Any]:
        """`source`, or the first of `sources`, and the age of the fact."""
        keys = self.source_keys()
        return {**self.dated(), **({"source_id": identity("source", keys[0])} if keys else {})}

    def source_keys(self) -> list[str]:
        single = [self.data["source"]] if self.data.get("source") else []
        return [*single, *(key for key in self.data.get("sources", []) if key not in single)]

    def more_sources(self) -> list[uuid.UUID]:
        return [identity("source", key) for key in self.source_keys()[1:]]

    def children(self, name: str) -> Iterator["Row"]:
        for number, child in enumerate(self.data.get(name, []), start=1):
            yield Row(child, f"{self.where}, {name} {number}")


def rows(directory: Path, file: str, table: str) -> Iterator[Row]:
    for number, data in enumerate(read(directory, file).get(table, []), start=1):
        name = data.get("key") or data.get("code") or number
        yield Row(data, f"{file}, [[{table}]] {name}")


def read(directory: Path, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads((directory / file).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadFile(f"{file} is missing in {directory}.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"{file} is not valid TOML: {error}.") from error


def parse_date(value: Any, where: str) -> tuple[date | None, str]:
    """ "2018", "2018-03", "2018-03-04" or a TOML date → the first day meant and how exactly it is known."""
    if value is None or value == "":
        return None, DatePrecision.DAY
    if isinstance(value, date):
        return value, DatePrecision.DAY
    match = _DATE.match(str(value))
    if match is None:
        raise BadFile(f"{where} is not a date: {value}. Write 2018, 2018-03 or 2018-03-04.")
    year, month, day = match.groups()
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    return date(int(year), int(month or 1), int(day or 1)), precision
