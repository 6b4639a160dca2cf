"""The filters beside a list: values with what they would find, "3 + 14", the chosen ones first."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.search.query import FacetValue, SearchResult
from services.web.pieces import NOTHING, Pieces, pieces

FILTER_ORDER = ("language", "need", "open_now", "access", "audience", "programme", "funder")
_SHOWN_AT_ONCE = 10
_CHECKED = SafeString(" checked")


def shown(result: SearchResult, labels: Mapping[str, Mapping[str, str]]) -> SafeString:
    """All filters with something to choose; open are the first one and those in use."""
    found = [(name, each) for name in FILTER_ORDER if (each := _choices(name, result, labels[name]))]
    return _joined(
        _filter(name, choices, is_open=position == 0 or bool(result.query.values(name))) for position, (name, choices) in enumerate(found)
    )


def _choices(name: str, result: SearchResult, labels: Mapping[str, str]) -> list[SafeString]:
    chosen = result.query.values(name)
    counted = {value.value: value for value in result.facets[name]}
    order = [*chosen, *(code for code in counted if code not in chosen)]
    return [_choice(name, counted.get(code) or FacetValue(code, 0, 0), labels.get(code, code), code in chosen) for code in order]


def _filter(name: str, choices: list[SafeString], *, is_open: bool) -> SafeString:
    texts = {"first": _joined(choices[:_SHOWN_AT_ONCE]), "more": _joined(choices[_SHOWN_AT_ONCE:])}
    texts = {name: text for name, text in texts.items() if text}
    return _box(translation.get_language() or "de", name, tuple(texts), is_open).filled(**texts)


@lru_cache(maxsize=256)
def _box(language: str, name: str, has: tuple[str, ...], is_open: bool) -> Pieces:
    return pieces("web/_filter.html", {"title": _title(name), "is_open": is_open}, has)


def _choice(name: str, value: FacetValue, label: str, is_chosen: bool) -> SafeString:
    around = _around(name, value.value, label)
    return around.filled(checked=_CHECKED if is_chosen else NOTHING, count=_count(value.sure, value.unknown))


def _count(sure: int, unknown: int) -> SafeString:
    return SafeString(f"{sure} + {unknown}" if unknown else f"{sure}")


@lru_cache(maxsize=4096)
def _around(name: str, value: str, label: str) -> Pieces:
    return pieces("web/_choice.html", {"filter": name, "value": value, "label": label}, ("checked", "count"))


def _joined(choices: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(choices))


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
