"""All rules of a programme, or all that one service has of its own, as one table per route with what is wrong beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from services.admin import persona
from services.admin.base import TextCards
from services.admin.fields import Fieldset
from services.admin.lean_widgets import LeanSelect, LeanTicks
from services.admin.parts import Part, PartFormSet
from services.admin.persona import Compared, PersonaForm
from services.admin.rule_rows import INPUT, SOURCES_LIST, RuleRow, Sources
from services.admin.rule_stock import TEXTS, Stock
from services.choices import Criterion
from services.display import days
from services.eligibility import linter
from services.eligibility.catchment import Where
from services.eligibility.linter import Finding, Table
from services.models import Programme, Route, Rule, Service
from services.search import shared

PREVIEW_BUTTON = "_persona"
#: The first button of the page is the one that the enter key presses.
ENTER_BUTTON = "_enter"
_ORDER = list(Criterion)
#: For these languages the sentence stands in the table; all the others have their place on the rule's own page.
_SHOWN_TEXTS = ("text_de", "text_en", "text_ar")


def is_preview(posted: Any) -> bool:
    """Also where somebody presses enter after describing a person: they want an answer, not a change that holds for everybody."""
    described = any(posted.get(f"{PersonaForm.prefix}-{name}") for name in ("age", "status", "place", "on", "situations"))
    return PREVIEW_BUTTON in posted or (ENTER_BUTTON in posted and described)


@dataclass(slots=True)
class RouteTable:
    """`groups`: the kept rows by criterion. `behind`: for a service, its programme's rows and whether they still count."""

    route: Route
    groups: list[tuple[str, list[Any]]] = field(default_factory=list)
    blank: list[Any] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    behind: list[tuple[Rule, bool]] = field(default_factory=list)


class RuleTables(PartFormSet):
    """Unbound it holds what is stored, bound also what somebody is about to save."""

    service: Service | None = None
    sources_list: ClassVar[str] = SOURCES_LIST
    preview_button: ClassVar[str] = PREVIEW_BUTTON
    enter_button: ClassVar[str] = ENTER_BUTTON

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        self.routes = list(self.routes_of(instance))
        kwargs["initial"] = [{"route": route.pk} for route in self.routes]
        super().__init__(*args, instance=instance, **kwargs)
        self.extra = len(self.routes)
        self.stock, self.sources = Stock.read(), Sources.read()
        self.persona = PersonaForm(self.data if self.is_bound else None)

    @staticmethod
    def routes_of(instance: Any) -> Any:
        raise NotImplementedError

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.furnish(self.stock, self.sources, self.routes)
        if form.is_new:
            form.instance.service = self.service

    def _existing_object(self, pk: Any) -> Any:
        """A row that somebody else deleted meanwhile comes back as it was last, so that nothing typed is lost."""
        found = super()._existing_object(pk)  # type: ignore[misc]
        return found or _last_known(pk)

    def is_deleted(self, form: Any) -> bool:
        """Also while something else on the page is wrong, unlike `deleted_forms`."""
        return bool(self._should_delete_form(form))  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Deleting is a change too: not over a version that nobody here has seen."""
        super().clean()
        for form in self.initial_forms:
            if self.is_deleted(form):
                form._refuse_if_stale()  # type: ignore[attr-defined]
                if form.has_error(NON_FIELD_ERRORS, "stale"):
                    raise ValidationError(form.non_field_errors().as_data())

    # --- what the page shows

    @property
    def tables(self) -> list[RouteTable]:
        pending, found = self.pending, []
        findings = self.findings(pending)
        for route in self.routes:
            forms_here = [form for form in self.initial_forms if form.instance.route_id == route.pk]
            forms_here.sort(key=lambda form: (form.instance.min_age or 0, form.instance.statuses, form.instance.situations))
            groups = [(str(one.label), [form for form in forms_here if form.instance.criterion == one]) for one in _ORDER]
            blank = [form for form in self.extra_forms if str(form["route"].value()) == str(route.pk)]
            here = [finding for finding in findings if finding.route == route.code]
            found.append(RouteTable(route, [group for group in groups if group[1]], blank, here, self.behind(route)))
        return found

    @property
    def findings_for_all(self) -> list[Finding]:
        return [finding for finding in self.findings(self.pending) if not finding.route]

    def findings(self, tables: Sequence[Table]) -> list[Finding]:
        return linter.lint(tables, days.now().date())

    def behind(self, route: Route) -> list[tuple[Rule, bool]]:
        return []

    @cached_property
    def stored(self) -> list[Table]:
        return [
            (route, self.rules_of(route, [rule for rule in route.rules.all() if rule.service_id == self._service_id]))
            for route in self.routes
        ]

    @property
    def pending(self) -> list[Table]:
        """As it would be after saving; a row with a mistake in it still counts as it is stored."""
        if not self.is_bound:
            return self.stored
        kept = {rule.pk: rule for route in self.routes for rule in route.rules.all() if rule.service_id == self._service_id}
        for form in self.forms:
            if self.is_deleted(form):
                kept.pop(form.instance.pk, None)
            elif form.has_changed() and form.is_valid():
                kept[form.instance.pk] = form.instance
        return [(route, self.rules_of(route, [rule for rule in kept.values() if rule.route_id == route.pk])) for route in self.routes]

    @property
    def _service_id(self) -> Any:
        return self.service.pk if self.service else None

    def rules_of(self, route: Route, rows: list[Rule]) -> list[Rule]:
        return rows

    @property
    def comparison(self) -> list[Compared]:
        if not self.is_bound or not is_preview(self.data) or not self.persona.is_valid():
            return []
        answers = self.persona.answers()
        return list(persona.compare(self.stored, self.pending, answers, self.wheres(answers)))

    def wheres(self, answers: persona.Answers) -> list[Where]:
        """A programme is responsible for no area of its own: both cases are shown."""
        matters = any(rule.criterion == Criterion.AREA for _route, rules in (*self.stored, *self.pending) for rule in rules)
        return [Where.INSIDE, Where.OUTSIDE] if matters else [Where.INSIDE]

    @property
    def was_changed(self) -> bool:
        """After saving."""
        return bool(self.new_objects or self.changed_objects or self.deleted_objects)

    @property
    def left_wrong(self) -> int:
        """Errors among the findings."""
        return sum(finding.level == linter.ERROR for finding in self.findings(self.pending))


def _last_known(pk: Any) -> Rule | None:
    history: Any = Rule.history.filter(id=pk).first()  # type: ignore[attr-defined]  # simple-history adds it
    if history is None:
        return None
    values = {column.attname: getattr(history, column.attname) for column in Rule._meta.concrete_fields if hasattr(history, column.attname)}
    gone = Rule(**{name: value for name, value in values.items() if name != "text"})
    gone._state.adding = False
    return gone


def _routes() -> Any:
    return Route.objects.select_related("programme").prefetch_related("rules__source").in_order()


class ProgrammeRules(RuleTables):
    @staticmethod
    def routes_of(instance: Programme) -> Any:
        return _routes().filter(programme=instance)

    @staticmethod
    def records_of(instance: Programme) -> Any:
        return _rows().filter(route__programme=instance, service=None)


class RouteRules(RuleTables):
    @staticmethod
    def routes_of(instance: Route) -> Any:
        return _routes().filter(pk=instance.pk)

    @staticmethod
    def records_of(instance: Route) -> Any:
        return _rows().filter(route=instance, service=None)


class OwnRules(RuleTables):
    """The page's record is a service, or an offer of it. Only routes of its own programme can be overridden."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        self.service = _service_of(instance)
        super().__init__(*args, instance=instance, **kwargs)

    @staticmethod
    def routes_of(instance: Any) -> Any:
        return _routes().filter(programme=_service_of(instance).programme_id)

    @staticmethod
    def records_of(instance: Any) -> Any:
        return _rows().filter(service=_service_of(instance))

    def rules_of(self, route: Route, rows: list[Rule]) -> list[Rule]:
        return route.rules_for(rows)

    def findings(self, tables: Sequence[Table]) -> list[Finding]:
        own = [rule for _route, rules in tables for rule in rules if rule.service_id]
        return linter.of_own(tables, own, days.now().date())

    def behind(self, route: Route) -> list[tuple[Rule, bool]]:
        replaced = {rule.criterion for _route, rules in self.pending for rule in rules if rule.service_id and rule.route_id == route.pk}
        rules = [rule for rule in route.rules.all() if rule.service_id is None]
        return [(rule, rule.criterion not in replaced) for rule in sorted(rules, key=lambda rule: _ORDER.index(Criterion(rule.criterion)))]

    def wheres(self, answers: persona.Answers) -> list[Where]:
        service = self.service
        everywhere = getattr(self.page_record, "nationwide", False)
        catchment = shared.EVERYWHERE if everywhere else shared.catchment_of(service) if service else None
        return persona.wheres(catchment, answers.person)


def _service_of(instance: Any) -> Service:
    service: Service = instance if isinstance(instance, Service) else instance.service
    return service


def _rows() -> Any:
    return Rule.objects.select_related("source", "route__programme").in_order()


# --- the parts of pages


class RuleTable(Part, TextCards):
    model = Rule
    form = RuleRow
    formset = ProgrammeRules  # type: ignore[assignment]  # a part is no inline of the page's record
    template = "admin/rule_tables.html"
    max_num = None
    can_delete = True
    verbose_name = _("rule")
    verbose_name_plural = _("rules")
    introduction: str | Promise = _("A change holds for all services of the programme at once, except where a service has rows of its own.")
    fieldsets: ClassVar[list[Fieldset]] = [
        (None, {"fields": ["route", "ready", "min_age", "max_age", "statuses", "situations", "verdict", "phrase", *_SHOWN_TEXTS]}),
        (None, {"fields": ["source", "day", "day_precision", "review_by", "valid_from", "valid_to"]}),
    ]

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: Any, **kwargs: Any) -> forms.Field | None:
        found: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if found is not None:
            _make_small(found, db_field)
        return found


def _make_small(found: forms.Field, column: "models.Field[Any, Any]") -> None:
    """The widgets of a whole page are too wide for a table; days are picked in the browser's own calendar."""
    kept = {name: found.widget.attrs[name] for name in ("lang", "dir", "maxlength") if name in found.widget.attrs}
    if isinstance(column, models.DateField):
        found.widget = forms.DateInput({"type": "date", "class": INPUT}, "%Y-%m-%d")
    elif column.name in TEXTS:
        found.widget = forms.Textarea({**kept, "rows": 2, "class": INPUT})
    elif isinstance(found, forms.MultipleChoiceField):
        found.widget = LeanTicks(choices=list(found.choices))  # type: ignore[arg-type]
    elif isinstance(found, forms.ChoiceField):
        found.widget = LeanSelect({"class": INPUT}, list(found.choices))  # type: ignore[arg-type]
    else:
        found.widget.attrs["class"] = INPUT


class RouteTableOfRoute(RuleTable):
    formset = RouteRules  # type: ignore[assignment]


class OwnRuleTable(RuleTable):
    formset = OwnRules  # type: ignore[assignment]
    verbose_name = _("own rule")
    verbose_name_plural = _("own rules")
    introduction = _("Only where this service differs from its programme. These rows replace the programme's rows for the same question.")
    fieldsets = [*RuleTable.fieldsets, (None, {"fields": ["reason"]})]
