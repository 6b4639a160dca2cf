"""The offer: this service at this place. It is what a search result is (decision 0003)."""

import hashlib
from datetime import date, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services import opening_times
from services.choices import AccessWay, Answer, LanguageMode, Operation, Status
from services.models.base import Fact, FactQuerySet
from services.models.check import Check, youngest

#: Speakable and hard to confuse: no 0/o, 1/i/l, u/v.
CODE_LETTERS = "23456789abcdefghjkmnpqrstwxyz"


class OfferQuerySet(FactQuerySet):
    def public(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def unreachable(self) -> Self:
        """No phone, no mail, no street: people have nothing to go by."""
        return self.filter(contacts__isnull=True, location__street="")

    def with_facts(self) -> Self:
        """Everything a card needs, in a fixed number of queries."""
        return self.select_related(
            "service__organization", "service__programme", "location__area", "location__organization"
        ).prefetch_related("contacts", "spoken_languages__language", "checks__source")


class ServiceAtLocation(Fact):
    service = models.ForeignKey("services.Service", verbose_name=_("service"), on_delete=models.PROTECT, related_name="offers")
    location = models.ForeignKey("services.Location", verbose_name=_("place"), on_delete=models.PROTECT, related_name="offers")
    code = models.CharField(_("public code"), max_length=5, unique=True, editable=False)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    contacts = models.ManyToManyField("services.Contact", verbose_name=_("contacts"), blank=True, related_name="offers")
    access = ArrayField(
        models.CharField(max_length=12, choices=AccessWay.choices), verbose_name=_("how to reach it"), default=list, blank=True
    )
    access_not = ArrayField(
        models.CharField(max_length=12, choices=AccessWay.choices),
        verbose_name=_("not possible"),
        default=list,
        blank=True,
        help_text=_("Only what the organization has said no to."),
    )
    hours = models.CharField(
        _("opening hours"), max_length=400, blank=True, help_text=_("Kept in the syntax of OpenStreetMap; use the week grid.")
    )
    hours_note = models.CharField(_("note on hours"), max_length=300, blank=True)
    languages_note = models.CharField(_("note on languages"), max_length=300, blank=True)
    languages_complete = models.BooleanField(
        _("only these languages"), default=False, help_text=_("Only if the organization has said that no other language is possible.")
    )
    nationwide = models.BooleanField(_("for the whole country"), default=False)
    operation = models.CharField(_("is it running?"), max_length=9, choices=Operation.choices, blank=True)
    operation_note = models.CharField(_("note on that"), max_length=400, blank=True)
    takes_new = models.CharField(_("takes new people"), max_length=3, choices=Answer.choices, blank=True)
    takes_new_on = models.DateField(_("as of"), null=True, blank=True)
    waiting_weeks = models.PositiveSmallIntegerField(_("waiting time in weeks"), null=True, blank=True)
    waiting_on = models.DateField(_("as of"), null=True, blank=True)
    closed_from = models.DateField(_("closed from"), null=True, blank=True)
    closed_to = models.DateField(_("closed to"), null=True, blank=True)
    note = models.TextField(_("note for people"), blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "location"],
                name="offer_once_per_place",
                violation_error_message=_("This service is already listed at this place."),
            ),
            models.CheckConstraint(
                condition=Q(takes_new="") | Q(takes_new_on__isnull=False),
                name="offer_takes_new_dated",
                violation_error_message=_("Say since when this is known: a date is needed for 'takes new people'."),
            ),
            models.CheckConstraint(
                condition=Q(waiting_weeks__isnull=True) | Q(waiting_on__isnull=False),
                name="offer_waiting_dated",
                violation_error_message=_("Say since when this is known: a date is needed for the waiting time."),
            ),
            models.CheckConstraint(
                condition=Q(closed_from__isnull=True) | Q(closed_to__isnull=True) | Q(closed_from__lte=F("closed_to")),
                name="offer_closed_in_order",
                violation_error_message=_("The closure ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(access__overlap=F("access_not")),
                name="offer_access_not_both",
                violation_error_message=_("A way of access cannot be possible and impossible at once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.service}"

    def clean(self) -> None:
        try:
            opening_times.parse(self.hours)
        except opening_times.BadHours as error:
            raise ValidationError({"hours": str(error)}) from error
        if both := sorted(set(self.access) & set(self.access_not)):
            raise ValidationError({"access_not": _("Possible and impossible at once: %s") % ", ".join(both)})

    def fill(self) -> None:
        if not self.code:
            self.code = UsedCode.take(self.pk)

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_sensitive(self) -> bool:
        return any(need.is_sensitive for need in self.service.each_need())

    @property
    def stated_needs(self) -> list[Any]:
        return self.service.stated_needs

    @property
    def is_reachable(self) -> bool:
        """Whether people have anything to go by: a contact, a street, or at least the carrier's website."""
        return bool(self.contacts.all() or self.location.street or self.service.organization.website)

    @property
    def recheck_days(self) -> int:
        """After so many days a checked fact counts as old."""
        return self.service.programme.recheck_days if self.service.programme else 365

    def last_check(self, group: str = "") -> Check | None:
        """The youngest dated check that says what the facts are; of one group, or of all."""
        return youngest(self.checks.all(), group)

    def known_until(self, last: Check | None) -> date | None:
        """The last day on which facts count as known that were last checked then."""
        return last.day + timedelta(days=self.recheck_days) if last and last.day else None

    def is_closed_on(self, day: date) -> bool:
        if self.operation == Operation.CLOSED:
            return True
        if self.closed_from is None and self.closed_to is None:
            return False
        return (self.closed_from or day) <= day <= (self.closed_to or day)


class UsedCode(models.Model):
    """Codes are printed on paper: one that was ever given is never given again."""

    code = models.CharField(max_length=5, primary_key=True)
    offer = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("used code")
        verbose_name_plural = _("used codes")

    def __str__(self) -> str:
        return self.code

    @classmethod
    def take(cls, offer: Any) -> str:
        """The code of this offer: the same for the same id, so that fixtures give every site the same ones."""
        for attempt in range(100):
            digest = hashlib.sha256(f"{offer}:{attempt}".encode()).digest()
            code = "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in digest[:5])
            row, _created = cls.objects.get_or_create(code=code, defaults={"offer": offer})
            if row.offer == offer:
                return code
        raise RuntimeError("no free public code found")


class SpokenLanguage(Fact):
    """A language at an offer. `language` empty: "several, not named", which is not the same as unknown (no row)."""

    offer = models.ForeignKey(ServiceAtLocation, verbose_name=_("offer"), on_delete=models.CASCADE, related_name="spoken_languages")
    language = models.ForeignKey(
        "services.Language", verbose_name=_("language"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mode = models.CharField(_("who speaks it"), max_length=11, choices=LanguageMode.choices, default=LanguageMode.STAFF)
    notice_days = models.PositiveSmallIntegerField(_("days of notice"), null=True, blank=True)
    weekdays = models.CharField(_("only on"), max_length=40, blank=True, help_text=_("For example Mo, We."))
    by_a_woman = models.BooleanField(_("a woman can counsel you"), default=False)

    class Meta:
        ordering = ["offer", "language__bit", "mode"]
        verbose_name = _("language spoken")
        verbose_name_plural = _("languages spoken")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "language", "mode", "weekdays"],
                name="spoken_language_once",
                nulls_distinct=False,
                violation_error_message=_("This language stands here twice."),
            )
        ]

    def __str__(self) -> str:
        return str(self.language) if self.language else str(_("several, not named"))
