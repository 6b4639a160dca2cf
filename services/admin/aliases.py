"""Other names of organizations, programmes and services: what people search by."""

from services.admin.base import Rows
from services.admin.parts import Hop, ServiceRows
from services.models import OrganizationAlias, ProgrammeAlias, Service, ServiceAlias


class AliasRows(Rows):
    fields = ["text", "kind", "until", "source"]
    autocomplete_fields = ["source"]
    tab = True


class OrganizationAliases(AliasRows):
    model = OrganizationAlias


class ProgrammeAliases(AliasRows):
    model = ProgrammeAlias


class ServiceAliases(AliasRows):
    model = ServiceAlias


class OfferAliases(Hop, AliasRows):
    model = ServiceAlias
    formset = ServiceRows
    hop_to = Service
