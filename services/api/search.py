"""`GET /api/v1/search`: the public parameters, the same search as the pages, as JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import translation
from django.views.decorators.http import require_safe

from beratung import languages
from services.api import answer
from services.display import days
from services.search import blocks, sensitive
from services.search.filterset import MAX_PARAMETERS, SearchFilterSet
from services.search.run import search

#: Facts about a person: they travel in the body of a POST, never in an address.
_PERSONAL = ("age", "status", "person", "persons", "verdict", "situation", "situations")


@require_safe
def search_view(request: HttpRequest) -> JsonResponse:
    lang = request.GET.get("lang", "") or languages.best(request.headers.get("Accept-Language", ""))
    if lang not in {language.code for language in languages.INTERFACE}:
        return refused("lang", "This language is not available. Available: " + ", ".join(x.code for x in languages.INTERFACE) + ".")
    if sum(len(values) for _name, values in request.GET.lists()) > MAX_PARAMETERS:
        return refused("", f"More than {MAX_PARAMETERS} parameters.")
    for name in _PERSONAL:
        if name in request.GET:
            return refused(
                name, "Facts about a person never stand in an address: addresses are stored and shared. Send them in the body of a POST."
            )
    with translation.override(lang):
        return _answer(request.GET, lang)


def _answer(asked: QueryDict, lang: str) -> JsonResponse:
    filterset = SearchFilterSet(asked)
    now = days.now()
    query = filterset.to_query(lang, now.date(), days.minute_of_week(now))
    for name, messages in filterset.form.errors.items():
        return refused(name, str(messages[0]))
    judged = sensitive.judge(query.q, query.need)
    result = search(query)
    body: dict[str, Any] = {
        "total": result.total,
        "page": result.page,
        "pages": result.pages,
        "understood": answer.understood(result),
        "crisis": judged.crisis or blocks.crisis(query.need),
        "deadline": blocks.deadline(query.need),
        "hidden": {"not_for_you": 0},
        "facets": answer.facets(result),
        "results": answer.results(result),
    }
    response = JsonResponse(body)
    response["Content-Language"] = lang
    if judged.any:
        response["Cache-Control"] = "no-store"
    return response


def refused(field: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"field": field, "message": message}}, status=400, headers={"Cache-Control": "no-store"})
