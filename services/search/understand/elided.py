"""French writes its short words onto the next one, of which it may be any: "l'asile", "d'expulsion", "m'a frappée"."""

import re

_ELIDED = re.compile(r"\b(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’](?=\w{2})", re.IGNORECASE)


def without(text: str) -> str:
    """The words by themselves."""
    return _ELIDED.sub("", text)
