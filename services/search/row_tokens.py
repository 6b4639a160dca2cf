"""The tokens of an offer by weight, and its words as written."""

from collections.abc import Callable, Iterable, Iterator

from beratung.languages import BY_CODE
from services.models import Fact, Location, Need, Organization, Programme, SearchWord, Service, ServiceAtLocation
from services.search import records, text
from services.search.topics import Topics
from services.search.weights import POINTS

Tokens = dict[str, set[str]]
_LANGUAGES = [(code.replace("-", "_"), code) for code in BY_CODE]


def columns(field: str) -> tuple[str, ...]:
    """Where a text stands, in each of the languages."""
    return tuple(f"{field}_{column}" for column, _language in _LANGUAGES)


class Words:
    """Remembers within one batch what many offers share: the words of programmes, needs and organizations."""

    def __init__(self) -> None:
        self._known: dict[object, set[str]] = {}

    def of(self, offer: ServiceAtLocation, topics: Topics) -> Tokens:
        """A hidden place gives no tokens."""
        service, programme, organization = offer.service, offer.service.programme, offer.service.organization
        found: Tokens = {
            "A": _texts(service, "name") | _names([offer.code, *(alias.text for alias in records.hung(service, "aliases"))]),
            "B": self._once(organization.pk, lambda: _of_organization(organization)) | _place(offer.location),
            "C": self._once(topics, lambda: set().union(*map(self._of_need, topics.needs))),
            "D": _texts(service, "description"),
        }
        if programme:
            found["A"] |= self._once(programme.pk, lambda: _of_programme(programme))
            found["D"] |= self._once((programme.pk, "summary"), lambda: _texts(programme, "summary"))
        return _highest(found)

    def written(self, service: Service) -> set[str]:
        """The words of its names and descriptions that can be meant by a misspelt one (`SearchWord`)."""
        return self._once((service.pk, "written"), lambda: set(filter(_is_learnt, _written(service))))

    def _of_need(self, need: Need) -> set[str]:
        return self._once(need.pk, lambda: _texts(need, "label"))

    def _once(self, key: object, words: Callable[[], set[str]]) -> set[str]:
        if key not in self._known:
            self._known[key] = words()
        return self._known[key]


def _written(service: Service) -> Iterator[str]:
    texts = [getattr(service, column, "") for column in (*columns("name"), *columns("description"))]
    for written in (*texts, *(alias.text for alias in records.hung(service, "aliases"))):
        yield from text.plain(written or "")


def _is_learnt(word: str) -> bool:
    return SearchWord.SHORTEST <= len(word) <= SearchWord.LONGEST and word.isalpha()


def _highest(found: Tokens) -> Tokens:
    """Each word under its highest weight only."""
    seen: set[str] = set()
    ranked = {}
    for weight in POINTS:
        ranked[weight] = found[weight] - seen
        seen |= found[weight]
    return ranked


def _of_programme(programme: Programme) -> set[str]:
    names = [programme.code.replace("_", " "), *(alias.text for alias in programme.aliases.all())]
    return _texts(programme, "name") | _names(names)


def _of_organization(organization: Organization) -> set[str]:
    return _names([organization.name, organization.short_name, *(alias.text for alias in organization.aliases.all())])


def _place(place: Location) -> set[str]:
    if place.is_hidden:
        return set()
    return _names([place.address, place.name, *(str(former) for former in records.hung(place, "former_addresses"))])


def _names(names: Iterable[str]) -> set[str]:
    return {token for name in names for token in text.tokens(name, "de")}


def _texts(record: Fact, field: str) -> set[str]:
    found: set[str] = set()
    for column, language in _LANGUAGES:
        if written := getattr(record, f"{field}_{column}"):
            found |= text.tokens(written, language)
    return found
