"""Inlines that do not hang on the page's own record but on another one that it points to.

So a listing can be edited on one page, although it is a service at a place: the page is the offer's, its `Part`s are
the service and the place themselves, and a `Hop` shows the rows of one of these two.
"""

from functools import partial
from typing import Any, ClassVar

from django.contrib.admin.checks import InlineModelAdminChecks
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest
from unfold.forms import PaginationInlineFormSet

from services.admin.base import HouseInline


class _NoForeignKey(InlineModelAdminChecks):
    def _check_relation(self, obj: Any, parent_model: Any) -> list[Any]:
        return []

    def _check_exclude_of_parent_model(self, obj: Any, parent_model: Any) -> list[Any]:
        return []


class PartFormSet(BaseModelFormSet):
    """Takes the page's record as an inline formset does, and edits what `records_of` finds for it."""

    @staticmethod
    def records_of(instance: Any) -> Any:
        raise NotImplementedError

    def __init__(self, *args: Any, instance: Any = None, save_as_new: bool = False, **kwargs: Any) -> None:
        self.page_record = instance
        kwargs["queryset"] = self.records_of(instance)
        super().__init__(*args, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return str(cls.model._meta.model_name)  # type: ignore[union-attr]


class Part(HouseInline):
    """Edits other records than children of the page's record; `formset` is a `PartFormSet`."""

    checks_class = _NoForeignKey
    max_num: int | None = 1
    can_delete = False
    tab = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        can_change = self.has_change_permission(request, obj)  # type: ignore[attr-defined]

        class Guarded(self.form):  # type: ignore[name-defined]
            def has_changed(self) -> bool:
                return can_change and super().has_changed()

        readonly = set(self.get_readonly_fields(request, obj))  # type: ignore[attr-defined]
        names = kwargs.pop("fields", None) or flatten_fieldsets(self.get_fieldsets(request, obj))
        return modelformset_factory(
            self.model,  # type: ignore[attr-defined]
            form=Guarded,
            formset=self.formset,  # type: ignore[attr-defined]
            fields=[name for name in names if name not in readonly],
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
            extra=self.extra,
            max_num=self.max_num,
            can_delete=self.can_delete,
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.max_num != 1


class HopFormSet(PaginationInlineFormSet):
    """`via` is the name of the page record's field whose rows are edited."""

    via: ClassVar[str]

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=getattr(instance, self.via), **kwargs)


class Hop(HouseInline):
    """The rows of `hop_to`, to which the page's record points; `formset` is a `HopFormSet`."""

    hop_to: type[Model]
    tab = True

    def __init__(self, parent_model: type[Model], admin_site: Any) -> None:
        super().__init__(self.hop_to, admin_site)  # type: ignore[call-arg]


class ServiceRows(HopFormSet):
    via = "service"


class PlaceRows(HopFormSet):
    via = "location"
