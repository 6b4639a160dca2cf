"""More than five thousand different questions of each kind, in the same random order in every run."""

import random
from statistics import mean
from urllib.parse import quote, urlencode

from django.db.models import Count

from services.choices import AccessWay
from services.models import Area, Need, SearchRow

_WORDS = (
    "beratung", "schuldnerberatung", "migrationsberatung", "psychologe", "sprachkurs", "asyl", "anwalt", "schwanger", "wohnung", "jugend",
    "caritas", "diakonie", "schulden", "behörde", "brief", "arbeit", "krankenversicherung", "aufenthalt", "trauma", "integration",
    "kinder", "frauen", "ausbildung", "anerkennung", "dolmetscher", "miete", "familie", "ämter",
)  # fmt: skip
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


def datasette(kind: str) -> list[str]:
    facets = "&".join(f"_facet={name}" for name in ("city", "need", "language")) + "&_size=20"
    if kind == "word + town":
        return [f"?_search={quote(word)}&city={quote(town)}&{facets}" for word, town in word_and_town()]
    asked = [(need, page) for need, rows in _main_needs() for page in range(min(200, rows // 20))]
    return _shuffled([f"?need={need}&{facets}&_offset={20 * page}" for need, page in asked])


def _main_needs() -> list[tuple[str, int]]:
    """The needs that most listings name first, with how many: so many of them that both sides look at about as many listings."""
    masks = dict(SearchRow.objects.values_list("needs").annotate(number=Count("pk")))
    bits = {need: 1 << bit for need, bit in Need.objects.filter(code__in=needs()).values_list("code", "bit")}
    ours = mean(sum(number for mask, number in masks.items() if mask & bit) for bit in bits.values())
    first = {need: sum(number for mask, number in masks.items() if mask & -mask == bit) for need, bit in bits.items()}
    ordered = sorted(first.items(), key=lambda each: -each[1])
    return max(
        (ordered[:number] for number in range(1, len(ordered) + 1)),
        key=lambda some: (mean(rows for _need, rows in some) >= ours, len(some)),
    )


def beginnings() -> list[str]:
    """What is typed before suggestions are asked for."""
    names = [*_WORDS, *towns(600)]
    return _shuffled([f"{'place' if name[0].isupper() else 'q'}={quote(name[:length])}" for name in names for length in range(2, 8)])


def _shuffled(found: list) -> list:  # type: ignore[type-arg]
    random.Random(3).shuffle(found)  # noqa: S311
    return found
