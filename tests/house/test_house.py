"""Tests about the code itself: the rules of the house (decisions, README, design) hold everywhere."""

import ast
import os
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import engines
from django.template.library import InvalidTemplateLibrary, import_library
from django.template.loaders.app_directories import Loader as AppTemplates

from beratung import catalogues, languages
from tests.house import project

_TOP = {
    "manage.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "beratung", "services", "templates", "static", "fixtures",
    "tests", "docker-compose.yml", "README.md", "Makefile", "Dockerfile", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md",
}  # fmt: skip
_BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.BoolOp, ast.comprehension, ast.match_case)
_NO_NAMES = {"utils", "helpers", "common", "core", "services", "misc"}
_FOREIGN = re.compile(r"""(^|[^a-z])/(work|farm)/|--(extra-)?index-url|"resolved": *"http|url *= *"https?://[^"]*\.(whl|tar\.gz)""")
_OPERATOR = {"OPERATOR_NAME": "x", "OPERATOR_ADDRESS": "x", "OPERATOR_EMAIL": "x@example.org", "OPERATOR_PHONE": "112"}


def _lines(path: str) -> int:
    return len(project.read(path).splitlines())


def test_the_top_level_is_fixed() -> None:
    found = {path.name for path in project.ROOT.iterdir() if project.is_ours(path) and not path.name.startswith(".")}
    assert found == _TOP


# --- sizes


def test_modules_are_short() -> None:
    assert [path for path in project.modules() if _lines(path) > 350] == []
    rooms = [_lines(path) for path in project.modules() if path.startswith("services/") and _lines(path)]
    assert statistics.median(rooms) <= 80


def test_functions_are_short() -> None:
    sizes = {where: node.end_lineno - node.lineno + 1 for where, node in project.functions() if node.end_lineno}
    assert {where: size for where, size in sizes.items() if size > 50} == {}
    assert statistics.median(sizes.values()) <= 8


def test_functions_branch_little() -> None:
    branches = {where: 1 + sum(isinstance(part, _BRANCHES) for part in ast.walk(node)) for where, node in project.functions()}
    assert {where: number for where, number in branches.items() if number > 10} == {}


def test_stylesheets_are_small() -> None:
    assert [path.name for path in project.files("static") if path.suffix == ".css" and path.stat().st_size > 20 * 1024] == []


# --- names and words


def test_no_module_has_a_name_that_says_nothing() -> None:
    packages = {Path(path).parent.name for path in project.modules() if Path(path).name == "__init__.py"} - {"services"}
    assert [path for path in project.modules() if Path(path).stem in _NO_NAMES] == []
    assert not _NO_NAMES & packages


def test_every_room_says_what_it_holds() -> None:
    rooms = [path for path in project.modules() if path.endswith("/__init__.py") and path.count("/") <= 2]
    silent = [path for path in rooms if not ast.get_docstring(project.modules()[path])]
    # Packages that Django wants and that hold nothing of their own.
    assert set(silent) <= {"services/management/__init__.py", "services/templatetags/__init__.py", "beratung/__init__.py"}


def test_no_path_of_a_machine_and_no_registry_in_any_file() -> None:
    found = [f"{path}: {line.strip()[:80]}" for path, text in project.texts() for line in text.splitlines() if _FOREIGN.search(line)]
    assert found == []


def test_interface_languages_and_settings_come_from_one_table() -> None:
    assert dict(settings.LANGUAGES) == {language.code: language.own_name for language in languages.INTERFACE}
    assert set(settings.MODELTRANSLATION_LANGUAGES) == languages.BY_CODE.keys()
    assert set(settings.LANGUAGES_BIDI) == {language.code for language in languages.TABLE if language.rtl}
    assert len(languages.BY_CODE) == len(languages.TABLE)
    assert all(set(language.fallback) <= languages.BY_CODE.keys() for language in languages.TABLE)
    assert {catalogue.parts[-3] for catalogue in project.files("beratung/locale")} == set(catalogues.LANGUAGES)


def test_catalogues_are_complete() -> None:
    assert catalogues.missing(project.ROOT) == []


# --- templates


def _named(template: str, texts: dict[str, str]) -> bool:
    """Whether code or another template names it; one name may be put together: f"web/pages/{slug}.html"."""
    built = re.compile(re.sub(r"[^/]+\.html$", r"\\{\\w+\\}.html", template))
    others = (text for path, text in texts.items() if path != f"templates/{template}")
    return any(f'"{template}"' in text or f"'{template}'" in text or built.search(text) for text in others)


def test_every_template_is_used() -> None:
    texts = dict(project.texts("templates", "services", "beratung"))
    ours = [path.removeprefix("templates/") for path in texts if path.startswith("templates/")]
    assert [template for template in ours if not _named(template, texts) and not _replaces(template)] == []


def _replaces(template: str) -> bool:
    """Whether an installed app has a template of this name, which ours stands in for."""
    return any(Path(origin.name).is_file() for origin in AppTemplates(engines["django"].engine).get_template_sources(template))


def test_nothing_is_loaded_in_vain() -> None:
    libraries = engines["django"].engine.libraries
    vain = []
    for path, text in project.texts("templates"):
        body = re.sub(r"\{%\s*load .*?%\}", "", text)
        used = set(re.findall(r"\{%\s*(\w+)", body)) | set(re.findall(r"\|(\w+)", body))
        for names in re.findall(r"\{%\s*load ([^%]*?)\s*%\}", text):
            vain += [f"{path}: {name}" for name in names.split() if not used & _offers(libraries[name])]
    assert vain == []


def _offers(module: str) -> set[str]:
    try:
        library = import_library(module)
    except InvalidTemplateLibrary:
        return set()
    return library.tags.keys() | library.filters.keys()


# --- documents


def test_decisions_are_short_and_listed() -> None:
    decisions = sorted((project.ROOT / "beratung" / "decisions").glob("*.md"))
    assert [path.name for path in decisions if len(path.read_text().splitlines()) > 30] == []
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    readme = project.read("README.md")
    for path in decisions:
        assert f"(beratung/decisions/{path.name})" in readme
        assert all(f"\n## {part}\n" in path.read_text() for part in ("Context", "Decision", "Consequences")), path.name


def test_the_readme_names_every_setting() -> None:
    table = set(re.findall(r"^\| `([A-Z_]+)`", project.read("README.md"), re.MULTILINE))
    assert table == project.environment()


def test_the_readme_names_only_what_there_is() -> None:
    readme = project.read("README.md") + project.read("CONTRIBUTING.md")
    assert set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", readme)) <= project.make_targets()
    commands = set(re.findall(r"manage\.py ([a-z_]+)", readme))
    own = {path.stem for path in project.files("services/management/commands")} - {"__init__"}
    assert commands <= own | {"dbshell", "check", "migrate"}
    for link in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (project.ROOT / link).exists(), link


def test_every_dependency_says_why() -> None:
    """A comment behind each line, and each line really is a dependency."""
    text = project.read("pyproject.toml")
    table = tomllib.loads(text)["project"]
    wanted = [*table["dependencies"], *(line for extra in table["optional-dependencies"].values() for line in extra)]
    assert [line for line in wanted if not re.search(rf'^  "{re.escape(line)}", +# \w.{{8,}}$', text, re.MULTILINE)] == []


@pytest.mark.parametrize("path", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash(path: str) -> None:
    lines = project.read(path).splitlines()
    pins = [(line, after) for line, after in zip(lines, [*lines[1:], ""], strict=True) if re.match(r"[A-Za-z0-9]", line)]
    assert len(pins) > 10
    loose = [line for line, after in pins if not (re.fullmatch(r"[\w.\[\],-]+==[\w.+!]+ \\", line) and "--hash=sha256:" in after)]
    assert loose == []


# --- what Django can say


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_deployment_is_clean() -> None:
    """As `.ci/check` asks it: https, an operator, and every warning counts."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=project.ROOT,
        env={**_without_settings(), "PUBLIC_URL": "https://example.org", **_OPERATOR},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _without_settings() -> dict[str, str]:
    """Nor what the browser's tests need in the same process."""
    others = {*project.environment(), "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {name: value for name, value in os.environ.items() if name not in others}


def test_nothing_is_put_off_in_a_comment() -> None:
    lines = [f"{path}: {line.strip()}" for path, text in project.texts("services", "beratung") for line in text.splitlines()]
    assert [line for line in lines if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line)] == []
