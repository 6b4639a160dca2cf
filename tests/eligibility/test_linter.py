"""What the linter says about tables of rules, case by case, and that it has nothing to say about ours."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from services.actions import recording
from services.eligibility import linter
from services.eligibility.linter import ERROR, WARNING, claims, lint
from services.models import Programme, Route, Rule, Service, Source

TODAY = date(2026, 9, 7)
ALL = [f"G{number}" for number in range(10)]
SOURCE = Source(title="Quelle")


def age(low: int, high: int | None, verdict: int = 2, text: str = "Für Sie.", **more: Any) -> Rule:
    return Rule(criterion="age", min_age=low, max_age=high, verdict=verdict, text_de=text, **{"source": SOURCE, **more})


def papers(codes: list[str], verdict: int = 2, **more: Any) -> Rule:
    return Rule(criterion="status", statuses=codes, verdict=verdict, text_de="Ihr Papier.", **{"source": SOURCE, **more})


def said(*rules: Rule, code: str = "MBE", area_matters: bool = False) -> list[tuple[str, str]]:
    """(level, message) of one route."""
    route = Route(programme=Programme(code=code, area_matters=area_matters), code="person")
    return [(finding.level, finding.message) for finding in lint([(route, rules)], TODAY)]


EVERYBODY = papers(ALL)


def test_a_table_without_fault() -> None:
    assert said(age(0, 11, 0), age(12, 26), age(27, None, 0), EVERYBODY) == []


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([age(26, 12), age(0, None)], "above the upper age 12"),
        ([age(0, 17), age(27, None)], "the ages 18–26"),
        ([age(0, 17)], "the ages 18+"),
        ([age(18, None)], "the ages 0–17"),
        ([age(0, 26), age(18, None)], "overlap: 0–26 and 18+"),
        ([], "for which ages"),
        ([age(0, None, source=None)], "No source"),
        ([age(0, 11), age(12, 26, text="Für Menschen ab 27 Jahren."), age(27, None)], "“27+”, the row says 12–26"),
        ([age(0, 17, text="Für junge Menschen unter 27 Jahren."), age(18, None)], "“0–26”, the row says 0–17"),
        ([age(0, 26, valid_to=date(2026, 9, 30)), age(27, None), age(0, 17, valid_from=date(2026, 10, 1))], "From 01.10.2026: No row"),
    ],
)
def test_errors_of_ages(rules: list[Rule], words: str) -> None:
    found = said(*rules, EVERYBODY)
    assert [level for level, _message in found] == [ERROR], found
    assert words in found[0][1]


def test_rows_of_different_validity_may_overlap() -> None:
    before, after = age(0, None, valid_to=date(2026, 12, 31)), age(0, 26, valid_from=date(2027, 1, 1))
    assert said(before, after, age(27, None, valid_from=date(2027, 1, 1)), EVERYBODY) == []


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([age(0, 15), age(16, None)], "16 cuts across"),
        ([age(0, None), age(0, None, valid_to=date(2026, 9, 6))], "ended on 06.09.2026"),
        ([age(0, None, review_by=date(2026, 9, 6))], "looked at by 06.09.2026"),
        ([age(0, None), Rule(criterion="area", verdict=1, text_de="Fragen Sie.", source=SOURCE)], "does not decide"),
    ],
)
def test_warnings(rules: list[Rule], words: str) -> None:
    found = said(*rules, EVERYBODY)
    assert {level for level, _message in found} == {WARNING}, found
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([papers(ALL[:9])], "No verdict for G9."),
        ([papers(ALL), papers(["G2"], 1)], "Two rows give a verdict for G2."),
        ([papers(ALL, valid_to=date(2026, 9, 6))], "for which papers"),
    ],
)
def test_errors_of_papers(rules: list[Rule], words: str) -> None:
    found = [message for level, message in said(age(0, None), *rules) if level == ERROR]
    assert len(found) == 1
    assert words in found[0]


def test_a_paper_never_closes_help_against_violence() -> None:
    rules = [age(0, None), papers(ALL[:9]), papers(["G9"], 0)]
    assert said(*rules) == []
    assert [level for level, _message in said(*rules, code="GEWALT")] == [ERROR]


def test_where_the_home_address_decides_some_row_must_say_so() -> None:
    assert [level for level, _message in said(age(0, None), EVERYBODY, area_matters=True)] == [WARNING]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Für Menschen ab 27 Jahren.", [(27, None)]),
        ("Ab dem 27. Geburtstag hilft die MBE. Bis 26 Jahre der JMD.", [(27, None)]),
        ("Von 12 bis einschließlich 26 Jahren", [(12, 26)]),
        ("12–26 Jahre", [(12, 26)]),
        ("zwischen 14 und 18", [(14, 18)]),
        ("Unter 18 Jahren fragen Sie bitte.", [(None, 17)]),
        ("Nur bis 26", [(None, 26)]),
        ("Ab 18 Jahren hilft der JMD (bis 26 Jahre).", [(18, None)]),
        ("Für alle. Unter 27 Jahren gibt es Jugendkurse.", []),
    ],
)
def test_ages_in_german_sentences(text: str, ages: list[linter.Claim]) -> None:
    assert claims(text) == ages


def test_a_refusal_may_say_for_whom_it_is_instead() -> None:
    assert said(age(0, 26), age(27, None, 0, text="Nur bis 26 Jahre."), EVERYBODY) == []


@pytest.mark.django_db
def test_our_rules_have_no_error() -> None:
    call_command("lint_rules", stdout=StringIO())


@pytest.mark.django_db
def test_the_command_fails_on_an_error_and_a_service_answers_for_its_own_rows_only() -> None:
    service = Service.objects.filter(overrides__criterion="status").order_by("pk")[0]
    assert service.programme
    with recording.atomic():
        Rule.objects.filter(route__programme=service.programme, criterion="age", service=None).order_by("pk")[0].delete()
        Rule.objects.filter(service=service, criterion="status").order_by("-pk")[0].delete()
    assert {finding.criterion for finding in linter.of_service(Service.objects.get(pk=service.pk), TODAY)} == {"status"}
    out = StringIO()
    with pytest.raises(CommandError, match=r"\d errors"):
        call_command("lint_rules", stdout=out)
    assert f"error: {service.programme.code} · person · age: No row says" in out.getvalue()
