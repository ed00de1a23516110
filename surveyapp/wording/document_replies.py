"""A reply that came as a document: where it stands, in shape and word, and the footnote that says so under tables."""

from datetime import date

from surveyapp.core.document_reply import Stage
from surveyapp.core.text import Text, said
from surveyapp.wording import dates

SIGN = "‡"
"""Beside the name of a state with such a footnote."""

_STAGES: dict[Stage, tuple[str, Text]] = {
    Stage.RECEIVED: ("■", {"en": "received, being entered", "es": "recibido, en proceso de ingreso"}),
    Stage.TO_CONFIRM: ("◐", {"en": "entered, to be confirmed by the state", "es": "ingresado, por confirmar"}),
    Stage.CONFIRMED: ("✓", {"en": "confirmed by the state", "es": "confirmado por el Estado"}),
    Stage.STANDS: ("●", {"en": "stands, not confirmed", "es": "conserva su validez, sin confirmar"}),
    Stage.REJECTED: ("!", {"en": "rejected by the state", "es": "rechazado por el Estado"}),
    Stage.WITHDRAWN: ("–", {"en": "withdrawn: it was a mistake", "es": "anulado por error"}),
}
_FOOTNOTES: dict[Stage, Text] = {
    Stage.RECEIVED: {
        "en": "received as a document on {day}; its answers are being entered and are not in the tables yet.",
        "es": "recibida como documento el {day}; sus respuestas están en proceso de ingreso y aún no figuran en los"
        " cuadros.",
    },
    Stage.TO_CONFIRM: {
        "en": "received as a document on {day}; its answers were entered, the state has yet to confirm them, and they"
        " are not in the tables yet.",
        "es": "recibida como documento el {day}; sus respuestas se ingresaron, el Estado aún debe confirmarlas y"
        " todavía no figuran en los cuadros.",
    },
    Stage.STANDS: {
        "en": "entered by the Secretariat from the document received on {day}, not confirmed.",
        "es": "ingresada por la Secretaría a partir del documento recibido el {day}, sin confirmar.",
    },
}
_FOOTNOTES[Stage.REJECTED] = _FOOTNOTES[Stage.RECEIVED]


def stage(of: Stage, language: str) -> tuple[str, str]:
    """Shape and word; in Spanish it agrees with "el documento"."""
    shape, text = _STAGES[of]
    return shape, said(text, language)


def footnote(of: Stage, received_on: date, language: str) -> str:
    """What tables say of such a reply; "" where nothing need be said. In Spanish it agrees with "la respuesta"."""
    text = _FOOTNOTES.get(of)
    return said(text, language).format(day=dates.day(received_on, language)) if text else ""
