"""What the database says that words mean: labels and synonyms of needs, names of programmes, languages, areas and carriers."""

from collections.abc import Iterable, Iterator

from babel import Locale, UnknownLocaleError
from django.db.models import Count

from beratung import languages
from services.choices import AreaKind, PhraseKind
from services.models import (
    Area,
    Language,
    Need,
    NeedSynonym,
    Organization,
    OrganizationAlias,
    Phrase,
    Programme,
    ProgrammeAlias,
    ServiceAlias,
)
from services.search.understand import names
from services.search.understand.parts import Meaning

#: A phrase, what it means, and in which language.
Entry = tuple[str, Meaning, str]
#: Postal codes of a town that is large: its misspelt name is corrected, and it comes before its namesakes.
LARGE = 5


def entries() -> Iterator[Entry]:
    """All but the names of areas."""
    yield from _needs()
    yield from _programmes()
    yield from _languages()
    yield from _phrases()


def _needs() -> Iterator[Entry]:
    for need in Need.objects.order_by("bit"):
        for language in languages.TABLE:
            if label := getattr(need, f"label_{language.code.replace('-', '_')}", ""):
                yield label, Meaning(PhraseKind.NEED, need.code), language.code
    yield from _synonyms(is_sentence=False)


def sentences() -> Iterator[Entry]:
    """What people tell whose need is known."""
    yield from _synonyms(is_sentence=True)


def _synonyms(*, is_sentence: bool) -> Iterator[Entry]:
    found = NeedSynonym.objects.filter(is_sentence=is_sentence).order_by("pk").values_list("text", "need__code", "language")
    yield from ((text, Meaning(PhraseKind.NEED, code), language) for text, code, language in found)


def _programmes() -> Iterator[Entry]:
    for programme in Programme.objects.order_by("code"):
        meaning = Meaning(PhraseKind.PROGRAMME, programme.code)
        yield programme.code.replace("_", " "), meaning, "de"
        for language in languages.TABLE:
            if name := getattr(programme, f"name_{language.code.replace('-', '_')}", ""):
                yield name, meaning, language.code
    for text, code in ProgrammeAlias.objects.order_by("pk").values_list("text", "programme__code"):
        yield text, Meaning(PhraseKind.PROGRAMME, code), "de"


def _phrases() -> Iterator[Entry]:
    for kind, code, language, text in Phrase.objects.order_by("pk").values_list("kind", "code", "language", "text"):
        yield text, Meaning(PhraseKind(kind), code), language


def _languages() -> Iterator[Entry]:
    for language in Language.objects.order_by("bit"):
        for name, reader in _names_of(language):
            yield name, Meaning(PhraseKind.LANGUAGE, language.code), reader


def _names_of(language: Language) -> Iterator[tuple[str, str]]:
    yield language.own_name, language.code
    for reader in names.READERS:
        own = getattr(language, f"name_{reader}", "")
        yield own or _cldr(language.code, reader), reader


def _cldr(code: str, reader: str) -> str:
    try:
        return Locale.parse(reader).languages.get(code.replace("-", "_"), "")
    except (UnknownLocaleError, ValueError):
        return ""


#: So many a Kreis has at least that is not a town itself.
_TOWNS = 5
#: Before its name, as people write it.
_KREIS = ("landkreis", "kreis", "lk")


def areas() -> Iterator[tuple[str, Iterable[str], bool]]:
    """(key, names, whether its misspelt name finds it): the larger towns, and those that staff have given further names."""
    codes, inside = Count("postal_codes", distinct=True), Count("children", distinct=True)
    named = set(Phrase.objects.filter(kind=PhraseKind.PLACE).order_by("pk").values_list("code", flat=True))
    found = Area.objects.annotate(size=codes, inside=inside).order_by("number")
    for key, kind, folded, size, towns in found.values_list("key", "kind", "folded", "size", "inside"):
        kreis = [f"{word} {name}" for word in _KREIS for name in folded] if kind == AreaKind.KREIS and towns >= _TOWNS else []
        yield key, [*folded, *kreis], key in named or size >= LARGE


def organizations() -> Iterator[str]:
    yield from Organization.objects.order_by("pk").values_list("name", flat=True)
    yield from Organization.objects.exclude(short_name="").order_by("pk").values_list("short_name", flat=True)
    yield from OrganizationAlias.objects.order_by("pk").values_list("text", flat=True)
    yield from ServiceAlias.objects.order_by("pk").values_list("text", flat=True)
