"""What was understood of the typed words, in the reader's language."""

from collections.abc import Mapping

from services.choices import Audience, PhraseKind
from services.display.labels import Labels
from services.display.people import PAPERS
from services.search.query import SearchQuery
from services.search.understand.parts import Meaning, Part

_FACETS = {PhraseKind.NEED: "need", PhraseKind.PROGRAMME: "programme", PhraseKind.LANGUAGE: "language", PhraseKind.ACCESS: "access"}


def label(part: Part, query: SearchQuery, labels: Labels) -> str:
    """All that the part means, joined; "" where it means nothing that is searched for."""
    return " / ".join(dict.fromkeys(filter(None, (meaning_label(meaning, query, labels) for meaning in part.meanings))))


def named(meaning: Meaning, labels: Labels) -> str:
    """The need or kind of help in the reader's language."""
    return labels[_FACETS[meaning.kind]].get(meaning.code, meaning.code)


def meaning_label(meaning: Meaning, query: SearchQuery, labels: Labels) -> str:
    if meaning.kind in _FACETS:
        return named(meaning, labels)
    if meaning.kind == PhraseKind.PLACE:
        return query.place.label if query.place else ""
    audiences = dict(Audience.choices)
    fixed: dict[PhraseKind, Mapping[str, object]] = {PhraseKind.PAPER: PAPERS, PhraseKind.AUDIENCE: audiences, PhraseKind.AGE: {}}
    return str(fixed[meaning.kind].get(meaning.code, meaning.code)) if meaning.kind in fixed else ""
