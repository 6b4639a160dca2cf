"""What a card says at each moment: open until, or when next. The week of a place is turned into a day's turns once."""

from datetime import date, datetime, time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from services.display import hours

WEEKS = (
    "Mo-Fr 09:00-12:00",
    "Mo 09:00-12:00,14:00-16:00; Tu 13:00-18:30",
    "Fr-Sa 22:00-02:00",
    "Mo-Fr 09:00-12:00; PH 10:00-11:00",
    "We 15:00-24:00; Th 00:00-03:00",
    "Dec 01-Dec 26 10:00-12:00",
    "24/7",
)
#: All Saints' Day is a holiday in Bavaria, Repentance Day in Saxony, Christmas everywhere.
DAYS = st.sampled_from([date(2026, 11, 1), date(2026, 11, 18), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 27)])


@given(week=st.sampled_from(WEEKS), land=st.sampled_from(["", "DE-SN", "DE-BY"]), day=DAYS, at=st.times())
def test_a_day_s_turns_say_what_each_minute_would(week: str, land: str, day: date, at: time) -> None:
    now = datetime.combine(day, at.replace(second=0, microsecond=0))
    with translation.override("de"):
        assert hours.Clock(week, land).at(now) == hours._moment(week, land, now)


@pytest.mark.parametrize(
    ("week", "land", "now", "is_open", "said"),
    [
        ("Mo-Fr 09:00-12:00", "DE-SN", datetime(2026, 11, 23, 8, 59), False, "heute, ab 09:00 Uhr"),
        ("Mo-Fr 09:00-12:00", "DE-SN", datetime(2026, 11, 23, 9, 0), True, "jetzt, bis 12:00 Uhr"),
        ("Mo-Fr 09:00-12:00", "DE-SN", datetime(2026, 11, 23, 11, 59, 59), True, "jetzt, bis 12:00 Uhr"),
        ("Mo-Fr 09:00-12:00", "DE-SN", datetime(2026, 11, 23, 12, 0), False, "morgen, Dienstag, ab 09:00 Uhr"),
        ("Mo-Fr 09:00-12:00", "DE-SN", datetime(2026, 11, 18, 10, 0), False, "morgen, Donnerstag, ab 09:00 Uhr"),
        ("24/7", "DE-SN", datetime(2026, 11, 18, 10, 37), True, "Tag und Nacht"),
        ("24/7", "", datetime(2026, 12, 25, 10, 37), True, "Tag und Nacht"),
        ("Mo-Su 00:00-24:00", "", datetime(2026, 12, 25, 10, 37), True, "Tag und Nacht"),
    ],
)
def test_what_is_said(week: str, land: str, now: datetime, is_open: bool, said: str) -> None:
    """Who is there day and night is so at Christmas."""
    with translation.override("de"):
        assert hours.Clock(week, land).at(now) == hours.Moment(is_open, said)
