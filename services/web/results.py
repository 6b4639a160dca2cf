"""The results page. A search that says something about a person is answered to the POST itself, under a neutral address."""

from datetime import datetime
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from services.display import cards, days
from services.search import blocks, sensitive
from services.search.filterset import MAX_PARAMETERS, SearchFilterSet
from services.search.query import Group
from services.search.run import search
from services.web.guard import same_origin
from services.web.results_state import State


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    if sum(len(values) for _name, values in asked.lists()) > MAX_PARAMETERS:
        raise SuspiciousOperation("too many parameters")
    judged = sensitive.judge(asked.get("q", "")[:500], tuple(asked.getlist("need")[:MAX_PARAMETERS]))
    if request.method == "POST" and not judged.any:
        return _shareable(asked)
    response = _page(request, asked, judged, days.now())
    if judged.any:
        response["Cache-Control"] = "no-store"
    return response


def _shareable(asked: QueryDict) -> HttpResponse:
    """303 to the same search as an address that can be sent to somebody."""
    pairs = [(name, value) for name, values in asked.lists() if name in State.NAMES for value in values if value.strip()]
    response = HttpResponseRedirect(f"{reverse('search')}?{urlencode(pairs)}" if pairs else reverse("search"))
    response.status_code = 303
    return response


def _page(request: HttpRequest, asked: QueryDict, judged: sensitive.Sensitive, now: datetime) -> HttpResponse:
    filterset = SearchFilterSet(asked)
    query = filterset.to_query(request.LANGUAGE_CODE, now.date(), days.minute_of_week(now))
    result = search(query)
    context = {
        "state": State(asked, filterset, result, is_post=judged.any),
        "result": result,
        "groups": _grouped(cards.for_hits(result.hits, now), result.groups),
        "errors": filterset.form.errors,
        "crisis": judged.crisis or blocks.crisis(query.need),
        "deadline": blocks.deadline(query.need),
        "helplines": cards.helplines() if judged.crisis or blocks.crisis(query.need) else [],
        "is_sensitive": judged.any,
    }
    return render(request, "web/results.html", context)


def _grouped(found: list[cards.Card], counts: dict[Group, int]) -> list[tuple[Group, int, list[cards.Card]]]:
    """(group, how many in all, the cards of this page)."""
    return [(group, count, [card for card in found if card.hit and card.hit.group == group]) for group, count in counts.items()]
