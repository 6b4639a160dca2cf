"""Opening hours as people write them, read into a week: "9–12, 14–16 Uhr" and "Mo 14-16, Di 9.30-11.30". Pure."""

import re
from collections.abc import Iterator
from datetime import time
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.opening_times import Span, Week

DAY_NAMES = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
#: By the first two letters, German and English.
_DAYS = {"mo": 0, "di": 1, "tu": 1, "mi": 2, "we": 2, "do": 3, "th": 3, "fr": 4, "sa": 5, "so": 6, "su": 6}
_DAY = (
    r"(?:mo(?:ntags?|nday)?|di(?:enstags?)?|tue?(?:sday)?|mi(?:ttwochs?)?|wed?(?:nesday)?|do(?:nnerstags?)?|thu?(?:rsday)?"
    r"|fr(?:eitags?|iday)?|sa(?:mstags?|turday)?|so(?:nntags?)?|sonnabends?|sun?(?:day)?)\b\.?"
)
_TO = r"\s*(?:-|–|—|−|bis|to)\s*"
_DAYS_TEXT = re.compile(rf"{_DAY}(?:(?:{_TO}|\s*(?:,|/|\+|&|und|and)\s*){_DAY})*\s*:?", re.IGNORECASE)
_RANGE = re.compile(rf"({_DAY})(?:{_TO}({_DAY}))?", re.IGNORECASE)
_TIME = r"(\d{1,2})(?:[.:](\d{2}))?(?:\s*(?:uhr|h))?"
_SPAN = re.compile(rf"(?:von\s+)?{_TIME}{_TO}{_TIME}", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;/|&+]|\bund\b|\band\b|\s)\s*", re.IGNORECASE)
_CLOSED = {"geschlossen", "zu", "closed", "-", "–"}


class NotHours(ValueError):
    """Says in a sentence what cannot be read."""


def read_spans(text: str) -> tuple[Span, ...]:
    rest = text.strip(" \t\r\n,;.")
    if rest.casefold() in _CLOSED:
        return ()
    spans: list[Span] = []
    while rest:
        found = _SPAN.match(rest)
        if not found:
            raise NotHours(_("“%s” cannot be read. Write the times like this: 9–12, 14–16.") % rest)
        spans.append(_span(found))
        rest = rest[found.end() :]
        between = _BETWEEN.match(rest)
        rest = rest[between.end() :] if between else rest
    return _without_overlap(sorted(spans))


def _span(found: re.Match[str]) -> Span:
    start, end = _time(found[1], found[2]), _time(found[3], found[4])
    if end != time.min and end <= start:
        raise NotHours(_("“%s” ends before it begins.") % found[0])
    return start, end


def _time(hour: str, minute: str | None) -> time:
    if (int(hour), int(minute or 0)) == (24, 0):
        return time.min
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise NotHours(_("“%s” is not a time of day.") % f"{hour}:{minute or '00'}") from None


def _without_overlap(spans: list[Span]) -> tuple[Span, ...]:
    for (_start, end), (start, _end) in pairwise(spans):
        if end == time.min or start < end:
            raise NotHours(_("Two of the times overlap."))
    return tuple(spans)


def read_week(text: str) -> Week:
    """A whole week in one text, as copied from a website. Days that are not named are closed."""
    spans: dict[int, tuple[Span, ...]] = {}
    heads = list(_DAYS_TEXT.finditer(text))
    if not heads or text[: heads[0].start()].strip(" \t\r\n:,;."):
        raise NotHours(_("This text does not begin with a day of the week. Write it like this: Mo 14–16, Di 9.30–11.30."))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        part = text[head.end() : following.start() if following else len(text)]
        for day in _days(head[0]):
            try:
                spans[day] = _without_overlap(sorted({*spans.get(day, ()), *read_spans(_trimmed(part))}))
            except NotHours as error:
                raise NotHours(f"{DAY_NAMES[day]}: {error}") from None
    return spans


def _trimmed(part: str) -> str:
    return re.sub(r"\s+(?:und|and|sowie)\s*$", "", part, flags=re.IGNORECASE).strip(" \t\r\n,;.:")


def _days(text: str) -> Iterator[int]:
    for found in _RANGE.finditer(text):
        first = _day(found[1])
        last = _day(found[2]) if found[2] else first
        if last < first:
            raise NotHours(_("“%s” ends before it begins.") % found[0])
        yield from range(first, last + 1)


def _day(name: str) -> int:
    return 5 if name.casefold().startswith("sonna") else _DAYS[name[:2].casefold()]


def written(spans: tuple[Span, ...]) -> str:
    """The inverse of `read_spans`, as short as people write it."""
    return ", ".join(f"{_short(start)}–{'24' if end == time.min else _short(end)}" for start, end in sorted(spans))


def _short(moment: time) -> str:
    return f"{moment.hour}:{moment:%M}" if moment.minute else str(moment.hour)
