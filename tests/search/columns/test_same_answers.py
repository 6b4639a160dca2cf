"""Columns, SQL, JSON and pages give the same listings in the same order, and the same counts."""

from collections import Counter

import pytest
from django.test import Client

from services.display import days
from services.search import index_care
from services.search.run import search
from tests.bench import synthetic
from tests.search.columns import doors
from tests.search.columns.engines import by_sql, columns, snapshot
from tests.search.random_queries import Questions

pytestmark = pytest.mark.django_db


def test_the_real_listings_give_the_same_answers() -> None:
    questions, made = Questions(1), snapshot()
    for number in range(150):
        query = questions.one().query
        with columns(made):
            found = search(query)
        assert found == by_sql(query), f"question {number}: {query}"


@pytest.mark.full
@pytest.mark.parametrize("seed", [2, 3, 4, 5])  # four, so that two processes share them
def test_a_thousand_questions_about_ten_thousand_listings(seed: int, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.fill(10_000)
    for _done in index_care.rebuild():
        pass
    questions, made = Questions(seed), snapshot()
    assert made.size == 10_000
    assert made.nbytes <= 150 * made.size
    seen: Counter[str] = Counter()
    for number in range(250):
        question = questions.one()
        monkeypatch.setattr(days, "now", lambda moment=question.moment: moment)
        with columns(made):
            found = search(question.query)
            json, page = doors.by_json(client, question), doors.by_page(client, question)
        by_rows = by_sql(question.query)
        assert found == by_rows, f"question {number}: {question}"
        assert list(found.sections) == list(by_rows.sections), f"question {number}: {question}"
        assert json == doors.due_as_json(found), f"question {number}: {question}"
        assert page == doors.due_on_page(found), f"question {number}: {question}"
        seen.update(doors.kinds(question, found))
    assert all(seen.values()), seen
