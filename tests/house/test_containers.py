"""The container files say what is true: read as data, and their entry point run without docker."""

import json
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from django.db import connection
from packaging.specifiers import SpecifierSet

from beratung.embedded.cluster import SERVER_SETTINGS
from tests import loaded_database
from tests.house import project
from tests.running_site import running

#: What the images of others read, not our code.
_OF_IMAGES = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(project.read("docker-compose.yml"))


@pytest.fixture(scope="module")
def dockerfile() -> list[tuple[str, str]]:
    """(instruction, rest) with continued lines joined and comments left out."""
    text = re.sub(r"^#.*\n", "", project.read("Dockerfile"), flags=re.MULTILINE)
    lines = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line)]


def _one(dockerfile: list[tuple[str, str]], instruction: str) -> str:
    [rest] = [rest for word, rest in dockerfile if word == instruction]
    return rest


def test_the_entry_point_is_that_of_make_run(dockerfile: list[tuple[str, str]], compose: dict[str, Any]) -> None:
    [module] = re.findall(r"^run:.*\n\t@\$\(BIN\)/python -m (\S+)$", project.read("Makefile"), re.MULTILINE)
    assert json.loads(_one(dockerfile, "ENTRYPOINT")) == ["python", "-m", module]
    assert "CMD" not in dict(dockerfile)
    assert not {"command", "entrypoint"} & compose["services"]["site"].keys()


def test_its_python_is_one_that_we_support(dockerfile: list[tuple[str, str]]) -> None:
    [version] = re.findall(r"^python:(\d+\.\d+)-slim$", _one(dockerfile, "FROM"))
    allowed = tomllib.loads(project.read("pyproject.toml"))["project"]["requires-python"]
    assert version in SpecifierSet(allowed)


def test_it_runs_as_nobody_special_with_pinned_packages(dockerfile: list[tuple[str, str]]) -> None:
    assert _one(dockerfile, "USER") not in ("root", "0")
    [install] = [rest for word, rest in dockerfile if word == "RUN" and "pip " in rest]
    assert "--require-hashes -r requirements.txt" in install


def test_what_is_copied_exists_and_is_let_through(dockerfile: list[tuple[str, str]]) -> None:
    sources = {source for word, rest in dockerfile if word == "COPY" for source in rest.split()[:-1]}
    assert all((project.ROOT / source).exists() for source in sources)
    assert sources == {line[1:] for line in project.read(".dockerignore").splitlines() if line.startswith("!")}


def test_every_variable_is_read_by_somebody(compose: dict[str, Any], dockerfile: list[tuple[str, str]]) -> None:
    ours = project.environment()
    for service in compose["services"].values():
        known = ours if "build" in service else _OF_IMAGES
        assert service.get("environment", {}).keys() <= known
    assert set(re.findall(r"\$\{?([A-Z_]+)", project.read("docker-compose.yml"))) <= ours | _OF_IMAGES
    assert {pair.split("=")[0] for pair in shlex.split(_one(dockerfile, "ENV"))} <= ours | {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def test_nothing_secret_has_a_default(compose: dict[str, Any]) -> None:
    """Every value from outside is demanded with a sentence, or handed on only if it is there."""
    for used in re.findall(r"\$\{[^}]*\}", project.read("docker-compose.yml")):
        assert re.fullmatch(r"\$\{[A-Z_]+:\?[a-z0-9][^}]{10,}\}", used), used
    secret = [value for service in compose["services"].values() for key, value in service.get("environment", {}).items()
              if re.search("PASSWORD|SECRET_KEY$|DATABASE_URL", key)]  # fmt: skip
    assert len(secret) == 3
    assert all("${" in value for value in secret)


def test_every_service_is_watched_and_says_little(compose: dict[str, Any], dockerfile: list[tuple[str, str]]) -> None:
    assert "/livez" in _one(dockerfile, "HEALTHCHECK")
    for name, service in compose["services"].items():
        assert "healthcheck" in service or service.get("build") == ".", name
        assert service["logging"]["driver"] == "local", name
        assert {"max-size", "max-file"} <= service["logging"]["options"].keys(), name
        assert all(other["condition"] == "service_healthy" for other in service.get("depends_on", {}).values()), name


def test_what_must_last_lies_in_a_declared_volume(compose: dict[str, Any], dockerfile: list[tuple[str, str]]) -> None:
    used = {name: [volume.split(":") for volume in service["volumes"]] for name, service in compose["services"].items()}
    assert {volume for mounts in used.values() for volume, _place in mounts} == compose["volumes"].keys()
    assert _one(dockerfile, "VOLUME") in {place for _volume, place in used["site"]}


def test_only_the_proxy_is_reached_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]
    assert compose["networks"]["inside"]["internal"]
    assert compose["services"]["site"]["networks"] == compose["services"]["database"]["networks"] == ["inside"]


def test_the_proxy_writes_no_requests_to_its_log(compose: dict[str, Any]) -> None:
    """Caddy has no access log unless asked, but an error of a request would hold its address and search words."""
    caddyfile = compose["configs"]["caddyfile"]["content"]
    assert re.findall(r"\blog\b[^}]*\}", re.sub(r"#.*", "", caddyfile)) == ["log {\n    exclude http.log http.handlers\n  }"]


def test_the_database_logs_as_little_as_the_embedded_one(compose: dict[str, Any]) -> None:
    said = dict(option.removeprefix("-c").split("=") for option in compose["services"]["database"]["command"][1:])
    assert said == {name: value for name, value in SERVER_SETTINGS.items() if name.startswith("log_") and name != "log_timezone"}


@contextmanager
def _database_url() -> Iterator[str]:
    """A filled database on the server of the tests, as DATABASE_URL says it. A socket does not fit into the host part."""
    name = loaded_database.another()
    server = connection.settings_dict
    yield f"postgres:///{name}?" + urlencode({"host": server["HOST"], "port": server["PORT"], "user": server["USER"]})
    loaded_database.drop(name)


@pytest.mark.full
def test_the_entry_point_with_another_server(db: None, dockerfile: list[tuple[str, str]]) -> None:
    check = json.loads(re.sub(r"^.*? CMD ", "", _one(dockerfile, "HEALTHCHECK")))
    with tempfile.TemporaryDirectory(prefix="beratung-", dir="/tmp") as directory, _database_url() as url:
        with running(DJANGO_SETTINGS_MODULE="beratung.settings", DATABASE_URL=url, DATA_DIR=directory) as site:
            assert site.get("/de/") == 200
            assert site.get("/readyz") == 200
            port = site.url.rpartition(":")[2]
            alive = [sys.executable, *check[1:]]
            assert subprocess.run(alive, env={"PORT": port}, check=False).returncode == 0
        assert site.get("/livez") == 0
        assert subprocess.run(alive, env={"PORT": port}, stderr=subprocess.DEVNULL, check=False).returncode != 0
        left = {path.name for path in Path(directory).iterdir()}
        assert left == {"secret-key", "static"}
