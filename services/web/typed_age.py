"""An age among the words of a search: offered as an answer, and taken out of the words before they become an address."""

import re
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from services.display import days
from services.display.people import Asking
from services.search import sensitive
from services.search.filterset import SearchFilterSet

_YEARS = r"(?:\s*[-]?\s*(?:jahre?n?|j\.|years?(?:\s+old)?|yo|سنة|سنوات|عام|лет|років|роки|yaşında|yaş|ans|ساله|سال))?"
_AGE = re.compile(rf"(?<!\d)(\d{{1,2}})(?!\d){_YEARS}", re.IGNORECASE)


def typed_age(q: str, asking: Asking | None) -> int | None:
    """The one age in the words; None if there are several numbers, or an age is known already."""
    found = _AGE.findall(q)
    known = asking is not None and asking.persons[0].age is not None
    return int(found[0]) if len(found) == 1 and not known else None


def without_age(asked: QueryDict, language: str) -> str:
    """The address of the same search without the age; the bare search where something else may not stand in an address."""
    q = " ".join(_AGE.sub(" ", asked.get("q", "")).split())
    kept = [("q", q), ("place", asked.get("place", "")), *(("need", need) for need in asked.getlist("need"))]
    query = SearchFilterSet(QueryDict(urlencode(kept))).to_query(language, days.now().date())
    if sensitive.judge(query).any:
        return reverse("search")
    pairs = [(name, value) for name, value in kept if value.strip()]
    return f"{reverse('search')}?{urlencode(pairs)}" if pairs else reverse("search")
