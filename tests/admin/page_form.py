"""What a browser would send back: the fields of a page's main form, read from its HTML."""

from html.parser import HTMLParser
from typing import Any

Data = dict[str, Any]


class _Reader(HTMLParser):
    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside, self.data = form, False, {}  # type: ignore[var-annotated]
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = values.get("id") == self.form
        if not self.inside:
            return
        name = values.get("name", "")
        if tag == "input":
            self._input(name, values)
        elif tag == "textarea":
            self.area, self.data[name] = name, ""
        elif tag == "select":
            self.select = name
            self.multiple = "multiple" in values
            if self.multiple:
                self.data[name] = []
        elif tag == "option" and self.select is not None:
            self._option(values)

    def _input(self, name: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in values:
                self.data.setdefault(name, []).append(values.get("value", "on"))
        elif name and kind not in ("submit", "button", "file"):
            self.data[name] = values.get("value", "")

    def _option(self, values: dict[str, str]) -> None:
        assert self.select is not None
        if self.multiple:
            if "selected" in values:
                self.data[self.select].append(values.get("value", ""))
        elif "selected" in values or self.select not in self.data:
            self.data[self.select] = values.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.data[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            if self.area is not None:
                self.data[self.area] = self.data[self.area].removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None


def fields_of(response: Any, form: str) -> Data:
    reader = _Reader(form)
    reader.feed(response.content.decode())
    return {name: value for name, value in reader.data.items() if "__prefix__" not in name and name != "csrfmiddlewaretoken"}


def key(data: Data, prefix: str, field: str, value: str) -> str:
    """The full name of a field in the row of a formset in which it has this value."""
    return next(name for name, typed in data.items() if name.startswith(f"{prefix}-") and name.endswith(f"-{field}") and typed == value)
