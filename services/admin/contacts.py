"""Phones, mail addresses and websites: shared by offers, so a change says whether it is meant for all of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminSelectWidget

from services.admin.base import Rows, TextHouse, TextRows
from services.admin.fields import dated, texts
from services.admin.parts import Part, PartFormSet
from services.admin.versions import VersionedForm
from services.models import Contact, ServiceAtLocation

EVERYWHERE, HERE = "all", "here"


class ContactForm(VersionedForm):
    instance: Contact
    scope = forms.ChoiceField(label=_("The change holds"), required=False, widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        uses = getattr(self.instance, "uses", 0)
        everywhere = ngettext("for %(n)s offer", "for all %(n)s offers that use it", max(uses, 1)) % {"n": max(uses, 1)}
        choices = [(EVERYWHERE, everywhere)] + ([(HERE, _("only here"))] if uses > 1 else [])
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]

    @property
    def is_for_here(self) -> bool:
        return self.cleaned_data.get("scope") == HERE

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"scope"})

    def twin(self, organization: Any) -> Contact | None:
        """The same number or address, if the organization already has it: it is taken instead of a second one."""
        same = Contact.objects.filter(organization=organization, kind=self.instance.kind, value=self.instance.value)
        found: Contact | None = same.exclude(pk=self.instance.pk).order_by("pk").first()
        return found


class OfferContacts(PartFormSet):
    """Deleting a row takes the contact away from this offer; the contact itself stays with the organization."""

    page_record: ServiceAtLocation

    @staticmethod
    def records_of(instance: ServiceAtLocation) -> Any:
        mine = instance.contacts.order_by().values("pk")
        return Contact.objects.filter(pk__in=mine).annotate(uses=Count("offers")).in_order()

    def save(self, commit: bool = True) -> list[Any]:
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        for form in self.forms:
            if form in self.deleted_forms:
                if not form.instance._state.adding:
                    self.page_record.contacts.remove(form.instance)
                    self.deleted_objects.append(form.instance)
            elif form.has_changed():
                self._save_one(form)
        return self.new_objects

    def _save_one(self, form: Any) -> None:
        organization = self.page_record.service.organization
        twin = form.twin(organization)
        is_new = form.instance._state.adding
        if not is_new and (twin or form.is_for_here):
            self.page_record.contacts.remove(Contact(pk=form.instance.pk))
        if twin:
            saved = twin
        elif is_new or form.is_for_here:
            saved = Contact(organization=organization, **{name: form.cleaned_data[name] for name in ("kind", "value", "label_de")})
            saved.save()
        else:
            saved = form.save()
        self.page_record.contacts.add(saved)
        if is_new:
            self.new_objects.append(saved)
        else:
            self.changed_objects.append((saved, form.changed_data))


class ContactPart(Part, TextRows):
    model = Contact
    form = ContactForm
    formset = OfferContacts  # type: ignore[assignment]  # a part is no inline of the page's record
    fields = ["kind", "value", "label_de", "scope"]
    max_num = None
    can_delete = True
    tab = False
    show_change_link = True


class OrganizationContacts(TextRows):
    model = Contact
    fields = ["kind", "value", "label_de"]
    show_change_link = True
    tab = True


class UsedBy(Rows):
    model = Contact.offers.through
    form = forms.ModelForm  # the rows of a many-to-many field have no version
    verbose_name_plural = _("used by these offers")
    can_delete = False
    fields = ["serviceatlocation"]
    readonly_fields = ["serviceatlocation"]
    max_num = 0

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        return [(None, {"fields": self.fields})]


@admin.register(Contact)
class ContactAdmin(TextHouse):
    list_display = ["value", "kind", "organization", "label"]
    list_filter = ["kind"]
    list_select_related = ["organization"]
    search_fields = ["value", "e164", "organization__name", "organization__short_name"]
    autocomplete_fields = ["organization", "source"]
    fieldsets = [(None, {"fields": ["organization", "kind", "value"]}), *texts("label"), dated()]
    inlines = [UsedBy]
