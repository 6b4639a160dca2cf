"""The search rows as a whole: rebuilt, compared with the facts, mended."""

import os
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from services.models import SearchRow
from services.search import changes, index_care, indexing
from tests import builders, loaded_database

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
    listed = SearchRow.objects.count()
    SearchRow.objects.update(needs=12345)
    assert next(index_care.rebuild()) == 20
    assert SearchRow.objects.filter(needs=12345).count() == listed - 20
    assert f"Done: {listed - 20} rows" in run("rebuild_search_index", "--jobs=1")
    assert not dict(index_care.differences())


def test_a_rebuild_writes_what_is_missing_and_takes_away_what_is_not_listed() -> None:
    listed, draft = builders.offer(), builders.offer(status="draft")
    SearchRow.objects.filter(pk=listed.pk).delete()
    SearchRow.objects.create(offer=draft)
    run("rebuild_search_index", "--jobs=1")
    assert not dict(index_care.differences())


def test_after_a_rebuild_everybody_reads_everything_anew() -> None:
    before = changes.offers(0, 0).epoch
    run("rebuild_search_index", "--jobs=1")
    assert changes.offers(0, 0).epoch != before


def test_a_row_that_says_the_same_is_left_alone_and_nobody_is_told() -> None:
    same, other = builders.offer(), builders.offer()
    SearchRow.objects.filter(pk=other.pk).update(needs=12345)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM services_searchchange")
        indexing.refresh([same.pk, other.pk])
        cursor.execute("SELECT offer_id FROM services_searchchange")
        assert cursor.fetchall() == [(other.pk,)]


def test_all_changes_of_a_transaction_get_a_number_when_it_commits() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM services_searchchange")
        for word in ("needs", "access"):
            SearchRow.objects.update(**{word: 1})
            connection.check_constraints()  # what a commit does
            cursor.execute("SELECT count(*), count(seq), count(DISTINCT seq) FROM services_searchchange")
            assert set(cursor.fetchone()) == {SearchRow.objects.count()}


def test_numbering_leaves_no_mark_and_bears_that_nothing_is_left_to_number() -> None:
    builders.offer()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM services_searchchange WHERE seq IS NULL")
        connection.check_constraints()
        cursor.execute("SELECT count(*) FROM services_searchunnumbered")
        assert cursor.fetchone() == (0,)


def test_many_rows_cost_no_query_each(django_assert_max_num_queries: Any) -> None:
    """Records hold only the columns that rows are made of: one that is missing would be read record by record."""
    listed = list(SearchRow.objects.order_by("pk").values_list("pk", flat=True))
    assert len(listed) > 50
    with django_assert_max_num_queries(40):
        assert len(list(indexing.rows(listed))) == len(listed)


def test_a_row_whose_words_have_changed_gets_the_new_ones_and_keeps_them_otherwise() -> None:
    offer = builders.offer(of={"name_de": "Quittenberatung"})
    with connection.cursor() as cursor:
        for tokens in ("tokens", "''::tsvector", "NULL"):
            cursor.execute(f"UPDATE services_searchrow SET needs = 12345, tokens = {tokens} WHERE offer_id = %s", [offer.pk])
            indexing.refresh([offer.pk])
            assert not dict(index_care.differences())


def test_two_jobs_share_the_work() -> None:
    """In a database of its own: what is not committed, another process does not see."""
    name = loaded_database.another()
    try:
        code = f"""
import pytest, django
django.setup()
from django.core.management import call_command
from tests import loaded_database
loaded_database.point_at({name!r})
from services.models import SearchRow
from services.search import index_care
index_care._BATCH = 10
SearchRow.objects.update(needs=12345)
call_command("rebuild_search_index", "--jobs=2")
assert not dict(index_care.differences())
"""
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "beratung.settings"}
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        assert "Done: " in ran.stdout, ran.stderr
        assert ran.returncode == 0, ran.stderr
    finally:
        loaded_database.drop(name)


def test_a_word_in_the_name_weighs_more_than_in_the_description() -> None:
    named = builders.offer(of={"name_de": "Quittenberatung"})
    described = builders.offer(of={"description_de": "Auch Quittenberatung."})
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id FROM services_searchrow WHERE tokens @@ 'Aquittenberatung'")
        assert cursor.fetchall() == [(named.pk,)]
        cursor.execute("SELECT offer_id FROM services_searchrow WHERE tokens @@ 'Dquittenberatung'")
        assert cursor.fetchall() == [(described.pk,)]
