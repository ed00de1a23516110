"""Highlighted practices in words: the headings of their list, and what must be known before one is used."""

from surveyapp.core.questionnaire import Disclosure
from surveyapp.core.text import Text, said

NAME: Text = {"en": "Highlighted practices", "es": "Prácticas destacadas"}
_HEADINGS: tuple[Text, ...] = (
    {"en": "State", "es": "Estado"},
    {"en": "No.", "es": "N.º"},
    {"en": "Question", "es": "Pregunta"},
    {"en": "Title in English", "es": "Título en inglés"},
    {"en": "Text in English", "es": "Texto en inglés"},
    {"en": "Title in Spanish", "es": "Título en español"},
    {"en": "Text in Spanish", "es": "Texto en español"},
    {"en": "Answer of the state", "es": "Respuesta del Estado"},
    {"en": "Before it is used", "es": "Antes de utilizarla"},
)
_CHANGED: Text = {
    "en": "The answer has changed since it was picked.",
    "es": "El Estado modificó su respuesta después de que se destacara.",
}
_NOT_PUBLIC: dict[Disclosure, Text] = {
    Disclosure.MEMBER_STATES: {
        "en": "Not for a public paper: the state discloses this answer to member states only.",
        "es": "No debe figurar en un documento público: el Estado divulga esta respuesta solo a los Estados Miembros.",
    },
    Disclosure.SECRETARIAT: {
        "en": "Not for any paper that leaves the Secretariat: the state discloses this answer to the Secretariat only.",
        "es": "No debe figurar en ningún documento que salga de la Secretaría: el Estado divulga esta respuesta solo a "
        "la Secretaría.",
    },
}


def headings(language: str) -> list[str]:
    return [said(one, language) for one in _HEADINGS]


def remarks(has_changed: bool, readers: Disclosure, language: str) -> list[str]:
    """What must be known before a practice is used, in whole sentences."""
    found = [_CHANGED] if has_changed else []
    found += [_NOT_PUBLIC[readers]] if readers in _NOT_PUBLIC else []
    return [said(one, language) for one in found]
