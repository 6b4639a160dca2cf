"""More than five thousand different questions of each kind, in the same random order in every run."""

import random
from collections.abc import Iterable, Mapping
from itertools import accumulate
from statistics import mean
from typing import TypeVar
from urllib.parse import quote, urlencode

from django.db.models import Count

from services.choices import AccessWay
from services.models import Area, Need, SearchRow
from services.search import places
from services.search.query import SearchQuery
from services.search.reading import read
from services.search.run import search
from tests.bench.synthetic import TODAY

T = TypeVar("T")
Counts = Mapping[tuple[str, str], int]
_WORDS = (
    "beratung", "schuldnerberatung", "migrationsberatung", "psychologe", "sprachkurs", "asyl", "anwalt", "schwanger", "wohnung", "jugend",
    "caritas", "diakonie", "schulden", "behörde", "brief", "arbeit", "krankenversicherung", "aufenthalt", "trauma", "integration",
    "kinder", "frauen", "ausbildung", "anerkennung", "dolmetscher", "miete", "familie", "ämter",
)  # fmt: skip
#: Questions whose results tell how many listings one finds.
_ENOUGH = 200
_SPOKEN = ("ar", "fa", "uk", "ru", "tr", "fr", "ti", "ku", "en", "fa-AF")


def towns(number: int) -> list[str]:
    sizes = Area.objects.filter(kind="municipality").annotate(size=Count("postal_codes")).order_by("-size", "key")
    return list(dict.fromkeys(sizes.values_list("name", flat=True)[: 2 * number]))[:number]


def needs() -> list[str]:
    """Without the sensitive ones, which stand in no address."""
    return list(Need.objects.filter(is_sensitive=False).order_by("bit").values_list("code", flat=True))


def word_and_town() -> list[tuple[str, str]]:
    return _shuffled([(word, town) for word in _WORDS for town in towns(200)])


def need_in_the_country() -> list[str]:
    """Each need with one or two further filters, so that no question comes twice; the need alone is among them."""
    ways = ("", *(f"&access={way}" for way in AccessWay.values))
    spoken = ("", *(f"&language={code}" for code in _SPOKEN))
    return _shuffled([f"need={need}{way}{code}&page={page}" for need in needs() for way in ways for code in spoken for page in (1, 2, 3)])


def pages(kind: str) -> list[str]:
    if kind == "word + town":
        return [f"?{urlencode({'q': word, 'place': town})}" for word, town in word_and_town()]
    return [f"?{question}" for question in need_in_the_country()]


def datasette(kind: str, holding: Counts) -> list[str]:
    """Pages of results for as many questions as make both sides look at about as many listings.

    `holding`: (word, town) → listings of Datasette that hold it. It corrects nothing and knows no other word for a need: asked
    all that we are asked, it would mostly answer with an empty page.
    """
    facets = "&".join(f"_facet={name}" for name in ("city", "need", "language")) + "&_size=20"
    if kind == "word + town":
        asked = {f"_search={quote(word)}&city={quote(town)}": rows for (word, town), rows in _largest(holding, _found_by_us())}
    else:
        asked = {f"need={need}": rows for need, rows in _main_needs()}
    pages = [(question, page) for question, rows in asked.items() for page in range(min(200, -(-rows // 20)))]
    return _shuffled([f"?{question}&{facets}&_offset={20 * page}" for question, page in pages])


def _found_by_us() -> float:
    """How many listings a word in a town finds on average."""
    some = word_and_town()[:_ENOUGH]
    found = (search(read(SearchQuery(TODAY, q=word, place=places.find(town))), with_facets=False).total for word, town in some)
    return mean(found)


def _main_needs() -> Iterable[tuple[str, int]]:
    """The needs that most listings name first, with how many."""
    masks = dict(SearchRow.objects.values_list("needs").annotate(number=Count("pk")))
    bits = {need: 1 << bit for need, bit in Need.objects.filter(code__in=needs()).values_list("code", "bit")}
    ours = mean(sum(number for mask, number in masks.items() if mask & bit) for bit in bits.values())
    first = {need: sum(number for mask, number in masks.items() if mask & -mask == bit) for need, bit in bits.items()}
    return _largest(first, ours)


def _largest(rows: Mapping[T, int], least: float) -> Iterable[tuple[T, int]]:
    """As many of the largest as have this mean."""
    ordered = sorted(rows.items(), key=lambda each: -each[1])
    means = (total / number for number, total in enumerate(accumulate(rows for _key, rows in ordered), 1))
    return ordered[: max(1, sum(each >= least for each in means))]


def beginnings() -> list[str]:
    """What is typed before suggestions are asked for."""
    names = [*_WORDS, *towns(600)]
    return _shuffled([f"{'place' if name[0].isupper() else 'q'}={quote(name[:length])}" for name in names for length in range(2, 8)])


def _shuffled(found: list) -> list:  # type: ignore[type-arg]
    random.Random(3).shuffle(found)  # noqa: S311
    return found
