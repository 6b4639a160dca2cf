"""The search rows as a whole: rebuilt, compared with the facts, mended."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from services.models import SearchRow
from services.search import index_care, indexing
from tests import builders

pytestmark = pytest.mark.django_db


def run(*command: str) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def test_the_rows_of_the_fixtures_are_as_the_facts_say() -> None:
    assert "as the facts say" in run("check_search_index")


def test_a_row_that_differs_is_named_and_mended_and_the_command_fails() -> None:
    offer = builders.offer()
    SearchRow.objects.filter(pk=offer.pk).update(needs=12345, programme="XYZ")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE services_searchrow SET tokens = ''::tsvector WHERE offer_id = %s", [offer.pk])
    with pytest.raises(CommandError, match="1 search rows"):
        run("check_search_index")
    assert dict(index_care.differences()) == {offer.pk: ["programme", "needs", "tokens"]}
    with pytest.raises(CommandError):
        run("check_search_index", "--repair")
    assert "as the facts say" in run("check_search_index")


def test_a_missing_row_and_one_too_many_are_found() -> None:
    listed, draft = builders.offer(), builders.offer(status="draft")
    SearchRow.objects.filter(pk=listed.pk).delete()
    SearchRow.objects.create(offer=draft)
    assert dict(index_care.differences()) == {listed.pk: ["row"], draft.pk: ["row"]}
    with pytest.raises(CommandError):
        run("check_search_index", "--repair")
    assert not dict(index_care.differences())


def test_an_interrupted_rebuild_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_care, "_BATCH", 20)
    first = next(index_care.rebuild())
    waiting = SearchRow.objects.filter(shape__lt=indexing.SHAPE).count()
    assert first == 20
    assert waiting == SearchRow.objects.count() - 20
    assert f"Done: {waiting} rows" in run("rebuild_search_index")
    assert not SearchRow.objects.filter(shape__lt=indexing.SHAPE).exists()
    assert not dict(index_care.differences())


def test_a_word_in_the_name_weighs_more_than_in_the_description() -> None:
    named = builders.offer(of={"name_de": "Quittenberatung"})
    described = builders.offer(of={"description_de": "Auch Quittenberatung."})
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id FROM services_searchrow WHERE tokens @@ 'quittenberatung:A'")
        assert cursor.fetchall() == [(named.pk,)]
        cursor.execute("SELECT offer_id FROM services_searchrow WHERE tokens @@ 'quittenberatung:D'")
        assert cursor.fetchall() == [(described.pk,)]
