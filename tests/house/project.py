"""The project as files: what the tests about the code itself read."""

import ast
import fnmatch
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SETTING = re.compile(r"""\benv(?:\.\w+)?\(\s*"([A-Z][A-Z_]+)"|\benviron(?:\.get\(|\[)\s*"([A-Z][A-Z_]+)\"""")
_NOT_TEXT = {".png", ".mo", ".pyc"}


@cache
def ignored() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return (".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#")))


def is_ours(path: Path) -> bool:
    return not any(fnmatch.fnmatch(part, pattern) for part in path.relative_to(ROOT).parts for pattern in ignored())


def files(*folders: str) -> Iterator[Path]:
    """All files that belong to the project, or those below some folders."""
    tops = [ROOT / folder for folder in folders] or [path for path in ROOT.iterdir() if is_ours(path)]
    for top in sorted(tops):
        yield from (path for path in sorted(top.rglob("*") if top.is_dir() else [top]) if path.is_file() and is_ours(path))


def texts(*folders: str) -> Iterator[tuple[str, str]]:
    """(path, text) of everything that can be read."""
    for path in files(*folders):
        if path.suffix not in _NOT_TEXT:
            yield name(path), path.read_text(encoding="utf-8")


@cache
def modules() -> dict[str, ast.Module]:
    """The code without its migrations, parsed; by path."""
    paths = (path for path in files("beratung", "services") if path.suffix == ".py" and "migrations" not in path.parts)
    return {name(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.name}", node


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def environment() -> set[str]:
    """Every environment variable that the code reads."""
    found = (match for _path, text in texts("beratung", "services") for match in _SETTING.findall(text))
    return {first or second for first, second in found} - {"DJANGO_SETTINGS_MODULE"}


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
