"""Templates rendered once and filled many times: what is always the same is kept as text, the rest are holes with names.

What is put together here is bytes, escaped and encoded: as a `str` a page with letters of two scripts takes twice the memory
at each level, and is encoded at the end.
"""

import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

#: Of Unicode's private use: no template of ours holds them, and what is filled in is never looked through for holes.
_BEGIN, _END = "\ue000", "\ue001"
NOTHING = b""
#: No text of a page or of the database holds it.
_BETWEEN = b"\0"
_HOLE = re.compile(f"{_BEGIN}(.*?){_END}")


def hole(name: str) -> SafeString:
    """What a template is given in place of a value."""
    return SafeString(f"{_BEGIN}{name}{_END}")


@dataclass(frozen=True, slots=True)
class Pieces:
    """`form` has a `%s` for each of the names, in their order; a name may come more than once."""

    form: bytes
    names: tuple[str, ...]

    def filled(self, **values: Any) -> bytes:
        """With a value in each hole, escaped unless it is bytes or safe."""
        return self.form % tuple([_html(values[name]) for name in self.names])

    def with_safe(self, **values: bytes) -> bytes:
        """As `filled`, without asking what the values are."""
        return self.form % tuple(map(values.__getitem__, self.names))

    def in_order(self, *names: str) -> bytes:
        """The form, for what a page has a hundred of. ValueError if its holes are others, or in another order."""
        if self.names != names:
            raise ValueError(f"{names} in this order, not {self.names}")
        return self.form

    def partly(self, values: Mapping[str, Any], later: Collection[str]) -> "Begun":
        """With these values in their holes; those for `later` stay. ValueError if one of them comes more than once."""
        if any(self.names.count(name) != 1 for name in later):
            raise ValueError(f"each of {sorted(later)} once, not {self.names}")
        texts = {name: _html(value).replace(_BETWEEN, NOTHING) for name, value in values.items()} | dict.fromkeys(later, NOTHING)
        return Begun(self, _BETWEEN.join([texts[name] for name in self.names]))


@dataclass(frozen=True, slots=True)
class Begun:
    """Pieces with a part of their values, in few bytes: what stands around them is that of all others of the same shape."""

    around: Pieces
    texts: bytes

    def with_safe(self, **later: bytes) -> bytes:
        texts: list[bytes] = self.texts.split(_BETWEEN)
        for name, text in later.items():
            texts[self.around.names.index(name)] = text
        return self.around.form % tuple(texts)

    @property
    def nbytes(self) -> int:
        return sys.getsizeof(self) + sys.getsizeof(self.texts)


def _html(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, SafeString) else escape(str(value))).encode()


def as_safe(html: bytes) -> SafeString:
    """For Django's templates."""
    return SafeString(html.decode())


def _as_text(text: bytes) -> bytes:
    """So that `%` gives the text itself."""
    return text.replace(b"%", b"%%")


def pieces(template: str, context: Mapping[str, Any], holes: Collection[str]) -> Pieces:
    """What stands around the holes. ValueError if the template shows others: a value would get lost."""
    text = render_to_string(template, {**{name: hole(name) for name in holes}, **context}).strip()
    parts = _HOLE.split(text)  # every second one is a name
    texts, names = parts[::2], tuple(parts[1::2])
    if set(names) != set(holes):
        raise ValueError(f"{template} shows {sorted(set(names))} instead of {sorted(holes)}")
    return Pieces(b"%s".join(_as_text(each.encode()) for each in texts), names)
