"""The week grid: what is typed, what is pasted, and what is wrong with it."""

import pytest

from services.actions import recording
from services.admin import hours
from services.admin.week_grid import HoursField, typed_from
from services.opening_times import from_week
from tests.admin.desk import Desk, Listing, again


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9–12, 14–16", "Mo 09:00-12:00,14:00-16:00"),
        ("9.30-11.30 Uhr", "Mo 09:30-11:30"),
        ("von 9 bis 12 Uhr und 13:15 - 16 Uhr", "Mo 09:00-12:00,13:15-16:00"),
        ("20-24", "Mo 20:00-24:00"),
        ("geschlossen", ""),
    ],
)
def test_a_line_of_the_grid(typed: str, kept: str) -> None:
    assert HoursField(required=False).clean({"days": [typed, *[""] * 6], "paste": "", "osm": None}) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Mo 14-16, Di 9.30-11.30, Do 13-16", "Mo 14:00-16:00; Tu 09:30-11:30; Th 13:00-16:00"),
        ("Montag und Mittwoch: 9:00 bis 12:00 Uhr", "Mo 09:00-12:00; We 09:00-12:00"),
        ("Mo–Mi 9–12 Uhr; Sonnabend 10-11", "Mo 09:00-12:00; Tu 09:00-12:00; We 09:00-12:00; Sa 10:00-11:00"),
        ("dienstags von 9 bis 11 Uhr und donnerstags 14-18 Uhr", "Tu 09:00-11:00; Th 14:00-18:00"),
    ],
)
def test_pasted_text(pasted: str, kept: str) -> None:
    assert from_week(hours.read_week(pasted)) == kept


@pytest.mark.parametrize(
    ("pasted", "said"),
    [("hallo", "“"), ("Mo 9-", "9-"), ("Mo 16-14", "16-14"), ("Mo 25-26", "25:00"), ("Fr-Mo 9-10", "Fr-Mo"), ("Mo 9-12, 11-13", "M")],
)
def test_pasted_text_that_cannot_be_read(pasted: str, said: str) -> None:
    with pytest.raises(hours.NotHours) as problem:
        hours.read_week(pasted)
    assert said in str(problem.value) or pasted == "hallo"


def test_the_grid_comes_back_as_it_was() -> None:
    text = "Mo 09:00-12:00,14:00-16:00; Su 20:00-24:00"
    assert typed_from(text) == {"days": ["9–12, 14–16", "", "", "", "", "", "20–24"], "paste": "", "osm": None}
    assert HoursField(required=False).clean(typed_from(text)) == text


@pytest.mark.parametrize("text", ['Mo 09:00-12:00 "nur mit Termin"', "Mo-Fr 09:00-12:00; PH off", "Apr-Sep: Mo 09:00-12:00", "kaputt"])
def test_what_the_grid_cannot_hold_is_kept_as_it_is(text: str) -> None:
    assert typed_from(text)["osm"] == text
    assert HoursField(required=False).clean(typed_from(text)) == text


def test_round_the_clock_and_past_midnight_fit_the_grid() -> None:
    assert typed_from("24/7")["days"] == ["0–24"] * 7
    assert typed_from("Mo 22:00-02:00")["days"][:2] == ["22–24", "0–2"]


def test_the_same_hours_written_otherwise_are_no_change() -> None:
    assert not HoursField(required=False).has_changed("Mo-Tu 09:00-12:00", typed_from("Mo-Tu 09:00-12:00"))


@pytest.mark.django_db
def test_mistakes_name_the_day_and_keep_what_was_typed(desk: Desk, offer: Listing) -> None:
    response = desk.save(offer, {**desk.open(offer), "hours_1": "9-", "hours_3": "16-14"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="9-"' in page
    assert "16-14" in page
    errors = [str(error) for error in response.context["adminform"].form.errors["hours"]]
    assert [error.split(":")[0] for error in errors] == [str(hours.DAY_NAMES[1]), str(hours.DAY_NAMES[3])]


@pytest.mark.django_db
def test_pasting_fills_the_week(desk: Desk, offer: Listing) -> None:
    assert desk.save(offer, {**desk.open(offer), "hours_paste": "Mo 14-16, Di 9.30-11.30"}).status_code == 302
    assert again(offer).hours == "Mo 14:00-16:00; Tu 09:30-11:30"


@pytest.mark.django_db
def test_hours_that_nobody_touched_stay_as_they_were_written(desk: Desk, offer: Listing) -> None:
    with recording.atomic():
        offer.hours = "24/7"
        offer.save()
    assert desk.save(offer, {**desk.open(offer), "note_de": "Neu"}).status_code == 302
    assert (again(offer).hours, again(offer).note_de) == ("24/7", "Neu")


def test_hours_in_words() -> None:
    field = HoursField(required=False)
    assert field.in_words("Mo 09:00-12:00; Tu 14:00-16:00") == f"{hours.DAY_NAMES[0]} 9–12; {hours.DAY_NAMES[1]} 14–16"
    assert field.in_words({"days": ["9-", *[""] * 6], "paste": "", "osm": None}) == f"{hours.DAY_NAMES[0]} 9-"
