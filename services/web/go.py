"""Steps from one page of results to another: links, or forms where nothing may stand in an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from services.web.pieces import Pieces, as_safe, pieces


class Pair(NamedTuple):
    """A parameter; `quoted` is how it stands in an address, for all the steps of a page."""

    name: str
    value: str
    quoted: str

    @classmethod
    def of(cls, name: str, value: str) -> "Pair":
        """`name` is one of ours, without anything to be quoted."""
        return cls(name, value, f"{name}={quote_plus(value)}")


Pairs = list[Pair]


@dataclass(frozen=True, slots=True)
class Go:
    """`look` is a class of the style sheet; `removes` a chip that takes itself away, `current` the page that one is on."""

    label: str
    pairs: Pairs
    is_post: bool
    look: str = "chip"
    removes: bool = False
    current: bool = False

    @property
    def markup(self) -> bytes:
        language = translation.get_language() or "de"
        around = _around(language, self.look, self.is_post, self.removes, self.current)
        if self.is_post:
            return around.filled(fields=hidden(self.pairs), label=self.label)
        here = _search(language)
        return around.filled(url=f"{here}?{as_query(self.pairs)}" if self.pairs else here, label=self.label)

    @property
    def html(self) -> SafeString:
        return as_safe(self.markup)


def hidden(pairs: Pairs) -> SafeString:
    """What a form takes along."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', ((pair.name, pair.value) for pair in pairs))


def as_query(pairs: Iterable[Pair]) -> str:
    """What an address has behind its question mark."""
    return "&".join([pair.quoted for pair in pairs])


@lru_cache(maxsize=64)
def _search(language: str) -> str:
    return reverse("search")


@lru_cache(maxsize=256)
def _around(language: str, look: str, is_post: bool, removes: bool, current: bool) -> Pieces:
    flags = {"look": look, "is_post": is_post, "removes": removes, "current": current}
    return pieces("web/_go.html", flags, ("fields" if is_post else "url", "label"))
