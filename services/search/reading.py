"""From typed words to a query that says what they mean."""

from dataclasses import replace

from services.choices import PhraseKind
from services.search import places
from services.search.query import SearchQuery
from services.search.understand.parse import parse


def read(query: SearchQuery) -> SearchQuery:
    """The same query with its words understood; a place in the words counts where none was chosen."""
    if not query.q.strip() or query.understood.typed:
        return query
    understood = parse(query.q, query.lang)
    place = query.place or places.of_keys([part.codes(PhraseKind.PLACE) for part in understood.parts])
    return replace(query, understood=understood, place=place)
