"""Finer than an audience; said on pages, never a filter in an address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.choices import Audience
from services.models.base import Fact


class TargetGroup(Fact):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices, default=Audience.PERSON)
    label = models.CharField(_("label"), max_length=160)

    class Meta:
        ordering = ["audience", "label", "code"]
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return self.label
