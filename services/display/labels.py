"""The words for codes, in the reader's language."""

from collections.abc import Callable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils import translation
from django.utils.translation import gettext as _

from services.choices import AccessWay, Audience
from services.models import FundingSource, Language, Need, Programme
from services.search import codes
from services.search.changes import Words


def language_name(language: Language, reader: str | None = None) -> str:
    """ "Arabisch", with our own name where CLDR has none or a wrong one."""
    code = reader or translation.get_language() or "de"
    own = getattr(language, f"name_{code.replace('-', '_')}", "")
    return own or _cldr(language.code, code) or language.own_name or language.code


@lru_cache(maxsize=4096)
def _cldr(code: str, reader: str) -> str:
    try:
        name = Locale.parse(reader.replace("-", "_").partition("_")[0]).languages.get(code.replace("-", "_"))
        name = name or Locale.parse(code.replace("-", "_")).get_display_name(reader.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return ""
    return name[:1].upper() + name[1:] if name else ""


def _needs() -> dict[str, str]:
    return {need.code: need.label for need in Need.objects.order_by("bit")}


def _languages() -> dict[str, str]:
    return {language.code: language_name(language) for language in Language.objects.order_by("bit")}


def _programmes() -> dict[str, str]:
    return {programme.code: programme.name for programme in Programme.objects.order_by("code")}


def _funders() -> dict[str, str]:
    return {source.code: source.name for source in FundingSource.objects.order_by("code")}


_LABELS: dict[str, Callable[[], dict[str, str]]] = {
    "need": _needs,
    "language": _languages,
    "programme": _programmes,
    "audience": lambda: {code: str(label) for code, label in Audience.choices},
    "access": lambda: {code: str(label) for code, label in AccessWay.choices},
    "funder": _funders,
    "open_now": lambda: {"1": _("open now")},
}


class Labels(dict[str, dict[str, str]]):
    """Facet → code → words in the language that is active: each list is read when it is first needed."""

    def __missing__(self, facet: str) -> dict[str, str]:
        self[facet] = found = _LABELS[facet]()
        return found


@lru_cache(maxsize=64)
def _kept(language: str, words: Words) -> Labels:
    return Labels()


def current_labels() -> Labels:
    """For the reader's language; read anew when staff have changed a name."""
    return _kept(translation.get_language() or "de", codes.current().words)
