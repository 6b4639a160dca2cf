"""A thousand questions, many for persons: columns, SQL, JSON and pages agree on every listing, its place, and all counts."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from services.display import days
from services.search.run import search
from tests import loaded_database
from tests.bench import databases
from tests.search.columns import doors
from tests.search.columns.engines import by_sql, columns, snapshot
from tests.search.random_queries import Questions

pytestmark = [pytest.mark.django_db, pytest.mark.full]


@pytest.fixture(scope="module")
def made_up_country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Ten thousand made-up listings in a database that all processes share; nobody changes it."""
    own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        databases.use(10_000)
    yield
    with django_db_blocker.unblock():
        loaded_database.point_at(own)


@pytest.mark.parametrize("seed", [2, 3, 4, 5])  # four, so that two processes share them
@pytest.mark.usefixtures("made_up_country")
def test_a_thousand_questions_about_ten_thousand_listings(seed: int, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
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
