"""The search without a page: columns against SQL, memory, loading, first and further words."""

import itertools
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from unittest import mock

from django.test import Client

from services.display import days
from services.eligibility.person import Person
from services.search import changes, codes, places, run, sql
from services.search.columns import rows, words
from services.search.columns.snapshot import Snapshot, build
from services.search.columns.worker import Engine, Held
from services.search.query import SearchQuery
from services.search.reading import read
from services.web import fragments
from tests.bench import questions, rule_sets
from tests.search.random_queries import Questions

_ENOUGH = 60
_HOUSEHOLD = (36, 34, 15, 8, 2)
#: Nonsenses at 100,000 listings; with more of them fewer, as most words are read for the first time.
_NONSENSES, _USUAL = 400, 100_000


def show(size: int) -> None:
    start = time.perf_counter()
    made = build(rows.read(), codes.current(), changes.offers(0, 0).epoch, 0)
    took = time.perf_counter() - start
    held = Held(made, words.Shelf(made.size))
    print(f"loaded in {took:.2f} s; {made.nbytes / made.size:.0f} bytes a listing; process {_resident():.0f} MB", flush=True)
    with mock.patch.object(run, "build_with", side_effect=lambda: Engine(held).build):
        _same_answers(size)
        _timed(held)
        _slowest(min(_NONSENSES, _NONSENSES * _USUAL // size))
    print(f"words read so far: {held.shelf.nbytes / made.size:.0f} bytes a listing")
    _fragments(held.snapshot)


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _same_answers(size: int) -> None:
    asked, number = Questions(11), {10_000: 60, 100_000: 20}.get(size, 4)
    for _number in range(number):
        query = asked.one().query
        found = run.search(query)
        with mock.patch.object(run, "build_with", return_value=sql.build):
            assert found == run.search(query), query
    print(f"{number} random questions: the same answers as SQL", flush=True)


def _queries() -> dict[str, Iterator[SearchQuery]]:
    now = days.now()
    plain = {"today": now.date(), "minute": days.minute_of_week(now)}
    towns, needs = itertools.cycle(map(places.find, questions.towns(100))), itertools.cycle(questions.needs())
    homes = itertools.cycle(filter(None, map(places.home, questions.towns(100))))
    people = (replace(person, home=next(homes)) for person in itertools.cycle(rule_sets.people()))
    families = (tuple(Person(age, "G5", home=home) for age in _HOUSEHOLD) for home in homes)
    berlin, typed = places.find("Berlin"), itertools.cycle(["beratung", "schulden", "familie", "amt"])
    return {
        "town, need": (SearchQuery(place=next(towns), need=(next(needs),), **plain) for _ in itertools.count()),
        "… with one person": (
            SearchQuery(place=next(towns), need=(next(needs),), persons=(next(people),), **plain) for _ in itertools.count()
        ),
        "… with five people": (
            SearchQuery(place=next(towns), need=(next(needs),), persons=next(families), **plain) for _ in itertools.count()
        ),
        "Berlin, need": (SearchQuery(place=berlin, need=(next(needs),), **plain) for _ in itertools.count()),
        "need, whole country": (SearchQuery(need=(next(needs),), **plain) for _ in itertools.count()),
        "common word, country": (read(SearchQuery(q=f'"{next(typed)}"', **plain)) for _ in itertools.count()),
        "nothing asked": (SearchQuery(**plain) for _ in itertools.count()),
    }


def _timed(held: Held) -> None:
    asked = _queries()
    took: dict[str, list[float]] = {name: [] for name in asked}
    first: dict[str, float] = {}
    for number in range(_ENOUGH + 5):
        for name, queries in asked.items():
            query = next(queries)
            start = time.perf_counter()
            run.search(query)
            seconds = time.perf_counter() - start
            first.setdefault(name, seconds)
            if number >= 5:
                took[name].append(seconds)
    print(f"{'search alone, all facets':24}{'median ms':>10}{'p95 ms':>9}{'first ms':>10}")
    for name, times in took.items():
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{name:24}{statistics.median(times) * 1000:10.2f}{p95 * 1000:9.2f}{first[name] * 1000:10.1f}")


def _slowest(number: int) -> None:
    """Typed nonsense: what a page's words can cost at most."""
    dice = random.Random(1)  # noqa: S311
    letters = "abcdefghijäöüß '\"&|!():*\\0123456789ابتثдежзиığş" + "漢字🙂"
    took = []
    for _number in range(number):
        text = "".join(dice.choices(letters, k=200))
        took.append(_seconds(lambda text=text: run.search(SearchQuery(today=days.now().date(), q=text), with_facets=False)))  # type: ignore[misc]
    print(f"{number} typed nonsenses of 200 characters: slowest {max(took) * 1000:.0f} ms, median {statistics.median(took) * 1000:.1f} ms")


def _seconds(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def _fragments(_snapshot: Snapshot) -> None:
    """Pages in this process: the first time, and again when their cards are kept."""
    client = Client(headers={"host": "localhost"})
    for kind in ("word + town", "need"):
        asked = questions.pages(kind)[:150]
        for when in ("first", "again"):
            with (
                mock.patch.object(fragments, "ready", wraps=fragments.ready) as ready,
                mock.patch.object(fragments.cards, "for_hits", wraps=fragments.cards.for_hits) as made,
            ):
                took = [_seconds(lambda each=each: client.get(f"/de/search/{each}")) for each in asked]  # type: ignore[misc]
            shown, new = (sum(len(call.args[0]) for call in each.call_args_list) for each in (ready, made))
            share = 1 - new / max(1, shown)
            print(f"page, {kind}, {when}: median {statistics.median(took) * 1000:.2f} ms, {share:.0%} of the cards were kept")
