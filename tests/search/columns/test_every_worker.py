"""Three workers, edits beside a long import: each answer knows all that was committed before it was asked for."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.admin.site_desk import SiteDesk
from tests.running_site import Site, running
from tests.search.columns.writers import IMPORTED, LISTS, ROWS, SINGLE
from tests.site_workers import Workers

pytestmark = [pytest.mark.django_db, pytest.mark.full]
#: So few words stand in one question that all are searched and their listings stand on its first page.
_AT_ONCE = 8
#: A word, and the listing in which it stands since.
Brought = tuple[str, str]


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with running(WORKERS="3") as site:
        yield site


@pytest.fixture
def workers(site: Site) -> Iterator[Workers]:
    """Each has its columns."""
    workers = Workers(site)
    assert len(list(workers.ask("/api/v1/search"))) == 3
    yield workers
    workers.close()


@dataclass
class Writer:
    """Says what it has brought, line by line, and is heard by a thread of its own, so that nobody waits for the reader."""

    process: "subprocess.Popen[str]"
    told: list[list[str]] = field(default_factory=list)
    begun: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.told.append(line.split())
            self.begun.set()
        self.begun.set()

    @property
    def brought(self) -> list[Brought]:
        return [(word, offer) for line in list(self.told) for word, is_pair, offer in (each.partition("=") for each in line) if is_pair]


@pytest.fixture
def writer(site: Site) -> Iterator[Any]:
    started: list[tuple[Writer, threading.Thread]] = []

    def start(what: str) -> Writer:
        command = [sys.executable, "-m", "tests.search.columns.writers", what]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=site.environment, stdout=subprocess.PIPE, text=True)
        made = Writer(process)
        thread = threading.Thread(target=made.listen)
        thread.start()
        started.append((made, thread))
        made.begun.wait()
        return made

    yield start
    for made, thread in started:
        made.process.kill()
        made.process.wait()
        thread.join()


def unknown(workers: Workers, brought: list[Brought]) -> set[Brought]:
    """What some worker does not find. Each chunk is of different listings; if nothing holds the words, they are left out."""
    missing: set[Brought] = set()
    for first in range(0, len(brought), _AT_ONCE):
        asked = brought[first : first + _AT_ONCE]
        for answer in workers.ask("/api/v1/search?q=" + quote_plus(" ".join(f'"{word}"' for word, _offer in asked))):
            found = {result["id"] for result in answer["results"]} if answer["pages"] == 1 else set()
            missing |= {(word, offer) for word, offer in asked if offer not in found}
    return missing


def _parameters(database: str) -> dict[str, Any]:
    known = connection.get_connection_params()
    return {name: known[name] for name in ("host", "port", "user", "password") if name in known} | {"dbname": database}


def written(database: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(**_parameters(database)) as link:
        return link.execute(query).fetchall()  # type: ignore[arg-type]


def test_no_edit_is_missed_by_any_worker(site: Site, workers: Workers, writer: Any) -> None:
    before = next(workers.ask("/api/v1/search"))["total"]
    importer: Writer = writer("import")
    assert importer.told == [["begun"]]
    editors: dict[str, Writer] = {what: writer(what) for what in ("rows", "single", "lists")}
    asked = dict.fromkeys(editors, 0)
    while any(each.process.poll() is None for each in editors.values()) or any(asked[what] < len(editors[what].brought) for what in asked):
        for what, editor in editors.items():
            news = editor.brought[asked[what] :]
            assert unknown(workers, news[::-1]) == set(), f"{what}, after {asked}; the import: {importer.told[-1]}"
            asked[what] += len(news)
    assert asked == {"rows": ROWS, "single": SINGLE, "lists": LISTS}
    assert [each.process.wait() for each in (*editors.values(), importer)] == [0] * 4
    for what, editor in editors.items():
        edits, seconds = map(float, editor.told[-1])
        print(f"{what}: {edits:.0f} edits in {seconds} s, {edits / seconds:.0f} a second")
    assert [answer["total"] for answer in workers.ask("/api/v1/search")] == 3 * [before + IMPORTED]
    assert all(unknown(workers, editor.brought) == set() for editor in editors.values())
    database = site.environment["SITE_DATABASE"]
    assert written(database, "SELECT count(*) FROM services_searchrow") == [(before + IMPORTED,)]
    assert "SQL answers" not in site.log.read_text()


def test_commits_out_of_order_are_numbered_in_the_order_of_commit(site: Site) -> None:
    """What began first and commits last is told last."""
    database = site.environment["SITE_DATABASE"]
    offers = [row[0] for row in written(database, "SELECT offer_id FROM services_searchrow ORDER BY 1 LIMIT 2")]
    with psycopg.connect(**_parameters(database)) as first, psycopg.connect(**_parameters(database)) as second:
        for link, offer in ((first, offers[0]), (second, offers[1])):
            link.execute("UPDATE services_searchrow SET shape = shape WHERE offer_id = %s", [offer])
        second.commit()
        first.commit()
    told = written(database, "SELECT offer_id FROM services_searchchange WHERE offer_id IS NOT NULL ORDER BY seq DESC LIMIT 2")
    assert [row[0] for row in told] == offers


def test_an_edit_in_the_admin_is_known_to_every_worker_at_the_next_request(site: Site, workers: Workers) -> None:
    """Saved with the form of the page, by whichever worker; then each of the three is asked."""
    desk, before = SiteDesk(site), next(workers.ask("/api/v1/search"))["total"]
    offers = [row[0] for row in written(site.environment["SITE_DATABASE"], "SELECT offer_id FROM services_searchrow ORDER BY 1 LIMIT 5")]
    for number, offer in enumerate(offers):
        path = f"/admin/services/serviceatlocation/{offer}/change/"
        data, page = desk.open(path, "serviceatlocation_form")
        data["service-0-name_de"] = f"Beratung kwy{number}a"
        desk.save(path, data, page)
        assert unknown(workers, [(f"kwy{number}a", str(offer))]) == set(), f"edit {number}"
    path = f"/admin/services/serviceatlocation/{offers[-1]}/change/"
    data, page = desk.open(path, "serviceatlocation_form")
    desk.save(path, {**data, "status": "withdrawn"}, page)
    assert [answer["total"] for answer in workers.ask("/api/v1/search")] == 3 * [before - 1], "no worker shows what was withdrawn"
