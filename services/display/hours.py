"""Opening hours as a reader needs them: open now only if checked lately, older ones with their year."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _

from services import opening_times
from services.choices import FactGroup
from services.display import days, reference
from services.models import ServiceAtLocation

#: Keeps "14:00–16:00" left to right inside an Arabic sentence.
_ISOLATED = "\u2066{}\u2069"


@dataclass(frozen=True, slots=True)
class DayHours:
    name: str
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """`open` is None where nobody may say "open now": unknown, old, or undated hours; then there is no clock."""

    text: str
    fresh: bool
    since: str
    clock: "Clock | None"
    open: bool | None
    next: str

    @property
    def week(self) -> tuple[DayHours, ...]:
        return _week(self.text, translation.get_language() or "de")

    @property
    def raw(self) -> str:
        """The text itself where the week does not hold all of it."""
        return "" if opening_times.is_plain(self.text) else self.text


def of(offer: ServiceAtLocation, now: datetime) -> Hours | None:
    if not offer.hours:
        return None
    today, last = now.date(), offer.last_check(FactGroup.HOURS)
    until = offer.known_until(last)
    fresh = until is not None and until >= today
    clock = Clock(offer.hours, _land(offer)) if fresh and not offer.is_closed_on(today) else None
    moment = clock.at(now) if clock else None
    return Hours(
        text=offer.hours,
        fresh=fresh,
        since=days.spoken(last.day, last.day_precision) if last else "",
        clock=clock,
        open=moment.open if moment else None,
        next=moment.next if moment else "",
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """`next` says when it opens, or until when it is open, in words."""

    open: bool
    next: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Hours that may be told for this day, in the Land whose holidays count: all that the clock decides about."""

    text: str
    land: str

    def at(self, now: datetime) -> Moment:
        return _day(self.text, self.land, now.date(), translation.get_language() or "de").at(now.time())


@dataclass(frozen=True, slots=True)
class _Day:
    """From each of these times on, until the next one, the same is told; the first one is midnight."""

    times: tuple[time, ...]
    moments: tuple[Moment, ...]

    def at(self, now: time) -> Moment:
        return self.moments[bisect_right(self.times, now) - 1]


@lru_cache(maxsize=4096)
def _day(text: str, land: str, day: date, language: str) -> _Day:
    """The same hours stand at many places; the language is the active one."""
    midnight = datetime.combine(day, time.min)
    spans = opening_times.openings(text, midnight, 1, land)
    turns = sorted({midnight, *(turn for opening in spans for turn in (opening.start, opening.end) if turn.date() == day)})
    return _Day(tuple(turn.time() for turn in turns), tuple(_moment(text, land, turn) for turn in turns))


def _moment(text: str, land: str, now: datetime) -> Moment:
    return Moment(opening_times.is_open(text, now, land), _next(text, now, land))


@lru_cache(maxsize=4096)
def _week(text: str, language: str) -> tuple[DayHours, ...]:
    if opening_times.is_always(text):
        return (DayHours(_("day and night"), ()),)
    week = opening_times.week(text)
    return tuple(DayHours(days.weekday_name(day), tuple(f"{start:%H:%M}–{_end(end)}" for start, end in week[day])) for day in sorted(week))


def _end(end: time) -> str:
    return "24:00" if end == time.min else f"{end:%H:%M}"


def short(hours: Hours) -> str:
    return ", ".join(f"{day.name} {' / '.join(_ISOLATED.format(span) for span in day.spans)}".strip() for day in hours.week)


def _next(text: str, now: datetime, land: str) -> str:
    opening = opening_times.next_opening(text, now, land)
    if opening is None:
        return ""
    if opening.start <= now:
        if opening.end - now > timedelta(days=1):
            return _("day and night")
        return _("now, until %(time)s") % {"time": days.clock(opening.end)}
    away = (opening.start.date() - now.date()).days
    day = {0: _("today"), 1: _("tomorrow, %(day)s") % {"day": days.weekday(opening.start.date())}}.get(away)
    return _("%(day)s, %(time)s") % {
        "day": day or f"{days.weekday(opening.start.date())}, {days.spoken(opening.start.date())}",
        "time": days.clock(opening.start),
    }


def _land(offer: ServiceAtLocation) -> str:
    """The Land's code; "" if the place has none."""
    line = offer.location.area.line if offer.location.area else ()
    lands = reference.current().lands
    return next((lands[number] for number in line if number in lands), "")
