"""`/api/v1/search`: by GET with the public parameters, by POST also for persons; the same search as the pages."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from beratung import languages
from services.api import answer, body
from services.api import person as people
from services.api.body import BadBody, refused
from services.display import days, verdicts
from services.display.labels import current_labels
from services.display.people import ME, Asking
from services.eligibility.person import Person
from services.search import blocks, sensitive
from services.search.facets import BY_NAME
from services.search.parameters import MAX_PARAMETERS, PERSONAL, SearchForm
from services.search.run import search

_KNOWN = {"lang", "filters", "person", "persons"}
_FILTERS = ("q", "place", "radius", *BY_NAME, "sort", "page")
Labelled = tuple[tuple[str, Person], ...]


@csrf_exempt  # no cookie is read here: there is nothing that another site's page could borrow
@require_http_methods(["GET", "HEAD", "POST"])
def search_view(request: HttpRequest) -> HttpResponse:
    for name in PERSONAL:
        if name in request.GET:
            return refused(
                name, "Facts about a person never stand in an address: addresses are stored and shared. Send them in the body of a POST."
            )
    try:
        return _posted(request) if request.method == "POST" else _got(request)
    except BadBody as error:
        return refused(error.field, str(error))


def _got(request: HttpRequest) -> HttpResponse:
    lang = request.GET.get("lang", "") or languages.best(request.headers.get("Accept-Language", ""))
    if lang not in {language.code for language in languages.INTERFACE}:
        raise BadBody("lang", "This language is not available. Available: " + ", ".join(x.code for x in languages.INTERFACE) + ".")
    if sum(len(values) for _name, values in request.GET.lists()) > MAX_PARAMETERS:
        raise BadBody("", f"More than {MAX_PARAMETERS} parameters.")
    with translation.override(lang):
        return _answer(request.GET, lang)


def _posted(request: HttpRequest) -> HttpResponse:
    asked = body.read(request, _KNOWN)
    persons = people.read_all(asked)
    filters, wanted = _filters(asked.get("filters", {}), with_persons=bool(persons))
    with translation.override(asked["lang"]):
        response = _answer(filters, asked["lang"], persons, wanted)
    response["Cache-Control"] = "no-store"
    return response


def _filters(asked: Any, *, with_persons: bool) -> tuple[QueryDict, tuple[int, ...]]:
    """The same names as in an address, each a value or a list of values; and the verdicts that are wanted."""
    if not isinstance(asked, dict):
        raise BadBody("filters", "Filters are an object with the names of the public parameters.")
    found = QueryDict(mutable=True)
    for name, value in asked.items():
        found.setlist(name, _values(name, value))
    if sum(len(values) for _name, values in found.lists()) > MAX_PARAMETERS:
        raise BadBody("filters", f"More than {MAX_PARAMETERS} values.")
    return found, _wanted(found.pop("verdict", []), with_persons=with_persons)


def _values(name: str, value: Any) -> list[str]:
    if name not in (*_FILTERS, "verdict"):
        raise BadBody(f"filters.{name}", f"Unknown. Known are: {', '.join(_FILTERS)}, verdict.")
    values = value if isinstance(value, list) else [value]
    if any(isinstance(each, bool) or not isinstance(each, str | int | float) for each in values):
        raise BadBody(f"filters.{name}", "A filter is a text, a number, or a list of them.")
    return [str(each) for each in values]


def _wanted(words: list[Any], *, with_persons: bool) -> tuple[int, ...]:
    if words and (not with_persons or any(word not in verdicts.BY_WORD for word in words)):
        raise BadBody("filters.verdict", f"With a person: one or several of {', '.join(verdicts.BY_WORD)}.")
    return tuple(int(verdicts.BY_WORD[word]) for word in words)


def _answer(asked: QueryDict, lang: str, persons: Labelled = (), wanted: tuple[int, ...] = ()) -> HttpResponse:
    form = SearchForm(asked)
    now = days.now()
    query = form.to_query(lang, now.date(), days.minute_of_week(now))
    for name, messages in form.errors.items():
        raise BadBody(name, str(messages[0]))
    judged = sensitive.judge(query)
    result = search(replace(query, persons=tuple(person for _label, person in persons), verdict=wanted))
    asking = Asking(ME, result.query.persons) if persons else None
    labels = current_labels()
    content: dict[str, Any] = {
        "total": result.total,
        "page": result.page,
        "pages": result.pages,
        "understood": answer.understood(result, labels),
        "crisis": judged.crisis or blocks.crisis(query),
        "deadline": blocks.deadline(query),
        "hidden": {"not_for_you": result.hidden},
        "facets": answer.facets(result, labels),
    }
    results = answer.results(result, now, asking, [label for label, _person in persons])
    response = HttpResponse(answer.with_results(content, results), content_type="application/json")
    response["Content-Language"] = lang
    if judged.any:
        response["Cache-Control"] = "no-store"
    return response
