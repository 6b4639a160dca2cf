"""Persian as it is written and as it is said: whoever types "می‌خوام" means "می‌خواهم", and phrases hold now one, now the other."""

import re

_WRITTEN, _SAID = re.compile(r"خواه(?=(?:م|ی|د|یم)\b)"), re.compile(r"خوا(?=(?:م|ی|د|یم)\b)")
READERS = frozenset({"fa", "fa-AF"})


def ways(text: str) -> set[str]:
    """The text, and the same with "to want" as it is said and as it is written."""
    return {text, _WRITTEN.sub("خوا", text), _SAID.sub("خواه", text)}
