"""`make bench`: search, page of results, JSON and the verdicts of 500 sets of rules for one person, beside a constant page.

Every round asks different questions; the rounds of all sides take turns, so that the machine's mood hits all alike.
"""

import itertools
import os
import statistics
import time
from collections.abc import Callable
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beratung.settings")

ROUNDS, QUESTIONS = 7, 20


def main() -> None:
    import django
    import pytest  # noqa: F401  (the settings choose the tests' own cluster when it is loaded)

    django.setup()
    from django.http import QueryDict
    from django.test import Client
    from django.test.utils import setup_test_environment

    from services.eligibility.assess import by_where
    from services.models import Need
    from services.search.parameters import SearchForm
    from services.search.run import search
    from tests import loaded_database
    from tests.bench import rule_sets

    name = loaded_database.copy()
    setup_test_environment()
    client, places = Client(), ("Dresden", "Leipzig", "01796", "Chemnitz", "Rostock", "Sachsen")
    needs = list(Need.objects.filter(is_sensitive=False).order_by("bit").values_list("code", flat=True))
    questions = itertools.cycle(f"place={place}&need={need}" for need in needs for place in places)

    def alone(question: str) -> None:
        search(SearchForm(QueryDict(question)).to_query("de", date.today()))

    profiles, people = rule_sets.profiles(500), itertools.cycle(rule_sets.people())

    def verdicts(_question: str) -> None:
        for _verdicts in by_where(profiles, next(people), date.today()):
            pass

    sides: dict[str, Callable[[str], object]] = {
        "constant page": lambda question: client.get("/livez"),
        "search alone": alone,
        "JSON": lambda question: client.get(f"/api/v1/search?{question}"),
        "500 profiles": verdicts,
        "page of results": lambda question: client.get(f"/de/search/?{question}"),
    }
    took: dict[str, list[float]] = {side: [] for side in sides}
    try:
        for _round in range(ROUNDS):
            for side, ask in sides.items():
                for _ in range(QUESTIONS):
                    question = next(questions)
                    start = time.perf_counter()
                    ask(question)
                    took[side].append(time.perf_counter() - start)
    finally:
        loaded_database.drop(name)
    _print(took)


def _print(took: dict[str, list[float]]) -> None:
    base = statistics.median(took["constant page"])
    print(f"{'':18}{'median ms':>10}{'p95 ms':>10}{'× constant':>12}")
    for side, times in took.items():
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{side:18}{statistics.median(times) * 1000:10.2f}{p95 * 1000:10.2f}{statistics.median(times) / base:12.1f}")


main()
