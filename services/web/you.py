"""`/you/`: the answers into their cookie and back to where the reader came from. Nothing of them enters an address."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from services.choices import Situation
from services.display.people import ME, Asking
from services.eligibility.criteria.age import OLDEST
from services.eligibility.person import Person
from services.models import ResidenceStatus
from services.web import facts
from services.web.guard import same_origin
from services.web.results_state import State
from services.web.you_form import MOST_PERSONS, SITUATIONS, Form

_NEXT_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Onward:
    """Where to go when the answers are given: an address, or a search that may not stand in one (a query string that is only posted)."""

    address: str
    search: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in parse_qsl(self.search) if name in (*State.NAMES, "verdict")]


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    onward = Onward(_next(asked.get("next", "")), request.POST.get("search", "")[:_NEXT_LONGEST])
    known = facts.of(request)
    if request.method != "POST" or "ask" in request.POST:
        return _page(request, Form(known=known), onward)
    if "answer" in request.POST:
        asking = _one_more_answer(request.POST["answer"], known)
        return _remembered(request, onward, asking, Form(known=asking))
    if "another" in request.POST:
        return _forgotten(request, Onward(reverse("you")))
    if "forget" in request.POST:
        return _forgotten(request, onward)
    return _read(request, onward)


def _read(request: HttpRequest, onward: Onward) -> HttpResponse:
    if "add" in request.POST or "remove" in request.POST:
        return _page(request, Form(_with_another_number(request.POST)), onward)
    form = Form(request.POST)
    if not form.is_valid():
        return _page(request, form, onward)
    asking = form.asking()
    return _remembered(request, onward, asking, form) if asking else _forgotten(request, onward)


def _next(wanted: str) -> str:
    """A path on our own host, or the first page."""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and len(wanted) <= _NEXT_LONGEST else reverse("home")


def _page(request: HttpRequest, form: Form, onward: Onward, *, is_too_much: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "papers": list(ResidenceStatus.objects.order_by("code")),
        "situations": [(situation.value, situation.label) for situation in SITUATIONS],
        "onward": onward,
        "may_add": len(form.persons) < MOST_PERSONS,
        "values": form.values(),
        "is_too_much": is_too_much,
    }
    response = render(request, "web/you.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _go(request: HttpRequest, onward: Onward) -> HttpResponse:
    """303, or one more tap where the search may not stand in an address."""
    if onward.search:
        response = render(request, "web/onward.html", {"pairs": onward.pairs})
    else:
        response = HttpResponseRedirect(onward.address)
        response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response


def _remembered(request: HttpRequest, onward: Onward, asking: Asking, form: Form) -> HttpResponse:
    """Onward with the answers; back to the form if they are more than a cookie holds."""
    response = _go(request, onward)
    try:
        facts.write(response, asking)
    except facts.TooMuch:
        return _page(request, form, onward, is_too_much=True)
    return response


def _forgotten(request: HttpRequest, onward: Onward) -> HttpResponse:
    response = _go(request, onward)
    facts.forget(response)
    return response


def _with_another_number(posted: QueryDict) -> QueryDict:
    """The same form with one person more, or without the last."""
    asked = posted.copy()
    count = int(asked.get("p-TOTAL_FORMS", "1")) if asked.get("p-TOTAL_FORMS", "1").isdecimal() else 1
    asked["p-TOTAL_FORMS"] = str(min(MOST_PERSONS, count + 1) if "add" in posted else max(1, count - 1))
    return asked


def _one_more_answer(answer: str, known: Asking | None) -> Asking:
    """One question that a page of results has asked: the age that was typed into the search box, or being alone under 18."""
    kind, _sep, value = answer.partition(":")
    before = known or Asking(ME, (Person(),))
    first = before.persons[0]
    if kind == "age" and value.isdecimal() and int(value) <= OLDEST:
        first = replace(first, age=int(value))
    elif kind == "alone":
        first = replace(first, situations=first.situations | {Situation.UNACCOMPANIED_MINOR.value})
    return Asking(before.who, (first, *before.persons[1:]))
