"""Dates as people say them: exactly as precise as they are known."""

from datetime import date, datetime
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from django.utils import timezone, translation

from services.choices import DatePrecision

BERLIN = ZoneInfo("Europe/Berlin")


class Dated(Protocol):
    day: date | None
    day_precision: str


def now() -> datetime:
    """The local time as a naive value, as opening hours are meant."""
    return timezone.now().astimezone(BERLIN).replace(tzinfo=None)


def minute_of_week(moment: datetime) -> int:
    """Counted from Monday 0:00."""
    return moment.weekday() * 1440 + moment.hour * 60 + moment.minute


def _locale() -> str:
    """Arabic with the digits that also stand on German letters."""
    code = (translation.get_language() or "de").partition("-")[0]
    return f"{code}@numbers=latn" if code == "ar" else code


def spoken(day: date | None, precision: str = DatePrecision.DAY) -> str:
    """ "4. März 2024", "März 2018", "2016", or "" if undated."""
    return _written(day, precision, _locale().partition("@")[0]) if day else ""


@lru_cache(maxsize=4096)
def _written(day: date, precision: str, locale: str) -> str:
    """Kept, as the same few days stand on every card."""
    if precision == DatePrecision.YEAR:
        return str(day.year)
    if precision == DatePrecision.MONTH:
        return _latin(format_skeleton("yMMMM", day, locale=locale))
    return _latin(format_date(day, "long", locale=locale))


def weekday(day: date) -> str:
    return format_date(day, "EEEE", locale=_locale().partition("@")[0])


def weekday_name(number: int, width: str = "EEE") -> str:
    """Monday is 0."""
    return format_date(date(2026, 9, 7 + number), width, locale=_locale().partition("@")[0])


def clock(moment: datetime) -> str:
    return _latin(format_time(moment.time(), "HH:mm", locale="de"))


def _latin(text: str) -> str:
    return "".join(str(int(letter)) if letter.isdigit() else letter for letter in text)
