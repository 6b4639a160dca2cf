"""Where a place has nothing at all, both engines still tell what was chosen, so that it can be taken back."""

from datetime import date

import pytest

from services.search import places
from services.search.query import FacetValue, SearchQuery
from services.search.run import search
from tests.search.columns.engines import by_sql, columns

pytestmark = pytest.mark.django_db


def test_what_was_chosen_is_told_where_there_is_nothing_to_count() -> None:
    query = SearchQuery(today=date(2026, 11, 21), place=places.find("80331"), radius=1, language=("ar",), need=("asyl",))
    with columns():
        found = search(query)
    assert not found.total
    assert found == by_sql(query)
    assert found.facets["language"] == (FacetValue("ar", 0, 0),)
    assert found.facets["audience"] == ()
