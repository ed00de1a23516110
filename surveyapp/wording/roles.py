"""The roles of the secretariat, by name and in a sentence on what each may do."""

from collections.abc import Mapping

from surveyapp.core.text import Text, said

_NAMES: Mapping[str, Text] = {
    "officer": {"en": "Officer", "es": "Oficial"},
    "publisher": {"en": "Publisher", "es": "Responsable de publicación"},
    "translator": {"en": "Translator", "es": "Responsable de traducción"},
    "auditor": {"en": "Auditor", "es": "Responsable de auditoría"},
    "administrator": {"en": "Administrator", "es": "Administrador o administradora"},
}
_MEANINGS: Mapping[str, Text] = {
    "officer": {
        "en": "Runs rounds: questionnaires, letters, replies, requests, clarifications.",
        "es": "Conduce las rondas: cuestionarios, cartas, respuestas, solicitudes y aclaraciones.",
    },
    "publisher": {
        "en": "Reads what officers read, publishes questionnaires, makes the comparative tables; writes nothing else.",
        "es": "Lee lo mismo que quien tiene la función de oficial, publica cuestionarios y elabora los cuadros "
        "comparativos; no escribe nada más.",
    },
    "translator": {
        "en": "Words and translates questionnaires; translates the answers that the public or member states may read; "
        "reads no other answer of a state.",
        "es": "Redacta y traduce los cuestionarios; traduce las respuestas que pueden leer el público o los Estados "
        "Miembros; no lee ninguna otra respuesta de los Estados.",
    },
    "auditor": {
        "en": "Reads the log of what was done, the register of letters and the receipts; writes nothing.",
        "es": "Lee el registro de actuaciones, el registro de cartas y los acuses de recibo; no escribe nada.",
    },
    "administrator": {
        "en": "Does all that an officer does, decides who belongs to the Secretariat, reads the log of what was done.",
        "es": "Hace todo lo que corresponde a la función de oficial, decide quién pertenece a la Secretaría y lee el "
        "registro de actuaciones.",
    },
}
IN_ORDER = tuple(_NAMES)
_OF_STATES: Mapping[str, Text] = {
    "focal_point": {"en": "Focal point", "es": "Punto focal"},
    "contributor": {"en": "Contributor", "es": "Colaborador o colaboradora"},
    "observer": {"en": "Permanent mission", "es": "Misión permanente"},
}


def name(role: str, language: str) -> str:
    """ "Officer", "Oficial"; of a role of a state too."""
    known = _NAMES.get(role) or _OF_STATES.get(role)
    return said(known, language) if known else role


def meaning(role: str, language: str) -> str:
    return said(_MEANINGS[role], language)
