"""The catalogues of the interface: extracted, merged and compiled by Babel, because a fresh machine has no gettext tools."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from beratung.languages import INTERFACE

#: The messages themselves are English.
LANGUAGES = tuple(language.code for language in INTERFACE if language.code != "en")

_STAFF = (
    "services/admin", "services/models", "services/management", "services/apps.py", "services/eligibility/linter.py", "templates/admin",
)  # fmt: skip

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLURALS = {"ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)")}


def extracted(root: Path) -> Catalog:
    """Every message of code and templates, with the files it stands in (no line numbers: they would change daily)."""
    catalog = Catalog(charset="utf-8")
    for path, source in _sources(root):
        for _line, message, comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
            catalog.add(message, locations=[(str(path.relative_to(root)), 0)], auto_comments=comments, context=context)
    return catalog


def _sources(root: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in ("beratung", "services"):
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_bytes()
    for path in sorted((root / "templates").rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield path, "\n".join(line.strip() for line in code.splitlines()).encode()


def po_path(root: Path, language: str) -> Path:
    return root / "beratung" / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    path = po_path(root, language)
    if not path.exists():
        return Catalog(locale=to_locale(language), charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), charset="utf-8")


def update(root: Path) -> dict[str, int]:
    """Merge new messages into every catalogue; language → messages without a translation."""
    template, missing = extracted(root), {}
    for language in LANGUAGES:
        catalog = read(root, language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = po_path(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=0, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True)
        _steady_header(path, language)
        missing[language] = sum(1 for message in catalog if message.id and not _is_done(message.string))
    return missing


def missing(root: Path) -> list[str]:
    """Messages that a catalogue does not know or does not translate; staff's own words need German only."""
    template, found = extracted(root), []
    for language in LANGUAGES:
        catalog = read(root, language)
        for message in template:
            known = catalog.get(message.id, message.context) if message.id else None
            if message.id and (known is None or not _is_done(known.string)) and (language == "de" or _is_public(message)):
                found.append(f"{language}: {message.id if isinstance(message.id, str) else message.id[0]}")
    return found


def _is_public(message: Message) -> bool:
    """Whether a message can stand on a page for everybody; names of columns and the admin are German only."""
    return any(not name.startswith(_STAFF) for name, _line in message.locations)


def _is_done(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and all(string or ())


def _steady_header(path: Path, language: str) -> None:
    """No dates, no generator: the file changes only when a message does."""
    body = path.read_text(encoding="utf-8").split("\n\n", 1)[1]
    count, plural = _PLURALS.get(language, (2, "(n != 1)"))
    lines = (f"Language: {language}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: nplurals={count}; plural={plural};")
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)
    path.write_text(f"{header}\n{body}", encoding="utf-8")


def compile_all(root: Path) -> None:
    for language in LANGUAGES:
        path, compiled = po_path(root, language), po_path(root, language).with_suffix(".mo")
        if path.exists() and not (compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime):
            with compiled.open("wb") as file:
                write_mo(file, read(root, language))
