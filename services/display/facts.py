"""What is known of an offer since when, from where, and what is not known."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from services.choices import FactGroup, LocationKind
from services.models import Check, Funding, ServiceAtLocation


@dataclass(frozen=True, slots=True)
class Checked:
    """The latest check of one group of facts."""

    check: Check
    is_old: bool


def checks(offer: ServiceAtLocation, today: date) -> list[Checked]:
    limit = today - timedelta(days=offer.recheck_days)
    latest: dict[str, Check] = {}
    for check in sorted(offer.checks.all(), key=lambda check: (check.day or date.min, str(check.pk))):
        latest[check.group] = check
    return [Checked(latest[group], (latest[group].day or date.min) < limit) for group in FactGroup.values if group in latest]


def unknown(offer: ServiceAtLocation) -> list[str]:
    """What nobody has told us, in words."""
    location, service = offer.location, offer.service
    is_place = location.kind == LocationKind.PHYSICAL and not location.is_hidden
    missing = {
        _("the address"): is_place and not location.street,
        _("phone, e-mail and website"): not offer.contacts.all(),
        _("opening hours"): not offer.hours and not offer.hours_note,
        _("languages"): not offer.spoken_languages.all(),
        _("what it costs"): not service.stated_cost,
        _("whether it is confidential"): not service.stated_confidentiality,
        _("whether a wheelchair can get in"): is_place and not location.wheelchair,
        _("whether new people are taken, and how long one waits"): not offer.takes_new and offer.waiting_weeks is None,
        _("who pays for it"): not fundings(offer),
    }
    return [words for words, is_missing in missing.items() if is_missing]


def fundings(offer: ServiceAtLocation) -> list[Funding]:
    programme = offer.service.programme
    own = list(offer.service.fundings.all())
    return own or (list(programme.fundings.all()) if programme else [])
