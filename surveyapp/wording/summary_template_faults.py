"""What is wrong with a Word template of the summary that was handed in, in words that say what to do."""

from surveyapp.core.text import Text, said

_FAULTS: dict[str, Text] = {
    "not_word": {
        "en": "This is no Word document (.docx). Save the template in Word as .docx and choose it again.",
        "es": "No es un documento de Word (.docx). Guarde la plantilla en Word como .docx y elíjala de nuevo.",
    },
    "too_large": {
        "en": "The file is larger than 5 MB. Make its pictures smaller.",
        "es": "El archivo supera los 5 MB. Reduzca el tamaño de sus imágenes.",
    },
    "macros": {
        "en": "The file contains macros or embedded objects. Save it without them.",
        "es": "El archivo contiene macros u objetos incrustados. Guárdelo sin ellos.",
    },
    "braces": {
        "en": "Braces are not closed, or not as they should be: {detail}",
        "es": "Hay llaves sin cerrar o mal escritas: {detail}",
    },
    "unknown_name": {
        "en": "A field has a name that is not known: {detail}. The names are listed below.",
        "es": "Un campo tiene un nombre desconocido: {detail}. Los nombres figuran más abajo.",
    },
    "program": {
        "en": "A field does more than name what is to be put in: {detail}",
        "es": "Un campo hace más que nombrar lo que ha de insertarse: {detail}",
    },
    "no_body": {
        "en": "No paragraph holds {{{{ body }}}} alone: there the text of the summary is put in.",
        "es": "Ningún párrafo contiene únicamente {{{{ body }}}}: allí se inserta el texto del resumen.",
    },
}


def template_fault(fault: str, detail: str, language: str) -> str:
    """A whole sentence."""
    return said(_FAULTS[fault], language).format(detail=detail)
