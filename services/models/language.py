"""Languages that people speak (not the languages of the interface)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.base import Fact


class Language(Fact):
    """Names come from CLDR; `name` and `own_name` stand only where CLDR has none or a wrong one (Dari, Kurmancî, Romani)."""

    code = models.CharField(_("code"), max_length=12, unique=True, help_text=_("BCP 47, for example fa-AF."))
    iso639_3 = models.CharField("ISO 639-3", max_length=3)
    bit = models.PositiveSmallIntegerField(_("place in the index"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    own_name = models.CharField(_("own name"), max_length=80, blank=True)

    class Meta:
        ordering = ["bit"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [models.CheckConstraint(condition=models.Q(bit__range=(0, 62)), name="language_bit")]

    def __str__(self) -> str:
        return self.name or self.own_name or self.code
