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
    "reply received as document": {
        "en": "Reply received as a document",
        "es": "Respuesta recibida como documento",
    },
    "document withdrawn": {
        "en": "Receipt as a document withdrawn: it was a mistake",
        "es": "Recepción como documento anulada por error",
    },
    "answers entered": {
        "en": "Answers entered by the Secretariat from the document",
        "es": "Respuestas ingresadas por la Secretaría a partir del documento",
    },
    "confirmation asked": {
        "en": "Confirmation of what was entered asked for",
        "es": "Solicitada la confirmación de lo ingresado",
    },
    "confirmation taken back": {
        "en": "Request to confirm what was entered taken back",
        "es": "Retirada la solicitud de confirmar lo ingresado",
    },
    "entered reply confirmed": {"en": "What was entered confirmed", "es": "Confirmación de lo ingresado"},
    "entered reply rejected": {"en": "What was entered rejected", "es": "Rechazo de lo ingresado"},
    "entered reply stands": {
        "en": "What was entered stands, not confirmed by the date set",
        "es": "Lo ingresado conserva su validez, sin haberse confirmado para la fecha fijada",
    },
    "reply accepted": {"en": "Reply accepted", "es": "Respuesta aceptada"},
    "acceptance undone": {
        "en": "Acceptance undone by what was submitted since",
        "es": "Aceptación sin efecto por lo que se envió después",
    },
    "answer reviewed": {"en": "Answer reviewed", "es": "Revisada la respuesta a una pregunta"},
    "internal note written": {"en": "Internal note written", "es": "Nota interna escrita"},
    "internal note withdrawn": {"en": "Internal note withdrawn", "es": "Nota interna retirada"},
    "officer assigned": {"en": "Officer assigned", "es": "Asignación de oficial"},
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
    "answer read": {
        "en": "Answer that only the Secretariat may read, read",
        "es": "Leída una respuesta que solo la Secretaría puede leer",
    },
    "answers taken away": {
        "en": "Answers that only the Secretariat may read, taken away in a file",
        "es": "Respuestas que solo la Secretaría puede leer, descargadas en un archivo",
    },
    "designation asked for": {
        "en": "Designation of a focal point asked of the mission",
        "es": "Designación de punto focal solicitada a la misión",
    },
    "ladder changed": {"en": "Times of reminders changed", "es": "Fechas de los recordatorios modificadas"},
    "reminders proposed": {"en": "Reminders held for approval", "es": "Recordatorios en espera de aprobación"},
    "reminders written": {"en": "Reminders written", "es": "Recordatorios redactados"},
    "reminders approved": {"en": "Reminders approved", "es": "Recordatorios aprobados"},
    "reminders cancelled": {"en": "Reminders cancelled", "es": "Recordatorios cancelados"},
    "reminders lapsed": {"en": "Reminders lapsed", "es": "Recordatorios caducados"},
    "reminder struck": {"en": "Reminder struck from its batch", "es": "Recordatorio excluido de su lote"},
    "reminders paused": {"en": "Reminders paused", "es": "Recordatorios suspendidos"},
    "reminders resumed": {"en": "Reminders resumed", "es": "Recordatorios reanudados"},
    "state reminded by hand": {
        "en": "Reminder written on an officer’s decision",
        "es": "Recordatorio redactado por decisión de la Secretaría",
    },
    "state thanked": {"en": "Letter of thanks written", "es": "Carta de agradecimiento redactada"},
    "answer translated": {"en": "Translation of an answer written", "es": "Redactada la traducción de una respuesta"},
    "answer translations taken over": {
        "en": "Translations of answers taken over from a file",
        "es": "Aplicadas desde un archivo traducciones de respuestas",
    },
    "answer translations confirmed": {
        "en": "Translations of answers confirmed by the state",
        "es": "Confirmadas por el Estado traducciones de respuestas",
    },
    "answer translation sent back": {
        "en": "Translation of an answer sent back by the state",
        "es": "Devuelta por el Estado la traducción de una respuesta",
    },
    "practice highlighted": {"en": "Practice highlighted", "es": "Práctica destacada"},
    "practice no longer highlighted": {
        "en": "Practice no longer highlighted",
        "es": "La práctica dejó de estar destacada",
    },
    "letter sent again": {"en": "Letter sent again", "es": "Carta enviada nuevamente"},
    "letter cancelled": {"en": "Letter cancelled before it was sent", "es": "Carta cancelada antes de su envío"},
    "letter bounced": {"en": "Letter came back undelivered", "es": "Carta devuelta sin entregar"},
    "letter entered": {
        "en": "Letter sent outside this system put on record",
        "es": "Registrada una carta enviada por otra vía",
    },
    "formal letter made": {"en": "Formal letter made as a Word file", "es": "Carta oficial preparada en Word"},
    "letter worded": {"en": "Wording of a letter changed", "es": "Texto de una carta modificado"},
    "letter wording withdrawn": {"en": "Wording of a letter withdrawn", "es": "Texto de una carta retirado"},
    "letter template changed": {
        "en": "Word template of a letter changed",
        "es": "Modificada la plantilla de Word de una carta",
    },
    "contact entered": {"en": "Contact put on record", "es": "Contacto registrado"},
    "contact corrected": {"en": "Entry of the log of contacts corrected", "es": "Anotación de contactos corregida"},
    "contact withdrawn": {"en": "Entry of the log of contacts withdrawn", "es": "Anotación de contactos retirada"},
}
OTHER_DEEDS: dict[str, Text] = {
    "paper asked for": {
        "en": "Paper of a round asked for",
        "es": "Solicitada la elaboración de un documento de la ronda",
    },
    "paper cancelled": {"en": "Making of a paper cancelled", "es": "Cancelada la elaboración de un documento"},
    "paper made": {"en": "Paper of a round made", "es": "Elaborado un documento de la ronda"},
    "summary given out": {
        "en": "Version of the comparative summary given out",
        "es": "Emitida una versión del resumen comparativo",
    },
    "summary planned": {
        "en": "How the papers of a round are made was changed",
        "es": "Modificada la configuración de los documentos de la ronda",
    },
    "summary sentence taken back": {
        "en": "Own sentence of the summary taken back",
        "es": "Retirada una redacción propia del resumen",
    },
    "summary sentence written": {
        "en": "Own sentence of the summary written",
        "es": "Escrita una redacción propia para el resumen",
    },
    "summary template changed": {
        "en": "Word template of the summary changed",
        "es": "Modificada la plantilla de Word del resumen",
    },
    "address asked for": {"en": "Another mail address asked for", "es": "Solicitada otra dirección de correo"},
    "address changed": {"en": "Mail address changed", "es": "Dirección de correo modificada"},
    "address for copies confirmed": {
        "en": "Address for copies of letters confirmed",
        "es": "Confirmada una dirección para copias de las cartas",
    },
    "address withdrawn": {"en": "Mail address withdrawn", "es": "Dirección de correo retirada"},
    "authority ended": {"en": "Authority of a state ended", "es": "Retirada del directorio una autoridad de un Estado"},
    "authority entered": {"en": "Authority of a state entered", "es": "Registrada una autoridad de un Estado"},
    "designation recorded": {"en": "Designation by letter recorded", "es": "Designación por carta registrada"},
    "directory brought in": {
        "en": "Workbook of the directory brought in",
        "es": "Libro del directorio incorporado",
    },
    "group made": {"en": "Group of states made", "es": "Grupo de Estados creado"},
    "group renamed": {"en": "Group of states renamed", "es": "Grupo de Estados con nuevo nombre"},
    "group ended": {"en": "Group of states ended", "es": "Fin de un grupo de Estados"},
    "person corrected": {"en": "Data of a person corrected", "es": "Datos de una persona corregidos"},
    "backup made": {"en": "Backup made", "es": "Copia de respaldo realizada"},
    "backup restored": {"en": "Backup restored", "es": "Copia de respaldo restaurada"},
    "invitation to the secretariat made": {
        "en": "Invitation to the Secretariat made",
        "es": "Invitación a la Secretaría emitida",
    },
    "language added": {"en": "Language added to a questionnaire", "es": "Idioma agregado a un cuestionario"},
    "language removed": {"en": "Language removed from a questionnaire", "es": "Idioma retirado de un cuestionario"},
    "map corrected": {
        "en": "Correspondence of questions corrected",
        "es": "Correspondencia entre preguntas corregida",
    },
    "map set": {
        "en": "Earlier edition of a questionnaire named",
        "es": "Indicada la edición anterior de un cuestionario",
    },
    "passphrase and second factor set up": {
        "en": "Passphrase and second factor set up",
        "es": "Frase de contraseña y segundo factor establecidos",
    },
    "questionnaire begun from another": {
        "en": "Questionnaire begun from another edition",
        "es": "Cuestionario iniciado a partir de otra edición",
    },
    "questionnaire published": {"en": "Questionnaire published", "es": "Cuestionario publicado"},
    "questionnaire taken in": {"en": "Questionnaire imported", "es": "Cuestionario incorporado"},
    "receipt of the log sent": {"en": "Receipt of the log sent", "es": "Constancia del registro enviada"},
    "role given": {"en": "Role given", "es": "Función asignada"},
    "role ended": {"en": "Role ended", "es": "Función terminada"},
    "round created": {"en": "Round created", "es": "Ronda creada"},
    "round moved": {
        "en": "Round moved to another edition of the questionnaire, as a whole",
        "es": "La ronda pasó en su conjunto a otra edición del cuestionario",
    },
    "round opened": {"en": "Round opened", "es": "Ronda abierta"},
    "second factor reset": {
        "en": "Passphrase and second factor ended",
        "es": "Frase de contraseña y segundo factor anulados",
    },
    "sign-in code made": {"en": "Sign-in code made", "es": "Código de ingreso emitido"},
    "signed in": {"en": "Signed in", "es": "Ingreso"},
    "signed out": {"en": "Signed out", "es": "Salida"},
    "translations taken over": {"en": "Translations taken over", "es": "Traducciones aplicadas"},
    "wording confirmed": {"en": "Translation of a wording confirmed", "es": "Traducción de un texto confirmada"},
    "wording corrected": {"en": "Wording corrected", "es": "Redacción corregida"},
}
"""Deeds that are not done to a reply."""
_ANY_OTHER: Text = {"en": "Another change", "es": "Otro cambio"}
_COMMAND_LINE: Text = {"en": "command line of the server", "es": "línea de comandos del servidor"}


_ITSELF: Text = {"en": "by itself", "es": "automáticamente"}


def deed_words(deed: str, language: str) -> str:
    """ "Reply submitted", "Respuesta enviada"."""
    return said(DEEDS.get(deed) or OTHER_DEEDS.get(deed, _ANY_OTHER), language)


def who_words(by: str, language: str) -> str:
    """The name of who did it; the command line by its name in the language."""
    named = {"command line": _COMMAND_LINE, "itself": _ITSELF}
    return said(named[by], language) if by in named else by
