"""`/you/`: answers into one encrypted cookie and verdicts onto the pages; wrong answers get a sentence; nothing enters an address."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from services.actions import recording
from services.choices import Verdict
from services.display import days
from services.display.people import ME, Asking
from services.display.verdicts import BY_WORD
from services.eligibility.person import Person
from services.models import Rule, ServiceAtLocation
from services.search.query import SearchQuery
from services.search.reading import read
from services.web import facts
from services.web.typed_age import typed_age, without_age

pytestmark = pytest.mark.django_db
CARITAS = "Migrationssozialarbeit Dresden (Prohlis und Leuben)"


def answers(*persons: dict[str, Any], **common: Any) -> dict[str, Any]:
    """What the form sends for these persons."""
    people = persons or ({},)
    sent: dict[str, Any] = {"p-TOTAL_FORMS": len(people), "p-INITIAL_FORMS": 0, "next": "/de/search/?q=brief", **common}
    for number, person in enumerate(people):
        sent |= {f"p-{number}-{name}": value for name, value in person.items()}
    return sent


def say(client: Client, *persons: dict[str, Any], lang: str = "de", **common: Any) -> HttpResponse:
    response = client.post(f"/{lang}/you/", answers(*persons, **common))
    assert response.status_code == 303, response.content.decode()
    return response


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def caritas() -> ServiceAtLocation:
    return ServiceAtLocation.objects.public().filter(service__name_de=CARITAS).order_by("pk")[0]


def offer_page(client: Client, lang: str = "de") -> str:
    offer = caritas()
    return text(client.get(f"/{lang}/offers/{offer.pk}/{offer.service.slug}/"))


def verdict(page: str) -> str:
    """The first one on the page: its kind and everything that it says."""
    return page.partition('<div class="verdict ')[2].partition("</div></div>")[0]


def test_the_form_asks_and_presses_nobody(client: Client) -> None:
    page = text(client.get("/de/you/"))
    assert "checked" not in page
    assert page.index('value="G0"') < page.index('value="G1"')
    assert client.get("/de/you/")["Cache-Control"] == "no-store"


def test_answers_travel_in_one_encrypted_cookie_and_back_to_where_one_came_from(client: Client) -> None:
    response = say(client, {"age": "26"}, status="G2", place="Prohlis")
    assert response["Location"] == "/de/search/?q=brief"
    assert response["Cache-Control"] == "no-store"
    (cookie,) = response.cookies.values()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", "/", 1800)
    assert "Prohlis" not in cookie.value
    page = client.get("/de/search/?q=brief")
    assert page["Cache-Control"] == "no-store"
    assert "Cookie" in page["Vary"]
    assert "ETag" not in page
    assert "Sie (26) · Duldung · Prohlis" in text(page)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "de/"])
def test_one_is_only_sent_back_to_our_own_pages(client: Client, wanted: str) -> None:
    assert say(client, {"age": "26"}, next=wanted)["Location"] == "/de/"


@pytest.mark.parametrize(
    ("field", "person", "common"),
    [
        ("age", {"age": "alt"}, {}),
        ("age", {"age": "-1"}, {}),
        ("age", {"age": "121"}, {}),
        ("place", {}, {"place": "Xyzzy"}),
        ("status", {}, {"status": "G99"}),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client: Client, field: str, person: Any, common: Any) -> None:
    response = client.post("/de/you/", answers({"age": "26", **person}, **{"place": "Leipzig", **common}))
    assert response.status_code == 200
    page = text(response)
    assert 'class="error"' in page
    assert (common.get("place") or "Leipzig") in page
    assert facts.NAME not in response.cookies


def test_arabic_digits_are_numbers(client: Client) -> None:
    say(client, {"age": "٢٦"}, lang="ar")
    assert "26" in text(client.get("/ar/"))


def test_no_answer_at_all_is_no_cookie(client: Client) -> None:
    response = say(client)
    assert response.cookies[facts.NAME]["max-age"] == 0


def test_prohlis_fits_and_says_why(client: Client) -> None:
    say(client, {"age": "26"}, status="G2", place="Prohlis")
    said = verdict(offer_page(client))
    assert said.startswith("fits")
    assert "<b>Das passt.</b> <p>Diese Stelle ist für Ihren Wohnort zuständig.</p>" in said


def test_neustadt_is_sent_on_and_told_honestly_that_the_office_is_not_recorded(client: Client) -> None:
    say(client, {"age": "26"}, status="G2", place="Dresden-Neustadt")
    said = verdict(offer_page(client))
    assert said.startswith("else")
    assert "<b>Eine andere Stelle hilft Ihnen besser.</b>" in said
    assert "Welche Stelle für Ihren Wohnort zuständig ist, ist bei uns nicht erfasst." in said


def test_pirna_is_sent_to_the_office_of_its_district(client: Client) -> None:
    say(client, {"age": "26"}, status="G2", place="Pirna")
    said = verdict(offer_page(client))
    assert said.startswith("else")
    other = ServiceAtLocation.objects.public().filter(service__programme__code="FSA_MSA", service__serves__area__key="14628")
    assert any(f'Für Ihren Wohnort zuständig: <a href="/de/offers/{offer.pk}/">' in said for offer in other.order_by("pk"))


@pytest.mark.parametrize(
    ("place", "question"),
    [
        ("Dresden", "Zuständig für: Leuben, Prohlis, Prohlis-Nord, Prohlis-Süd. Wohnen Sie dort?"),
        ("Reick", "Die Stelle nennt: Leuben, Prohlis, Prohlis-Nord, Prohlis-Süd. Fragen Sie, ob Ihr Stadtteil dazugehört."),
    ],
)
def test_dresden_alone_and_an_unnamed_part_of_prohlis_are_asked(client: Client, place: str, question: str) -> None:
    say(client, {"age": "26"}, status="G2", place=place)
    said = verdict(offer_page(client))
    assert said.startswith("ask")
    assert f"<b>Bitte vorher fragen.</b> <p>{question}</p>" in said
    assert f"„Guten Tag. Wohnort: {place}. Darf ich zu Ihnen kommen?“" in said


def jmd_page(client: Client, lang: str = "de") -> str:
    jmd = ServiceAtLocation.objects.public().filter(service__programme__code="JMD").order_by("pk")[0]
    return text(client.get(f"/{lang}/offers/{jmd.pk}/{jmd.service.slug}/"))


def test_the_deciding_reason_names_the_answer_and_the_rule(client: Client) -> None:
    say(client, {"age": "30"}, status="G3")
    said = verdict(jmd_page(client))
    assert "<p>Sie sind 30. Ab dem 27. Geburtstag hilft Ihnen die Migrationsberatung für Erwachsene (MBE).</p>" in said
    assert 'Gehen Sie besser hierhin: <a href="/de/programmes/MBE/">' in said


def test_for_somebody_else_it_says_the_person(client: Client) -> None:
    say(client, {"age": "30"}, status="G3", who="helper")
    page = jmd_page(client)
    assert "<p>Die Person ist 30. Ab dem 27. Geburtstag" in verdict(page)
    assert "Sie sind 30." not in page


def test_for_my_own_work_trainings_are_open(client: Client) -> None:
    say(client, {}, who="work")
    said = verdict(text(client.get("/de/programmes/FACHK/")))
    assert said.startswith("fits")
    assert "<b>Das passt.</b>" in said


@pytest.mark.parametrize(("age", "asked"), [("25", False), ("26", True), ("27", False)])
def test_at_26_and_only_then_one_is_asked_about_the_birthday(client: Client, age: str, asked: bool) -> None:
    say(client, {"age": age}, status="G3", lang="en", next="/en/")
    assert ("Do you turn 27 within six months?" in jmd_page(client, "en")) == asked


def test_alone_is_asked_under_18_only_and_brings_the_youth_office(client: Client) -> None:
    say(client, {"age": "20"}, lang="en")
    assert "alone:yes" not in text(client.get("/en/"))
    say(client, {"age": "16"}, lang="en")
    assert "alone:yes" in text(client.get("/en/"))
    client.post("/en/you/", {"answer": "alone:yes", "next": "/en/"})
    page = text(client.get("/en/"))
    assert "You do not have to go alone. Show this page to your teacher or social worker." in page
    assert "/en/programmes/UMA/" in page


def test_a_household_gets_each_listing_once_with_chips(client: Client) -> None:
    family = [{"age": age} for age in ("36", "34", "15", "8", "2")]
    say(client, *family, status="G5", place="Leipzig")
    page = text(client.get("/de/search/?place=Leipzig"))
    assert "Für Sie alle" in page
    assert "Person 3 (15)" in page
    assert 'class="whom"' in page
    assert "Person 4 (8), Person 5 (2)" in page


def test_more_persons_are_added_without_losing_what_was_typed(client: Client) -> None:
    response = client.post("/de/you/", {**answers({"age": "36"}, status="G5"), "add": "1"})
    page = text(response)
    assert 'name="p-1-age"' in page
    assert 'value="36"' in page
    assert facts.NAME not in response.cookies
    eight = client.post("/de/you/", {**answers(*[{"age": "3"}] * 8), "add": "1"})
    assert 'name="p-8-age"' not in text(eight)


@pytest.mark.parametrize(
    ("own", "said"),
    [({"own_place": "Pirna"}, "Person 2 · Pirna"), ({"own_status": "G2"}, "Person 2 · Duldung · Leipzig"), ({}, "")],
)
def test_a_person_of_whom_only_another_paper_or_home_is_known_stays(client: Client, own: dict[str, str], said: str) -> None:
    say(client, {"age": "36"}, own, place="Leipzig")
    page = text(client.get("/de/"))
    assert "(36) · Leipzig" in page
    assert said in page
    assert ("Person 2" in page) == bool(said)


def test_forgetting_and_the_next_person(client: Client) -> None:
    say(client, {"age": "26"})
    response = client.post("/de/you/", {"forget": "1", "next": "/de/programmes/"})
    assert response["Location"] == "/de/programmes/"
    assert response.cookies[facts.NAME]["max-age"] == 0
    say(client, {"age": "26"})
    response = client.post("/de/you/", {"another": "1", "next": "/de/programmes/"})
    assert response["Location"] == "/de/you/"
    assert "26" not in text(client.get("/de/you/")).partition("<form")[2].partition("</form>")[0]


def test_leaving_forgets(client: Client) -> None:
    say(client, {"age": "26"})
    assert client.get("/exit/").cookies[facts.NAME]["max-age"] == 0


@pytest.mark.parametrize(("minutes", "accepted"), [(0, True), (29, True), (31, False)])
def test_the_server_refuses_a_cookie_that_was_not_used_for_30_minutes(
    client: Client, monkeypatch: Any, minutes: int, accepted: bool
) -> None:
    say(client, {"age": "26"})
    now = facts.time.time()
    monkeypatch.setattr(facts.time, "time", lambda: now + minutes * 60)
    assert ("(26)" in text(client.get("/de/"))) == accepted


def test_two_hours_after_the_answers_even_a_used_cookie_is_refused(client: Client, monkeypatch: Any) -> None:
    now = facts.time.time()
    say(client, {"age": "26"})
    for minutes in range(20, 121, 20):
        monkeypatch.setattr(facts.time, "time", lambda later=now + minutes * 60: later)
        assert "(26)" in text(client.get("/de/")), minutes
    monkeypatch.setattr(facts.time, "time", lambda: now + 121 * 60)
    assert "(26)" not in text(client.get("/de/"))


@pytest.mark.parametrize("cookie", ["nonsense", "gAAAAA" + "x" * 100, "ü", "x" * 5000])
def test_a_foreign_cookie_is_no_answer(client: Client, cookie: str) -> None:
    client.cookies[facts.NAME] = cookie
    assert client.get("/de/").status_code == 200


@pytest.mark.parametrize(
    "content",
    [
        [],
        "facts",
        7,
        {},
        {"given": None, "who": "me", "homes": [], "persons": [[26, None, [], None]]},
        {"given": 0, "who": "me", "homes": [], "persons": []},
        {"given": 0, "who": "me", "homes": [], "persons": [[26, None, []]]},
        {"given": 0, "who": "me", "homes": [], "persons": [[26, None, [], 0]]},
        {"given": 0, "who": "me", "homes": [["Leipzig"]], "persons": [[26, None, [], 0]]},
        {"given": 0, "who": "me", "persons": [{"age": 26, "status": None, "situations": [], "home": None}]},
    ],
)
def test_a_cookie_of_ours_in_another_shape_is_no_answer(client: Client, content: Any) -> None:
    """As after an update: made with our key, by other code."""
    now = int(facts.time.time())
    if isinstance(content, dict) and content.get("given") == 0:
        content = {**content, "given": now}
    client.cookies[facts.NAME] = facts._cipher().encrypt_at_time(json.dumps(content).encode(), current_time=now).decode()
    page = client.get("/de/")
    assert page.status_code == 200
    assert "(26)" not in text(page)


def test_eight_people_in_eight_towns_fit_into_the_cookie(client: Client) -> None:
    towns = ["Leipzig", "Dresden", "Chemnitz", "Zwickau", "Neustadt", "Plauen", "Pirna", "01219"]
    say(client, *({"age": "36", "own_place": town} for town in towns))
    page = text(client.get("/de/"))
    assert all(f"Person {number} (36) · {town}" in page for number, town in enumerate(towns[1:], 2))


def test_a_home_that_several_share_is_written_once(client: Client) -> None:
    one, eight = say(client, {"age": "3"}, place="54636"), say(client, *[{"age": "3"}] * 8, place="54636")
    assert len(eight.cookies[facts.NAME].value) < 2 * len(one.cookies[facts.NAME].value)


def test_what_a_cookie_cannot_hold_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    """Eight postal codes that lie in more than twenty municipalities each."""
    codes = ["54636", "55758", "56357", "54597", "54552", "55595", "56729", "07646"]
    family = ({"age": "36", "own_place": code} for code in codes[1:])
    response = client.post("/de/you/", answers({"age": "36"}, *family, place=codes[0]))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert facts.NAME not in response.cookies
    page = text(response)
    assert "So viele verschiedene Wohnorte kann Ihr Browser nicht behalten." in page
    assert all(f'value="{code}"' in page for code in codes)
    assert page.count('value="36"') == 8


def test_an_older_key_still_opens_the_cookie(client: Client, settings: Any) -> None:
    say(client, {"age": "26"})
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key, made later"
    assert "(26)" in text(client.get("/de/"))


def test_an_age_among_the_words_is_offered_as_an_answer_and_leaves_the_address(client: Client) -> None:
    page = text(client.post("/de/search/", {"q": "jugendmigrationsdienst 19 jahre", "place": "Dresden"}))
    assert 'value="age:19"' in page
    assert 'value="/de/search/?q=jugendmigrationsdienst&amp;place=Dresden"' in page
    response = client.post("/de/you/", {"answer": "age:19", "next": "/de/search/?q=jugendmigrationsdienst&place=Dresden"})
    assert response["Location"] == "/de/search/?q=jugendmigrationsdienst&place=Dresden"
    assert "Sie (19)" in text(client.get(response["Location"]))


@pytest.mark.parametrize(
    ("lang", "years"),
    [
        *(("de", years) for years in ("19", "19 jahre", "mit 19 jahren", "19 j.", "19j", "19-jährig", "19jährige", "ich bin 19 jahre alt")),
        *(("en", years) for years in ("19 years", "19 years old", "19 yo", "19yo")),
        *(("ar", years) for years in ("19 سنة", "١٩ سنوات", "عمري 19 عام", "19سنة")),
        *(("uk", years) for years in ("19 років", "19 роки", "19 лет", "19лет")),
        *(("tr", years) for years in ("19 yaşında", "19 yaş", "19yaş")),
        *(("fr", years) for years in ("19 ans", "19ans")),
        *(("fa", years) for years in ("۱۹ ساله", "19 سال")),
    ],
)
def test_an_age_is_understood_as_people_write_it(lang: str, years: str) -> None:
    query = read(SearchQuery(today=date(2026, 11, 21), lang=lang, q=f"MBE {years}"))
    assert typed_age(query, None) == 19
    assert without_age(query, "Dresden").endswith("/search/?q=MBE&place=Dresden")


@pytest.mark.parametrize("words", ["MBE", "MBE 19 jahre 20 jahre", "§ 24", "paragraf 24", "01219", "MBE 1997"])
def test_what_is_no_one_age_is_not_offered_as_one(words: str) -> None:
    assert typed_age(read(SearchQuery(today=date(2026, 11, 21), q=words)), None) is None


def test_an_age_that_is_known_is_not_asked_again() -> None:
    query = read(SearchQuery(today=date(2026, 11, 21), q="MBE 19 jahre"))
    assert typed_age(query, Asking(ME, (Person(26),))) is None
    assert typed_age(query, Asking(ME, (Person(status="G2"),))) == 19


def test_an_age_beside_something_sensitive_leaves_no_word_in_the_address() -> None:
    query = read(SearchQuery(today=date(2026, 11, 21), q="schwanger 19 jahre"))
    assert typed_age(query, None) == 19
    assert without_age(query, "Dresden") == reverse("search")


def test_a_sensitive_search_goes_on_by_post_after_the_answers(client: Client) -> None:
    page = text(client.post("/de/search/", {"need": "gewalt"}))
    assert 'name="search" value="need=gewalt"' in page
    form = text(client.post("/de/you/", {"ask": "1", "next": "/de/search/", "search": "need=gewalt"}))
    assert 'name="search" value="need=gewalt"' in form
    response = client.post("/de/you/", {**answers({"age": "30"}), "search": "need=gewalt&q=x&evil=1"})
    assert response.status_code == 200
    assert 'name="need" value="gewalt"' in text(response)
    assert "evil" not in text(response)


def test_another_visitor_sees_no_verdicts(client: Client) -> None:
    say(client, {"age": "26"}, status="G2")
    assert "Sie (26)" in text(client.get("/de/search/"))
    stranger = text(Client().get("/de/search/"))
    assert "(26)" not in stranger
    assert 'class="verdict' not in stranger


def listed(client: Client, word: str = "") -> dict[str, int]:
    """Each listing of a search, page by page, with what the page lists apart at its end, and its verdict."""
    found: dict[str, int] = {}
    for page in range(1, 10):
        shown = text(client.post("/de/search/", {"verdict": word, "page": page}) if word else client.get(f"/de/search/?page={page}"))
        cards = shown.split('<li class="card">')[1:]
        here = {re.findall(r"/de/offers/([0-9a-f-]{36})", card)[0]: re.findall(r'class="verdict (\w+)', card)[0] for card in cards}
        if here.keys() <= found.keys():
            break
        found |= {offer: _SHOWN[said] for offer, said in here.items()}
    return found


_SHOWN = {"fits": Verdict.FITS, "ask": Verdict.ASK_FIRST, "else": Verdict.NOT_FOR_YOU}


def test_the_filter_by_verdict_divides_the_list(client: Client) -> None:
    say(client, {"age": "30"}, status="G9")
    everything = listed(client)
    assert set(everything.values()) == set(Verdict)
    for word, kind in BY_WORD.items():
        assert listed(client, word) == {offer: best for offer, best in everything.items() if best == kind}, word


def test_the_filter_by_verdict_is_posted_and_never_in_an_address(client: Client) -> None:
    say(client, {"age": "26"}, status="G2")
    page = text(client.post("/de/search/", {"verdict": "fits"}))
    assert set(re.findall('class="verdict ([a-z]+)', page)) == {"fits"}
    assert not re.findall('(?:href|action)="[^"]*verdict=', page)


def test_a_rule_that_begins_tomorrow_decides_tomorrow_without_a_job(client: Client, monkeypatch: Any) -> None:
    now = days.now()
    with recording.atomic():
        old = Rule.objects.get(route__programme__code="JMD", criterion="age", min_age=12)
        old.valid_to = now.date()
        old.save()
        Rule.objects.create(
            route=old.route,
            criterion="age",
            min_age=12,
            max_age=26,
            verdict=Verdict.ASK_FIRST,
            text_de="Ab morgen.",
            valid_from=now.date() + timedelta(days=1),
        )
    say(client, {"age": "19"}, status="G3")
    jmd = ServiceAtLocation.objects.public().filter(service__programme__code="JMD", service__serves__area__key="14612").order_by("pk")[0]
    address = f"/de/offers/{jmd.pk}/{jmd.service.slug}/"
    assert "Ab morgen." not in text(client.get(address)).partition('class="first"')[0]
    monkeypatch.setattr(days, "now", lambda: now + timedelta(days=1))
    assert "Ab morgen." in text(client.get(address)).partition('class="first"')[0]


def test_the_programme_page_shows_the_whole_table_with_the_persons_own_cells(client: Client) -> None:
    assert 'class="here-cell"' not in text(client.get("/en/programmes/MBE/"))
    say(client, {"age": "26"}, status="G2", lang="en")
    page = text(client.get("/en/programmes/MBE/"))
    marked = [row.partition("</tr>")[0] for row in page.split('class="here-cell"')[1:]]
    assert len(marked) == 2
    assert "18–26" in marked[0]
    assert "Duldung" in marked[1]
    assert all("Please ask first." in row for row in marked)


def test_a_page_for_a_household_costs_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    family = [{"age": age} for age in ("36", "34", "15", "8", "2")]
    say(client, *family, status="G5", place="Leipzig")
    client.get("/de/search/?place=Sachsen")
    for address in ("/de/search/?place=Leipzig", "/de/search/?place=Sachsen"):
        with django_assert_max_num_queries(46):
            client.get(address)
