"""Documents of a reply: what each kind is called."""

from surveyapp.core.text import Text, said

_KINDS: dict[str, Text] = {
    "letter": {"en": "Signed letter", "es": "Carta firmada"},
    "document": {"en": "Document handed in", "es": "Documento entregado"},
    "instruction": {"en": "Instruction of the permanent mission", "es": "Instrucción de la misión permanente"},
}


def kind_words(kind: str, language: str) -> str:
    """ "Signed letter", "Documento entregado"."""
    return said(_KINDS[kind], language)
