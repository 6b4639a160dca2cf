"""Places. A hidden place does not know its own street: what is not stored cannot leak."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.choices import Answer, AreaKind, LocationKind, Precision, Visibility
from services.models.base import Fact
from services.models.source import ManySourced, Sourced

_NO_POINT = Q(lat__isnull=True, lon__isnull=True)


class Location(ManySourced, Fact):
    organization = models.ForeignKey(
        "services.Organization", verbose_name=_("organization"), on_delete=models.CASCADE, related_name="locations"
    )
    name = models.CharField(_("name of the place"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=LocationKind.choices, default=LocationKind.PHYSICAL)
    visibility = models.CharField(_("visibility"), max_length=7, choices=Visibility.choices, default=Visibility.FULL)
    precision = models.CharField(_("known to the"), max_length=12, choices=Precision.choices, default=Precision.MUNICIPALITY)
    street = models.CharField(_("street and number"), max_length=160, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    area = models.ForeignKey(
        "services.Area", verbose_name=_("area"), on_delete=models.PROTECT, null=True, blank=True, related_name="locations"
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    directions = models.CharField(_("how to get there"), max_length=300, blank=True)
    wheelchair = models.CharField(_("without steps"), max_length=3, choices=Answer.choices, blank=True, help_text=_("Empty: not known."))

    class Meta:
        ordering = ["organization", "city", "street", "id"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.HIDDEN) | (Q(street="", postal_code="", city="", name="", directions="") & _NO_POINT),
                name="location_hidden_knows_nothing",
                violation_error_message=_(
                    "A secret place must not have a name, street, postal code, town or point. Only its district is stored."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PARTIAL) | (Q(street="", directions="") & _NO_POINT),
                name="location_partial_knows_no_street",
                violation_error_message=_("A place that is shown in part must not have a street or a point."),
            ),
            models.CheckConstraint(
                condition=_NO_POINT | Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
                name="location_point_whole",
                violation_error_message=_("A point needs both numbers: latitude and longitude."),
            ),
            models.CheckConstraint(
                condition=~Q(precision=Precision.ADDRESS) | ~Q(street=""),
                name="location_address_has_street",
                violation_error_message=_("An exact address needs a street."),
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[0-9]{5}$"),
                name="location_postal_code_digits",
                violation_error_message=_("A German postal code has five digits."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=LocationKind.VIRTUAL) | Q(street="", precision=Precision.NONE),
                name="location_virtual_has_no_place",
                violation_error_message=_("Phone and online offers have no street."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.address, self.name) if part) or str(self.area or "—")

    @property
    def address(self) -> str:
        """Street, postal code and town, as far as known: "Gamigstraße 22, 01239 Dresden"."""
        return ", ".join(part for part in (self.street, f"{self.postal_code} {self.city}".strip()) if part)

    @property
    def is_hidden(self) -> bool:
        return self.visibility == Visibility.HIDDEN

    def clean(self) -> None:
        if self.is_hidden and self.area and self.area.kind not in (AreaKind.KREIS, AreaKind.LAND, AreaKind.COUNTRY):
            raise ValidationError({"area": _("A secret place may only be placed in a district (Kreis), not more exactly.")})


class FormerAddress(Sourced, Fact):
    """Old addresses stay all over the web: the old street must still be found and lead to the new one."""

    location = models.ForeignKey(Location, verbose_name=_("place"), on_delete=models.CASCADE, related_name="former_addresses")
    street = models.CharField(_("street and number"), max_length=160)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    until = models.CharField(_("until"), max_length=10, blank=True)

    class Meta:
        ordering = ["location", "street"]
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.city}".strip(" ,")
