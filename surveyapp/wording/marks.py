"""What stands in a cell and where a reply stands: sign or shape, and word; colour comes only third."""

from collections.abc import Collection
from datetime import date

from surveyapp.core.marks import Mark
from surveyapp.core.standing import Standing
from surveyapp.core.text import NOTHING, Text, said
from surveyapp.wording import dates

_WORDS: dict[str, Text] = {
    Mark.ANSWERED: {"en": "Answered", "es": "Contestada"},
    Mark.NOT_AVAILABLE: {"en": "Information not available", "es": "Información no disponible"},
    Mark.NOT_READABLE: {"en": "Not readable", "es": "No interpretable"},
    Mark.LEFT_BLANK: {"en": "Left blank", "es": "Sin contestar"},
    Mark.NOT_ASKED: {"en": "Not asked", "es": "No se preguntó"},
    Mark.WITHHELD: {"en": "Withheld", "es": "Reservada"},
    Mark.NO_REPLY: {"en": "No reply", "es": "Sin respuesta"},
}

_SIGNS: dict[str, Text] = {
    Mark.ANSWERED: NOTHING,
    Mark.NOT_AVAILABLE: {"en": "n/a", "es": "n.\u202fd."},
    Mark.NOT_READABLE: {"en": "?", "es": "?"},
    Mark.LEFT_BLANK: {"en": "—", "es": "—"},
    Mark.NOT_ASKED: {"en": "/", "es": "/"},
    Mark.WITHHELD: {"en": "withh.", "es": "res."},
    Mark.NO_REPLY: {"en": "no reply", "es": "sin respuesta"},
}

_EXPLANATIONS: dict[str, Text] = {
    Mark.NOT_AVAILABLE: {
        "en": "information not available: the state answered that it does not have it",
        "es": "información no disponible: el Estado contestó que no dispone de ella",
    },
    Mark.NOT_READABLE: {
        "en": "not readable: shown as it was typed, not counted",
        "es": "no interpretable: se muestra tal como se escribió y no se cuenta",
    },
    Mark.LEFT_BLANK: {
        "en": "left blank: asked, not answered",
        "es": "sin contestar: se preguntó y no se contestó",
    },
    Mark.NOT_ASKED: {
        "en": "not asked: an earlier answer made the question unnecessary",
        "es": "no se preguntó: una respuesta anterior hizo innecesaria la pregunta",
    },
    Mark.WITHHELD: {
        "en": "withheld: not disclosed to the readers of this table",
        "es": "reservada: no se divulga a los lectores de este cuadro",
    },
    Mark.NO_REPLY: {
        "en": "no reply: nothing has been received from the state",
        "es": "sin respuesta: no se ha recibido respuesta del Estado",
    },
}

_SHAPES: dict[str, str] = {
    Standing.NOT_STARTED: "○",
    Standing.IN_PROGRESS: "◐",
    Standing.COMPLETE_NOT_SENT: "◕",
    Standing.AWAITING_APPROVAL: "◕",
    Standing.SUBMITTED: "●",
    Standing.REOPENED: "↺",
    Standing.CLEARED: "✓",
    Standing.RECEIVED_AS_DOCUMENT: "■",
    Standing.TO_BE_CONFIRMED: "■",
}
OVERDUE_SHAPE = "!"
NOT_CONSULTED_SHAPE = "–"

_STANDING_WORDS: dict[str, Text] = {
    Standing.NOT_STARTED: {"en": "not started", "es": "sin comenzar"},
    Standing.IN_PROGRESS: {"en": "in progress", "es": "en curso"},
    Standing.COMPLETE_NOT_SENT: {"en": "complete, not sent", "es": "completa, sin enviar"},
    Standing.AWAITING_APPROVAL: {"en": "awaiting approval", "es": "en espera de aprobación"},
    Standing.SUBMITTED: {"en": "submitted", "es": "enviada"},
    Standing.REOPENED: {"en": "reopened", "es": "reabierta"},
    Standing.CLEARED: {"en": "cleared", "es": "revisada"},
    Standing.RECEIVED_AS_DOCUMENT: {"en": "received as document", "es": "recibida como documento"},
    Standing.TO_BE_CONFIRMED: {
        "en": "received as document, to be confirmed",
        "es": "recibida como documento, por confirmar",
    },
}


_TILE_WORDS: dict[str, Text] = {
    Standing.NOT_STARTED: {"en": "not begun", "es": "sin inicio"},
    Standing.IN_PROGRESS: {"en": "begun", "es": "en curso"},
    Standing.COMPLETE_NOT_SENT: {"en": "complete", "es": "completa"},
    Standing.AWAITING_APPROVAL: {"en": "complete", "es": "completa"},
}
_TILE_REPLIED: Text = {"en": "replied", "es": "recibida"}
_TILE_OVERDUE: Text = {"en": "overdue", "es": "vencido"}


def mark_words(mark: str, language: str) -> str:
    """ "Left blank", "Sin contestar"."""
    return said(_WORDS[mark], language)


def short_mark(mark: str, language: str) -> str:
    """ "n/a", "res.", "—": for a narrow cell, beside a legend; "" for an answer, which shows itself."""
    return said(_SIGNS[mark], language)


def legend(language: str, only: Collection[Mark] = frozenset(Mark)) -> list[tuple[str, str]]:
    """Every sign with what it means, for the foot of a table; `only` some of them."""
    meanings = ((mark, meaning) for mark, meaning in _EXPLANATIONS.items() if mark in only)
    return [(short_mark(mark, language), said(meaning, language)) for mark, meaning in meanings]


def standing_shape(standing: str) -> str:
    """ "●" submitted, "◐" in progress, …; never without its words."""
    return _SHAPES[standing]


def standing_words(standing: str, language: str) -> str:
    """ "complete, not sent", "completa, sin enviar"; in Spanish it agrees with "la respuesta"."""
    return said(_STANDING_WORDS[standing], language)


def awaiting_words(expected_on: date, language: str) -> str:
    """ "awaiting approval, expected on 3 October 2026", "en espera de aprobación, prevista para el 3 de octubre …"."""
    on = dates.day(expected_on, language)
    expected = said({"en": f"expected on {on}", "es": f"prevista para el {on}"}, language)
    return f"{standing_words(Standing.AWAITING_APPROVAL, language)}, {expected}"


def tile_word(standing: str, is_overdue: bool, language: str) -> str:
    """The status in one word or two short ones, for a tile of the map: "begun", "en curso"."""
    return said(_TILE_OVERDUE if is_overdue else _TILE_WORDS.get(standing, _TILE_REPLIED), language)


def overdue_words(days: int, language: str) -> str:
    """ "overdue, 6 days", "plazo vencido hace 6 días"; for less than a day "overdue", "plazo vencido"."""
    if days < 1:
        return said({"en": "overdue", "es": "plazo vencido"}, language)
    if days == 1:
        return said({"en": "overdue, 1 day", "es": "plazo vencido hace 1 día"}, language)
    return said({"en": f"overdue, {days} days", "es": f"plazo vencido hace {days} días"}, language)


def not_consulted_words(language: str) -> str:
    """Of a state that the round did not ask: "not asked", "no consultado"."""
    return said({"en": "not asked", "es": "no consultado"}, language)
