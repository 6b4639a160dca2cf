"""As it is written and as it is said: whoever types "می‌خوام" means "می‌خواهم", "nich" is "nicht"; phrases hold one of both."""

import re
from collections.abc import Callable, Mapping

_Way = Callable[[str], str]
_WRITTEN, _SAID = re.compile(r"خواه(?=(?:م|ی|د|یم)\b)"), re.compile(r"خوا(?=(?:م|ی|د|یم)\b)")


def _said(*pairs: tuple[str, str]) -> _Way:
    """With each that matches the first of a pair as the second."""
    known = [(re.compile(pattern), said) for pattern, said in pairs]

    def way(text: str) -> str:
        for pattern, said in known:
            text = pattern.sub(said, text)
        return text

    return way


_PERSIAN = (lambda text: _WRITTEN.sub("خوا", text), lambda text: _SAID.sub("خواه", text))
#: Language → ways to say what is written, as phones spell it.
_WAYS: Mapping[str, tuple[_Way, ...]] = {
    "fa": _PERSIAN,
    "fa-AF": _PERSIAN,
    "de": (_said((r"\bnicht\b", "nich"), (r"\bnichts\b", "nix")),),
    "en": (_said((r"\bwant to\b", "wanna"), (r"\bgoing to\b", "gonna")),),
    "tr": (_said((r"(?<=\w[ıiuü])yorum\b", "yom"), (r"\bbir şey", "bişey")),),
    "fr": (_said((r"\b(?:ne |n['’])", "")),),
    "ru": (_said((r"\bчто\b", "чё"), (r"\bсейчас\b", "щас")),),
}


def ways(text: str, language: str) -> set[str]:
    """The text, and the same as it is said and as it is written; for a language without such ways the text alone."""
    return {text, *(way(text) for way in _WAYS.get(language, ()))}
