"""What a caseworker in Dresden must find (the queries of the first issue), over the real listings."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import translation

from services.eligibility.person import Person
from services.models import ServiceAtLocation
from services.search import places
from services.search.ordering import Term, terms
from services.search.parameters import SearchForm
from services.search.query import Group, SearchResult
from services.search.run import search

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def ask(parameters: str, lang: str = "de") -> SearchResult:
    form = SearchForm(QueryDict(parameters))
    query = form.to_query(lang, TODAY)
    assert not form.errors
    return search(query)


def order(parameters: str, persons: tuple[Person, ...] = ()) -> list[Term]:
    return terms(replace(ask(parameters).query, persons=persons))


def names(result: SearchResult) -> list[str]:
    offers = ServiceAtLocation.objects.in_bulk([hit.offer for hit in result.hits])
    return [offers[hit.offer].service.name_de for hit in result.hits]


def programmes(result: SearchResult) -> list[str]:
    offers = {o.pk: o for o in ServiceAtLocation.objects.select_related("service__programme").order_by("pk")}
    return [offers[hit.offer].service.programme.code for hit in result.hits]


def test_psyche_in_dresden_shows_the_psz_first() -> None:
    assert names(ask("place=Dresden&need=psyche"))[0] == "Psychosoziales Zentrum Dresden"


def test_letters_in_pirna_show_the_refugee_social_work_first() -> None:
    assert names(ask("place=01796&need=amt"))[0].startswith("Flüchtlingssozialarbeit Pirna")


def test_rostock_shows_ipso_and_the_psz() -> None:
    found = names(ask("place=Rostock"))
    assert any("IPSO" in name for name in found)
    assert "Psychosoziales Zentrum Rostock" in found


def test_the_old_abbreviation_finds_the_contact_point_under_its_new_name() -> None:
    assert "LAKOS" in names(ask("q=LSH"))[0]


def test_the_name_of_a_programme_puts_its_offers_on_top() -> None:
    assert programmes(ask("q=Jugendmigrationsdienst"))[:3] == ["JMD", "JMD", "JMD"]


def test_offers_whose_languages_are_not_recorded_stay_as_not_known() -> None:
    with_language = ask("place=Dresden&need=amt&language=ar")
    assert with_language.total == ask("place=Dresden&need=amt").total > 0
    assert with_language.groups[Group.UNKNOWN] == with_language.total
    arabic = next(value for value in with_language.facets["language"] if value.value == "ar")
    assert (arabic.sure, arabic.unknown) == (0, with_language.total)


def test_an_arabic_word_finds_what_the_german_word_finds() -> None:
    assert programmes(ask("q=طبيب نفسي&place=Leipzig", "ar"))[0] == "PSZ"


@pytest.mark.parametrize("written", ["dresden", "DRESDEN", " Dresden ", "Drésden"])
def test_a_place_is_found_however_it_is_written(written: str) -> None:
    assert ask(f"place={written}").query.place.label == "Dresden"


@pytest.mark.parametrize("written", ["Görlitz", "Goerlitz", "gorlitz"])
def test_umlauts_may_be_left_out(written: str) -> None:
    assert ask(f"place={written}").query.place.label == "Görlitz"


def test_a_place_bears_its_name_in_the_language_of_the_reader_whoever_asked_first() -> None:
    labels = {}
    for lang in ("ar", "en", "de"):
        with translation.override(lang):
            labels[lang] = ask("place=Sachsen", lang).query.place.label
    assert labels == {"ar": "ساكسونيا", "en": "Saxony", "de": "Sachsen"}


def test_the_far_office_that_serves_the_place_is_local() -> None:
    result = ask("place=Görlitz&need=psyche")
    assert names(result)[0] == "Psychosoziales Zentrum Dresden"
    assert result.hits[0].serves_your_area


def test_return_counselling_is_never_on_top_unasked() -> None:
    everything = [code for code in programmes(ask("place=01796")) if code != "FACHK"]  # that is for no person at all
    assert "RUECK" not in everything[: -everything.count("RUECK")]
    assert programmes(ask("place=01796&need=rueckkehr"))[0] == "RUECK"


def test_offers_for_groups_only_are_not_on_top_for_persons() -> None:
    first = ask("place=Dresden")
    found = [code for number in range(1, first.pages + 1) for code in programmes(ask(f"place=Dresden&page={number}"))]
    assert found.index("FACHK") > found.index("PSZ")
    assert found.index("FACHK") > len(found) // 2


def test_words_that_nothing_holds_are_dropped_and_named() -> None:
    result = ask("q=xyzzyqwert&place=Dresden")
    assert result.dropped == ("xyzzyqwert",)
    assert result.total > 0


def test_a_village_without_anything_is_looked_around() -> None:
    result = ask("place=Zittau&need=selbsthilfe")
    assert result.total > 0


def test_facets_count_with_the_other_filters_and_without_their_own() -> None:
    result = ask("place=Dresden&need=amt&programme=JMD")
    assert {value.value for value in result.facets["programme"]} > {"JMD", "MBE"}
    for value in result.facets["programme"]:
        assert ask(f"place=Dresden&need=amt&programme={value.value}").groups.get(Group.STATED, 0) == value.sure


def test_several_values_of_one_filter_are_or() -> None:
    both = ask("programme=JMD&programme=MBE").total
    assert both == ask("programme=JMD").total + ask("programme=MBE").total


def test_pages_hold_every_result_once() -> None:
    first = ask("")
    found = [hit.offer for number in range(1, first.pages + 1) for hit in ask(f"page={number}").hits]
    assert len(found) == len(set(found)) == first.total == ServiceAtLocation.objects.public().count()


def test_the_number_of_queries_is_pinned(django_assert_num_queries: object) -> None:
    """Two of them read the shared rules, which are kept outside of a transaction only."""
    form = SearchForm(QueryDict("place=Dresden&need=amt&language=ar"))
    search(form.to_query("de", TODAY))  # what is kept has been read
    with django_assert_num_queries(12):  # type: ignore[operator]
        search(form.to_query("de", TODAY))


def test_a_part_of_a_town_shows_its_own_office_first_and_the_whole_town_with_it() -> None:
    result = ask("place=Prohlis&need=amt")
    assert names(result)[0] == "Migrationssozialarbeit Dresden (Prohlis und Leuben)"
    assert result.hits[0].serves_your_area
    assert set(names(ask("place=Dresden&need=amt"))) == set(names(result))


@pytest.mark.parametrize("place", ["Riesa", "Pieschen", "Chemnitz", "01587"])
def test_what_is_closed_to_those_who_live_there_stands_below(place: str) -> None:
    """The office in Prohlis is for people who live in Prohlis: nobody should go there from Riesa first."""
    result = ask(urlencode({"place": place, "need": "amt"}))
    assert [name for name in names(result) if "Prohlis" in name], "it closes nothing: one may move, or ask for somebody else"
    assert not any("Prohlis" in name for name in names(result)[:5])
    assert "Prohlis" in names(ask("place=Dresden&need=amt"))[0], "the town has people in Prohlis"


def test_who_says_where_they_live_is_believed() -> None:
    assert Term.ELSEWHERE in order("place=Pieschen&need=amt", (Person(19),))
    assert Term.ELSEWHERE not in order("place=Pieschen&need=amt", (Person(home=places.home("Prohlis")),))


def test_what_is_only_known_to_be_somewhere_in_the_land_may_be_here() -> None:
    """14 projects in Saxony, nobody says where: whoever looks for them in Leipzig must find their page, and what is near as well."""
    assert programmes(ask("q=arbeitsmarktmentoren&place=Leipzig")) == ["AMM"]
    assert not ask("q=arbeitsmarktmentoren&place=Leipzig").hits[0].is_local
    in_plauen = ask("need=arbeit&place=Plauen")
    assert {"AMM", "MBE"} <= set(programmes(in_plauen)) and in_plauen.widened_km, "it ends no search for something near"
    assert "AMM" not in programmes(ask("need=arbeit&place=Hamburg"))


@pytest.mark.parametrize("lang", ["de", "en", "ar"])
@pytest.mark.parametrize(("typed", "town"), [("Grünau", "Leipzig"), ("Gorbitz", "Dresden"), ("Prohlis", "Dresden")])
def test_a_part_of_a_town_bears_the_name_of_its_town_and_is_found_by_both(typed: str, town: str, lang: str) -> None:
    """ "Grünau" lies in a part that is called "West": nobody knows what is meant by that alone."""
    with translation.override(lang):
        place, around = places.find(typed), places.find(town)
        assert place and around
        assert place.label.endswith(f"({around.label})")
        again = places.find(place.label)
        assert again and again.lines == place.lines


def test_another_part_of_the_town_does_not_call_that_office_responsible() -> None:
    result = ask("place=Pieschen&need=amt")
    offers = ServiceAtLocation.objects.in_bulk([hit.offer for hit in result.hits])
    caritas = [hit for hit in result.hits if "Prohlis" in offers[hit.offer].service.name_de]
    assert caritas
    assert not any(hit.serves_your_area for hit in caritas)


def test_a_kind_of_help_that_is_not_listed_there_is_said_and_others_stand_in() -> None:
    result = ask("q=jugendmigrationdienst leipzig")
    assert result.hits
    assert result.dropped == ("jugendmigrationdienst",)
    part = result.query.understood.parts[0]
    assert result.query.understood.without(part.words) == "leipzig"


@pytest.mark.parametrize(
    ("q", "word"),
    [("räumungsklage chemnitz", "räumungsklage"), ("Ich habe Schulden, Leipzig", "Ich habe Schulden,"), ("حامل كيمنتس", "حامل")],
)
def test_where_nobody_is_listed_for_a_need_general_counselling_stands_in(q: str, word: str) -> None:
    result = ask(urlencode({"q": q}))
    assert result.is_general and result.dropped == (word,)
    assert result.query.place, "the place is not left out with the need"
    assert result.hits and set(programmes(result)[:3]) <= {"MBE", "JMD", "FSA_MSA", "VEREIN"}


def test_where_nobody_is_listed_for_what_may_be_danger_general_counselling_stands_in_beside_the_rest_that_was_asked() -> None:
    result = ask(urlencode({"q": "my boss keeps my passport and I have to work 14 hours, dresden"}), "en")
    assert result.is_general and result.dropped == ("boss keeps my passport",)
    assert set(programmes(result)[:3]) <= {"MBE", "JMD", "FSA_MSA", "VEREIN"}, "not those who help to find work"
    assert {"handel", "amt", "arbeit"} <= set(result.query.values("need")), "the other need is answered, too"


@pytest.mark.parametrize("place", ["Görlitz", ""])
def test_where_no_word_means_anything_general_counselling_stands_in(place: str) -> None:
    result = ask(urlencode({"q": "xyzzyqa wuppdich", "place": place}))
    assert result.is_general and result.dropped == ("xyzzyqa", "wuppdich")
    assert set(programmes(result)[:3]) <= {"MBE", "JMD", "FSA_MSA", "VEREIN"}, "not the six that are for special needs"


def test_return_counselling_that_nobody_asked_for_ends_no_search() -> None:
    """It serves the whole Land, and so it was all that Bautzen had of that carrier."""
    result = ask("q=caritas&place=Bautzen")
    assert result.widened_km and programmes(result)[0] == "JMD"
    assert "RUECK" in programmes(result)
    asked_for = ask(urlencode({"q": "rückkehrberatung caritas", "place": "Bautzen"})).widened_km
    assert asked_for and asked_for < result.widened_km


def test_what_may_be_danger_decides_how_far_to_look() -> None:
    result = ask(urlencode({"q": "mein mann schlägt mich, ich suche arbeit", "place": "Hoyerswerda"}))
    assert not ask("place=Hoyerswerda&need=arbeit").widened_km, "work is near, and must not hide who helps against violence"
    assert result.widened_km == ask("place=Hoyerswerda&need=gewalt").widened_km
    assert {"GEWALT", "SCHUTZHAUS"} <= set(programmes(result)[:3])
    assert not result.is_general


def test_what_is_there_but_closed_to_who_asks_is_not_called_unknown() -> None:
    query = SearchForm(QueryDict(urlencode({"q": "jugendmigrationsdienst dresden"}))).to_query("de", TODAY)
    result = search(replace(query, persons=(Person(40, "G3"),)))
    assert result.hits and result.hidden
    assert result.dropped and not result.is_general


def test_what_helps_with_the_other_need_is_not_hidden_behind_the_many_that_help_with_everything() -> None:
    assert "ANERK" in programmes(ask("q=zeugnisanerkennung und arzt"))[:5]


def test_who_does_not_say_what_for_sees_general_counselling_first() -> None:
    found = programmes(ask("q=Beratung&place=Dresden"))
    general = [code in ("MBE", "JMD", "FSA_MSA", "VEREIN") for code in found]
    assert general == sorted(general, reverse=True)
    assert general[0]
    assert not general[-1]
    for named in ("need=psyche", "programme=PSZ", "audience=professional"):
        assert Term.GENERAL not in order(named)
    assert order("q=caritas").index(Term.FEWER_WORDS) < order("q=caritas").index(Term.GENERAL), "and a name before that"


def test_what_fits_the_person_comes_before_the_kind_of_help() -> None:
    assert order("place=Dresden", (Person(19),)).index(Term.LESS_FITTING) < order("place=Dresden", (Person(19),)).index(Term.GENERAL)
    assert programmes(search(replace(ask("place=Leipzig").query, persons=(Person(17),))))[0] != "MBE", "from 27 years on"
