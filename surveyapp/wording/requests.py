"""What states ask of the secretariat, and it of them: where each stands, shape and words."""

from datetime import date

from surveyapp.core.clarifying import Status
from surveyapp.core.extensions import DayFault
from surveyapp.core.states import Habits
from surveyapp.core.text import Text, said

_CLARIFICATIONS: dict[Status, tuple[str, Text]] = {
    Status.DRAFT: ("△", {"en": "not sent yet", "es": "aún no enviada"}),
    Status.DISCARDED: ("–", {"en": "discarded", "es": "descartada"}),
    Status.OPEN: ("○", {"en": "open: the state has not answered", "es": "pendiente: el Estado no ha contestado"}),
    Status.ANSWERED: ("◐", {"en": "answered by the state", "es": "contestada por el Estado"}),
    Status.CLOSED: ("●", {"en": "closed", "es": "cerrada"}),
}
_FOR_THE_STATE: dict[Status, Text] = {
    Status.OPEN: {"en": "to be answered", "es": "por contestar"},
    Status.ANSWERED: {"en": "answered, with the Secretariat", "es": "contestada; en manos de la Secretaría"},
}
_REQUESTS: dict[str, tuple[str, Text]] = {
    "waiting": ("○", {"en": "waiting for an answer", "es": "en espera de respuesta"}),
    "withdrawn": ("–", {"en": "withdrawn", "es": "retirada"}),
    "granted": ("●", {"en": "granted", "es": "concedida"}),
    "not_granted": ("–", {"en": "not granted", "es": "no concedida"}),
}
_DAY_FAULTS: dict[DayFault, Text] = {
    DayFault.NOT_AFTER_TODAY: {
        "en": "This day is not after today. Choose a later one.",
        "es": "La fecha no es posterior a la de hoy. Elija una posterior.",
    },
    DayFault.NOT_LATER: {
        "en": "The period for replying ends on this day, or later, already. Choose a later day.",
        "es": "El plazo para responder ya vence ese día o más tarde. Elija una fecha posterior.",
    },
    DayFault.TOO_FAR: {
        "en": "This day is more than a year away. Check the year.",
        "es": "Falta más de un año para esa fecha. Compruebe el año.",
    },
}


def clarification(status: str, language: str) -> tuple[str, str]:
    """Shape and words, for the secretariat: "○", "open: the state has not answered"."""
    shape, words = _CLARIFICATIONS[Status(status)]
    return shape, said(words, language)


def clarification_for_the_state(status: str, language: str) -> tuple[str, str]:
    """The same for the state: "○", "to be answered"."""
    shape, words = _CLARIFICATIONS[Status(status)]
    return shape, said(_FOR_THE_STATE.get(Status(status), words), language)


def request(granted: bool | None, is_withdrawn: bool, language: str) -> tuple[str, str]:
    """Shape and words: "●", "concedida"; in Spanish it agrees with "la solicitud"."""
    life = "withdrawn" if is_withdrawn else {None: "waiting", True: "granted", False: "not_granted"}[granted]
    shape, words = _REQUESTS[life]
    return shape, said(words, language)


def day_fault(fault: DayFault, language: str) -> str:
    """What is wrong with a day as a new deadline, and what to do."""
    return said(_DAY_FAULTS[fault], language)


def day_example(day: date, habits: Habits, language: str) -> str:
    """A day in the order of the state, and as ISO 8601 has it: "15/10/2026 or 2026-10-15"."""
    written = day.strftime("%m/%d/%Y" if habits.date_order == "mdy" else "%d/%m/%Y")
    return said({"en": f"{written} or {day.isoformat()}", "es": f"{written} o {day.isoformat()}"}, language)
