"""Which texts of the listings exist per language, and whose history is kept.

History is registered here, after the translated columns exist: declared on the model it would miss them.
"""

import simple_history
from modeltranslation.translator import TranslationOptions, translator

from services import models

TRANSLATED: dict[type[models.Fact], tuple[str, ...]] = {
    models.Area: ("name",),
    models.Contact: ("label",),
    models.Discrepancy: ("text",),
    models.Evaluation: ("title", "note"),
    models.Funding: ("legal_basis", "amount_qualifier", "period_note", "acknowledgement"),
    models.FundingSource: ("name",),
    models.Language: ("name",),
    models.Location: ("directions",),
    models.Need: ("label",),
    models.NeedCategory: ("label",),
    models.Organization: ("description",),
    models.Programme: ("name", "summary", "funded_by", "cost_note"),
    models.Project: ("name", "kind", "summary", "region"),
    models.ProjectFigure: ("label", "qualifier"),
    models.ResidenceStatus: ("label", "help"),
    models.ResidenceTitle: ("name", "paper", "note"),
    models.Route: ("label",),
    models.Rule: ("text",),
    models.Service: ("name", "description", "cost_note", "serves_text"),
    models.ServiceAtLocation: ("hours_note", "languages_note", "operation_note", "note"),
    models.SourceFact: ("text", "conflict"),
    models.TargetGroup: ("label",),
}
#: German is the source; it must be there wherever the field itself must be filled.
for _model, _fields in TRANSLATED.items():
    translator.register(_model, type(f"{_model.__name__}Texts", (TranslationOptions,), {"fields": _fields}))

#: Many-to-many fields whose changes belong to the record's history.
_MANY = {
    models.Organization: ("sources",),
    models.Location: ("sources",),
    models.Project: ("sources",),
    models.Service: ("sources", "needs", "target_groups"),
    models.ServiceAtLocation: ("contacts",),
    models.Funding: ("services", "programmes", "projects", "organizations"),
    models.Programme: ("sources", "hands_over_to"),
    models.ResidenceTitle: ("statuses",),
}
#: Written once from a public table, never by hand: a history would only double the database.
_NO_HISTORY = {models.PostalCode, models.Proposal}

REMEMBERED = tuple(
    model
    for model in (getattr(models, name) for name in models.__all__)
    if issubclass(model, models.Fact) and not model._meta.abstract and model not in _NO_HISTORY
)
for _model in REMEMBERED:
    simple_history.register(
        _model, app="services", m2m_fields=_MANY.get(_model, ()), excluded_fields=["version"], table_name=f"{_model._meta.db_table}_history"
    )
