"""Texts, numbers and dates in templates: always with their language and direction."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext
from lucide.templatetags.lucide import lucide as _draw

from beratung import languages
from services.display import days
from services.models import Fact

register = template.Library()


@register.simple_tag
def text(record: Fact, field: str) -> SafeString:
    """A translated text; where it is missing, the fall-back's text marked with its own language and direction."""
    reader = translation.get_language() or "de"
    own = getattr(record, f"{field}_{reader.replace('-', '_')}", None)
    if own:
        return escape(own)
    for code in languages.BY_CODE[reader].fallback if reader in languages.BY_CODE else ("de", "en"):
        found = getattr(record, f"{field}_{code}", None)
        if found:
            return format_html('<span lang="{}" dir="{}">{}</span>', code, languages.direction(code), found)
    return SafeString("")


@register.simple_tag
def speaks(record: Fact, field: str) -> bool:
    """Whether this text exists in the reader's language."""
    return bool(getattr(record, f"{field}_{(translation.get_language() or 'de').replace('-', '_')}", None))


@register.filter
def latin(value: Any) -> SafeString:
    """A name, street or number that stays as it is, left to right, inside any script."""
    return format_html('<bdi lang="de" dir="ltr">{}</bdi>', value) if value not in (None, "") else SafeString("")


@register.filter
def day(record: Any) -> str:
    """The date of a dated row, as precisely as it is known."""
    return days.spoken(record.day, record.day_precision) if record and record.day else ""


@register.filter
def plain_day(value: date | None) -> str:
    return days.spoken(value)


@register.filter
def listed(values: Iterable[Any]) -> str:
    """Joined with the comma of the reader's language."""
    return pgettext("between the parts of a list", ", ").join(str(value) for value in values)


@register.filter
def number(value: Any) -> SafeString:
    """A whole number with thin groups, always in Latin digits and left to right."""
    grouped = f"{value:,.0f}".replace(",", "\u202f")
    return mark_safe(f'<bdi dir="ltr">{grouped}</bdi>')  # noqa: S308  (digits only)


@register.simple_tag
def lucide(name: str, *, size: int | None = 24, **attributes: Any) -> SafeString:
    """The package's tag, but each icon is drawn once."""
    return _drawn(str(name), size, tuple(sorted((attribute, str(value)) for attribute, value in attributes.items())))


@lru_cache(maxsize=512)
def _drawn(name: str, size: int | None, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    return mark_safe(_draw(name, size=size, **dict(attributes)))  # noqa: S308  (the package's own drawing)


class SameNode(template.Node):
    """Sees no variable at all, so that nothing of one answer can get into another."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self._kept: dict[str, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        code = translation.get_language() or "de"
        if code not in self._kept:
            self._kept[code] = self.nodelist.render(template.Context(autoescape=context.autoescape))
        return self._kept[code]


@register.tag
def same(parser: template.base.Parser, _token: template.base.Token) -> SameNode:
    """{% same %}…{% endsame %}: what is the same on every page of a language is rendered once."""
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    return SameNode(nodelist)
