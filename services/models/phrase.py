"""Words and phrases that people type, beside the synonyms of needs and the names of things: "dd", "ohne Termin", "gelber Brief"."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import PHRASES
from services.models.base import Fact


class Phrase(Fact):
    """`code` names what is meant: the key of an area, the code of a programme, a language, an access way, G0 to G9, or nothing."""

    kind = models.CharField(_("what it means"), max_length=9, choices=[(kind.value, kind.label) for kind in PHRASES])
    code = models.CharField(_("code"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=12)
    text = models.CharField(_("word or phrase"), max_length=120)
    is_reviewed = models.BooleanField(_("reviewed by a native speaker"), default=False)

    class Meta:
        ordering = ["kind", "code", "language", "text"]
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        constraints = [models.UniqueConstraint(fields=["kind", "code", "language", "text"], name="phrase_once")]

    def __str__(self) -> str:
        return self.text
