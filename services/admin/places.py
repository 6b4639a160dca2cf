"""Places, on a page of their own and as a part of the offer's page. A secret place gets no text that could tell where it is."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from services.admin.base import Rows, TextCards, TextHouse
from services.admin.fields import Fieldset, texts
from services.admin.parts import Hop, Part, PartFormSet, PlaceRows
from services.admin.versions import VersionedForm
from services.choices import Visibility
from services.models import FormerAddress, Location, ServiceAtLocation


class PlaceForm(VersionedForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        directions = [name for name in self.fields if name.startswith("directions_") and cleaned.get(name)]
        if directions and cleaned.get("visibility") in (Visibility.HIDDEN, Visibility.PARTIAL):
            sentence = _("A place whose address is not shown must not have directions, in no language.")
            raise ValidationError(dict.fromkeys(directions, sentence))
        return cleaned


_WHERE: list[Any] = [("kind", "visibility"), "name", "street", ("postal_code", "city"), "area", "precision", ("lat", "lon"), "wheelchair"]
_SOURCES: Fieldset = (_("Source"), {"fields": ["source", ("day", "day_precision"), "sources"], "classes": ["collapse"]})


class PlaceOfOffer(PartFormSet):
    @staticmethod
    def records_of(instance: ServiceAtLocation) -> Any:
        return Location.objects.filter(pk=instance.location_id).select_related("area", "organization").in_order()


class PlacePart(Part, TextCards):
    model = Location
    form = PlaceForm
    formset = PlaceOfOffer  # type: ignore[assignment]  # a part is no inline of the page's record
    autocomplete_fields = ["area", "source", "sources"]
    verbose_name_plural = _("Place")
    readonly_fields = ["used_by"]
    fieldsets = [(None, {"fields": ["used_by", *_WHERE]}), *texts("directions"), _SOURCES]

    @admin.display(description=_("Holds for"))
    def used_by(self, place: Location) -> str:
        count = place.offers.order_by().count()
        return ngettext("%(n)s offer", "%(n)s offers: changes here hold for all of them", count) % {"n": count}


class FormerAddressRows(Rows):
    model = FormerAddress
    fields = ["street", "postal_code", "city", "until", "source"]
    autocomplete_fields = ["source"]
    tab = True


class OfferFormerAddresses(Hop, FormerAddressRows):
    formset = PlaceRows
    hop_to = Location


@admin.register(Location)
class PlaceAdmin(TextHouse):
    form = PlaceForm
    list_display = ["__str__", "organization", "kind", "visibility", "precision"]
    list_filter = ["kind", "visibility", "precision"]
    list_select_related = ["organization", "area"]
    search_fields = ["street", "postal_code", "city", "name", "organization__name", "organization__short_name", "area__name_de"]
    autocomplete_fields = ["organization", "area", "source", "sources"]
    fieldsets = [(None, {"fields": ["organization", *_WHERE]}), *texts("directions"), _SOURCES]
    inlines = [FormerAddressRows]
