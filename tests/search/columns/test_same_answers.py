"""Columns and SQL give the same listings in the same order, and the same counts."""

import pytest

from services.search.run import search
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
