"""Other names: what people search by, also long after a name has changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import AliasKind
from services.models.base import Fact
from services.models.source import Sourced


class Alias(Sourced, Fact):
    text = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=AliasKind.choices, default=AliasKind.ALSO)
    until = models.CharField(_("until"), max_length=10, blank=True, help_text=_("Year or date, for former names."))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text
