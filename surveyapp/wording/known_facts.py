"""Where a fact on file was found, in words: it is shown beside the fact, in the language of the page."""

from surveyapp.core.text import Text, said

SOURCES: dict[str, Text] = {
    "untc": {
        "en": "United Nations Treaty Collection, chapter XVIII.12.a",
        "es": "Colección de Tratados de las Naciones Unidas, capítulo XVIII.12.a",
    },
    "untc_ratification": {
        "en": "United Nations Treaty Collection, chapter XVIII.12.a, ratification",
        "es": "Colección de Tratados de las Naciones Unidas, capítulo XVIII.12.a, ratificación",
    },
    "untc_accession": {
        "en": "United Nations Treaty Collection, chapter XVIII.12.a, accession",
        "es": "Colección de Tratados de las Naciones Unidas, capítulo XVIII.12.a, adhesión",
    },
    "government": {
        "en": "government publication, which gives the year only",
        "es": "publicación oficial, que indica solamente el año",
    },
}


def source_words(source: str, language: str) -> str:
    """The words for a source of the bundled facts; any other as it was written."""
    return said(SOURCES[source], language) if source in SOURCES else source
