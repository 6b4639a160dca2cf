"""`make bench`: how fast the search is, as ratios in one run, at 10,000, 100,000 and 1,000,000 made-up listings.

SIZES="10000 100000" for less, SECONDS per side and round, ROUNDS; DATASETTE names its program. Every request is another
question; the rounds of all sides take turns, so that the machine's mood hits all alike. Pages are cold once, when no card is
kept; warm, when every question has been asked. Answers are checked against SQL before anything is timed.
"""

import os
import statistics
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.sides import Side

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beratung.settings")

SIZES = [int(size) for size in os.environ.get("SIZES", "10000 100000 1000000").replace(",", " ").split()]
SECONDS, ROUNDS = float(os.environ.get("SECONDS", "3")), int(os.environ.get("ROUNDS", "3"))


def main() -> None:
    import django
    import pytest  # noqa: F401  (the settings choose the tests' own cluster when it is loaded)

    django.setup()
    from tests.bench import alone, databases, rule_sets_timed

    rule_sets_timed.show()
    for size in SIZES:
        name = databases.use(size)
        print(f"\n== {size:,} listings ==", flush=True)
        alone.show(size)
        _over_http(name)


def _over_http(database: str) -> None:
    from tests.bench import datasette, sides

    program = os.environ.get("DATASETTE", "")
    if not program:
        print("(without Datasette: DATASETTE names its program)")
    with sides.site(database) as site, datasette.serving(program) if program else nullcontext([]) as others:
        asked = [*sides.of_site(site), *others]
        cold = {side.name: _answers(side, 0) for side in asked if side.is_cold}
        counted = [sides.cards(site)]
        asked = [side for side in asked if not side.is_cold]
        for side in asked:
            side.warm()
        counted.append(sides.cards(site))
        warm = _rounds(asked)
        counted.append(sides.cards(site))
        memory = sides.bytes_per_worker(site)
    _table({**warm, **cold}, {name: len(times) / SECONDS for name, times in cold.items()})
    shares = {"cold": _kept((0, 0), counted[0]), "warm": _kept(*counted[1:])}
    print("listings that a worker had kept, of those that it showed:", ", ".join(f"{name} {share:.0%}" for name, share in shares.items()))
    print("memory per worker:", ", ".join(f"{size / 1e6:.0f} MB" for size in memory))


def _rounds(asked: "list[Side]") -> dict[str, list[float]]:
    took: dict[str, list[float]] = {side.name: [] for side in asked}
    for number in range(ROUNDS):
        for side in asked:
            took[side.name] += _answers(side, 1000 * (number + 1))
    return took


def _kept(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Of (shown, made) at two moments."""
    shown, made = after[0] - before[0], after[1] - before[1]
    return 1 - made / max(1, shown)


def _answers(side: "Side", offset: int) -> list[float]:
    """Seconds of each."""
    found, wrong = side.run(SECONDS, offset)
    if wrong > len(found) // 2:  # once is the clock: tags hold for five minutes
        found, wrong = side.run(SECONDS, offset)
    if wrong > len(found) // 2:
        sys.exit(f"{side.name}: {wrong} of {len(found)} answers were not what was asked for")
    return found


def _table(took: dict[str, list[float]], cold: dict[str, float]) -> None:
    rate = {name: len(times) / (SECONDS * ROUNDS) for name, times in took.items()} | cold
    print(f"{'over HTTP, 8 visitors':34}{'a second':>10}{'median ms':>11}{'p95 ms':>9}{'of constant':>13}{'× Datasette':>13}")
    for name, times in took.items():
        other = rate.get(f"Datasette: {name.partition(': ')[2]}") if not name.startswith("Datasette") else None
        against = f"{rate[name] / other:12.0f}×" if other else ""
        p95 = sorted(times)[int(len(times) * 0.95)] * 1000
        share = rate[name] / rate["constant page"]
        print(f"{name:34}{rate[name]:10.1f}{statistics.median(times) * 1000:11.2f}{p95:9.2f}{share:13.3f}{against:>13}")


main()
