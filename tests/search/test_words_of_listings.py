"""Words that stand only in the texts of listings: never corrected into others, and found when they are misspelt."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from services.actions import recording
from services.choices import PhraseKind
from services.models import SearchWord, ServiceAtLocation
from services.search import index_care
from services.search.query import SearchQuery, SearchResult
from services.search.run import search
from services.search.understand import spelling, vocabulary
from tests import builders

pytestmark = pytest.mark.django_db


def ask(text: str, lang: str = "de") -> SearchResult:
    return search(SearchQuery(today=date(2026, 11, 21), q=text, lang=lang), with_facets=False)


@pytest.fixture
def listed() -> ServiceAtLocation:
    return builders.offer(of={"name_de": "Kwyjibotreff", "description_de": "Jede zweite Nacht offen. Bei Suizidgedanken sofort."})


@pytest.mark.parametrize("typed", ["kwyjibotreff", "nacht", "nächten", "Kwyjibotreffs"])
def test_a_word_of_a_listing_is_not_corrected(listed: ServiceAtLocation, typed: str) -> None:
    found = ask(typed)
    assert found.query.understood.corrected == ()
    assert listed.pk in [hit.offer for hit in found.hits]


def test_without_the_listing_the_same_word_is_corrected() -> None:
    known = vocabulary.current()
    assert spelling.corrected("nacht", known) and not SearchWord.objects.filter(word="kwyjibotreff").exists()


@pytest.mark.parametrize("typed", ["kwyjibotref", "kwjyibotreff", "wyjibotreff", "kwyjbotref"])
def test_a_misspelt_word_of_a_listing_finds_it_and_the_correction_is_said(listed: ServiceAtLocation, typed: str) -> None:
    found = ask(typed)
    assert found.query.understood.corrected == ((typed, "kwyjibotreff"),)
    assert [hit.offer for hit in found.hits] == [listed.pk]


def test_the_vocabulary_comes_before_the_listings() -> None:
    builders.offer(of={"name_de": "Chemnito"})
    assert ask("chemnita").query.understood.corrected == (("chemnita", "chemnitz"),)


def test_a_listing_that_names_a_danger_hides_no_emergency_number(listed: ServiceAtLocation) -> None:
    assert SearchWord.objects.filter(word="suizidgedanken").exists()
    assert ask("suizidgedanken").query.understood.has(PhraseKind.CRISIS)


def test_what_was_withdrawn_is_never_said_again(listed: ServiceAtLocation) -> None:
    with recording.atomic():
        listed.status = "withdrawn"
        listed.save()
    assert ask("kwyjibotref").query.understood.corrected == ()
    for _done in index_care.rebuild():
        pass
    assert not SearchWord.objects.filter(word="kwyjibotreff").exists()


def test_a_draft_gives_no_words() -> None:
    builders.offer(status="draft", of={"name_de": "Kwyjibotreff"})
    assert not SearchWord.objects.filter(word="kwyjibotreff").exists()


def test_missing_words_are_named_and_mended(listed: ServiceAtLocation) -> None:
    SearchWord.objects.filter(word="kwyjibotreff").delete()
    assert dict(index_care.differences()) == {listed.pk: ["words"]}
    with pytest.raises(CommandError):
        call_command("check_search_index", "--repair", stdout=StringIO())
    assert not dict(index_care.differences())


def test_what_is_near_is_found_by_an_index(listed: ServiceAtLocation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for end in ("left", "right"):
            cursor.execute(f"EXPLAIN SELECT word FROM services_searchword WHERE {end}(word, 3) = 'kwy'")
            assert "Index" in "".join(row[0] for row in cursor.fetchall())
