"""Finding a listing by any word, also a draft: folded alike in the database and in what was typed."""

from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower, Replace

from services.models import Contact, OrganizationAlias, ProgrammeAlias, ServiceAlias
from services.search import text

#: Letters that `search.text.fold` turns into one other letter; the longer ones stand in `_PAIRS`.
_FOLDED = {letter: text.fold(letter) for letter in "äáàâãåăąçčćďéèêëěęğíìîïıľñńňóòôõöőřśšşșťţțúùûüůűýÿžźżёіїґєىیېةہکگأإآؤئ"}
_FROM, _TO = "".join(_FOLDED), "".join(_FOLDED.values())
_PAIRS = (("ß", "ss"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
_LANGUAGES = ("de", "en", "ar", "de_simple")

_HAYSTACK = (
    "code",
    *(f"service__name_{language}" for language in _LANGUAGES),
    "service__organization__name",
    "service__organization__short_name",
    "service__programme__code",
    *(f"service__programme__name_{language}" for language in _LANGUAGES),
    "location__name",
    "location__street",
    "location__postal_code",
    "location__city",
)


def folded(expression: Any) -> Func:
    expression = Lower(expression)
    for long, short in _PAIRS:
        expression = Replace(expression, Value(long), Value(short))
    return Func(expression, Value(_FROM), Value(_TO), function="translate", output_field=TextField())


def find(offers: "QuerySet[Any]", typed: str) -> "QuerySet[Any]":
    """Offers in which every typed word stands somewhere."""
    words = text.words(typed.replace("/", " "))
    if not words:
        return offers
    parts: list[Any] = [part for name in _HAYSTACK for part in (F(name), Value(" "))]
    offers = offers.annotate(haystack=folded(Concat(*parts, output_field=TextField())))
    for word in words:
        offers = offers.filter(Q(haystack__contains=word) | _beside(word))
    return offers


def _beside(word: str) -> Q:
    """The word in the other names and contacts, which are rows of their own."""
    aliases = (
        ServiceAlias.objects.filter(service=OuterRef("service")),
        OrganizationAlias.objects.filter(organization=OuterRef("service__organization")),
        ProgrammeAlias.objects.filter(programme=OuterRef("service__programme")),
    )
    found = Q()
    for rows in aliases:
        found |= Q(Exists(rows.annotate(plain=folded(F("text"))).filter(plain__contains=word)))
    contacts = Contact.objects.filter(offers=OuterRef("pk")).annotate(plain=folded(F("value")))
    digits = word.lstrip("0") if word.isdigit() and len(word) >= 5 else None
    matches = Q(plain__contains=word) | (Q(e164__contains=digits) if digits else Q())
    return found | Q(Exists(contacts.filter(matches)))
