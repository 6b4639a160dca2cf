"""The page of results as texts for the holes of its template; what is "" is not there."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from services.display import cards, verdicts
from services.display.people import Asking
from services.search.query import Group, SearchResult
from services.web import context
from services.web.fragments import ReadyCard
from services.web.go import Go, hidden
from services.web.pieces import NOTHING, Pieces, pieces
from services.web.results_state import State


def asked(state: State, errors: ErrorDict) -> dict[str, Any]:
    """What was typed and chosen, and what could not be read of it."""
    place = state.result.query.place
    faults = {name: messages[0] for name, messages in errors.items()}
    place_fault, radius_fault = faults.pop("place", ""), faults.pop("radius", "") if place else ""
    return {
        "q": state.q,
        "place": state.place,
        "label": place.label if place else "",
        "radius": state.radius if place else "",
        "place_fault": place_fault,
        "radius_fault": radius_fault,
        "faults": format_html_join("", '<p class="error note" role="alert">{}</p>', ((fault,) for fault in faults.values())),
        "kept": hidden(state.kept),
        "chips": _listed(state.chips),
        "filters": state.filters,
    }


def listed(state: State, found: Sequence[ReadyCard], others: Sequence[ReadyCard], asking: Asking | None) -> dict[str, Any]:
    """What was found, and where to look when that is nothing."""
    result = state.result
    hides = ngettext("Show %(n)s more for other people", "Show %(n)s more for other people", result.hidden) % {"n": result.hidden}
    nothing = {"state": state, "result": result, "operator_phone": settings.OPERATOR_PHONE}
    return {
        "offers": ngettext("%(n)s offer", "%(n)s offers", result.total) % {"n": result.total},
        "found": b"".join(_sections(found, result, asking)),
        "others": _joined(others),
        "hidden": hides if others else "",
        "pages": _listed(state.pages),
        "nothing": "" if result.total else render_to_string("web/_nothing.html", nothing),
    }


def notes(state: State) -> dict[str, Any]:
    """What was read otherwise than it was typed, left out, or looked for further away."""
    result, (read, instead) = state.result, state.corrections
    return {
        "corrections": render_to_string("web/_corrections.html", {"read": read, "instead": instead}) if instead else "",
        "dropped": ", ".join(result.dropped),
        "widened_km": result.widened_km,
        "other_places": ", ".join(result.query.place.others) if result.query.place else "",
    }


def person(request: HttpRequest, state: State, asking: Asking | None, *, is_sensitive: bool) -> dict[str, Any]:
    """Who asks, or the way to say it; none of this is kept."""
    here, wanted = context.here(request), state.result.query.verdict
    said: dict[str, Any] = dict.fromkeys(("person", "verdicts", "here", "as_text", "quoted_here"), "")
    if not asking:
        return said | ({"here": here, "as_text": state.as_text} if is_sensitive else {"quoted_here": quote(here, safe="")})
    choices = [(word, str(verdict.label), int(verdict) in wanted) for verdict, word in verdicts.WORDS.items()]
    about = {"asking": asking, "here": here, "state": state, "is_sensitive": is_sensitive}
    return said | {
        "person": render_to_string("web/_asking.html", about),
        "verdicts": render_to_string("web/_verdict_choices.html", {"verdicts": choices}),
    }


def crisis() -> SafeString:
    """The numbers to call now."""
    return SafeString(render_to_string("web/_crisis.html", {"helplines": cards.helplines()}))


def _sections(found: Sequence[ReadyCard], result: SearchResult, asking: Asking | None) -> Iterator[bytes]:
    """By how surely they answer the filters, or by whom they are for."""
    if asking and asking.is_several:
        for whom, count in result.sections.items():
            yield _section([card for card in found if card.hit and card.hit.whom == whom], count, whom=asking.whom(whom))
    else:
        is_only = len(result.groups) == 1 and not result.query.language
        for group, count in result.groups.items():
            yield _section([card for card in found if card.hit and card.hit.group == group], count, group=group, is_only=is_only)


def _section(found: Sequence[ReadyCard], count: int, *, group: Group = Group.STATED, is_only: bool = False, whom: str = "") -> bytes:
    """`whom` is a heading in words, "" where the group is the heading; `is_only` if there is nothing to tell it from."""
    if not found:
        return NOTHING
    around = _heading(translation.get_language() or "de", group, is_only, bool(whom))
    return around.filled(count=count, cards=_joined(found), whom=whom)


@lru_cache(maxsize=64)
def _heading(language: str, group: Group, is_only: bool, has_whom: bool) -> Pieces:
    holes = ("count", "cards", *(("whom",) if has_whom else ()))
    return pieces("web/_section.html", {"group": int(group), "is_only": is_only}, holes)


def _joined(found: Iterable[ReadyCard]) -> bytes:
    return b"\n".join([card.markup for card in found])


def _listed(ways: Iterable[Go]) -> bytes:
    return b"".join([b"<li>%s</li>" % go.markup for go in ways])
