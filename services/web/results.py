"""The results page. A search that says something about a person is answered to the POST itself, under a neutral address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import cast
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from services.display import cards, days, verdicts
from services.display.people import Asking
from services.search import blocks, sensitive
from services.search.parameters import MAX_PARAMETERS, SearchForm
from services.search.query import Group, SearchQuery, SearchResult
from services.search.run import search
from services.web import facts, fragments
from services.web.fragments import ReadyCard
from services.web.guard import same_origin
from services.web.pieces import Pieces, pieces
from services.web.results_state import State
from services.web.typed_age import typed_age, without_age


@dataclass(frozen=True, slots=True)
class Section:
    """`whom` is a heading in words, "" where the group is the heading; `is_only` if there is nothing to tell it from."""

    group: Group
    whom: str
    count: int
    is_only: bool
    cards: Sequence[ReadyCard]

    @property
    def html(self) -> SafeString:
        if not self.cards:
            return SafeString("")
        around = _heading(translation.get_language() or "de", self.group, self.is_only, bool(self.whom))
        shown = SafeString("\n".join(card.html for card in self.cards))
        return around.filled(count=self.count, cards=shown, whom=self.whom)


@lru_cache(maxsize=64)
def _heading(language: str, group: Group, is_only: bool, has_whom: bool) -> Pieces:
    holes = ("count", "cards", *(("whom",) if has_whom else ()))
    return pieces("web/_section.html", {"group": int(group), "is_only": is_only}, holes)


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    if sum(len(values) for _name, values in asked.lists()) > MAX_PARAMETERS:
        raise SuspiciousOperation("too many parameters")
    form = SearchForm(asked)
    now = days.now()
    query = form.to_query(request.LANGUAGE_CODE, now.date(), days.minute_of_week(now))
    judged = sensitive.judge(query)
    wanted = _verdicts(request, facts.of(request))
    if request.method == "POST" and not judged.any and not wanted:
        return _shareable(asked)
    response = _page(request, form, replace(query, verdict=wanted), judged, now)
    if judged.any or wanted:
        response["Cache-Control"] = "no-store"
    return response


def _shareable(asked: QueryDict) -> HttpResponse:
    """303 to the same search as an address that can be sent to somebody."""
    pairs = [(name, value) for name, values in asked.lists() if name in State.NAMES for value in values if value.strip()]
    response = HttpResponseRedirect(f"{reverse('search')}?{urlencode(pairs)}" if pairs else reverse("search"))
    response.status_code = 303
    return response


def _page(request: HttpRequest, form: SearchForm, query: SearchQuery, judged: sensitive.Sensitive, now: datetime) -> HttpResponse:
    asked, asking = cast(QueryDict, form.data), facts.of(request)
    age = typed_age(query, asking)
    onward = without_age(query, asked.get("place", "")) if age is not None else ""
    result = search(replace(query, persons=asking.persons if asking else ()))
    query = result.query
    state = State(asked, form, result, is_post=judged.any or bool(query.verdict))
    if asking:
        found, others = (fragments.made(cards.for_hits(hits, now, asking), now, asking) for hits in (result.hits, result.others))
    else:
        found, others = fragments.ready(result.hits, now), []
    crisis = judged.crisis or blocks.crisis(query)
    context = {
        "state": state,
        "result": result,
        "groups": _grouped(found, result, asking),
        "others": others,
        "errors": form.errors,
        "crisis": crisis,
        "deadline": blocks.deadline(query),
        "helplines": cards.helplines() if crisis else [],
        "is_sensitive": judged.any,
        "verdicts": _choices(query.verdict) if asking else [],
        "typed_age": age,
        "onward": onward,
    }
    return render(request, "web/results.html", context)


def _choices(wanted: tuple[int, ...]) -> list[tuple[str, str, bool]]:
    """(word, label, whether it is chosen)"""
    return [(word, str(verdict.label), int(verdict) in wanted) for verdict, word in verdicts.WORDS.items()]


def _verdicts(request: HttpRequest, asking: Asking | None) -> tuple[int, ...]:
    """The filter that only exists where facts were given; it is posted, as an address would tell that there are some."""
    words = [word for word in request.POST.getlist("verdict") if word in verdicts.BY_WORD]
    return tuple(int(verdicts.BY_WORD[word]) for word in words) if asking else ()


def _grouped(found: Sequence[ReadyCard], result: SearchResult, asking: Asking | None) -> list[Section]:
    """(heading, how many in all, the cards of this page): by how surely they answer the filters, or by whom they are for."""
    if asking is None or not asking.is_several:
        is_only = len(result.groups) == 1 and not result.query.language
        return [
            Section(group, "", count, is_only, [card for card in found if card.hit and card.hit.group == group])
            for group, count in result.groups.items()
        ]
    return [
        Section(Group.STATED, asking.whom(whom), count, False, [card for card in found if card.hit and card.hit.whom == whom])
        for whom, count in result.sections.items()
    ]
