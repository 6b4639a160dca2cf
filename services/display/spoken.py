"""Languages at an offer, in words, with their age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.choices import SPOKEN_AT_ONCE, FactGroup, LanguageMode
from services.display import days, labels
from services.models import ServiceAtLocation, SpokenLanguage


@dataclass(frozen=True, slots=True)
class Spoken:
    """`names` per way of speaking; `several` where the provider named none; `since` only where the facts are old."""

    at_once: tuple[str, ...]
    arranged: tuple[str, ...]
    several: tuple[str, ...]
    since: str
    fresh: bool
    only_these: bool

    @property
    def is_known(self) -> bool:
        return bool(self.at_once or self.arranged or self.several)


def of(offer: ServiceAtLocation, today: date) -> Spoken:
    entries = list(offer.spoken_languages.all())
    last = offer.last_check(FactGroup.LANGUAGES)
    until = offer.known_until(last)
    return Spoken(
        at_once=_names(entry for entry in entries if entry.language and entry.mode in SPOKEN_AT_ONCE),
        arranged=_names(entry for entry in entries if entry.language and entry.mode not in SPOKEN_AT_ONCE),
        several=tuple(str(LanguageMode(entry.mode).label) for entry in entries if entry.language is None),
        since=days.spoken(last.day, last.day_precision) if last else "",
        fresh=until is not None and until >= today,
        only_these=offer.languages_complete,
    )


def _names(entries: Iterable[SpokenLanguage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_name(entry) for entry in entries))


def _name(entry: SpokenLanguage) -> str:
    return labels.language_name(entry.language) if entry.language else ""
