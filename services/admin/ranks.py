"""The page on which staff ask what a visitor asks and see why each result stands where it stands.

Everything is sent by POST and nothing is kept: what is typed can be about a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.admin import rank_words
from services.admin.persona import PersonaForm
from services.admin.rule_rows import INPUT
from services.choices import PhraseKind
from services.display import days, words_understood
from services.display.labels import Labels, current_labels
from services.eligibility.person import Person
from services.models import ServiceAtLocation
from services.search import codes
from services.search.ordering import Term
from services.search.parameters import SearchForm
from services.search.query import SearchQuery
from services.search.ranks import Ranked, ranked
from services.search.run import search

NAME = "services_serviceatlocation_ranks"
_FILTERS = {
    "need": gettext_lazy("Need"),
    "programme": gettext_lazy("Programme"),
    "language": gettext_lazy("Language"),
    "access": gettext_lazy("Access"),
    "audience": gettext_lazy("For whom"),
    "funder": gettext_lazy("Funding source"),
    "open_now": gettext_lazy("Open now"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str
    chosen: str
    options: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """One value of one listing; `decides` where it put the listing below the one before."""

    title: str
    value: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`below` is why it stands below the one before, "" for the first; `told` only what differs between the listings."""

    number: int
    offer: ServiceAtLocation
    below: str
    told: list[Told]


def urls() -> list[URLPattern]:
    return [path("ranks/", admin.site.admin_view(ranks), name=NAME)]


def ranks(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("services.view_serviceatlocation"):
        raise PermissionDenied
    is_asked = request.method == "POST"
    form, persona = SearchForm(request.POST if is_asked else None), PersonaForm(request.POST if is_asked else None)
    choices = list(_choices(form))
    context = {"form": form, "persona": persona, "input": INPUT, "choices": choices, "has_filters": any(each.chosen for each in choices)}
    context["result"] = None
    if is_asked and persona.is_valid():
        context |= _answer(form, persona)
    content = render_to_string("admin/ranks.html", context, request)
    page = {**admin.site.each_context(request), "title": _("Why in this order"), "is_fullwidth": "1", "content": content}
    return render(request, "admin/base_site.html", page)


def _choices(form: SearchForm) -> Iterator[Choice]:
    labels = current_labels()
    for name, label in _FILTERS.items():
        chosen = (form.data.get(name) or "") if form.is_bound else ""
        options = [("", "—"), *((code, labels[name].get(code, code)) for code in codes.of(name))]
        yield Choice(name, str(label), chosen, options)
    sorts = [("", _("by relevance")), ("distance", _("by distance"))]
    yield Choice("sort", _("Order"), (form.data.get("sort") or "") if form.is_bound else "", sorts)


def _answer(form: SearchForm, persona: PersonaForm) -> dict[str, Any]:
    asked, minute = persona.answers(), days.minute_of_week(days.now())
    query = form.to_query(asked.language, asked.on, minute)
    persons = (asked.person,) if asked.person != Person() else ()
    result = search(replace(query, persons=persons, page=1), with_facets=False)
    found = ranked(result)
    same = _same_for_all(found)
    return {
        "result": result,
        "understood": list(_understood(result.query, current_labels())),
        "are_words_nowhere": not any(each.values.get(Term.FEWER_WORDS) for each in found),
        "rows": list(_rows(found, same)),
        "same": [Told(str(rank_words.TITLES[term]), rank_words.value(term, found[0].values[term]), decides=False) for term in same],
    }


def _same_for_all(found: list[Ranked]) -> list[Term]:
    """What says nothing about the order of these: said once."""
    return [term for term in found[0].values if len({each.values[term] for each in found}) == 1] if found else []


def _rows(found: list[Ranked], same: list[Term]) -> Iterator[Row]:
    together = ServiceAtLocation.objects.select_related("service__organization", "location__area")
    known = together.in_bulk([each.hit.offer for each in found])
    for before, each in zip([None, *found], found, strict=False):
        below = rank_words.below(each.below, each.values[each.below], before.values[each.below]) if each.below and before else ""
        if offer := known.get(each.hit.offer):
            yield Row(each.number, offer, below, list(map(partial(_told, each), _differing(each, same))))


def _differing(each: Ranked, same: list[Term]) -> list[Term]:
    return [term for term in each.values if term not in same and (term is not Term.OFFER or term is each.below)]


def _told(each: Ranked, term: Term) -> Told:
    return Told(str(rank_words.TITLES[term]), rank_words.value(term, each.values[term]), decides=term is each.below)


def _understood(query: SearchQuery, labels: Labels) -> Iterator[tuple[str, str, str]]:
    """(as typed, what kind of thing it is, what it means in words): each part of the words that means something."""
    for part in query.understood.parts:
        kinds = dict.fromkeys(str(PhraseKind(meaning.kind).label) for meaning in part.meanings)
        yield part.text, ", ".join(kinds), words_understood.label(part, query, labels)
