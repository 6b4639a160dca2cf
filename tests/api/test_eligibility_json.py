"""`POST /api/v1/eligibility`: verdict, reasons in words, where to go instead; nothing of the person is kept or logged."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def ask(client: Client, person: dict[str, Any], *programmes: str, lang: str = "en") -> dict[str, dict[str, Any]]:
    response = client.post(
        "/api/v1/eligibility", {"lang": lang, "person": person, "programmes": list(programmes)}, content_type="application/json"
    )
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    return {answer["programme"]: answer for answer in response.json()["programmes"]}


def test_at_26_and_27_the_two_services_hand_over(client: Client) -> None:
    young = ask(client, {"age": 26, "status": "G3"}, "MBE", "JMD")
    assert (young["JMD"]["verdict"], young["MBE"]["verdict"]) == ("fits", "ask_first")
    older = ask(client, {"age": 27, "status": "G3"}, "MBE", "JMD")
    assert (older["JMD"]["verdict"], older["MBE"]["verdict"]) == ("not_for_you", "fits")
    assert older["JMD"]["handover"] == {"programme": "MBE", "verdict": "fits"}
    assert older["MBE"]["handover"] is None
    assert young["MBE"]["handover"] == {"programme": "JMD", "verdict": "fits"}
    tolerated = ask(client, {"age": 27, "status": "G2"}, "JMD")["JMD"]
    assert tolerated["handover"] == {"programme": "MBE", "verdict": "ask_first"}
    unsaid = ask(client, {"age": 15}, "MBE")["MBE"]
    assert unsaid["handover"] == {"programme": "JMD", "verdict": "ask_first"}


def test_a_child_is_sent_on_and_never_nowhere(client: Client) -> None:
    answer = ask(client, {"age": 15, "status": "G1"}, "MBE")["MBE"]
    assert answer["verdict"] == "not_for_you"
    assert answer["handover"]["verdict"] == "fits"


def test_the_deciding_reason_comes_first_with_its_source_and_date(client: Client) -> None:
    answer = ask(client, {"age": 30, "status": "G2"}, "MBE")["MBE"]
    assert answer["verdict"] == "ask_first"
    first = answer["reasons"][0]
    assert (first["criterion"], first["verdict"]) == ("status", "ask_first")
    assert set(first) == {"criterion", "verdict", "text", "source", "checked"}
    assert first["text"]
    assert first["source"]


def test_nothing_answered_asks_and_says_what(client: Client) -> None:
    answer = ask(client, {}, "JMD", "GEWALT")
    assert answer["JMD"]["verdict"] == "ask_first"
    assert set(answer["JMD"]["questions"]) == {"age", "status"}
    assert answer["GEWALT"]["verdict"] == "fits"


def test_the_language_changes_words_and_no_verdict(client: Client) -> None:
    codes = ("MBE", "JMD", "PSZ", "FSA_MSA", "IK")
    person = {"age": 19, "status": "G2"}
    german, arabic = ask(client, person, *codes, lang="de"), ask(client, person, *codes, lang="ar")
    assert {c: german[c]["verdict"] for c in codes} == {c: arabic[c]["verdict"] for c in codes}
    assert german["JMD"]["reasons"][0]["text"] != arabic["JMD"]["reasons"][0]["text"]


def test_a_handover_never_leads_to_a_closed_door_or_to_return_counselling(client: Client) -> None:
    for age in (5, 15, 20, 40):
        for status in ("G0", "G2", "G7", "G9"):
            answer = client.post("/api/v1/eligibility", {"person": {"age": age, "status": status}}, content_type="application/json").json()
            verdict = {row["programme"]: row["verdict"] for row in answer["programmes"]}
            for row in answer["programmes"]:
                assert row["handover"] or row["verdict"] != "not_for_you", (row["programme"], age, status)
                if row["handover"]:
                    assert row["verdict"] == "not_for_you" or row["handover"]["verdict"] == "fits"
                    assert row["handover"]["programme"] != "QUEER"
                    assert verdict[row["handover"]["programme"]] == row["handover"]["verdict"] != "not_for_you"
                    assert row["handover"]["programme"] != "RUECK"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("nonsense", ""),
        ("[]", ""),
        ('{"person": 7}', "person"),
        ('{"person": {"age": "19"}}', "person.age"),
        ('{"person": {"age": 400}}', "person.age"),
        ('{"person": {"age": true}}', "person.age"),
        ('{"person": {"status": "no papers"}}', "person.status"),
        ('{"person": {"status": []}}', "person.status"),
        ('{"person": {"situations": ["rich"]}}', "person.situations"),
        ('{"person": {"situations": [{}]}}', "person.situations"),
        ('{"person": {"nationality": "x"}}', "person.nationality"),
        ('{"programmes": ["XYZ"]}', "programmes"),
        ('{"programmes": "MBE"}', "programmes"),
        ('{"lang": "xx"}', "lang"),
        ('{"lang": []}', "lang"),
    ],
)
def test_bad_input_says_where_and_what(client: Client, body: str, field: str) -> None:
    response = client.post("/api/v1/eligibility", body, content_type="application/json")
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["field"] == field
    assert len(error["message"]) > 10


def test_facts_in_an_address_are_not_read(client: Client) -> None:
    assert client.get("/api/v1/eligibility?age=19").status_code == 405
