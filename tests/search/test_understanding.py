"""What people type, in ten languages: understood, found among the first five, and never with what must not come first."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from services.choices import PhraseKind
from services.models import PostalCode, ResidenceTitle, SearchRow
from services.search import blocks, places, sensitive
from services.search.query import Place, SearchQuery, SearchResult
from services.search.reading import read
from services.search.run import search
from services.search.text import words
from services.search.understand.parts import POSTAL_CODE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
QUERIES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "queries.toml").read_text())["query"]
RECALL = 0.97


@cache
def asked_for(text: str, lang: str) -> SearchQuery:
    """Of our own questions, which many tests look at; none of those changes a word."""
    return read(SearchQuery(today=TODAY, q=text, lang=lang))


def ask(text: str, lang: str = "de") -> SearchResult:
    return search(SearchQuery(today=TODAY, q=text, lang=lang), with_facets=False)


def programmes_of(result: SearchResult) -> list[str]:
    by_offer = dict(SearchRow.objects.filter(pk__in=[hit.offer for hit in result.hits]).values_list("pk", "programme"))
    return [by_offer[hit.offer] for hit in result.hits]


def missed(query: dict[str, Any]) -> str:
    asked = asked_for(query["q"], query["lang"])
    found = programmes_of(search(asked, with_facets=False))
    place = asked.place
    if query["programmes"] and not set(found[:5]) & set(query["programmes"]):
        return f"{query['q']}: {found[:5]} instead of {query['programmes']}"
    if query.get("place") and (place is None or not _is_meant(query["place"], place)):
        return f"{query['q']}: looked in {place.label if place else 'no place'} instead of {query['place']}"
    if query.get("needs") and not set(query["needs"]) & {*asked.values("need"), *asked.understood.mentioned}:
        return f"{query['q']}: understood {sorted(asked.understood.mentioned)} instead of {query['needs']}"
    return ""


def _is_meant(key: str, place: Place) -> bool:
    return not _lines(key).isdisjoint(place.lines)


@cache
def _lines(key: str) -> frozenset[tuple[int, ...]]:
    """Of the place that a question means: an area's key, or a postal code."""
    meant = places.of_keys([[f"{POSTAL_CODE}{key}"]]) if key.isdigit() and PostalCode.objects.filter(code=key).exists() else None
    meant = meant or places.of_keys([[key]])
    return frozenset(meant.lines if meant else ())


def test_recall_in_ten_languages() -> None:
    wrong = [said for query in QUERIES if (said := missed(query))]
    print("\n".join(wrong))
    assert len(QUERIES) >= 200
    assert len({query["lang"] for query in QUERIES}) == 10
    assert 1 - len(wrong) / len(QUERIES) >= RECALL, "\n".join(wrong)


def test_no_word_is_taken_for_a_place_where_none_is_meant() -> None:
    """ "Weil", "Müssen", "Kenn", "Wied" and "Much" are towns."""
    plain = [query for query in QUERIES if query.get("place") == ""]
    assert len(plain) > 100
    taken = {query["q"]: asked.place.label for query in plain if (asked := asked_for(query["q"], query["lang"])).place}
    assert not taken


def test_a_town_that_is_called_like_a_word_is_found_by_more_than_that_word() -> None:
    assert all(read(SearchQuery(today=TODAY, q=text)).place for text in ("weil am rhein", "kenn 54344"))


@pytest.mark.parametrize(
    "text",
    [
        "mein mann schlägt mich",
        "weil mein mann mich schlägt",
        "mich und meine kinder hat mein mann gestern geschlagen",
        "er schlägt mich, mein mann",
        "der mann schlägt mich",
        "schlägt/mann",
    ],
)
def test_the_order_of_words_hides_no_danger(text: str) -> None:
    asked = read(SearchQuery(today=TODAY, q=text))
    assert sensitive.judge(asked).need
    assert "gewalt" in asked.values("need")


def test_a_short_word_is_that_of_its_reader() -> None:
    """ "pas" is no passport and "am" not the AMM."""
    assert not read(SearchQuery(today=TODAY, q="je ne comprends pas", lang="fr")).values("need")
    assert not read(SearchQuery(today=TODAY, q="i am", lang="en")).understood.codes(PhraseKind.PROGRAMME)


def test_what_must_never_come_first_does_not() -> None:
    for query in QUERIES:
        if never := query.get("never_first"):
            assert programmes_of(ask(query["q"], query["lang"]))[0] not in never, query["q"]


def test_crisis_and_deadline_are_said_before_the_list() -> None:
    for query in QUERIES:
        asked = asked_for(query["q"], query["lang"])
        assert not query.get("crisis") or sensitive.judge(asked).crisis or blocks.crisis(asked), query["q"]
        assert not query.get("deadline") or blocks.deadline(asked), query["q"]
    assert sum(1 for query in QUERIES if query.get("crisis")) > 20
    assert sum(1 for query in QUERIES if query.get("deadline")) > 20


@pytest.mark.parametrize("text", ["suizid", "انتحار", "самогубство", "intihar", "ich will nicht mehr leben"])
def test_suicide_in_any_language_is_a_crisis_and_stands_in_no_address(text: str) -> None:
    judged = sensitive.judge(read(SearchQuery(today=TODAY, q=text)))
    assert judged.crisis
    assert judged.need
    assert judged.any


def test_a_paper_is_noticed_inside_of_any_word() -> None:
    """At least what stands in the residence titles, and the everyday names in all that is built from them."""
    named = [word for name in ResidenceTitle.objects.order_by("pk").values_list("name_de", flat=True) for word in words(name)]
    everyday = ["Duldungsbescheid", "Gestattungen", "Aufenthaltstitel", "xfiktionsbescheinigungx", "Ankunftsnachweise", "illegalisiert"]
    beside = ["ganz ohne  Papiere hier", "UNDOCUMENTED", "أنا بدون أوراق", "я без документов", "Klasse 7b", "b2", "25a", "8jährig"]
    for text in (*(word for word in named if len(word) > 6), *everyday, *beside):
        assert sensitive.judge(read(SearchQuery(today=TODAY, q=text))).person, text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LSH sachsen", "SHK_LAND"),
        ("rückkehrberatung freital", "RUECK"),
        ("racist attack chemnitz", "OPFER_RG"),
        ("diploma denkligi", "ANERK"),
        ("Caritas 01239", "FSA_MSA"),
    ],
)
def test_the_examples_of_the_issue_find_what_they_mean(text: str, name: str) -> None:
    assert name in programmes_of(ask(text))[:5]


def test_a_correction_is_said_and_quotation_marks_forbid_it() -> None:
    assert ask("psychollohe drehsden").query.understood.corrected == (("psychollohe", "psychologe"), ("drehsden", "dresden"))
    assert ask('"psychollohe"').query.understood.corrected == ()


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("keine wonung pirna", "obdach"),
        ("self-hepl", "selbsthilfe"),
        ("mein mann schlät mich", "gewalt"),
        ("траваа войны", "psyche"),
        ("عملية جاحية", "gesundheit"),
    ],
)
def test_a_misspelt_word_is_the_one_that_completes_a_phrase(text: str, need: str) -> None:
    """Alone they are too short, the name of a village, marijuana, and "district"."""
    understood = read(SearchQuery(today=TODAY, q=text)).understood
    assert understood.codes(PhraseKind.NEED) == (need,)
    assert len(understood.corrected) == 1


@pytest.mark.parametrize("text", ["arbeit minden", "arbeit in minden", "hilfe mint"])
def test_what_completes_no_phrase_is_left_alone(text: str) -> None:
    assert read(SearchQuery(today=TODAY, q=text)).understood.corrected == ()


def test_a_lost_letter_is_nearer_than_another_script() -> None:
    assert read(SearchQuery(today=TODAY, q="wonung")).understood.corrected == (("wonung", "wohnung"),)


def test_every_part_can_be_taken_away() -> None:
    """Flags (a paper, a deadline, a crisis) and what the words only hint at stand for words too, and so does the rest."""
    for query in QUERIES:
        understood = asked_for(query["q"], query["lang"]).understood
        assert bool(understood.rest) == bool(understood.left), query["q"]
        for taken in (*(part.words for part in understood.parts), *([understood.left] if understood.rest else [])):
            assert taken, query["q"]
            assert len(understood.without(taken).split()) == len(understood.typed) - len(taken), query["q"]


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("interview bamf", "asyl"),
        ("beratungsschein", "schwanger"),
        ("behandlungsschein", "gesundheit"),
        ("berechtigungsschein", "deutsch"),
        ("heim", "wohnen"),
    ],
)
def test_neighbours_decide_what_is_ambiguous(text: str, need: str) -> None:
    assert need in read(SearchQuery(today=TODAY, q=text)).values("need")


def test_a_compound_is_found_by_its_parts() -> None:
    understood = read(SearchQuery(today=TODAY, q="schuldenberatungstermin")).understood
    assert "SCHULD" in understood.codes(PhraseKind.PROGRAMME) or "schulden" in understood.codes(PhraseKind.NEED)


def test_an_ordinary_word_finds_more_than_nothing() -> None:
    result = ask("xyzzy kwyjibo")
    assert result.total
    assert result.dropped


@pytest.mark.parametrize(("text", "town"), [("адвокат в бонне", "Bonn"), ("юрист в кёльне", "Köln"), ("wieder", None)])
def test_a_short_town_is_found_in_its_cases_where_it_is_no_german_word(text: str, town: str | None) -> None:
    place = read(SearchQuery(today=TODAY, q=text, lang="ru")).place
    assert (place.label if place else None) == town


def test_a_denial_is_never_left_out_of_a_phrase() -> None:
    asked = read(SearchQuery(today=TODAY, q="my residence permit expires", lang="en"))
    assert "papierlos" not in asked.understood.mentioned, "that is 'without residence permit'"


def test_what_may_be_about_danger_orders_before_everything_else() -> None:
    assert programmes_of(ask("beaten by security in camp", "en"))[0] == "GEWALT"
    assert programmes_of(search(SearchQuery(today=TODAY, need=("gesundheit", "papierlos"))))[0] == "OHNE_PAPIERE"


def test_what_is_not_guessed_is_still_kept_out_of_every_address() -> None:
    asked = read(SearchQuery(today=TODAY, q="hiding", lang="en"))
    assert "papierlos" not in asked.values("need")
    assert sensitive.judge(asked).any


@pytest.mark.parametrize(
    ("text", "lang", "need"),
    [
        ("selbst hilfe gruppe", "de", "selbsthilfe"),
        ("افسرده گی", "fa", "psyche"),
        ("خونه میخوام", "fa", "wohnen"),
        ("kann nicht schlafen denke immer an krieg", "de", "psyche"),
    ],
)
def test_words_are_put_together_and_read_as_they_are_said(text: str, lang: str, need: str) -> None:
    assert need in read(SearchQuery(today=TODAY, q=text, lang=lang)).values("need")


def test_what_two_pieces_make_is_taken_away_with_both() -> None:
    understood = read(SearchQuery(today=TODAY, q="selbst hilfe dresden")).understood
    part = next(part for part in understood.parts if part.codes(PhraseKind.NEED))
    assert understood.without(part.words) == "dresden"


def test_two_pieces_are_no_town_and_no_quoted_word() -> None:
    place = read(SearchQuery(today=TODAY, q="alten burg")).place
    assert place is None or place.label != "Altenburg"
    assert "selbsthilfe" not in read(SearchQuery(today=TODAY, q='"selbst" hilfe')).values("need")


def test_arabic_writes_where_onto_the_name_of_a_town() -> None:
    place = read(SearchQuery(today=TODAY, q="دكتور نفساني بدريسدن", lang="ar")).place
    assert place
    assert place.label == "Dresden"


def test_who_can_no_more_is_in_a_crisis_and_who_cannot_pay_is_not() -> None:
    assert "krise" in read(SearchQuery(today=TODAY, q="ich kann einfach nicht mehr")).values("need")
    assert "krise" not in read(SearchQuery(today=TODAY, q="ich kann meine miete nicht mehr zahlen")).understood.mentioned


@pytest.mark.parametrize("text", ["wegen schulden bringe ich mich um", "asyl abgelehnt, keinen sinn hat das mehr"])
def test_a_need_beside_it_hides_no_crisis(text: str) -> None:
    assert "krise" in read(SearchQuery(today=TODAY, q=text)).values("need")


@pytest.mark.parametrize("text", ["16 alone here no parents", "i am 13 and alone", "17 years old, alone in germany"])
def test_a_child_that_is_alone_is_seen_at_any_age(text: str) -> None:
    assert "minderj" in read(SearchQuery(today=TODAY, q=text, lang="en")).values("need")
    assert "minderj" not in read(SearchQuery(today=TODAY, q=text.replace("1", "2"), lang="en")).values("need")


@pytest.mark.parametrize(
    ("text", "lang"),
    [("vater 82 braucht pflege", "de"), ("babam 72 yaşında bakım parası", "tr"), ("پدرم ۷۲ ساله است تنها زندگی میکند", "fa")],
)
def test_somebody_old_who_needs_care_is_seen_at_any_age(text: str, lang: str) -> None:
    assert "alter" in read(SearchQuery(today=TODAY, q=text, lang=lang)).values("need")


def test_what_a_need_is_about_orders_before_where_it_happens() -> None:
    assert programmes_of(search(SearchQuery(today=TODAY, need=("begleitung", "gesundheit"))))[0] == "VEREIN"
    assert programmes_of(search(SearchQuery(today=TODAY, need=("gewalt", "rassismus"))))[0] == "OPFER_RG"


@pytest.mark.parametrize(
    ("text", "lang", "need"),
    [
        ("vermiter hat gekündigt muss raus aus der wohnung", "de", "obdach"),
        ("не сдают квартиру потому что иностранцы, так и сказали", "ru", "diskrim"),
    ],
)
def test_words_apart_say_more_than_one_of_them(text: str, lang: str, need: str) -> None:
    """To look for a flat is what "Vermieter" and "Wohnung" say by themselves."""
    assert need in read(SearchQuery(today=TODAY, q=text, lang=lang)).values("need")


def test_no_phrase_hides_what_may_be_about_danger() -> None:
    for text in ("mein mann schlägt mich ich will die scheidung", "er schlägt die kinder, sorgerecht", "mann trinkt und schlägt mich"):
        assert "gewalt" in read(SearchQuery(today=TODAY, q=text)).values("need"), text


@pytest.mark.parametrize("text", ["3 monaten", "8 weeks", "3000 euro", "5 ወርሒ", "۳ ماه", "2 месяца", "3 ay"])
def test_what_is_counted_is_no_age(text: str) -> None:
    asked = read(SearchQuery(today=TODAY, q=f"{text} dresden", lang="de"))
    assert not asked.understood.has(PhraseKind.AGE)
    assert not asked.words


@pytest.mark.parametrize("text", ["мне 21 год", "21 jahre", "21"])
def test_years_are_an_age(text: str) -> None:
    assert read(SearchQuery(today=TODAY, q=text, lang="ru")).understood.codes(PhraseKind.AGE) == ("21",)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Landkreis Görlitz", "Landkreis Görlitz"), ("LK Bamberg", "Landkreis Bamberg"), ("Kreis Paderborn", "Kreis Paderborn")],
)
def test_a_kreis_is_called_so_as_it_is_not_the_town_of_its_name(text: str, name: str) -> None:
    found = asked_for(f"einbürgerung {text}", "de").place
    assert found
    assert (found.label, found.kind) == (name, "kreis")
    again = places.find(name)
    assert again
    assert again.lines == found.lines, "what is shown is found again"
    town = places.find(text.partition(" ")[2])
    assert town
    assert (town.kind, set(town.others) - {name}) == ("municipality", set())


@pytest.mark.parametrize(("text", "age"), [("۱۹ساله مدرسه", 19), ("19лет школа", 19)])
def test_a_number_against_a_word_is_one(text: str, age: int) -> None:
    found = asked_for(text, "de")
    assert (found.told_age, found.values("need")) == (age, ("schule",))


@pytest.mark.parametrize(("text", "age"), [("24 Jahre", 24), ("24 J., Sprachkurs", 24), ("мне 24 года", 24), ("§ 24 Sprachkurs", None)])
def test_a_number_of_years_is_no_paper(text: str, age: int | None) -> None:
    found = asked_for(text, "de")
    assert found.told_age == age
    assert found.understood.has(PhraseKind.PAPER) == (age is None)


@pytest.mark.parametrize(
    ("text", "need", "town"),
    [
        ("almancakursu", "deutsch", ""),
        ("germancourse", "deutsch", ""),
        ("психологдрезден", "psyche", "Dresden"),
        ("deutschkursfreiberg", "deutsch", "Freiberg"),
        ("Grundsicherungsamt", "geld", ""),
    ],
)
def test_a_space_that_was_forgotten(text: str, need: str, town: str) -> None:
    found = asked_for(text, "de")
    assert need in found.values("need")
    assert (found.place.label if found.place else "") == town


@pytest.mark.parametrize(
    ("text", "town"),
    [("ми в Різі", "Riesa"), ("адвокат в Пирне", "Pirna"), ("житло в Бауцені", "Bautzen"), ("anwalt Aue", "Aue-Bad Schlema")],
)
def test_a_town_of_the_directory_is_found_in_its_cases_and_before_its_namesakes(text: str, town: str) -> None:
    place = read(SearchQuery(today=TODAY, q=text, lang="uk")).place
    assert place and place.label == town


def test_a_typed_age_looks_as_far_as_something_is_for_it_and_closes_nothing() -> None:
    """In Hoyerswerda there is only the youth service."""
    young, grown = ask("ich bin 20, brief vom amt 02977"), ask("ich bin 35, brief vom amt 02977")
    assert set(programmes_of(young)) == {"JMD"}
    assert young.widened_km is None
    assert programmes_of(grown)[0] != "JMD"
    assert grown.widened_km
    assert "JMD" in programmes_of(grown), "an age that was typed may be somebody else's"


def test_what_is_closed_to_a_typed_age_stands_below_and_stays() -> None:
    """A counsellor may type her own age, and "§ 24" is none."""
    assert programmes_of(ask("brief vom amt 17 jahre"))[0] != "MBE"
    assert programmes_of(ask("brief vom amt 40 jahre"))[0] == "MBE"
    assert ask("brief vom amt 17 jahre").total == ask("brief vom amt").total
    assert ask("brief vom amt 17 jahre").query.told_age == 17
    assert ask("brief vom amt § 24").query.told_age is None
    assert ask("brief vom amt 17 und 40 jahre").query.told_age is None


def test_where_everything_is_closed_to_a_typed_age_what_is_near_is_still_found() -> None:
    """The youth service begins at 12; it may still be the one that the parents need, before the one for adults."""
    found = ask("5 jahre, jugendmigrationsdienst radeberg")
    assert found.widened_km == ask("jugendmigrationsdienst radeberg").widened_km
    assert found.widened_km is not None
    assert programmes_of(found)[0] == "JMD"
    assert set(programmes_of(found)) == {"JMD", "MBE"}


@pytest.mark.parametrize(("text", "first"), [("jmd 27 dresden", "MBE"), ("youth service 40", "MBE"), ("mbe 19 dresden", "JMD")])
def test_who_is_too_old_or_too_young_finds_who_takes_over(text: str, first: str) -> None:
    found = programmes_of(ask(text))
    assert found[0] == first
    assert {"JMD", "MBE"} <= set(found), "what was asked for stays"
    assert set(programmes_of(ask("jmd 20 dresden"))) == {"JMD"}


def test_the_circle_grows_where_nobody_is() -> None:
    found = ask("wohnung schneeberg")
    assert found.widened_km
    assert programmes_of(found)[0] in {"FSA_MSA", "MBE", "JMD"}


def test_turkish_endings_leave_the_name_of_a_town() -> None:
    place = read(SearchQuery(today=TODAY, q="Freiberg'deyiz avukat", lang="tr")).place
    assert place and place.label == "Freiberg"


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("DD", "Dresden"),
        ("Lpz", "Leipzig"),
        ("لايبزيغ", "Leipzig"),
        ("Дрезден", "Dresden"),
        ("Zwikau", "Zwickau"),
        ("Bautzn", "Bautzen"),
        ("Aue", "Aue-Bad Schlema"),
        ("Freiberg'de", "Freiberg"),
        ("Schneeberg", "Schneeberg"),
    ],
)
def test_the_field_for_the_place_knows_what_the_words_know(text: str, town: str) -> None:
    saxony, place = places.find("Sachsen"), places.find(text)
    assert place and place.label == town
    assert saxony and saxony.lines[0][-1] in place.lines[0], "and not the one in Bavaria"


@pytest.mark.parametrize("text", ["arbeit", "xyzzy", "asyl dresden"])
def test_what_is_more_than_a_place_is_none(text: str) -> None:
    assert places.find(text) is None


@pytest.mark.parametrize("text", ["vermieter wirft raus freital", "vermieter wirft raus", "kamen dresden asyl"])
def test_a_word_of_a_phrase_or_beside_a_sure_place_is_no_small_town(text: str) -> None:
    place = read(SearchQuery(today=TODAY, q=text)).place
    assert place is None or place.label in ("Freital", "Dresden")


@pytest.mark.parametrize(
    ("text", "need"), [("l'asile c'est refusé", "asyl"), ("besoin d'un logement", "wohnen"), ("elle m'a dit qu'avortement", "schwanger")]
)
def test_french_writes_its_short_words_onto_the_next(text: str, need: str) -> None:
    assert need in read(SearchQuery(today=TODAY, q=text, lang="fr")).values("need")


def test_return_counselling_is_never_guessed() -> None:
    """Only said: here the words hinted at it as much as at asylum."""
    asked = read(SearchQuery(today=TODAY, q="c'est refusé, deux semaines, qui explique avant que ce soit tard", lang="fr"))
    assert "rueckkehr" not in asked.values("need")


def test_the_age_that_was_typed_finds_the_service_that_is_sure_to_be_for_it() -> None:
    """Whoever is 22 may come to the youth service, and asks first at the counselling for adults; at 15 the next one may be far."""
    assert programmes_of(ask("schule 22 jahre torgau"))[0] == "JMD"
    assert programmes_of(ask("schule 30 jahre torgau"))[0] == "MBE"
    alone = ask("ich bin 15 und allein hier, plauen")
    assert set(programmes_of(alone)[:3]) == {"JMD"}
    assert alone.widened_km == 200
    assert programmes_of(ask("deutschkurs zittau 41 jahre"))[0] != "JMD", "closed to the age stands below what is closed to the town"
