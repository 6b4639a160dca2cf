"""Opening hours in the syntax of OpenStreetMap: parse, read as a week, ask whether open. Pure: no ORM, no request.

Times are naive local times (Europe/Berlin) throughout. Public holidays come from the Land, because the parser knows
them for the whole country only (Saxony's 31 October and Buß- und Bettag are missing there): on a holiday, hours that
do not speak of holidays do not count; round the clock is every day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import gettext as _
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # missing in its stubs

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
#: A week without a public holiday in any Land, far from seasonal rules.
_PLAIN_MONDAY = date(2026, 9, 7)

Span = tuple[time, time]
Week = Mapping[int, tuple[Span, ...]]  # weekday 0–6 (Monday first) → spans; midnight as end is time.min


class BadHours(ValueError):
    """Says in a sentence what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Opening:
    start: datetime
    end: datetime


@lru_cache(maxsize=4096)
def parse(text: str) -> OpeningHours | None:
    if not text.strip():
        return None
    try:
        return OpeningHours(text)
    except ParserError as error:
        column = str(error).partition("--> 1:")[2].split("\n")[0].strip() or "1"
        raise BadHours(
            _("These hours cannot be read, from character %(column)s on. Write them like this: Mo 09:00-12:00, 14:00-16:00; Tu 09:00-12:00")
            % {"column": column}
        ) from None


@lru_cache(maxsize=128)
def holidays_of(land: str, year: int) -> frozenset[date]:
    """`land` as in ISO 3166-2, "DE-SN"; unknown Länder get the holidays of the whole country."""
    code = land.removeprefix("DE-")
    known = code in holidays.Germany.subdivisions
    return frozenset(holidays.Germany(subdiv=code if known else None, years=year))


def _is_holiday(day: date, land: str, text: str) -> bool:
    """One on which these hours do not count."""
    return "PH" not in text and day in holidays_of(land, day.year) and not is_always(text)


def openings(text: str, start: datetime, days: int, land: str = "") -> Iterator[Opening]:
    """Spans in which it is open, from `start` for so many days, without public holidays."""
    hours = parse(text)
    if hours is None:
        return
    for begin, end, state, _comment in hours.intervals(start, start + timedelta(days=days)):
        if state == State.OPEN and end is not None and not _is_holiday(begin.date(), land, text):
            yield Opening(begin, end)


def is_open(text: str, now: datetime, land: str = "") -> bool:
    hours = parse(text)
    return hours is not None and hours.is_open(now) and not _is_holiday(now.date(), land, text)


def next_opening(text: str, now: datetime, land: str = "") -> Opening | None:
    """The span that holds `now`, or the next one within three weeks."""
    return next(openings(text, now, 21, land), None)


def week(text: str) -> Week:
    """The plain week behind the hours, for a grid. Seasons and holidays are not in it."""
    start = datetime.combine(_PLAIN_MONDAY, time.min)
    spans: dict[int, tuple[Span, ...]] = {}
    for opening in openings(text, start, 7):
        for day, span in _by_day(opening):
            spans[day] = (*spans.get(day, ()), span)
    return spans


def _by_day(opening: Opening) -> Iterator[tuple[int, Span]]:
    """A span that runs past midnight, day by day; "round the clock" is one such span."""
    begin = opening.start
    while begin < opening.end:
        midnight = datetime.combine(begin.date() + timedelta(days=1), time.min)
        end = min(opening.end, midnight)
        yield begin.weekday(), (begin.time(), end.time())
        begin = end


def minutes(text: str) -> list[tuple[int, int]]:
    """The plain week as spans of minutes since Monday 0:00; none where a plain week does not tell the whole truth."""
    if not is_plain(text):
        return []
    spans = week(text)
    return [(day * 1440 + _minute(start), day * 1440 + (_minute(end) or 1440)) for day in sorted(spans) for start, end in spans[day]]


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


@lru_cache(maxsize=8)
def closed_lands(day: date) -> tuple[str, ...]:
    """The Länder, as "DE-SN", that have a public holiday on this day."""
    return tuple(sorted(f"DE-{code}" for code in holidays.Germany.subdivisions if day in holidays_of(f"DE-{code}", day.year)))


@lru_cache(maxsize=4096)
def is_always(text: str) -> bool:
    """Round the clock, every day."""
    return len(found := week(text)) == 7 and all(spans == ((time.min, time.min),) for spans in found.values())


def from_week(spans: Week) -> str:
    """The inverse of `week`: one rule per day."""
    return "; ".join(
        f"{DAYS[day]} " + ",".join(f"{start:%H:%M}-{_end(end)}" for start, end in sorted(spans[day])) for day in sorted(spans) if spans[day]
    )


def _end(end: time) -> str:
    return "24:00" if end == time.min else f"{end:%H:%M}"


@lru_cache(maxsize=4096)
def is_plain(text: str) -> bool:
    """Whether the week grid can hold these hours without losing anything."""
    hours = parse(text)
    if hours is None:
        return True
    rebuilt = parse(from_week(week(text)))
    if rebuilt is None:
        return False
    start = datetime.combine(_PLAIN_MONDAY, time.min)
    year = (start, start + timedelta(days=400))
    return [span[:3] for span in hours.intervals(*year)] == [span[:3] for span in rebuilt.intervals(*year)] and "PH" not in text
