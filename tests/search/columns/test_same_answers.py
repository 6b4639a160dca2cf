"""Columns, SQL, JSON and pages give the same listings in the same order, and the same counts."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from services.choices import Verdict
from services.display import days, verdicts
from services.search import index_care
from services.search.query import Group, SearchResult
from services.search.run import search
from tests.bench import synthetic
from tests.search.columns.engines import by_sql, columns, snapshot
from tests.search.random_queries import Question, Questions

pytestmark = pytest.mark.django_db
_OFFER = re.compile(r'<h3><a href="/\w+/offers/([0-9a-f-]{36})/')


def test_the_real_listings_give_the_same_answers() -> None:
    questions, made = Questions(1), snapshot()
    for number in range(150):
        query = questions.one().query
        with columns(made):
            found = search(query)
        assert found == by_sql(query), f"question {number}: {query}"


@pytest.mark.full
@pytest.mark.parametrize("seed", [2, 3])
def test_a_thousand_questions_about_ten_thousand_listings(seed: int, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.fill(10_000)
    for _done in index_care.rebuild():
        pass
    questions, made = Questions(seed), snapshot()
    assert made.size == 10_000
    assert made.nbytes <= 150 * made.size
    for number in range(500):
        question = questions.one()
        with columns(made):
            found = search(question.query)
            if number % 10 == 0:
                _doors_agree(client, question, found, monkeypatch)
        assert found == by_sql(question.query), f"question {number}: {question.query}"


def _doors_agree(client: Client, question: Question, found: SearchResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "now", lambda: question.moment)
    ids = [str(hit.offer) for hit in (*found.hits, *found.others)]
    answer = _json(client, question)
    assert [result["id"] for result in answer["results"]] == ids
    assert (answer["total"], answer["pages"], answer["hidden"]["not_for_you"]) == (found.total, found.pages, found.hidden)
    for name, values in found.facets.items():
        assert [(each["value"], each["count"], each["unknown"]) for each in answer["facets"][name]] == [
            (value.value, value.sure, value.unknown) for value in values
        ]
    if not question.persons:
        page = client.post(f"/{question.query.lang}/search/", question.asked, follow=True).content.decode()
        assert _OFFER.findall(page) == _in_groups(found)
        for group, count in found.groups.items():
            if any(hit.group == group for hit in found.hits):
                assert f'<span class="n"><bdi dir="ltr">{count}</bdi></span></h2>' in page


def _in_groups(found: SearchResult) -> list[str]:
    return [str(hit.offer) for group in Group for hit in found.hits if hit.group == group]


def _json(client: Client, question: Question) -> dict[str, Any]:
    filters = dict(question.asked)
    if question.query.verdict:
        filters["verdict"] = [verdicts.WORDS[Verdict(verdict)] for verdict in question.query.verdict]
    content: dict[str, Any] = {"lang": question.query.lang, "filters": filters}
    if question.persons:
        content["persons"] = [{"label": str(number), **person} for number, person in enumerate(question.persons)]
    answer = client.post("/api/v1/search", json.dumps(content), content_type="application/json")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found
