"""An age among the words of a search: offered as an answer, and taken out of the words before they become an address."""

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from services.choices import PhraseKind
from services.display.people import Asking
from services.search import sensitive
from services.search.query import SearchQuery
from services.search.reading import read
from services.search.understand.parts import Understood


def typed_age(query: SearchQuery, asking: Asking | None) -> int | None:
    """The one age in the words, if none is known yet."""
    is_known = asking is not None and asking.persons[0].age is not None
    return None if is_known else replace(query, persons=()).told_age


def without_age(query: SearchQuery, place: str) -> str:
    """The address of the same search without the age and the words that mean nothing ("years old"); the bare search where
    something else may not stand in an address."""
    understood = query.understood
    gone = {at for part in understood.parts if part.codes(PhraseKind.AGE) or part.codes(PhraseKind.IGNORE) for at in part.words}
    left = read(replace(query, q=understood.without(gone), understood=Understood()))
    pairs = [("q", left.q), ("place", place), *(("need", need) for need in query.need)]
    kept = [] if sensitive.judge(left).any else [(name, value) for name, value in pairs if value.strip()]
    return f"{reverse('search')}?{urlencode(kept)}" if kept else reverse("search")
