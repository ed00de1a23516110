"""The blank form as a PDF for print."""

from pathlib import Path
from typing import Any

from surveyapp.documents.blank_form.outline import Asked, Entry, Form, Note
from surveyapp.documents.typesetting import as_facts, typeset

_TEMPLATE = Path(__file__).with_name("form.typ")


def write(form: Form) -> bytes:
    """The PDF: A4, tagged, the same bytes for the same form."""
    return typeset(_TEMPLATE, "form", as_facts(form, _more))


def _more(part: Any) -> dict[str, Any]:
    """Whether it is kept on one page."""
    return {"is_kept": part.is_short} if isinstance(part, Asked | Entry | Note) else {}
