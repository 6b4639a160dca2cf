"""Why a person comes: needs, grouped, with the words that people really type."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.base import Fact


class NeedCategory(Fact):
    code = models.CharField(_("code"), max_length=1, unique=True)
    label = models.CharField(_("label"), max_length=80)

    class Meta:
        ordering = ["code"]
        verbose_name = _("group of needs")
        verbose_name_plural = _("groups of needs")

    def __str__(self) -> str:
        return self.label


class Need(Fact):
    """`is_sensitive`: never in an address, a title or a stored page (design §7)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    category = models.ForeignKey(NeedCategory, verbose_name=_("group"), on_delete=models.PROTECT, related_name="needs")
    label = models.CharField(_("label"), max_length=80)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    bit = models.PositiveSmallIntegerField(_("place in the index"), unique=True)
    is_core = models.BooleanField(_("on the first page"), default=False)
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    source = models.ForeignKey(
        "services.Source", verbose_name=_("source"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["bit"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [models.CheckConstraint(condition=models.Q(bit__range=(0, 62)), name="need_bit")]

    def __str__(self) -> str:
        return self.label


class NeedSynonym(Fact):
    """`is_sentence`: what somebody may tell, of which only the words are counted; otherwise the text as it stands means the need."""

    need = models.ForeignKey(Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="synonyms")
    language = models.CharField(_("language"), max_length=12)
    text = models.CharField(_("word or phrase"), max_length=120)
    is_sentence = models.BooleanField(_("a sentence: only its words count"), default=False)
    is_reviewed = models.BooleanField(_("reviewed by a native speaker"), default=False)

    class Meta:
        ordering = ["need", "language", "text"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [models.UniqueConstraint(fields=["need", "language", "text"], name="need_synonym_once")]

    def __str__(self) -> str:
        return self.text


class NeedProgramme(Fact):
    """Which kinds of offer help with a need, the first one first."""

    need = models.ForeignKey(Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="programme_ranks")
    programme = models.ForeignKey("services.Programme", verbose_name=_("programme"), on_delete=models.CASCADE, related_name="need_ranks")
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        ordering = ["need", "rank"]
        verbose_name = _("programme for a need")
        verbose_name_plural = _("programmes for needs")
        constraints = [models.UniqueConstraint(fields=["need", "programme"], name="need_programme_once")]

    def __str__(self) -> str:
        return f"{self.need} {self.rank}. {self.programme}"
