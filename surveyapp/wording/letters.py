"""Letters of a round: what each kind is called, and what became of one: shape and word."""

from surveyapp.core.text import Text, said

_KINDS: dict[str, Text] = {
    "invitation": {"en": "Invitation", "es": "Invitación"},
    "receipt": {"en": "Receipt", "es": "Acuse de recibo"},
    "complete_not_sent": {"en": "Complete, not sent", "es": "Respuesta completa, sin enviar"},
    "document_handed_in": {"en": "Document handed in", "es": "Documento entregado"},
    "questions_changed": {"en": "Answers to be confirmed", "es": "Respuestas por confirmar"},
    "extension_granted": {"en": "Extension granted", "es": "Prórroga concedida"},
    "extension_declined": {"en": "Extension not granted", "es": "Prórroga no concedida"},
    "reopening_granted": {"en": "Reply reopened", "es": "Respuesta reabierta"},
    "reopening_declined": {"en": "Reopening not granted", "es": "Reapertura no concedida"},
    "document_received": {"en": "Received as document", "es": "Respuesta recibida como documento"},
    "confirm_entered": {"en": "Entered answers to be confirmed", "es": "Respuestas ingresadas por confirmar"},
    "entered_stands": {"en": "Entered answers stand", "es": "Respuestas ingresadas que conservan su validez"},
    "reply_accepted": {"en": "Reply accepted", "es": "Respuesta aceptada"},
    "clarifications": {"en": "Clarifications asked", "es": "Aclaraciones solicitadas"},
    "contributor_invitation": {"en": "Sections assigned", "es": "Secciones asignadas"},
    "alternate_invitation": {"en": "Invitation of an alternate", "es": "Invitación a suplente"},
    "mission_invitation": {"en": "Access of the permanent mission", "es": "Acceso de la misión permanente"},
    "successor_invitation": {"en": "Focal point handed over", "es": "Traspaso de las funciones de punto focal"},
    "access_request": {"en": "Somebody asks to be let in", "es": "Solicitud de acceso"},
}
_ANY_OTHER: Text = {"en": "Letter", "es": "Carta"}

_STATUSES: dict[str, tuple[str, Text]] = {
    "waiting": ("○", {"en": "waiting to be sent", "es": "pendiente de envío"}),
    "claimed": ("◐", {"en": "being sent", "es": "en proceso de envío"}),
    "sent": ("●", {"en": "handed to the mail server", "es": "entregada al servidor de correo"}),
    "refused": ("!", {"en": "not delivered: refused", "es": "no entregada: rechazada"}),
    "uncertain": ("!", {"en": "uncertain whether it was sent", "es": "envío incierto"}),
    "kept": ("■", {"en": "kept here, to be sent by hand", "es": "conservada aquí, para su envío manual"}),
}
ATTENTION = frozenset({"refused", "uncertain"})
"""What only a person can settle."""


def kind_words(kind: str, language: str) -> str:
    """ "Invitation", "Acuse de recibo"."""
    return said(_KINDS.get(kind, _ANY_OTHER), language)


def status_shape(status: str) -> str:
    return _STATUSES[status][0]


def status_words(status: str, language: str) -> str:
    """ "handed to the mail server", "envío incierto"; in Spanish it agrees with "la carta"."""
    return said(_STATUSES[status][1], language)
