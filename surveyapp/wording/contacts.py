"""The log of contacts with a state in words: what each was, in which direction."""

from surveyapp.core.text import Text, said

_KINDS: dict[str, Text] = {
    "call": {"en": "Telephone call", "es": "Llamada telefónica"},
    "meeting": {"en": "Meeting", "es": "Reunión"},
    "note": {"en": "Note", "es": "Nota"},
    "letter": {"en": "Letter", "es": "Carta"},
    "mail": {"en": "E-mail", "es": "Correo electrónico"},
    "paper_reply": {"en": "Reply on paper", "es": "Respuesta en papel"},
    "other": {"en": "Other contact", "es": "Otro contacto"},
}
_DIRECTIONS: dict[str, Text] = {
    "out": {"en": "from the Secretariat", "es": "de la Secretaría"},
    "in": {"en": "from the state", "es": "del Estado"},
}
KINDS = tuple(_KINDS)
DIRECTIONS = tuple(_DIRECTIONS)


def kind_words(kind: str, language: str) -> str:
    """ "Telephone call", "Reunión"."""
    return said(_KINDS.get(kind, _KINDS["other"]), language)


def direction_words(direction: str, language: str) -> str:
    """ "from the state", "de la Secretaría"."""
    return said(_DIRECTIONS[direction], language)
