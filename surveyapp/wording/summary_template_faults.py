"""The fields of the Word template of the summary; what is wrong with one handed in, in words that say what to do."""

from collections.abc import Iterator

from surveyapp.core.text import Text, said

_FAULTS: dict[str, Text] = {
    "not_word": {
        "en": "This is no Word document (.docx). Save the template in Word as .docx and choose it again.",
        "es": "No es un documento de Word (.docx). Guarde la plantilla en Word como .docx y elíjala de nuevo.",
    },
    "too_large": {
        "en": "The file is larger than 5 MB, or its text is longer than that of a template. Make its pictures smaller"
        " and leave out what is not of the template.",
        "es": "El archivo supera los 5 MB o su texto es más largo que el de una plantilla. Reduzca el tamaño de sus"
        " imágenes y suprima lo que no sea propio de la plantilla.",
    },
    "macros": {
        "en": "The file contains macros or embedded objects. Save it without them.",
        "es": "El archivo contiene macros u objetos incrustados. Guárdelo sin ellos.",
    },
    "braces": {
        "en": "Braces are not closed, or not as they should be: compare them with the fields listed below.",
        "es": "Hay llaves sin cerrar o mal escritas: compárelas con los campos que figuran más abajo.",
    },
    "unknown_name": {
        "en": "A field has a name that is not known: {detail}. The names are listed below.",
        "es": "Un campo tiene un nombre desconocido: {detail}. Los nombres figuran más abajo.",
    },
    "program": {
        "en": "A field does more than name what is to be put in. A template only names the fields listed below.",
        "es": "Un campo hace más que nombrar lo que ha de insertarse. Una plantilla solo nombra los campos que figuran"
        " más abajo.",
    },
    "outside": {
        "en": "The file would fetch something from elsewhere, or does more than show, when somebody opens it: {detail}."
        " Put the picture or the text itself into the file, and take out the field or the link.",
        "es": "El archivo obtendría algo de otro lugar, o haría más que mostrarlo, cuando alguien lo abra: {detail}."
        " Inserte en el archivo la imagen o el texto mismos y suprima el campo o el vínculo.",
    },
    "no_body": {
        "en": "No paragraph holds {{{{ body }}}} alone: there the text of the summary is put in.",
        "es": "Ningún párrafo contiene únicamente {{{{ body }}}}: allí se inserta el texto del resumen.",
    },
}

_FIELDS: dict[str, Text] = {
    "organization": {"en": "the name of the organization", "es": "el nombre de la organización"},
    "department": {"en": "the name of the department", "es": "el nombre del departamento"},
    "document_number": {"en": "the document number", "es": "el número de documento"},
    "version": {"en": "which version it is: draft, rev. 1", "es": "qué versión es: borrador, rev. 1"},
    "classification": {"en": "the classification", "es": "la clasificación"},
    "subject": {
        "en": "document number, version and classification in one line",
        "es": "número de documento, versión y clasificación en una línea",
    },
    "title": {"en": "the title of the summary", "es": "el título del resumen"},
    "round": {"en": "the title of the round", "es": "el título de la ronda"},
    "lines": {
        "en": "the lines of the cover, one {{ line }} after the other",
        "es": "las líneas de la portada, cada una como {{ line }}",
    },
    "received": {
        "en": "to which day information was received",
        "es": "hasta qué día se recibió información",
    },
    "warning": {
        "en": "the warning that answers are invented",
        "es": "la advertencia de que las respuestas son inventadas",
    },
    "warning_short": {"en": "the same warning in two words", "es": "la misma advertencia en dos palabras"},
    "page": {"en": "the word for page", "es": "la palabra «página»"},
    "contents": {
        "en": "alone in its paragraph: the table of contents",
        "es": "a solas en su párrafo: el índice",
    },
    "body": {
        "en": "alone in its paragraph: the text of the summary",
        "es": "a solas en su párrafo: el texto del resumen",
    },
}


def template_fields(language: str) -> Iterator[tuple[str, str]]:
    """Every field that a template may name, and what is put in its place."""
    for name, means in _FIELDS.items():
        yield name, said(means, language)


def template_fault(fault: str, detail: str, language: str) -> str:
    """A whole sentence."""
    return said(_FAULTS[fault], language).format(detail=detail)
