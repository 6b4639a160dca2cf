"""What many cards and verdicts share: kinds of help with their rules, languages, needs, Länder.

Read once per process, and anew when staff have changed one, or a source.

The records are shared by all requests: nobody may change them.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.choices import AreaKind
from services.eligibility.handover import Candidate, candidate
from services.models import Area, Language, Need, Programme
from services.search import changes
from services.search.changes import Mark, Words


@dataclass(frozen=True, slots=True)
class Reference:
    """Programmes with routes, rules, their sources and needs, by id; the same by code, and as somewhere to go instead;
    languages and needs by their bit; of a Land its key ("DE-SN") by its number.
    """

    programmes: Mapping[uuid.UUID, Programme]
    by_code: Mapping[str, Programme]
    candidates: Mapping[str, Candidate]
    languages: Mapping[int, Language]
    needs: Mapping[int, Need]
    lands: Mapping[int, str]


def current() -> Reference:
    now = changes.look()
    return _read(now.words, now.pages)


@lru_cache(maxsize=2)
def _read(_words: Words, _pages: Mark) -> Reference:
    complete = Programme.objects.prefetch_related("routes__rules__source", "need_ranks__need", "hands_over_to")
    programmes = list(complete.order_by("code"))
    lands = Area.objects.filter(kind=AreaKind.LAND).order_by("number")
    return Reference(
        programmes={programme.pk: programme for programme in programmes},
        by_code={programme.code: programme for programme in programmes},
        candidates={programme.code: candidate(programme) for programme in programmes},
        languages={language.bit: language for language in Language.objects.order_by("bit")},
        needs={need.bit: need for need in Need.objects.order_by("bit")},
        lands=dict(lands.values_list("number", "key")),
    )
