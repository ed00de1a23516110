"""What came of a request to confirm an answer, in words."""

from surveyapp.core.text import Text, said

_WORDS: dict[str, tuple[str, Text]] = {
    "": ("○", {"en": "open", "es": "pendiente"}),
    "confirmed": ("●", {"en": "confirmed as it stood", "es": "confirmada tal como estaba"}),
    "changed": ("●", {"en": "changed", "es": "modificada"}),
    "not_asked": ("–", {"en": "the question is not asked any more", "es": "la pregunta ya no se hace"}),
    "asked_anew": ("–", {"en": "asked anew after another change", "es": "solicitada de nuevo tras otro cambio"}),
    "withdrawn": (
        "–",
        {"en": "withdrawn: the earlier wording is back", "es": "retirada: rige de nuevo la redacción anterior"},
    ),
}


def settled(how: str, language: str) -> tuple[str, str]:
    """Shape and words: "●", "changed"; "○", "open"."""
    shape, words = _WORDS[how]
    return shape, said(words, language)
