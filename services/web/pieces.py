"""Templates rendered once and filled many times: what is always the same is kept as text, the rest are holes with names."""

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

#: Of Unicode's private use: no template of ours holds them, and what is filled in is never looked through for holes.
_BEGIN, _END = "\ue000", "\ue001"


def hole(name: str) -> SafeString:
    """What a template is given in place of a value."""
    return SafeString(f"{_BEGIN}{name}{_END}")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Text, name of a hole, text, name, …, text; a name may come more than once."""

    parts: tuple[str, ...]

    def filled(self, **values: Any) -> SafeString:
        """With a value in each hole, escaped unless it is safe."""
        parts = list(self.parts)
        parts[1::2] = [_escaped(values[name]) for name in parts[1::2]]
        return SafeString("".join(parts))

    def partly(self, values: Mapping[str, Any]) -> "Pieces":
        """With these values in their holes; the other holes stay."""
        parts = [self.parts[0]]
        for name, text in zip(self.parts[1::2], self.parts[2::2], strict=True):
            if name in values:
                parts[-1] += _escaped(values[name]) + text
            else:
                parts += (name, text)
        return Pieces(tuple(parts))

    @property
    def nbytes(self) -> int:
        return sum(map(sys.getsizeof, self.parts))


def _escaped(value: Any) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


def pieces(template: str, context: Mapping[str, Any], holes: Collection[str]) -> Pieces:
    """What stands around the holes. ValueError if the template shows others: a value would get lost."""
    text, *rest = render_to_string(template, {**{name: hole(name) for name in holes}, **context}).strip().split(_BEGIN)
    found = [part.split(_END, 1) for part in rest]
    shown = {name for name, _text in found}
    if shown != set(holes):
        raise ValueError(f"{template} shows {sorted(shown)} instead of {sorted(holes)}")
    return Pieces((text, *(part for pair in found for part in pair)))
