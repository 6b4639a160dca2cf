"""`POST /api/v1/eligibility`: the rules of programmes for one person, without any place's own catchment."""

from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from services.api import answer, body
from services.api import person as people
from services.api.body import BadBody, refused
from services.display import days, reference, verdicts
from services.display.elsewhere import Signpost
from services.eligibility.assess import assess
from services.eligibility.person import Person
from services.eligibility.profile import of_programme
from services.models import Programme

_KNOWN = {"lang", "person", "programmes"}


@csrf_exempt  # no cookie is read here: there is nothing that another site's page could borrow
@require_POST
def eligibility_view(request: HttpRequest) -> JsonResponse:
    try:
        lang, person, codes = _read(request)
    except BadBody as error:
        return refused(error.field, str(error))
    with translation.override(lang):
        response = JsonResponse({"programmes": _answers(person, codes)})
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = lang
    return response


def _read(request: HttpRequest) -> tuple[str, Person, list[str]]:
    asked = body.read(request, _KNOWN)
    return asked["lang"], people.read(asked.get("person") or {}), _codes(asked.get("programmes"))


def _codes(asked: Any) -> list[str]:
    known = reference.current().by_code
    if asked is None:
        return sorted(known)
    if not isinstance(asked, list) or not asked or any(not isinstance(code, str) or code not in known for code in asked):
        raise BadBody("programmes", "Programmes are a list of codes, such as MBE and JMD.")
    return list(dict.fromkeys(asked))


def _answers(person: Person, codes: list[str]) -> list[dict[str, Any]]:
    today, programmes = days.now().date(), reference.current().by_code
    signpost = Signpost(today)
    return [_answer(programmes[code], signpost, person, today) for code in codes]


def _answer(programme: Programme, signpost: Signpost, person: Person, today: date) -> dict[str, Any]:
    found = assess(of_programme(programme), person, today)
    instead = signpost.instead_of(programme, found, person)
    return {
        "programme": programme.code,
        "verdict": verdicts.WORDS[found.verdict],
        "reasons": [answer.reason(said) for said in verdicts.reasons(found, verdicts.rules_of(programme))],
        "handover": {"programme": instead.programme.code, "verdict": verdicts.WORDS[instead.verdict]}
        if instead and instead.programme
        else None,
        "questions": list(found.questions),
    }
