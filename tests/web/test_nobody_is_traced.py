"""Two people walk the same way with different answers: nothing that stays behind tells them apart."""

import hashlib
import http.client
import re
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from services.models import ServiceAtLocation
from services.web import facts
from tests.running_site import Site, running

Answers = dict[str, str]
ONE = {"p-0-age": "26", "status": "G2", "place": "Prohlis", "who": "me", "p-0-situations": "violence"}
TWO = {"p-0-age": "71", "status": "G8", "place": "Zwickau", "who": "helper", "p-0-situations": "disability"}
#: Lines that other people's clients leave in the server's log when they go away.
_NOISE = re.compile(r"could not (?:receive|send) data|unexpected EOF|connection|recovery|starting|ready|shut|process|terminat|checkpoint")


class Visitor:
    """A browser reduced to what leaves traces; `redirects` are the headers of every answer that sends on, without the cookie's value."""

    def __init__(self, site: Site) -> None:
        self._host = urlsplit(site.url).netloc
        self._log = site.log
        self._cookie = ""
        self.redirects: list[dict[str, str]] = []
        self.pages: list[str] = []

    def go(self, path: str, form: Answers | None = None) -> None:
        link = http.client.HTTPConnection(self._host, timeout=30)
        headers = {"Cookie": self._cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        before = self._log.read_text()
        link.request("POST" if form is not None else "GET", path, urlencode(form or {}), headers)
        answer = link.getresponse()
        self.pages.append(answer.read().decode())
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = value.partition("=")
            self._cookie = f"{name}={rest.partition(';')[0]}" if name == facts.NAME else self._cookie
        if 300 <= answer.status < 400:
            masked = {name: re.sub(rf"{facts.NAME}=[^;]*|expires=[^;]*", "*", value) for name, value in answer.headers.items()}
            self.redirects.append({name: value for name, value in masked.items() if name.lower() != "date"})
        link.close()
        self._wait_for(f"{'POST' if form is not None else 'GET'} {urlsplit(path).path} {answer.status} ", before)

    def _wait_for(self, line: str, before: str) -> None:
        """The line of an answer is written after the answer: the next one must not overtake it."""
        end = time.monotonic() + 10
        while self._log.read_text().count(line) == before.count(line) and time.monotonic() < end:
            time.sleep(0.02)


def journey(site: Site, offer: str, answers: Answers) -> Visitor:
    visitor = Visitor(site)
    visitor.go("/de/")
    visitor.go("/de/search/", {"q": f"jugendmigrationsdienst {answers['p-0-age']} jahre", "place": "Dresden"})
    visitor.go("/de/you/?next=/de/search/%3Fplace%3DDresden")
    visitor.go("/de/you/", {**answers, "p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "next": "/de/search/?place=Dresden"})
    for path in ("/de/search/?place=Dresden", f"/de/offers/{offer}/", "/de/programmes/MBE/", "/ar/programmes/JMD/", "/de/nowhere/"):
        visitor.go(path)
    visitor.go("/de/search/", {"verdict": "fits"})
    visitor.go(f"/de/search/?{urlencode({'status': answers['status']})}")
    visitor.go("/de/you/", {"forget": "1", "next": "/de/"})
    visitor.go("/exit/")
    return visitor


def masked(lines: str) -> list[str]:
    """Without times, milliseconds and process numbers."""
    return [re.sub(r"\[[^\]]*\]|\b\d+ms\b|\d{4}-\d\d-\d\d[ T][\d:.,]+(?: UTC)?|\[\d+\]", "*", line) for line in lines.splitlines()]


def dump(database: str) -> dict[str, str]:
    """Every row of every table, as a hash."""
    parameters = {**connection.get_connection_params(), "dbname": database}
    with psycopg.connect(
        **{name: value for name, value in parameters.items() if name in {"dbname", "host", "port", "user", "password"}}
    ) as link:
        tables = [row[0] for row in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()]
        query = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"
        return {table: link.execute(query.format(psycopg.sql.Identifier(table).as_string(link))).fetchone()[0] for table in tables}  # type: ignore[index,arg-type]


def files(directory: Path) -> dict[str, str]:
    """Whatever else the site could have written."""
    kept = [path for path in sorted(directory.rglob("*")) if path.is_file() and path.name != "log"]
    return {str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


@pytest.mark.full
@pytest.mark.django_db
def test_nothing_that_stays_behind_tells_two_visitors_apart() -> None:
    listed = ServiceAtLocation.objects.public().filter(service__programme__code="FSA_MSA").order_by("pk")[0]
    offer = f"{listed.pk}/{listed.service.slug}"
    server_log = Path(settings.DATABASES["default"]["DATA_DIR"]) / "postgres.log"
    with running(WORKERS="1") as site:
        journey(site, offer, ONE)  # everything that is read once has been read
        left: list[tuple[list[str], list[str], dict[str, str], dict[str, str], list[dict[str, str]]]] = []
        pages = []
        for answers in (ONE, TWO):
            log, servers = len(site.log.read_text()), len(server_log.read_text())
            visitor = journey(site, offer, answers)
            said = [line for line in masked(server_log.read_text()[servers:]) if not _NOISE.search(line)]
            traces = masked(site.log.read_text()[log:])
            left.append((traces, said, dump(site.environment["SITE_DATABASE"]), files(site.log.parent), visitor.redirects))
            pages.append(visitor.pages)
    one, two = left
    for left_by_one, left_by_two in zip(one, two, strict=True):
        assert left_by_one == left_by_two
    assert len(one[0]) == 13 + 2  # each answer, and the two warnings of Django about a missing page and a refused address
    assert len(one[2]) > 50
    assert len(one[4]) >= 3
    assert pages[0] != pages[1]
    assert all("Duldung" in page for page in pages[0][4:7])
