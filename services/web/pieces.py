"""Templates rendered once and filled many times: what is always the same is kept as text, the rest are holes with names."""

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
NOTHING = SafeString("")
_HOLE = re.compile(f"{_BEGIN}(.*?){_END}")


def hole(name: str) -> SafeString:
    """What a template is given in place of a value."""
    return SafeString(f"{_BEGIN}{name}{_END}")


@dataclass(frozen=True, slots=True)
class Pieces:
    """`form` is filled by `%`: the quickest that Python has. A name may come more than once."""

    form: str

    def filled(self, **values: Any) -> SafeString:
        """With a value in each hole, escaped unless it is safe."""
        return SafeString(self.form % _escaped(values))

    def with_safe(self, **values: str) -> str:
        """As `filled`, with values that need no escaping: for what a page has a hundred of."""
        return self.form % values

    def partly(self, values: Mapping[str, Any], later: Collection[str]) -> "Pieces":
        """With these values in their holes; those for `later` stay."""
        texts = {name: _as_text(text) for name, text in _escaped(values).items()}
        form = self.form.replace("%%", "%%%%")  # filling takes half of them away
        return Pieces(form % {**texts, **{name: f"%({name})s" for name in later}})

    @property
    def nbytes(self) -> int:
        return sys.getsizeof(self.form)


def _escaped(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, SafeString) else escape(str(value)) for name, value in values.items()}


def _as_text(text: str) -> str:
    """So that `%` gives the text itself."""
    return text.replace("%", "%%")


def pieces(template: str, context: Mapping[str, Any], holes: Collection[str]) -> Pieces:
    """What stands around the holes. ValueError if the template shows others: a value would get lost."""
    text = render_to_string(template, {**{name: hole(name) for name in holes}, **context}).strip()
    shown = set(_HOLE.findall(text))
    if shown != set(holes):
        raise ValueError(f"{template} shows {sorted(shown)} instead of {sorted(holes)}")
    return Pieces(_HOLE.sub(r"%(\1)s", _as_text(text)))
