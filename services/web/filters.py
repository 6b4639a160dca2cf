"""The filters beside a list: values with what they would find, "3 + 14", the chosen ones first."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _

from services.search.query import FacetValue, SearchResult
from services.web.pieces import NOTHING, Pieces, pieces

FILTER_ORDER = ("language", "need", "open_now", "access", "audience", "programme", "funder")
_SHOWN_AT_ONCE = 10
_CHECKED = b" checked"


def shown(result: SearchResult, labels: Mapping[str, Mapping[str, str]]) -> bytes:
    """All filters with something to choose; open are the first one and those in use."""
    found = [(name, each) for name in FILTER_ORDER if (each := _choices(name, result, labels[name]))]
    language = translation.get_language() or "de"
    return _joined(
        _filter(language, name, choices, is_open=position == 0 or bool(result.query.values(name)))
        for position, (name, choices) in enumerate(found)
    )


def _choices(name: str, result: SearchResult, labels: Mapping[str, str]) -> list[bytes]:
    chosen, found = result.query.values(name), result.facets[name]
    each = [(_CHECKED, _counted(code, found)) for code in chosen]
    each += [(NOTHING, value) for value in found if value.value not in chosen]
    return [
        _choice(name, code, labels.get(code, code)) % (checked, b"%d + %d" % (sure, unknown) if unknown else b"%d" % sure)
        for checked, (code, sure, unknown) in each
    ]


def _counted(code: str, found: Iterable[FacetValue]) -> FacetValue:
    return next((value for value in found if value.value == code), FacetValue(code, 0, 0))


def _filter(language: str, name: str, choices: list[bytes], *, is_open: bool) -> bytes:
    texts = {"first": _joined(choices[:_SHOWN_AT_ONCE]), "more": _joined(choices[_SHOWN_AT_ONCE:])}
    texts = {name: text for name, text in texts.items() if text}
    return _box(language, name, tuple(texts), is_open).with_safe(**texts)


@lru_cache(maxsize=256)
def _box(language: str, name: str, has: tuple[str, ...], is_open: bool) -> Pieces:
    return pieces("web/_filter.html", {"title": _title(name), "is_open": is_open}, has)


@lru_cache(maxsize=4096)
def _choice(name: str, value: str, label: str) -> bytes:
    """With holes for the tick and the number."""
    holes = ("checked", "count")
    return pieces("web/_choice.html", {"filter": name, "value": value, "label": label}, holes).in_order(*holes)


def _joined(choices: Iterable[bytes]) -> bytes:
    return b"".join(choices)


def _title(name: str) -> str:
    return {
        "need": _("Topic"),
        "open_now": _("Opening hours"),
        "language": _("Language"),
        "programme": _("Kind of help"),
        "audience": _("For whom"),
        "access": _("How to reach it"),
        "funder": _("Funded by"),
    }[name]
