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
    "extension asked": {"en": "Extension asked for", "es": "Prórroga solicitada"},
    "extension granted": {"en": "Extension granted", "es": "Prórroga concedida"},
    "extension not granted": {"en": "Extension not granted", "es": "Prórroga no concedida"},
    "reopening asked": {"en": "Reopening asked for", "es": "Reapertura solicitada"},
    "reopening granted": {"en": "Reopening granted", "es": "Reapertura concedida"},
    "reopening not granted": {"en": "Reopening not granted", "es": "Reapertura no concedida"},
    "request withdrawn": {"en": "Request withdrawn by the state", "es": "Solicitud retirada por el Estado"},
    "reply reopened": {"en": "Reply reopened", "es": "Respuesta reabierta"},
    "reply cleared": {"en": "Reply cleared", "es": "Respuesta dada por aclarada"},
    "clarification asked": {"en": "Clarification asked", "es": "Aclaración solicitada"},
    "clarification answered": {"en": "Clarification answered", "es": "Aclaración contestada"},
    "clarification closed": {"en": "Clarification closed", "es": "Aclaración cerrada"},
    "clarification discarded": {
        "en": "Question that was not sent discarded",
        "es": "Consulta no enviada, descartada",
    },
    "person invited": {
        "en": "Person invited to work on the reply",
        "es": "Persona invitada a trabajar en la respuesta",
    },
    "sections assigned": {"en": "Sections assigned to a person", "es": "Secciones asignadas a una persona"},
    "person removed": {"en": "Task of a person ended", "es": "Fin de las funciones de una persona"},
    "focal point handed over": {
        "en": "Focal point succeeded by another person",
        "es": "Funciones de punto focal traspasadas a otra persona",
    },
    "access asked for": {"en": "Access asked for", "es": "Acceso solicitado"},
    "access declined": {"en": "Access declined", "es": "Acceso no concedido"},
    "section marked ready": {"en": "Section marked as ready", "es": "Sección marcada como lista"},
    "section no longer marked ready": {
        "en": "Section no longer marked as ready",
        "es": "Sección que dejó de estar marcada como lista",
    },
    "reply submitted on instruction": {
        "en": "Reply submitted by the Secretariat, on the written instruction of the mission",
        "es": "Respuesta enviada por la Secretaría, por instrucción escrita de la misión",
    },
    "approval awaited": {"en": "Approval awaited", "es": "En espera de aprobación"},
    "approval not awaited": {"en": "Approval no longer awaited", "es": "Ya no está en espera de aprobación"},
    "paper handed in": {"en": "Letter or document handed in", "es": "Carta o documento entregado"},
    "answer translated": {"en": "Translation of an answer written", "es": "Traducción de una respuesta redactada"},
    "answer translations taken over": {
        "en": "Translations of answers taken over from a file",
        "es": "Traducciones de respuestas incorporadas de un archivo",
    },
    "answer translations confirmed": {
        "en": "Translations of answers confirmed by the state",
        "es": "Traducciones de respuestas confirmadas por el Estado",
    },
    "answer translation sent back": {
        "en": "Translation of an answer sent back by the state",
        "es": "Traducción de una respuesta devuelta por el Estado",
    },
    "practice highlighted": {"en": "Practice highlighted", "es": "Práctica destacada"},
    "practice no longer highlighted": {
        "en": "Practice no longer highlighted",
        "es": "La práctica dejó de estar destacada",
    },
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
