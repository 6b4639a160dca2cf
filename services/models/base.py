"""What every fact shares: a UUID, a version against lost updates, and a queryset that refuses writes past the index."""

import uuid
from contextvars import ContextVar
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

#: True inside `actions.recording.atomic()`; bulk writes elsewhere would leave the search index behind.
recording: ContextVar[bool] = ContextVar("recording", default=False)


class ForgottenPath(RuntimeError):
    """A write that would leave the search index or the history behind."""


def _need_recording() -> None:
    if not recording.get():
        raise ForgottenPath("Write facts inside actions.recording.atomic(), so that the search index follows.")


class FactQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        _need_recording()
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        _need_recording()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        _need_recording()
        return super().bulk_update(*args, **kwargs)

    def in_order(self) -> Self:
        """The order of the model's Meta, made explicit for callers that annotate or group."""
        return self.order_by(*self.model._meta.ordering)


class Fact(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def fill(self) -> None:
        """Sets what follows from other columns; before every write, also in bulk."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill()
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)
