"""Templates rendered once and filled many times: what is always the same is kept as text, the rest are holes."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

#: Of Unicode's private use: no text of ours holds it, and what people type is never part of a kept piece.
HOLE = SafeString("\ue000")
Pieces = tuple[str, ...]


def pieces(template: str, context: Mapping[str, Any], holes: int) -> Pieces:
    """What stands around the holes: one text more than holes. ValueError if the template has another number."""
    found = tuple(render_to_string(template, dict(context)).strip().split(HOLE))
    if len(found) != holes + 1:
        raise ValueError(f"{template} has {len(found) - 1} holes instead of {holes}")
    return found


def filled(around: Pieces, *values: Any) -> SafeString:
    """With these values in the holes, escaped unless they are safe."""
    parts = [around[0]]
    for value, text in zip(values, around[1:], strict=True):
        parts += (value if isinstance(value, SafeString) else escape(str(value)), text)
    return SafeString("".join(parts))
