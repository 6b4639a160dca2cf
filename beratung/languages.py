"""The one table of languages: what the interface speaks, how each is written, and what stands in for what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """`code` as in addresses; `fallback` is read, in order, where a text of a listing is missing in this language."""

    code: str
    own_name: str
    english_name: str
    rtl: bool = False
    interface: bool = True
    fallback: tuple[str, ...] = ("de", "en")
    stemmer: str = ""

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"


TABLE = (
    Language("de", "Deutsch", "German", stemmer="german"),
    Language("en", "English", "English", fallback=("en", "de"), stemmer="english"),
    Language("ar", "العربية", "Arabic", rtl=True, fallback=("en", "de"), stemmer="arabic"),
    Language("de-simple", "Einfache Sprache", "Plain German", interface=False, fallback=("de", "en"), stemmer="german"),
)
BY_CODE = {language.code: language for language in TABLE}
INTERFACE = tuple(language for language in TABLE if language.interface)

#: What browsers ask for → what we have. Sorani readers (ckb) do not read Kurmancî, so there is no such line for them.
ALIASES = {"prs": "fa", "fa-af": "fa", "kmr": "ku", "gsw": "de", "nds": "de"}


def direction(code: str) -> str:
    language = BY_CODE.get(code)
    return language.direction if language else "ltr"


def best(accept_language: str) -> str:
    """The interface language for an Accept-Language header; German where nothing fits."""
    known = {language.code for language in INTERFACE}
    wishes: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept_language[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        wishes.append((-weight, position, tag.strip().lower()))
    for weight, _position, tag in sorted(wishes):
        if weight == 0:
            continue
        for candidate in (tag, ALIASES.get(tag, ""), tag.split("-")[0]):
            if candidate in known:
                return candidate
    return "de"
