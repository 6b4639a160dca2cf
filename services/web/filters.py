"""The filters beside a list: values with what they would find, "3 + 14", the chosen ones first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.search.query import FacetValue, SearchResult
from services.web.pieces import Pieces, pieces

FILTER_ORDER = ("language", "need", "open_now", "access", "audience", "programme", "funder")
_SHOWN_AT_ONCE = 10
_CHECKED = SafeString(" checked")


@dataclass(frozen=True, slots=True)
class Filter:
    """`first` and `more` are choices, ready to be shown."""

    title: str
    first: SafeString
    more: SafeString
    is_open: bool


def build(name: str, result: SearchResult, labels: Mapping[str, str]) -> Filter | None:
    """None where there is nothing to choose."""
    chosen = result.query.values(name)
    counted = {value.value: value for value in result.facets[name]}
    order = [*chosen, *(code for code in counted if code not in chosen)]
    choices = [_choice(name, counted.get(code) or FacetValue(code, 0, 0), labels.get(code, code), code in chosen) for code in order]
    return Filter(_title(name), _joined(choices[:_SHOWN_AT_ONCE]), _joined(choices[_SHOWN_AT_ONCE:]), bool(chosen)) if choices else None


def _choice(name: str, value: FacetValue, label: str, is_chosen: bool) -> SafeString:
    count = f"{value.count} + {value.unknown}" if value.unknown else value.count
    return _around(name, value.value, label).filled(checked=_CHECKED if is_chosen else "", count=count)


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
