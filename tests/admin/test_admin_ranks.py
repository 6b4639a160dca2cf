"""The page that says why results stand where they stand."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import translation

from services.admin import rank_words
from services.choices import Audience
from services.display import days
from services.eligibility.person import Person
from services.search import places
from services.search.ordering import Term, terms
from services.search.query import SearchQuery
from services.search.reading import read
from services.search.run import search
from tests.admin.desk import Desk

pytestmark = pytest.mark.django_db
PAGE = "/admin/services/serviceatlocation/ranks/"


@pytest.fixture
def staff(db: None) -> User:
    """Nobody types a password here, and making one takes a second."""
    return User.objects.create(username="anna", first_name="Anna", is_staff=True, is_superuser=True)


def asked(desk: Desk, **typed: str) -> Any:
    response = desk.client.post(PAGE, typed)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response


def now() -> Any:
    moment = days.now()
    return {"today": moment.date(), "minute": days.minute_of_week(moment)}


def test_the_results_stand_as_a_visitor_sees_them_each_with_its_reason(desk: Desk) -> None:
    response = asked(desk, q="beratung", place="01219", sort="distance")
    result = search(read(SearchQuery(q="beratung", place=places.find("01219"), sort="distance", **now())))
    rows, page = response.context["rows"], response.content.decode()
    assert [row.offer.pk for row in rows] == [hit.offer for hit in result.hits]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0].below == ""
    assert all(row.below in page and [told.decides for told in row.told].count(True) == 1 for row in rows[1:])
    assert all(f"/admin/services/serviceatlocation/{row.offer.pk}/change/" in page for row in rows)
    assert "Dresden" in page
    assert any(row.below.startswith("weiter weg") and row.below.endswith(" km)") for row in rows)


def test_what_was_understood_and_what_was_left_out_is_said(desk: Desk) -> None:
    page = asked(desk, q="psychollohe drehsden xyzzyq", need="amt", radius="viele").content.decode()
    for word in ("psychollohe", "gelesen als", "psychologe", "Dresden", "xyzzyq", "in keinem dieser Ergebnisse"):
        assert word in page
    assert "Entfernung als Zahl" in page, "what is wrong is said beside its field, and the rest is searched"
    assert '<option value="amt" selected>' in page
    assert "Weggelassen, weil damit nichts gefunden wurde" in asked(desk, q='"xyzzyq"').content.decode()


def test_a_made_up_person_is_asked_for_as_on_the_site(desk: Desk) -> None:
    response = asked(desk, place="Dresden", **{"persona-age": "26", "persona-status": "G2", "persona-place": "Pirna"})
    person = Person(26, "G2", home=places.home("Pirna"))
    result = search(SearchQuery(place=places.find("Dresden"), persons=(person,), **now()))
    assert [row.offer.pk for row in response.context["rows"]] == [hit.offer for hit in result.hits]
    assert str(result.hidden) in response.content.decode()
    assert asked(desk, **{"persona-place": "Xyzzy"}).context["result"] is None


def test_nothing_is_read_from_an_address(desk: Desk) -> None:
    response = desk.client.get(PAGE, {"q": "psychologe", "persona-age": "26"})
    assert "no-store" in response["Cache-Control"]
    assert "psychologe" not in response.content.decode()
    assert response.context["result"] is None


def test_who_may_see_listings_may_see_their_order(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    clerk = User.objects.create(username="clerk", is_staff=True)
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"q": "x"}).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="view_serviceatlocation"))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert f'href="{PAGE}"' in page.content.decode(), "it stands in the sidebar"


def test_every_term_has_words() -> None:
    """What compares several persons does not occur: the page asks for one."""
    several = {Term.FEWER_PEOPLE, Term.WHOM}
    assert rank_words.TITLES.keys() == rank_words.BELOW.keys() == set(Term) - several
    assert several & set(terms(SearchQuery(today=date(2026, 11, 22), persons=(Person(26),), audience=(Audience.PERSON,)))) == set()


def test_values_are_told_apart_as_exactly_as_it_takes() -> None:
    with translation.override("de"):
        assert [rank_words.value(Term.NOT_SERVING, found) for found in (False, True)] == ["ja", "nein"], "the title says: responsible"
        assert rank_words.below(Term.METRES, 12_345, 4_012).endswith("(12,3 km gegen 4,0 km)")
        assert rank_words.below(Term.METRES, 4_034, 4_012).endswith("(4,034 km gegen 4,012 km)")
        assert rank_words.below(Term.METRES, None, 4_012).endswith("(nicht bekannt gegen 4,0 km)")
        assert rank_words.below(Term.CHECKED_EARLIER, date(2024, 1, 2), date(2025, 3, 4)).endswith("(02.01.2024 gegen 04.03.2025)")
        assert rank_words.below(Term.RANK, 97, 2).endswith("(97 (das Programm nennt den Bedarf nicht) gegen 2)")
        assert rank_words.below(Term.CLOSED, True, False) == str(rank_words.BELOW[Term.CLOSED])
