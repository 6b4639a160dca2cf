"""What the JSON and the page answer to a question: as read from what they send, and as it is due."""

import json
import re
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import groupby
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from services.choices import Situation, Verdict
from services.display import verdicts
from services.display.people import GROWN_UP, ME, WORK, Asking
from services.eligibility.person import Person
from services.search.query import FacetValue, Group, Hit, SearchResult
from services.web import facts
from tests.search.random_queries import Question

#: Value, whether it is chosen, how many say yes, how many have not said.
Choice = tuple[str, bool, int, int]
_ALONE, _OWN_WORK = Situation.UNACCOMPANIED_MINOR.value, Situation.OWN_WORK.value
#: "Results" is the heading where all are of the first group and there is nothing to tell them from.
_GROUPS = {
    "Results": Group.STATED,
    "They say yes": Group.STATED,
    "Can be arranged": Group.ARRANGED,
    "Not known – please ask": Group.UNKNOWN,
}
_OFFER = re.compile(r'<h3><a href="/\w+/offers/([0-9a-f-]{36})/')
_TOTAL = re.compile(r"<h1>\D*(\d+)")
_CLOSED = re.compile(r'<details class="more others"><summary>\D*(\d+)')
_SECTION = re.compile(r'<h2 class="group">([^<]*) <span class="n"><bdi dir="ltr">(\d+)</bdi></span></h2>')
_CHOICE = re.compile(
    r'<input type="checkbox" name="(\w+)" value="([^"]*)"( checked)?><span>[^<]*</span>'
    r'<span class="n"><bdi dir="ltr">(\d+)(?: \+ (\d+))?</bdi></span></label>'
)
_WAYS = re.compile(r'<nav aria-label="[^"]*"><ul class="chips">(.*?)</ul></nav>', re.DOTALL)
_WAY = re.compile(r'class="chip(?: here)?"[^>]*>(\d+)<')
_HERE = re.compile(r'aria-current="page">(\d+)<')


def kinds(question: Question, found: SearchResult) -> dict[str, bool]:
    """What a question was good for; questions none of which does one of these would compare nothing there."""
    by_form = bool(question.persons) and _form_asks_for(question.query.persons)
    return {
        "nothing is found": not found.total,
        "more than one page": found.pages > 1,
        "more than one group": len(found.groups) > 1,
        "open to some of those who ask": len(found.sections) > 1,
        "closed to all of them": bool(found.others),
        "hidden, but not on this page": found.hidden > 0 and not found.others,
        "by verdict": bool(question.query.verdict),
        "answers by the form": by_form,
        "answers that the form does not ask for": bool(question.persons) and not by_form,
    }


# --- JSON


def by_json(client: Client, question: Question) -> dict[str, Any]:
    content: dict[str, Any] = {"lang": question.query.lang, "filters": question.asked | _verdicts(question)}
    if question.persons:
        content["persons"] = [{"label": str(number), **person} for number, person in enumerate(question.persons)]
    answer = client.post("/api/v1/search", json.dumps(content), content_type="application/json")
    assert answer.status_code == 200, answer.content
    said = answer.json()
    return {
        **{name: said[name] for name in ("total", "page", "pages", "hidden")},
        "listed": [(result["id"], result["group"]) for result in said["results"]],
        "facets": {name: [(each["value"], each["count"], each["unknown"]) for each in values] for name, values in said["facets"].items()},
    }


def due_as_json(found: SearchResult) -> dict[str, Any]:
    return {
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "hidden": {"not_for_you": found.hidden},
        "listed": [(str(hit.offer), hit.group.name.lower()) for hit in (*found.hits, *found.others)],
        "facets": {name: list(map(tuple, values)) for name, values in found.facets.items()},
    }


# --- the page


def by_page(client: Client, question: Question) -> dict[str, Any]:
    """A section is its heading, the number in it, and the offers below it; `closed` are those that nobody who asks may go to."""
    lang = question.query.lang
    client.cookies.clear()
    if question.persons:
        _say(client, question)
    answer = client.post(f"/{lang}/search/", question.asked | _verdicts(question), follow=True)
    asking = answer.wsgi_request.asking
    assert list(map(_answers, asking.persons if asking else ())) == list(map(_answers, question.query.persons))
    page = answer.content.decode()
    closed = _CLOSED.search(page)
    before, *sections = _SECTION.split(page[: closed.start()] if closed else page)
    return {
        "total": _TOTAL.findall(before),
        "without a heading": _OFFER.findall(before),
        "sections": [
            (_whom_or_group(heading, lang), int(count), _OFFER.findall(cards))
            for heading, count, cards in zip(sections[::3], sections[1::3], sections[2::3], strict=True)
        ],
        "closed": (int(closed[1]), _OFFER.findall(page[closed.end() :])) if closed else None,
        "pages": [(_HERE.findall(ways), _WAY.findall(ways)[-1]) for ways in _WAYS.findall(page)],
        "facets": _choices(page),
    }


def due_on_page(found: SearchResult) -> dict[str, Any]:
    facets = {name: _chosen_first(values, found.query.values(name)) for name, values in found.facets.items()}
    return {
        "total": [str(found.total)],
        "without a heading": [],
        "sections": _sections(found),
        "closed": (found.hidden, _ids(found.others)) if found.others else None,
        "pages": [([str(found.page)], str(found.pages))] if found.pages > 1 else [],
        "facets": {name: values for name, values in facets.items() if values},
    }


def _choices(page: str) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for name, value, checked, sure, unknown in _CHOICE.findall(page):
        found.setdefault(name, []).append((value, bool(checked), int(sure), int(unknown or 0)))
    return found


def _chosen_first(values: Iterable[FacetValue], chosen: Sequence[str]) -> list[Choice]:
    counted = {value: (value, value in chosen, sure, unknown) for value, sure, unknown in values}
    return [*(counted.pop(value) for value in chosen), *counted.values()]


def _sections(found: SearchResult) -> list[tuple[Group | str, int, list[str]]]:
    """In the order of the list: it must not come back to a heading, as the page puts together what stands under one."""
    if not found.sections:
        return [(group, found.groups[group], _ids(hits)) for group, hits in groupby(found.hits, key=lambda hit: hit.group)]
    asking = Asking(ME, found.query.persons)
    with translation.override(found.query.lang):
        return [(asking.whom(mask), found.sections[mask], _ids(hits)) for mask, hits in groupby(found.hits, key=lambda hit: hit.whom)]


def _whom_or_group(heading: str, lang: str) -> Group | str:
    with translation.override(lang):
        groups = {gettext(words): group for words, group in _GROUPS.items()}
    return groups.get(unescape(heading), unescape(heading))


def _ids(hits: Iterable[Hit]) -> list[str]:
    return [str(hit.offer) for hit in hits]


def _verdicts(question: Question) -> dict[str, list[str]]:
    wanted = [verdicts.WORDS[Verdict(verdict)] for verdict in question.query.verdict]
    return {"verdict": wanted} if wanted else {}


# --- who asks


def _say(client: Client, question: Question) -> None:
    """Into the cookie that pages read: by the form, or as the form would have done it for answers that it does not ask for."""
    persons = question.query.persons
    if _form_asks_for(persons):
        answer: HttpResponseBase = client.post(f"/{question.query.lang}/you/", _form(question))
        assert answer.status_code == 303
    else:
        answer = HttpResponse()
        facts.write(answer, Asking(ME, persons))
        client.cookies.update(answer.cookies)


def _form_asks_for(persons: Sequence[Person]) -> bool:
    """It asks about own work once for all, about being alone only under 18, and keeps nobody further of whom nothing is said."""
    own_work = {_OWN_WORK in person.situations for person in persons}
    is_grown_up_alone = any(_ALONE in person.situations and (person.age or 0) >= GROWN_UP for person in persons)
    is_silent = [person in (Person(), Person(situations=frozenset({_OWN_WORK}))) for person in persons]
    return len(own_work) == 1 and not is_grown_up_alone and not any(is_silent[1:]) and persons != (Person(),)


def _form(question: Question) -> dict[str, Any]:
    is_own_work = any(_OWN_WORK in person["situations"] for person in question.persons)
    sent: dict[str, Any] = {"who": WORK if is_own_work else ME, "p-TOTAL_FORMS": len(question.persons), "p-INITIAL_FORMS": 0}
    for number, person in enumerate(question.persons):
        own = {"age": person.get("age", ""), "own_status": person.get("status", ""), "own_place": person.get("place", "")}
        own["situations"] = [situation for situation in person["situations"] if situation != _OWN_WORK]
        sent |= {f"p-{number}-{name}": value for name, value in own.items()}
    return sent


def _answers(person: Person) -> tuple[Any, ...]:
    """Without the name of the home: that is in the reader's language, and nothing is decided by it."""
    return person.age, person.status, person.situations, person.home.lines if person.home else None
