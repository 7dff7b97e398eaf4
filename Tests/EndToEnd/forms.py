"""Reads the forms of a page as a browser does: what is sent when a person fills in and presses the button."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSENT_TYPES = {"button", "submit", "reset", "file", "image"}


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    """The names of the fields a person does not see: tokens and keys."""
    buttons: list[str] = field(default_factory=list)
    """The words on its buttons."""


def forms_of(html: str) -> list[Form]:
    """All forms of a page, in its order."""
    reader = _FormReader()
    reader.feed(html)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select: str | None = None
        self.textarea: str | None = None
        self.button = False

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "button":
            self.button = True
            self.form.buttons.append("")
        elif tag == "input" and "name" in given:
            self._input(given)
        elif tag == "select":
            self.select = given.get("name")
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in self.form.fields:
                self.form.fields[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.textarea = given.get("name")
            if self.textarea:
                self.form.fields[self.textarea] = ""

    def _input(self, given):
        kind = given.get("type", "text")
        if kind in UNSENT_TYPES or (kind in {"checkbox", "radio"} and "checked" not in given):
            return
        self.form.fields[given["name"]] = given.get("value", "on" if kind == "checkbox" else "")
        if kind == "hidden":
            self.form.hidden.add(given["name"])

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea and self.form:
            # The newline right after the tag is the page's, not the field's (HTML 13.1.2.5).
            self.form.fields[self.textarea] = self.form.fields[self.textarea].removeprefix("\n")
            self.textarea = None
        elif tag == "button":
            self.button = False

    def handle_data(self, data):
        if self.form is None:
            return
        if self.button:
            self.form.buttons[-1] = (self.form.buttons[-1] + data).strip()
        elif self.textarea:
            self.form.fields[self.textarea] += data
