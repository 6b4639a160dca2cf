"""One rule as one row of a table: a kept row is changed in place, a new one is picked from the stock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.admin.fields import Ticks
from services.admin.lean_widgets import LeanSelect, LeanTicks
from services.admin.rule_stock import TEXTS, Ready, Stock, texts_of
from services.admin.versions import InWords, VersionedForm
from services.choices import Criterion
from services.display import days
from services.display.people import PAPERS
from services.models import Route, Rule, Source

#: One word instead of the forty classes of unfold: a table has hundreds of inputs.
INPUT = "rule-input"
SOURCES_LIST = "rule-sources"
FIRST_REVIEW = timedelta(days=365)
_ACCEPTS = {
    Criterion.AGE: {"min_age", "max_age"},
    Criterion.STATUS: {"statuses"},
    Criterion.SITUATION: {"situations"},
    Criterion.AREA: set[str](),
}
_PICKED = {"ready", "phrase", "route"}


@dataclass(slots=True)
class Sources:
    """All sources by a name that only one of them has."""

    named: dict[str, Source] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Sources":
        found = cls()
        for source in Source.objects.in_order():
            name = str(source)
            found.named[name if name not in found.named else f"{name} [{source.pk}]"] = source
        return found

    def name(self, source: Any) -> str:
        pk = getattr(source, "pk", source)
        return next((name for name, one in self.named.items() if one.pk == pk), "")


class SourceField(InWords):
    """A title from the page's list of sources: a select in every row would make the page five times as long."""

    widget = forms.TextInput
    known = Sources()

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else self.known.name(value)

    def to_python(self, value: Any) -> Source | None:
        title = str(value or "").strip()
        if title and title not in self.known.named:
            raise ValidationError(_("Pick a source from the list. A new one is added under “Sources”."))
        return self.known.named.get(title)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != str(data or "").strip()

    def in_words(self, value: Any) -> str:
        return self.prepare_value(value) or "—"


class RouteOfTable(forms.ModelChoiceField):
    """Says in which table a new row stands; that alone makes no row."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RuleRow(VersionedForm):
    """Without `ready` a new row is no row. What is picked fills what was not typed."""

    instance: Rule
    stock: Stock | None = None
    statuses = Ticks(label=gettext_lazy("papers"), required=False, widget=LeanTicks)
    source = SourceField(label=gettext_lazy("source"), required=False)
    ready = forms.ChoiceField(label=gettext_lazy("for whom"), required=False, widget=LeanSelect(attrs={"class": INPUT}))
    phrase = forms.ChoiceField(label=gettext_lazy("sentence in use"), required=False, widget=LeanSelect(attrs={"class": INPUT}))
    route = RouteOfTable(Route.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        self.fields["statuses"].choices = [(code, f"{code} {words}") for code, words in PAPERS.items()]  # type: ignore[attr-defined]
        accepted = set().union(*_ACCEPTS.values()) if self.is_new else _ACCEPTS[Criterion(self.instance.criterion)]
        unused = set().union(*_ACCEPTS.values()) - accepted | (set() if self.is_new else _PICKED)
        for name in unused:
            self.fields.pop(name, None)
        if self.is_new:
            self.fields["text_de"].required = self.fields["verdict"].required = False

    def furnish(self, stock: Stock, sources: Sources, routes: Iterable[Route]) -> None:
        """What the whole page reads once."""
        self.stock = stock
        self.fields["source"].known = sources  # type: ignore[attr-defined]
        self.fields["source"].widget.attrs |= {"list": SOURCES_LIST, "class": INPUT}
        if self.is_new:
            self.fields["ready"].choices = [("", _("Pick for whom …")), *stock.ready_choices()]  # type: ignore[attr-defined]
            self.fields["phrase"].choices = [("", _("The usual sentence")), *stock.sentence_choices()]  # type: ignore[attr-defined]
            verdict: Any = self.fields["verdict"]
            verdict.choices = [("", _("Pick a verdict …")), *(choice for choice in verdict.choices if choice[0] != "")]
            self.fields["route"].queryset = Route.objects.filter(pk__in=[route.pk for route in routes])  # type: ignore[attr-defined]
        for one in self.fields.values():
            one.widget.attrs.setdefault("aria-label", str(one.label))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.is_new and self.has_changed():
            self._fill(cleaned)
        elif not self.is_new and not self._row(lock=False).exists():
            self.add_error(None, _("Somebody has deleted this row meanwhile. Tick “Delete” to let it go, or pick it anew below."))
        return cleaned

    def _fill(self, cleaned: dict[str, Any]) -> None:
        ready = self.stock.ready().get(cleaned.get("ready") or "") if self.stock else None
        if ready is None or not cleaned.get("route"):
            self.add_error("ready", _("Pick for whom this row is."))
            return
        self.instance.criterion = ready.criterion
        for name in set().union(*_ACCEPTS.values()):
            kept = cleaned.get(name) not in (None, "", []) and name in _ACCEPTS[Criterion(ready.criterion)]
            cleaned[name] = cleaned[name] if kept else _plain(getattr(ready, name))
        if cleaned.get("verdict") in (None, ""):
            self.add_error("verdict", _("Pick a verdict."))
            return
        cleaned["review_by"] = cleaned.get("review_by") or days.now().date() + FIRST_REVIEW
        self._fill_sentence(cleaned)

    def _fill_sentence(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("text_de") or self.stock is None:
            return
        picked = self.stock.sentences.get(cleaned.get("phrase") or "")
        sentence = texts_of(picked) if picked else self.stock.usual_sentence(self._accepted(cleaned), int(cleaned["verdict"]))
        if sentence is None:
            self.add_error("text_de", _("No other programme has a sentence for this. Pick one of the sentences in use, or write one."))
            return
        for name, text in zip(TEXTS, sentence, strict=True):
            setattr(self.instance, name, text)
            if name in self.fields:
                cleaned[name] = text

    def _accepted(self, cleaned: dict[str, Any]) -> Ready:
        codes = (tuple(sorted(cleaned[name] or ())) for name in ("statuses", "situations"))
        return Ready(self.instance.criterion, cleaned["min_age"], cleaned["max_age"], *codes)

    def _post_clean(self) -> None:
        """The criterion is no field of the form, and Django leaves out every constraint on such columns."""
        super()._post_clean()
        if self.errors or (self.is_new and not self.has_changed()):
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error.messages)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
