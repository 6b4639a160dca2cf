"""Reference data and real listings from `fixtures/` into the database, all or nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from services.actions import recording
from services.exchange import apply, areas
from services.exchange.readers import listings, money, programmes, sources, vocabulary
from services.exchange.records import Record, identity
from services.models import LoadedRow
from services.search import collector

#: Raised when the readers put something else into the database from the same files.
READERS = 3


def load(directory: Path) -> Counter[str]:
    """What was done, by kind; nothing at all if no file has changed since the last time."""
    seen, created = LoadedRow.objects.filter(model="files", record=identity("files", "fixtures")), _digest(directory)
    if seen.filter(wanted=created).exists():
        return Counter()
    with recording.atomic(), collector.paused():
        _one_at_a_time()
        if seen.filter(wanted=created).exists():
            return Counter()
        counts = Counter({"areas": areas.load(directory)})
        counts += apply.apply(_all(directory))
        LoadedRow.objects.update_or_create(model="files", record=identity("files", "fixtures"), defaults={"wanted": created, "written": ""})
    return counts


def _one_at_a_time() -> None:
    """Two starts at once: the second waits for the first and then finds everything done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_fixtures'))")


def _all(directory: Path) -> Iterator[Record]:
    yield from sources.records(directory)
    yield from vocabulary.records(directory)
    yield from programmes.records(directory)
    yield from vocabulary.need_ranks(directory)
    yield from listings.records(directory)
    yield from money.projects(directory)
    yield from listings.services_and_offers(directory)
    yield from money.funding(directory)
    yield from sources.facts(directory)


def _digest(directory: Path) -> str:
    digest = hashlib.sha256(str(READERS).encode())
    for path in sorted([*directory.glob("*.toml"), *directory.glob("*.csv")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
