"""Below the doors nobody knows a request, an address or a shortcut (import-linter cannot name parts of other packages)."""

import ast
from collections.abc import Iterator

from tests.house import project

BELOW = ("exchange", "display", "actions", "search", "eligibility", "models", "choices.py", "geo.py", "opening_times.py")
FORBIDDEN = ("django.http", "django.urls", "django.shortcuts")


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_below_the_doors_nobody_knows_a_request() -> None:
    rooms = tuple(f"services/{room}" for room in BELOW)
    below = {path: tree for path, tree in project.modules().items() if path.startswith(rooms)}
    assert len(below) > 40
    assert [(path, name) for path, tree in below.items() for name in _imported(tree) if name.startswith(FORBIDDEN)] == []
