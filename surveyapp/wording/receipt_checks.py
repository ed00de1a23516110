"""What a check of a receipt found, in words: on the public page and at the command line."""

from surveyapp.core.text import Text, said


def found(verdict: str, language: str, *, is_file: bool = False) -> str:
    """The verdict in a sentence; `is_file`: where a file was checked, not a number with its fingerprint."""
    return said(_FILE_UNKNOWN if is_file and verdict == "unknown" else _VERDICTS[verdict], language)


def shape(verdict: str) -> str:
    return _SHAPES[verdict]


def paper_only(language: str) -> str:
    """What cannot be said of a receipt's PDF."""
    return said(_PAPER_ONLY, language)


_SHAPES = {"latest": "✓", "superseded": "△", "rejected": "!", "unknown": "!"}
_VERDICTS: dict[str, Text] = {
    "latest": {
        "en": "Genuine: this is the receipt of the reply that stands.",
        "es": "Auténtico: es el acuse de recibo de la respuesta que tiene validez.",
    },
    "superseded": {
        "en": "Genuine, but the state has submitted again since: a later reply stands.",
        "es": "Auténtico, pero el Estado ha enviado desde entonces otra respuesta, que es la que tiene validez.",
    },
    "rejected": {
        "en": "Genuine, but it does not count: the state rejected what the Secretariat had entered from its document.",
        "es": (
            "Auténtico, pero no tiene validez: el Estado rechazó lo que la Secretaría había ingresado a partir de su "
            "documento."
        ),
    },
    "unknown": {
        "en": "Not confirmed: no receipt on record has this number with this fingerprint.",
        "es": "No se confirma: ningún acuse de recibo registrado tiene este número con esta huella.",
    },
}
_FILE_UNKNOWN: Text = {
    "en": "Not confirmed: this file is neither the unchanged text of a submission nor the PDF of a receipt on record.",
    "es": (
        "No se confirma: este archivo no es el texto de un envío, sin cambios, ni el PDF de un acuse de recibo "
        "registrado."
    ),
}
_PAPER_ONLY: Text = {
    "en": (
        "The number and the fingerprint named in the PDF were checked. Please compare everything else printed on it "
        "with what is shown here."
    ),
    "es": (
        "Se comprobaron el número y la huella que figuran en el PDF. Compare con lo que se muestra aquí todo lo demás "
        "que esté impreso en él."
    ),
}
