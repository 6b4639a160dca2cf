"""Selects and ticks without a template per option: a page of rules has a thousand of them, and that took half a second."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LeanSelect(forms.Select):
    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        groups = [(name, _options("<option value='{}'{}>{}</option>", options)) for name, options, _index in widget["optgroups"]]
        parts = [format_html("<optgroup label='{}'>{}</optgroup>", name, options) if name else options for name, options in groups]
        inside = format_html_join("", "{}", ((part,) for part in parts))
        return format_html("<select name='{}'{}>{}</select>", widget["name"], flatatt(widget["attrs"]), inside)


class LeanTicks(forms.CheckboxSelectMultiple):
    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        options = [option for _name, options, _index in widget["optgroups"] for option in options]
        line = format_html("<label><input type='checkbox' name='{}' value='{}'{}> {}</label>", widget["name"], "{}", "{}", "{}")
        return format_html("<div id='{}'>{}</div>", widget["attrs"].get("id", ""), _options(line, options))


def _options(line: str, options: Iterable[dict[str, Any]]) -> SafeString:
    return format_html_join("", line, ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options))
