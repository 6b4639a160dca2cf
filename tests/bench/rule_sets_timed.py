"""The verdicts of 500 sets of rules for one person: what a search with answers costs beside the search itself."""

import itertools
import statistics
import time
from datetime import date

from services.eligibility.assess import by_where
from tests.bench import rule_sets


def show() -> None:
    profiles, people, took = rule_sets.profiles(500), itertools.cycle(rule_sets.people()), []
    for _round in range(60):
        start = time.perf_counter()
        for _verdicts in by_where(profiles, next(people), date.today()):
            pass
        took.append(time.perf_counter() - start)
    print(f"500 sets of rules for one person: {statistics.median(took) * 1000:.2f} ms (median)")
