"""The results page. A search that says something about a person is answered to the POST itself, under a neutral address."""

from dataclasses import replace
from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from services.display import cards, days, verdicts
from services.display.people import Asking
from services.search import blocks, sensitive
from services.search.parameters import MAX_PARAMETERS, SearchForm
from services.search.query import SearchQuery
from services.search.run import search
from services.web import facts, fragments, page_shapes, results_page
from services.web.guard import same_origin
from services.web.results_state import State
from services.web.typed_age import typed_age, without_age


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
    without = without_age(query, asked.get("place", "")) if age is not None else ""
    result = search(replace(query, persons=asking.persons if asking else ()))
    state = State(asked, form, result, is_post=judged.any or bool(query.verdict))
    if asking:
        found, others = (fragments.made(cards.for_hits(hits, now, asking), now, asking) for hits in (result.hits, result.others))
    else:
        found, others = fragments.ready(result.hits, now), []
    texts = {
        **results_page.asked(state, form.errors),
        **results_page.notes(state),
        **results_page.person(request, state, asking, is_sensitive=judged.any),
        **results_page.listed(state, found, others, asking),
        # what was asked decides, not what is left of it where that finds nothing
        "crisis": results_page.crisis() if judged.crisis or blocks.crisis(query) else "",
        "typed_age": age,
        "without_age": without,
    }
    flags = {
        "is_sensitive": judged.any,
        "is_general": result.is_general,
        "is_deadline": blocks.deadline(query),
        "is_by_distance": bool(result.query.place) and state.sort == "distance",
    }
    return page_shapes.page(request, "web/results.html", texts, flags)


def _verdicts(request: HttpRequest, asking: Asking | None) -> tuple[int, ...]:
    """The filter that only exists where facts were given; it is posted, as an address would tell that there are some."""
    words = [word for word in request.POST.getlist("verdict") if word in verdicts.BY_WORD]
    return tuple(int(verdicts.BY_WORD[word]) for word in words) if asking else ()
