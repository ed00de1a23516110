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
    "confirmation_taken_back": {
        "en": "Request for confirmation taken back",
        "es": "Solicitud de confirmación retirada",
    },
    "entered_stands": {"en": "Entered answers stand", "es": "Respuestas ingresadas que conservan su validez"},
    "reply_accepted": {"en": "Reply accepted", "es": "Respuesta aceptada"},
    "clarifications": {"en": "Clarifications asked", "es": "Aclaraciones solicitadas"},
    "contributor_invitation": {"en": "Sections assigned", "es": "Secciones asignadas"},
    "alternate_invitation": {"en": "Invitation of an alternate", "es": "Invitación a suplente"},
    "mission_invitation": {"en": "Access of the permanent mission", "es": "Acceso de la misión permanente"},
    "successor_invitation": {"en": "Focal point handed over", "es": "Traspaso de las funciones de punto focal"},
    "log_receipt": {"en": "Receipt of the log", "es": "Constancia del registro"},
    "designation_request": {"en": "Designation of a focal point asked for", "es": "Solicitud de designación"},
    "address_changed": {"en": "Change of address", "es": "Cambio de dirección"},
    "reminder_before": {"en": "Reminder", "es": "Recordatorio"},
    "reminder_last_day": {"en": "Last reminder before the deadline", "es": "Último recordatorio antes del vencimiento"},
    "reminder_overdue": {"en": "Reminder after the deadline", "es": "Recordatorio posterior al vencimiento"},
    "note_to_mission": {"en": "Note to the permanent mission", "es": "Nota a la misión permanente"},
    "thanks": {"en": "Thanks", "es": "Agradecimiento"},
    "sign_in_code": {"en": "Sign-in code", "es": "Código de ingreso"},
    "official_act_code": {"en": "Code for an official act", "es": "Código para un acto oficial"},
    "secretariat_invitation": {
        "en": "Invitation of a member of the Secretariat",
        "es": "Invitación a integrantes de la Secretaría",
    },
    "note_verbale": {"en": "Note verbale to the permanent mission", "es": "Nota verbal a la misión permanente"},
    "minister_letter": {"en": "Letter to the minister", "es": "Carta al ministro o a la ministra"},
    "other": {"en": "Letter", "es": "Carta"},
    "access_request": {"en": "Somebody asks to be let in", "es": "Solicitud de acceso"},
}
_ANY_OTHER: Text = {"en": "Letter", "es": "Carta"}

_STATUSES: dict[str, tuple[str, Text]] = {
    "waiting": ("○", {"en": "waiting to be sent", "es": "pendiente de envío"}),
    "claimed": ("◐", {"en": "being sent", "es": "en proceso de envío"}),
    "sent": ("●", {"en": "handed to the mail server", "es": "entregada al servidor de correo"}),
    "refused": ("!", {"en": "not delivered: refused", "es": "no entregada: rechazada"}),
    "uncertain": ("!", {"en": "uncertain whether it was sent", "es": "envío incierto"}),
    "bounced": ("!", {"en": "came back: not delivered", "es": "devuelta: no entregada"}),
    "held": ("◇", {"en": "held until its batch is approved", "es": "retenida hasta que se apruebe su lote"}),
    "cancelled": ("×", {"en": "cancelled, not sent", "es": "cancelada, no enviada"}),
    "entered": ("■", {"en": "sent outside this system", "es": "enviada por otra vía"}),
    "kept": ("■", {"en": "kept here, to be sent by hand", "es": "conservada aquí, para su envío manual"}),
}
ATTENTION = frozenset({"refused", "uncertain", "bounced"})
"""What only a person can settle."""
STATUSES = tuple(_STATUSES)
ENTERED_KINDS = (
    "invitation",
    "note_verbale",
    "minister_letter",
    "extension_granted",
    "extension_declined",
    "clarifications",
    "receipt",
    "other",
)
"""What a letter that went out otherwise can be."""

_CHANNELS: dict[str, Text] = {
    "mail": {"en": "by e-mail, from here", "es": "por correo electrónico, desde este sistema"},
    "official_mailbox": {"en": "from the official mailbox", "es": "desde el buzón oficial"},
    "courier": {"en": "by courier", "es": "por mensajería"},
    "by_hand": {"en": "by hand", "es": "en mano"},
}
ENTERED_CHANNELS = ("official_mailbox", "courier", "by_hand")

_RETURNED: dict[str, Text] = {
    "bounced": {"en": "Marked as returned:", "es": "Se marcaron como devueltas:"},
    "known": {
        "en": "These letters were marked before, or have been sent again since:",
        "es": "Estas cartas ya estaban marcadas o se han vuelto a enviar desde entonces:",
    },
    "delayed": {
        "en": "The message says that delivery is still being tried. Nothing was marked.",
        "es": "Según el mensaje, la entrega aún se está intentando. No se marcó nada.",
    },
    "not_returned": {
        "en": "This is no message that reports a letter as undeliverable. Nothing was marked.",
        "es": "El mensaje no informa de que una carta no pudo entregarse. No se marcó nada.",
    },
    "no_letter": {
        "en": "No letter of ours went to the addresses that the message names. Nothing was marked.",
        "es": "Ninguna de nuestras cartas se envió a las direcciones que nombra el mensaje. No se marcó nada.",
    },
}


def returned_words(finding: str, language: str) -> str:
    """What came of taking in a message that came back."""
    return said(_RETURNED[finding], language)


def kind_words(kind: str, language: str) -> str:
    """ "Invitation", "Acuse de recibo"."""
    return said(_KINDS.get(kind, _ANY_OTHER), language)


def is_known_kind(kind: str) -> bool:
    return kind in _KINDS


def channel_words(channel: str, language: str) -> str:
    """ "by courier", "desde el buzón oficial"."""
    return said(_CHANNELS[channel], language)


def status_shape(status: str) -> str:
    return _STATUSES[status][0]


def status_words(status: str, language: str) -> str:
    """ "handed to the mail server", "envío incierto"; in Spanish it agrees with "la carta"."""
    return said(_STATUSES[status][1], language)
