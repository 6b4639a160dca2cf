"""Facts: one file per entity, its QuerySet above it. May use choices, geo and opening_times; knows no request and no search."""

from services.models.alias import Alias
from services.models.area import Area, PostalCode
from services.models.base import Fact, FactQuerySet, ForgottenPath
from services.models.check import Check, Discrepancy
from services.models.contact import Contact
from services.models.funding import Funding, FundingSource
from services.models.language import Language
from services.models.loaded_row import LoadedRow
from services.models.location import FormerAddress, Location
from services.models.need import Need, NeedCategory, NeedProgramme, NeedSynonym
from services.models.organization import Organization, OrganizationAlias
from services.models.phrase import Phrase
from services.models.programme import Programme, ProgrammeAlias
from services.models.project import Evaluation, Project, ProjectFigure, ProjectPartner
from services.models.proposal import Proposal
from services.models.residence_status import ResidenceStatus, ResidenceTitle
from services.models.rule import Route, Rule
from services.models.search_row import SearchRow
from services.models.search_word import SearchWord
from services.models.service import Service, ServiceAlias
from services.models.service_area import ServiceArea
from services.models.service_at_location import ServiceAtLocation, SpokenLanguage, UsedCode
from services.models.shared_rules import SharedCatchment, SharedProfile
from services.models.source import Source, SourceFact
from services.models.target_group import TargetGroup

__all__ = [
    "Alias",
    "Area",
    "Check",
    "Contact",
    "Discrepancy",
    "Evaluation",
    "Fact",
    "FactQuerySet",
    "ForgottenPath",
    "FormerAddress",
    "Funding",
    "FundingSource",
    "Language",
    "LoadedRow",
    "Location",
    "Need",
    "NeedCategory",
    "NeedProgramme",
    "NeedSynonym",
    "Organization",
    "OrganizationAlias",
    "Phrase",
    "PostalCode",
    "Programme",
    "ProgrammeAlias",
    "Project",
    "ProjectFigure",
    "ProjectPartner",
    "Proposal",
    "ResidenceStatus",
    "ResidenceTitle",
    "Route",
    "Rule",
    "SearchRow",
    "SearchWord",
    "Service",
    "ServiceAlias",
    "ServiceArea",
    "ServiceAtLocation",
    "SharedCatchment",
    "SharedProfile",
    "Source",
    "SourceFact",
    "SpokenLanguage",
    "TargetGroup",
    "UsedCode",
]
