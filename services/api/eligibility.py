"""`POST /api/v1/eligibility`: the rules of programmes for one person, without any place's own catchment."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from services.api import answer, body
from services.api import person as people
from services.api.body import BadBody, refused
from services.choices import Verdict
from services.display import days, verdicts
from services.eligibility.assess import assess
from services.eligibility.handover import Candidate, Handover, beside, candidate, instead_of
from services.eligibility.person import Person
from services.models import Programme, Rule

_KNOWN = {"lang", "person", "programmes"}
_INSTEAD = {Verdict.NOT_FOR_YOU: instead_of, Verdict.ASK_FIRST: beside}


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
    known = set(Programme.objects.order_by("code").values_list("code", flat=True))
    if asked is None:
        return sorted(known)
    if not isinstance(asked, list) or not asked or any(not isinstance(code, str) or code not in known for code in asked):
        raise BadBody("programmes", "Programmes are a list of codes, such as MBE and JMD.")
    return list(dict.fromkeys(asked))


def _answers(person: Person, codes: list[str]) -> list[dict[str, Any]]:
    programmes = list(Programme.objects.order_by("code").prefetch_related("routes__rules__source", "need_ranks__need", "hands_over_to"))
    candidates = {programme.code: candidate(programme) for programme in programmes}
    rules = {str(rule.pk): rule for programme in programmes for route in programme.routes.all() for rule in route.rules.all()}
    return [_answer(candidates[code], candidates, rules, person) for code in codes]


def _answer(asked: Candidate, candidates: dict[str, Candidate], rules: dict[str, Rule], person: Person) -> dict[str, Any]:
    today = days.now().date()
    found = assess(asked.profile, person, today)
    instead = _INSTEAD[found.verdict](asked, candidates.values(), person, today) if found.verdict in _INSTEAD else None
    return {
        "programme": asked.code,
        "verdict": verdicts.WORDS[found.verdict],
        "reasons": [answer.reason(said) for said in verdicts.reasons(found, rules)],
        "handover": _handover(instead),
        "questions": list(found.questions),
    }


def _handover(instead: Handover | None) -> dict[str, str] | None:
    return {"programme": instead.code, "verdict": verdicts.WORDS[instead.verdict]} if instead else None
