"""The search decides nothing itself: what it looks up is what the engine says of every listing."""

from datetime import date

import pytest

from services.actions import recording
from services.choices import Verdict
from services.eligibility.assess import assess
from services.eligibility.catchment import Where
from services.eligibility.person import Home, Person
from services.eligibility.profile import of_service
from services.models import Rule, SearchRow, Service, ServiceAtLocation, SharedProfile
from services.search import kept_rules, places, shared
from services.search.query import SearchQuery, SearchResult
from services.search.run import search
from services.search.sql import PAGE_SIZE
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
PEOPLE = [
    Person(),
    Person(26, "G2"),
    Person(27, "G2"),
    Person(15, None, frozenset({"unaccompanied_minor"})),
    Person(40, "G7"),
    Person(34, None, frozenset({"own_work"})),
]


def home(text: str) -> Home:
    found = places.home(text)
    assert found
    return found


def everything(*persons: Person) -> SearchResult:
    return search(SearchQuery(today=TODAY, persons=persons), with_facets=False)


def everyone(query: SearchQuery) -> dict[object, tuple[int | None, int]]:
    """Each listing that the search counts, page by page and with what it hides, with its verdict and for whom."""
    first = search(query, with_facets=False)
    pages = [search(SearchQuery(today=TODAY, persons=query.persons, page=page), with_facets=False) for page in range(1, first.pages + 1)]
    return {hit.offer: (hit.best, hit.whom) for result in pages for hit in (*result.hits, *result.others)}


@pytest.mark.parametrize("where", [None, "Prohlis", "01239"])
@pytest.mark.parametrize("person", PEOPLE[1:], ids=str)
def test_every_listing_gets_the_verdict_of_the_engine(person: Person, where: str | None) -> None:
    person = Person(person.age, person.status, person.situations, home(where) if where else None)
    result, found = everything(person), everyone(SearchQuery(today=TODAY, persons=(person,)))
    listed = ServiceAtLocation.objects.public().select_related("service__programme").order_by("pk")
    expected = {offer.pk: _expected(offer, person) for offer in listed}
    assert {offer: best for offer, (best, _whom) in found.items()} == {offer: expected[offer] for offer in found}
    hidden = sum(verdict == Verdict.NOT_FOR_YOU for verdict in expected.values())
    assert (result.total, result.hidden) == (len(expected) - hidden, hidden)
    assert len(found) == result.total + min(hidden, PAGE_SIZE)


def _expected(offer: ServiceAtLocation, person: Person) -> Verdict:
    profile, catchment = of_service(offer.service), shared.catchment_of(offer.service)
    where = Where.INSIDE if offer.nationwide else catchment.where(person.home) if catchment else Where.NOT_RECORDED
    return assess(profile, person, TODAY, where).verdict if profile else Verdict.ASK_FIRST


def at_caritas(where: str | None) -> tuple[Verdict, tuple[str, ...]]:
    """For somebody with a Duldung who lives there: what the migration social work of Caritas says, and which question is open."""
    service = Service.objects.get(name_de="Migrationssozialarbeit Dresden (Prohlis und Leuben)")
    lives = home(where) if where else None
    profile, catchment = of_service(service), shared.catchment_of(service)
    assert profile and catchment
    found = assess(profile, Person(26, "G2", home=lives), TODAY, catchment.where(lives))
    return found.verdict, found.questions


@pytest.mark.parametrize(
    ("where", "verdict", "questions"),
    [
        ("Prohlis", Verdict.FITS, ()),
        ("Leuben", Verdict.FITS, ()),
        ("Prohlis-Nord", Verdict.FITS, ()),
        ("Dresden", Verdict.ASK_FIRST, ("area",)),
        (None, Verdict.ASK_FIRST, ("area",)),
        ("Reick", Verdict.ASK_FIRST, ()),  # a Stadtteil inside the Stadtbezirk Prohlis that seed 2 does not name
        ("Dresden-Neustadt", Verdict.NOT_FOR_YOU, ()),
        ("Neustadt", Verdict.NOT_FOR_YOU, ()),  # whichever of the many it is
        ("Plauen", Verdict.NOT_FOR_YOU, ()),
        ("Leipzig", Verdict.NOT_FOR_YOU, ()),
    ],
)
def test_the_home_decides_at_the_social_work_for_prohlis_and_leuben(
    where: str | None, verdict: Verdict, questions: tuple[str, ...]
) -> None:
    """ "Caritas = Dresden districts Prohlis and Leuben" (domain 1.4)."""
    assert at_caritas(where) == (verdict, questions)


def test_thousands_of_services_share_a_few_profiles_and_one_rule_serves_them_all() -> None:
    offers = [builders.offer(of={"programme": "MBE"}) for _ in range(3)]
    rows = SearchRow.objects.filter(pk__in=[offer.pk for offer in offers])
    (before,) = set(rows.values_list("profile", flat=True))
    with recording.atomic():
        rule = Rule.objects.get(route__programme__code="MBE", criterion="age", min_age=18)
        rule.verdict = Verdict.FITS
        rule.save()
    (after,) = set(rows.values_list("profile", flat=True))
    assert before != after
    mbe = {offer.pk for offer in offers}
    found = everyone(SearchQuery(today=TODAY, persons=(Person(26, "G1"),)))
    assert {found[offer][0] for offer in mbe} == {Verdict.FITS}


def test_a_service_with_a_rule_of_its_own_has_another_profile() -> None:
    offer = builders.offer(of={"programme": "MBE"})
    shared_with_all = SearchRow.objects.get(pk=offer.pk).profile_id
    rule = Rule.objects.get(route__programme__code="MBE", criterion="age", min_age=18)
    with recording.atomic():
        own = Rule.objects.create(
            route=rule.route, service=offer.service, reason="Modell", criterion="age", min_age=0, verdict=2, text_de="Auch unter 27."
        )
    assert SearchRow.objects.get(pk=offer.pk).profile_id != shared_with_all
    with recording.atomic():
        own.delete()
    assert SearchRow.objects.get(pk=offer.pk).profile_id == shared_with_all


def test_another_area_is_another_catchment() -> None:
    offer = builders.offer(of={"programme": "FSA_MSA"})
    assert SearchRow.objects.get(pk=offer.pk).catchment_id is None
    with recording.atomic():
        offer.service.serves.create(area=builders.area())
    here = SearchRow.objects.get(pk=offer.pk).catchment_id
    same = builders.offer(of={"programme": "FSA_MSA"})
    with recording.atomic():
        same.service.serves.create(area=builders.area())
    assert here is not None
    assert SearchRow.objects.get(pk=same.pk).catchment_id == here


def test_ten_thousand_listings_cost_no_query_each(django_assert_num_queries: object) -> None:
    """The profiles, the catchments, a look for changes, the count and the page, whatever number of listings there is."""
    query = SearchQuery(today=TODAY, persons=(Person(26, "G2", home=home("Prohlis")),))
    for number in (0, 5):
        for _ in range(number):
            builders.offer(of={"programme": "SUCHT"})
        search(query, with_facets=False)  # reads what new names have changed
        with django_assert_num_queries(5):  # type: ignore[operator]
            search(query, with_facets=False)


def test_a_household_sees_each_listing_once_and_what_is_open_to_most_comes_first() -> None:
    family = tuple(Person(age, "G5", home=home("Leipzig")) for age in (36, 34, 15, 8, 2))
    result = everything(*family)
    counts = [bin(hit.whom).count("1") for hit in result.hits]
    assert counts == sorted(counts, reverse=True)
    assert sum(result.sections.values()) == result.total
    assert len({hit.offer for hit in result.hits}) == len(result.hits)


def test_what_is_closed_to_everybody_who_asks_is_counted_apart_and_comes_last() -> None:
    alone, together = everything(Person(30, "G9")), everything(Person(30, "G9"), Person(15, "G1"))
    assert alone.hidden > together.hidden
    last = search(SearchQuery(today=TODAY, persons=alone.query.persons, page=alone.pages), with_facets=False)
    assert last.others
    assert all(hit.best == Verdict.NOT_FOR_YOU for hit in last.others)
    only = search(SearchQuery(today=TODAY, persons=alone.query.persons, verdict=(2,)), with_facets=False)
    assert {hit.best for hit in only.hits} == {Verdict.FITS}


def test_profiles_are_read_back_as_they_were_written() -> None:
    service = Service.objects.filter(programme__code="MBE").order_by("pk")[0]
    profile = of_service(service)
    assert profile
    row = SharedProfile.objects.get(key=profile.key)
    assert kept_rules.current().profiles[row.pk].key == profile.key


@pytest.mark.parametrize(
    ("text", "lines"), [("Leipzig", 1), ("Plauen", 2), ("Plauen (Vogtlandkreis)", 1), ("Dresden, Plauen", 1), ("Prohlis", 1), ("01097", 1)]
)
def test_of_namesakes_each_stays_possible_as_a_home(text: str, lines: int) -> None:
    assert len(home(text).lines) >= lines
    assert (len(home(text).lines) == 1) == (lines == 1)


def test_a_home_that_could_be_two_towns_shuts_no_door() -> None:
    service = builders.offer(of={"programme": "FSA_MSA"}).service
    with recording.atomic():
        service.serves.create(area=builders.area())
    catchment = shared.catchment_of(Service.objects.get(pk=service.pk))
    assert catchment
    assert catchment.where(home("Plauen")) == Where.OPEN
    assert catchment.where(home("Dresden, Plauen")) == Where.INSIDE
