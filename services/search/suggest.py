"""What somebody may be about to write: needs, kinds of help and organizations for "what", places for "where"."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from services.choices import PhraseKind
from services.models import Area, Organization
from services.search import places
from services.search.text import words
from services.search.understand.parts import Meaning
from services.search.understand.vocabulary import Vocabulary, current

MOST = 8
_SHORTEST = 2
#: How many phrases that begin alike are looked at.
_LOOKED_AT = 400
_WHAT = (PhraseKind.NEED, PhraseKind.PROGRAMME)


def meanings(text: str) -> list[Meaning]:
    """Needs and kinds of help of which a word or phrase begins with the whole text, or with its last word."""
    typed = words(text)
    if len("".join(typed)) < _SHORTEST:
        return []
    vocabulary = current()
    found = [*_beginning(vocabulary, " ".join(typed)), *_beginning(vocabulary, typed[-1])]
    wanted = [meaning for kind in _WHAT for meaning in found if meaning.kind == kind]
    return list(dict.fromkeys(wanted))[:MOST]


def organizations(text: str) -> list[str]:
    """Names of organizations that begin with the text or have a word that does."""
    begin = text.replace("\x00", "").strip()
    if len(begin) < _SHORTEST:
        return []
    begins = Organization.objects.filter(name__istartswith=begin) | Organization.objects.filter(name__icontains=f" {begin}")
    return list(begins.order_by("name").values_list("name", flat=True)[:MOST])


def towns(text: str) -> list[str]:
    """Names of places that begin so, the larger ones first."""
    begin = " ".join(words(text))
    if len(begin) < _SHORTEST or begin.isdigit():
        return []
    keys = [meaning.code for meaning in _beginning(current(), begin) if meaning.kind == PhraseKind.PLACE]
    found = places.by_size(Area.objects.filter(key__in=dict.fromkeys(keys)))
    return list(dict.fromkeys(area.name for area in found))[:MOST]


def _beginning(vocabulary: Vocabulary, begin: str) -> Iterator[Meaning]:
    at = bisect_left(vocabulary.starts, begin, key=lambda entry: entry[0])
    for phrase, meaning in islice(vocabulary.starts, at, at + _LOOKED_AT):
        if not phrase.startswith(begin):
            return
        yield meaning
