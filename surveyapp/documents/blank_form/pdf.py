"""The blank form as a PDF for print."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from surveyapp.documents.blank_form.outline import Asked, Entry, Form, Note
from surveyapp.documents.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("form.typ")


def write(form: Form) -> bytes:
    """The PDF: A4, tagged, the same bytes for the same form."""
    return typeset(_TEMPLATE, "form", _printed(form))


def _printed(thing: Any) -> Any:
    """A part of the form with what it says of itself: whether it is kept on one page."""
    if isinstance(thing, tuple):
        return [_printed(one) for one in thing]
    if not is_dataclass(thing):
        return thing
    facts = {each.name: _printed(getattr(thing, each.name)) for each in fields(thing)}
    return facts | {"is_kept": thing.is_short} if isinstance(thing, Asked | Entry | Note) else facts
