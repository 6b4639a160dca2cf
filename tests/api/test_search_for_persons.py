"""`POST /api/v1/search` with persons: a verdict for each, what is closed to all comes last, nothing is kept."""

from typing import Any

import pytest
from django.test import Client

from services.actions import recording
from services.models import Programme, Rule

pytestmark = pytest.mark.django_db


def ask(client: Client, body: Any, status: int = 200) -> dict[str, Any]:
    response = client.post("/api/v1/search", body, content_type="application/json")
    assert response.status_code == status, response.content
    assert response["Cache-Control"] == "no-store"
    answer: dict[str, Any] = response.json()
    return answer


def test_one_person_gets_verdicts_with_reasons(client: Client) -> None:
    person = {"label": "me", "age": 26, "status": "G2", "place": "Prohlis"}
    answer = ask(client, {"lang": "de", "filters": {"place": "Dresden", "need": ["amt"]}, "person": person})
    found = {result["service"]: result for result in answer["results"]}
    social_work = found["Migrationssozialarbeit Dresden (Prohlis und Leuben)"]
    assert social_work["verdict"] == "fits"
    (verdict,) = social_work["verdicts"]
    assert set(verdict) == {"person", "verdict", "reasons", "handover"}
    assert (verdict["person"], verdict["verdict"]) == ("me", "fits")
    mbe = next(result for result in answer["results"] if result["programme"] == "MBE")
    first = mbe["verdicts"][0]["reasons"][0]
    assert set(first) == {"criterion", "verdict", "text", "source", "checked"}
    assert first["text"].startswith("Sie sind 26.")
    assert mbe["verdicts"][0]["handover"] == {"programme": "JMD", "offer": None, "verdict": "fits"}


def test_another_home_is_sent_to_the_office_that_is_responsible(client: Client) -> None:
    body = {"filters": {"programme": "FSA_MSA"}, "person": {"age": 26, "status": "G2", "place": "Pirna"}}
    answer = ask(client, body)
    office = next(result for result in answer["results"] if result["verdict"] == "fits")
    closed = [result for result in answer["results"] if result["verdict"] == "not_for_you"]
    assert closed
    assert closed == answer["results"][-len(closed) :]
    assert answer["hidden"]["not_for_you"] == len(closed)
    assert answer["total"] == len(answer["results"]) - len(closed)
    assert all(result["verdicts"][0]["handover"]["offer"] == office["id"] for result in closed)


def test_where_no_office_is_recorded_it_says_so(client: Client) -> None:
    answer = ask(client, {"filters": {"programme": "FSA_MSA"}, "person": {"status": "G2", "place": "Zwickau"}})
    closed = next(result for result in answer["results"] if result["verdict"] == "not_for_you")
    assert closed["verdicts"][0]["handover"] == {"programme": None, "offer": None, "verdict": "ask_first"}


def test_a_household_gets_one_verdict_each_and_the_best_counts(client: Client) -> None:
    persons = [{"label": "a", "age": 36}, {"label": "b", "age": 15}]
    answer = ask(client, {"filters": {"programme": ["MBE", "JMD"]}, "persons": [{**person, "status": "G5"} for person in persons]})
    for result in answer["results"]:
        words = [verdict["verdict"] for verdict in result["verdicts"]]
        assert [verdict["person"] for verdict in result["verdicts"]] == ["a", "b"]
        assert result["verdict"] == max(words, key=["not_for_you", "ask_first", "fits"].index)


def test_the_filter_by_verdict(client: Client) -> None:
    answer = ask(client, {"filters": {"verdict": ["fits"]}, "person": {"age": 26, "status": "G2"}})
    assert {result["verdict"] for result in answer["results"]} == {"fits"}


def test_without_a_person_it_is_the_search_of_the_address(client: Client) -> None:
    got = client.get("/api/v1/search?place=Dresden&need=amt&lang=de").json()
    assert ask(client, {"filters": {"place": "Dresden", "need": "amt"}}) == got


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("nonsense", ""),
        ("[" * 3000, ""),
        ("{}x", ""),
        ({"unknown": 1}, ""),
        ({"lang": "xx"}, "lang"),
        ({"filters": 7}, "filters"),
        ({"filters": {"age": 19}}, "filters.age"),
        ({"filters": {"place": True}}, "filters.place"),
        ({"filters": {"place": "Xyzzy"}}, "place"),
        ({"filters": {"verdict": ["fits"]}}, "filters.verdict"),
        ({"filters": {"verdict": ["yes"]}, "person": {}}, "filters.verdict"),
        ({"persons": []}, "persons"),
        ({"persons": [{}] * 9}, "persons"),
        ({"persons": [{}], "person": {}}, "persons"),
        ({"person": {"place": "Xyzzy"}}, "person.place"),
        ({"person": {"place": 7}}, "person.place"),
        ({"person": {"label": 7}}, "person.label"),
        ({"person": {"age": 19.5}}, "person.age"),
    ],
)
def test_bad_input_gets_a_sentence(client: Client, body: Any, field: str) -> None:
    assert ask(client, body, 400)["error"]["field"] == field


def test_facts_in_an_address_are_refused_on_pages_too(client: Client) -> None:
    for address in ("/de/search/?status=G2", "/de/you/?age=19", "/de/?situation=violence"):
        response = client.get(address)
        assert response.status_code == 400
        assert response["Cache-Control"] == "no-store"
    assert client.post("/api/v1/search?age=19", {}, content_type="application/json").status_code == 400


def test_what_staff_change_of_rules_sources_and_partners_is_told_at_once(client: Client) -> None:
    """They are kept in memory for all verdicts."""
    body = {"lang": "de", "filters": {"place": "Dresden", "need": ["amt"]}, "person": {"age": 26, "status": "G5"}}

    def mbe() -> dict[str, Any]:
        verdicts = next(result["verdicts"] for result in ask(client, body)["results"] if result["programme"] == "MBE")
        return dict(verdicts[0])

    before = mbe()
    assert (before["verdict"], before["handover"]["programme"]) == ("ask_first", "JMD")
    programme = Programme.objects.get(code="MBE")
    rules = Rule.objects.filter(route__programme=programme, text_de=before["reasons"][0]["text"].removeprefix("Sie sind 26. "))
    source = rules.select_related("source").order_by("pk")[0].source
    with recording.atomic():
        source.title = "Neue Fassung"
        source.save()
        rules.update(text_de="Erst fragen.")
    assert mbe()["reasons"][0]["source"] == "Neue Fassung"
    assert mbe()["reasons"][0]["text"] == "Sie sind 26. Erst fragen."
    with recording.atomic():
        programme.hands_over_to.clear()
    assert mbe()["handover"] is None
