"""What was done to a reply, as its history tells it."""

from surveyapp.core.text import Text, said

DEEDS: dict[str, Text] = {
    "state asked": {"en": "State added to those asked", "es": "Estado incorporado a los consultados"},
    "state invited": {"en": "Invitation written", "es": "Invitación redactada"},
    "reply disclosure set": {"en": "Disclosure of the reply changed", "es": "Divulgación de la respuesta modificada"},
    "entry moved": {"en": "Entry of a list moved", "es": "Elemento de una lista cambiado de lugar"},
    "entry removed": {"en": "Entry of a list removed", "es": "Elemento de una lista retirado"},
    "entry restored": {"en": "Entry of a list restored", "es": "Elemento de una lista restituido"},
    "questions changed": {
        "en": "Round moved to another edition of the questionnaire",
        "es": "La ronda pasó a otra edición del cuestionario",
    },
    "answer confirmed": {"en": "Answer confirmed", "es": "Confirmada la respuesta a una pregunta"},
    "answer taken over": {
        "en": "Answer of an earlier round taken over",
        "es": "Retomada una respuesta de una ronda anterior",
    },
    "answers brought in": {
        "en": "Answers of an earlier round brought in from a workbook",
        "es": "Respuestas de una ronda anterior incorporadas de un libro",
    },
    "workbook returned": {"en": "Reply workbook brought back", "es": "Libro de la respuesta devuelto"},
    "workbook applied": {
        "en": "Answers taken from a workbook brought back",
        "es": "Respuestas incorporadas de un libro devuelto",
    },
    "reply submitted": {"en": "Reply submitted", "es": "Respuesta enviada"},
    "letter sent again": {"en": "Letter sent again", "es": "Carta enviada nuevamente"},
}
_ANY_OTHER: Text = {"en": "Another change", "es": "Otro cambio"}
_COMMAND_LINE: Text = {"en": "command line of the server", "es": "línea de comandos del servidor"}


def deed_words(deed: str, language: str) -> str:
    """ "Reply submitted", "Respuesta enviada"."""
    return said(DEEDS.get(deed, _ANY_OTHER), language)


def who_words(by: str, language: str) -> str:
    """The name of who did it; the command line by its name in the language."""
    return said(_COMMAND_LINE, language) if by == "command line" else by
