"""Phones, mail addresses, websites: shared, so that a changed number is changed once."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import ContactKind
from services.models.base import Fact
from services.models.source import Sourced


def dialable(raw: str) -> str:
    """The form for `tel:` links: E.164, or the bare digits of a short number such as 112 and 116 117; "" if neither."""
    if any(character.isalpha() for character in raw):
        return ""  # the library would read letters as the keys they stand on
    try:
        number = phonenumbers.parse(raw, "DE")
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    digits = "".join(character for character in raw if character.isdigit())
    return digits if 3 <= len(digits) <= 6 and digits.startswith("11") else ""


class Contact(Sourced, Fact):
    """A functional contact; never a named person's own number (domain §6)."""

    organization = models.ForeignKey(
        "services.Organization", verbose_name=_("organization"), on_delete=models.CASCADE, related_name="contacts"
    )
    kind = models.CharField(_("kind"), max_length=7, choices=ContactKind.choices)
    value = models.CharField(_("number or address"), max_length=300)
    e164 = models.CharField(_("number to dial"), max_length=20, blank=True, editable=False)
    label = models.CharField(_("what it is for"), max_length=120, blank=True)

    class Meta:
        ordering = ["kind", "value", "id"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "value"],
                name="contact_once",
                violation_error_message=_("This organization already has this contact; choose it instead."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ContactKind.PHONE) | ~models.Q(e164=""),
                name="contact_phone_dialable",
                violation_error_message=_("This is not a phone number that can be dialled in Germany."),
            ),
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        self.fill()
        if self.kind == ContactKind.PHONE and not self.e164:
            raise ValidationError({"value": _("This is not a phone number that can be dialled in Germany.")})
        if self.kind == ContactKind.EMAIL:
            _validated(EmailValidator(), self.value, _("This is not an e-mail address."))
        if self.kind == ContactKind.WEBSITE:
            _validated(URLValidator(["http", "https"]), self.value, _("A web address begins with https://."))

    def fill(self) -> None:
        self.e164 = dialable(self.value) if self.kind == ContactKind.PHONE else ""


def _validated(validator: EmailValidator | URLValidator, value: str, sentence: object) -> None:
    try:
        validator(value)
    except ValidationError:
        raise ValidationError({"value": sentence}) from None
