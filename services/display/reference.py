"""What many cards share: kinds of help with their rules, languages, Länder. Read once per process, and anew when staff have changed one.

The records are shared by all requests: nobody may change them.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.choices import AreaKind
from services.models import Area, Language, Need, Programme
from services.search import changes
from services.search.changes import Words


@dataclass(frozen=True, slots=True)
class Reference:
    """Programmes with routes, rules and needs, by id; languages and needs by their bit; of a Land its key ("DE-SN") by its number."""

    programmes: Mapping[uuid.UUID, Programme]
    languages: Mapping[int, Language]
    needs: Mapping[int, Need]
    lands: Mapping[int, str]


def current() -> Reference:
    return _read(changes.words())


@lru_cache(maxsize=2)
def _read(_words: Words) -> Reference:
    programmes = Programme.objects.prefetch_related("routes__rules", "need_ranks__need").order_by("code")
    lands = Area.objects.filter(kind=AreaKind.LAND).order_by("number")
    return Reference(
        {programme.pk: programme for programme in programmes},
        {language.bit: language for language in Language.objects.order_by("bit")},
        {need.bit: need for need in Need.objects.order_by("bit")},
        dict(lands.values_list("number", "key")),
    )
