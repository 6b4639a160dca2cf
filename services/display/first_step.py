"""*First step*: whom to call and when, what to say, what to bring; if nothing is known, whom to ask instead."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from services.choices import AccessWay, ContactKind, Document, Operation
from services.display import labels
from services.display.hours import Clock, Hours, short
from services.models import Contact, Language, ServiceAtLocation

PHONE, WALK, MAIL, SITE, CARRIER, NOBODY = "phone", "walk", "mail", "site", "carrier", "nobody"


@dataclass(frozen=True, slots=True)
class FirstStep:
    """`kind` decides the sentence; `contact` is what to tap; `when` is about hours."""

    kind: str
    contact: Contact | None
    website: str
    when: str
    warning: str

    @property
    def is_call(self) -> bool:
        return self.kind == PHONE


@dataclass(frozen=True, slots=True)
class When:
    """What is said about hours: with a clock it is another sentence at every moment, otherwise always `text`."""

    step: str
    text: str
    clock: Clock | None

    def at(self, now: datetime) -> tuple[str, bool]:
        """The sentence, and whether it is known to be open."""
        moment = self.clock.at(now) if self.clock else None
        return (next_time(self.step, moment.next), moment.open) if moment else (self.text, False)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What one has ready before: `say` is German, to be read out; `brings_nothing` if they have said so."""

    say: str
    bring: tuple[str, ...]
    brings_nothing: bool


def build(offer: ServiceAtLocation, hours: Hours | None) -> FirstStep:
    kind, contact, website = _way(offer)
    return FirstStep(kind, contact, website, _when(offer, hours, kind), _warning(offer))


def preparation(offer: ServiceAtLocation, step: FirstStep) -> Preparation:
    programme, documents = offer.service.programme, offer.service.stated_documents
    emergency = bool(programme and programme.is_emergency)
    return Preparation(
        say=_say(offer) if step.kind in (PHONE, WALK) and not emergency else "",
        bring=tuple(str(Document(code).label) for code in documents if code != Document.NOTHING),
        brings_nothing=Document.NOTHING in documents,
    )


def _way(offer: ServiceAtLocation) -> tuple[str, Contact | None, str]:
    by_kind: dict[str, Contact] = {}
    for contact in offer.contacts.all():
        by_kind.setdefault(contact.kind, contact)
    if ContactKind.PHONE in by_kind:
        return PHONE, by_kind[ContactKind.PHONE], ""
    if AccessWay.WALK_IN in offer.access and offer.location.street:
        return WALK, None, ""
    if ContactKind.EMAIL in by_kind:
        return MAIL, by_kind[ContactKind.EMAIL], ""
    if ContactKind.WEBSITE in by_kind:
        return SITE, by_kind[ContactKind.WEBSITE], ""
    website = offer.service.organization.website
    return (CARRIER, None, website) if website else (NOBODY, None, "")


def _when(offer: ServiceAtLocation, hours: Hours | None, kind: str) -> str:
    if hours is None:
        return offer.hours_note
    if coming := next_time(kind, hours.next):
        return coming
    if hours.fresh:
        return ""
    if hours.since:
        return _("As of %(since)s: %(hours)s. We have not been able to check this yet.") % {"since": hours.since, "hours": short(hours)}
    return _("%(hours)s (not dated). We have not been able to check this yet.") % {"hours": short(hours)}


def next_time(kind: str, next_opening: str) -> str:
    """Only where one can call or go at that time; "" without."""
    return _("Next time: %(when)s.") % {"when": next_opening} if next_opening and kind in (PHONE, WALK) else ""


def _say(offer: ServiceAtLocation) -> str:
    """German on purpose, whatever the reader's language: it is said to a German-speaking counter."""
    reader = translation.get_language() or "de"
    with translation.override("de"):
        wish = pgettext("said on the phone", "I would like an appointment.")
        if AccessWay.WALK_IN in offer.access:
            wish = pgettext("said on the phone", "I need help. When may I come?")
        greeting = pgettext("said on the phone", "Hello.")
        speaks = (
            "" if reader.startswith("de") else pgettext("said on the phone", "I speak %(language)s.") % {"language": _in_german(reader)}
        )
    return " ".join(part for part in (greeting, wish, speaks) if part)


def _in_german(code: str) -> str:
    return labels.language_name(Language(code=code), "de")


def _warning(offer: ServiceAtLocation) -> str:
    if offer.operation == Operation.CLOSED:
        return _("This offer has closed.")
    if offer.operation == Operation.UNCERTAIN:
        return _("It is not certain that this still exists. Please phone first.")
    return ""
