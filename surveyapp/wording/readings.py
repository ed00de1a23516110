"""Of answers that only the secretariat may read: how they were read, in words."""

from surveyapp.core.text import Text, said
from surveyapp.wording import roles

_ON_PAGE: Text = {"en": "read on the page of the reply", "es": "leída en la página de la respuesta"}
_IN_FILE: Text = {"en": "taken away in a file ({file})", "es": "descargada en un archivo ({file})"}
_FILES: dict[str, Text] = {
    "pdf": {"en": "the reply as PDF", "es": "la respuesta en PDF"},
    "docx": {"en": "the reply as Word", "es": "la respuesta en Word"},
    "comparative workbook": {
        "en": "comparative table for the Secretariat",
        "es": "cuadro comparativo para la Secretaría",
    },
    "summary": {"en": "comparative summary for the Secretariat", "es": "resumen comparativo para la Secretaría"},
    "workbook": {"en": "comparative table for the Secretariat", "es": "cuadro comparativo para la Secretaría"},
    "data": {"en": "data file for the Secretariat", "es": "archivo de datos para la Secretaría"},
    "reply workbook": {"en": "the reply as a workbook", "es": "el libro de Excel de la respuesta"},
    "translation file": {"en": "answers to be translated", "es": "respuestas por traducir"},
}


def how(on_page: bool, role: str, file: str, language: str) -> str:
    """ "read on the page of the reply (Officer)"."""
    name = said(_FILES[file], language) if file in _FILES else file
    words = said(_ON_PAGE if on_page else _IN_FILE, language).format(file=name)
    return f"{words} ({roles.name(role, language)})" if role else words
