"""The filters, each as one question to a row: stated, to be arranged, not known, or a stated no.

One definition serves the filter, the groups and the counts, so that they cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from services.search import codes
from services.search.query import FacetValue

_MASK_STATE = "CASE WHEN {column} & {mask} <> 0 THEN 0 WHEN {column} = 0 THEN 2 ELSE 3 END"
_LANGUAGE_STATE = (
    "CASE WHEN languages_fresh_until IS NULL OR languages_fresh_until < %(today)s THEN 2"
    " WHEN languages_stated & {mask} <> 0 THEN 0"
    " WHEN languages_arranged & {mask} <> 0 OR languages_any_arranged THEN 1"
    " WHEN languages_complete THEN 3 ELSE 2 END"
)
_OPEN_STATE = (
    "CASE WHEN closed OR %(today)s BETWEEN closed_from AND closed_to THEN 3"
    " WHEN hours_fresh_until IS NULL OR hours_fresh_until < %(today)s OR opens = '{{}}' OR land = ANY(%(closed_lands)s) THEN 2"
    " WHEN EXISTS (SELECT 1 FROM unnest(opens, closes) AS span (a, b) WHERE %(minute)s >= a AND %(minute)s < b) THEN 0 ELSE 3 END"
)
_ACCESS_STATE = "CASE WHEN access & {mask} <> 0 THEN 0 WHEN access_not & {mask} = {mask} THEN 3 ELSE 2 END"
_PROGRAMME_STATE = "CASE WHEN programme = '' THEN 2 WHEN programme = ANY({mask}) THEN 0 ELSE 3 END"


@dataclass(frozen=True, slots=True)
class Facet:
    """`state` is SQL with `{mask}` for the chosen values: 0 stated, 1 arranged, 2 unknown, 3 a stated no.

    `always` are the values that are offered even where nobody states them, unless nothing at all is found: people must be
    able to ask for their language.
    """

    name: str
    state: str
    always: tuple[str, ...] = ()

    def sql(self, mask: str) -> str:
        return self.state.format(mask=mask)

    def mask(self, values: tuple[str, ...]) -> int | list[str]:
        """What `{mask}` stands for: bits, or the codes themselves for programmes."""
        if self.name == "programme":
            return list(values)
        bits = codes.of(self.name)
        return sum({1 << bits[value] for value in values if value in bits})


FACETS = (
    Facet("need", _MASK_STATE.replace("{column}", "needs")),
    Facet("language", _LANGUAGE_STATE, ("ar", "fa", "fa-AF", "uk", "ru", "tr", "fr", "ti", "ku", "en")),
    Facet("programme", _PROGRAMME_STATE),
    Facet("audience", _MASK_STATE.replace("{column}", "audiences")),
    Facet("access", _ACCESS_STATE),
    Facet("open_now", _OPEN_STATE),
    Facet("funder", _MASK_STATE.replace("{column}", "funders")),
)
BY_NAME = {facet.name: facet for facet in FACETS}


def of_nothing(chosen: Iterable[str]) -> tuple[FacetValue, ...]:
    """Where there is nothing to count: what was chosen, so that it can be taken back."""
    return tuple(FacetValue(value, 0, 0) for value in sorted(chosen))
