"""Rules and catchments are read once, and anew when a listing has changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from unittest import mock

import pytest
from django.db import connections

from services.actions import recording
from services.choices import Verdict
from services.eligibility.catchment import Where
from services.eligibility.person import Person
from services.models import Area, SearchRow
from services.search import changes, kept_rules, places
from services.search.query import SearchQuery
from services.search.run import search
from tests import builders
from tests.search.columns.engines import by_sql, columns

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As outside of a transaction, and without what other tests have left."""
    monkeypatch.setattr(kept_rules, "_kept", None)
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)


def test_nothing_is_read_twice(django_assert_num_queries: Queries) -> None:
    first = kept_rules.current()
    assert first.profiles
    assert first.catchments
    with django_assert_num_queries(1):
        assert kept_rules.current() is first


def test_what_a_changed_listing_needs_is_there_at_the_next_look(monkeypatch: pytest.MonkeyPatch) -> None:
    first, home = kept_rules.current(), places.home("Plauen (Vogtlandkreis)")
    assert home
    monkeypatch.setattr(connections["default"], "in_atomic_block", True)
    offer = builders.offer(of={"programme": "FSA_MSA"})
    with recording.atomic():
        offer.service.serves.create(area=builders.area())
        offer.service.serves.create(area=Area.objects.get(number=home.lines[0][-1]))
    new = SearchRow.objects.get(pk=offer.pk).catchment_id
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    assert kept_rules.current() is first
    look = changes.look()
    with mock.patch.object(changes, "look", return_value=replace(look, last=look.last + 1)):
        second = kept_rules.current()
    assert new not in first.catchments
    assert second.near(home)[new].where(home) == Where.INSIDE
    assert first.catchments.items() <= second.catchments.items()


def test_what_came_after_the_look_shuts_no_door_and_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is newer than the rules and catchments that were looked up: both engines ask first, and the card is told all the same."""
    monkeypatch.setattr(connections["default"], "in_atomic_block", True)
    before = kept_rules.current()
    offer = builders.offer(of={"programme": "FSA_MSA"})
    with recording.atomic():
        offer.service.serves.create(area=Area.objects.get(key="14713:Leipzig"))
        offer.service.serves.create(area=builders.area())
    row = SearchRow.objects.get(pk=offer.pk)
    assert row.catchment_id not in before.catchments
    query = SearchQuery(
        today=date(2026, 11, 22), q=f'"{offer.code}"', persons=(Person(30, "G2", home=places.home("Plauen (Vogtlandkreis)")),)
    )
    assert offer.pk not in [hit.offer for hit in by_sql(query).hits], "it is for Dresden and Leipzig"
    with mock.patch.object(kept_rules, "current", return_value=before), columns():
        by_columns = search(query).hits
        assert [hit.best for hit in by_columns if hit.offer == offer.pk] == [Verdict.ASK_FIRST]
        assert by_sql(query).hits == by_columns
    assert replace(before, profiles={}).profile(row.profile_id).key == before.profile(row.profile_id).key


def test_after_a_restore_nothing_is_believed() -> None:
    first, look = kept_rules.current(), changes.look()
    other = replace(look, epoch=type(look.epoch)(int=0))
    with mock.patch.object(changes, "look", return_value=other):
        assert not set(map(id, kept_rules.current().catchments.values())) & set(map(id, first.catchments.values()))


@pytest.mark.parametrize("name", ["Leipzig", "Prohlis", "Dresden", "01219", "Plauen", "Berlin", "Pirna"])
def test_what_is_not_near_is_outside(name: str) -> None:
    home, kept = places.home(name), kept_rules.current()
    assert home
    far = [each for pk, each in kept.catchments.items() if pk not in kept.near(home)]
    assert far
    assert {each.where(home) for each in far} == {Where.OUTSIDE}
