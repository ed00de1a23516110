"""What the secretariat finds of an answer, in shape and word; in Spanish it agrees with "la respuesta"."""

from surveyapp.core.reviewing import Finding, How
from surveyapp.core.text import Text, said

_FINDINGS: dict[Finding, tuple[str, Text]] = {
    Finding.CLEAR: ("✓", {"en": "clear", "es": "clara"}),
    Finding.TO_CLARIFY: ("!", {"en": "to be clarified", "es": "por aclarar"}),
    Finding.VERIFIED: ("◆", {"en": "verified", "es": "verificada"}),
    Finding.NONE: ("○", {"en": "not looked at", "es": "sin revisar"}),
}
_HOW: dict[How, Text] = {
    How.INTERVIEW: {"en": "interview", "es": "entrevista"},
    How.OFFICIAL_GAZETTE: {"en": "official gazette", "es": "diario oficial"},
    How.VISIT: {"en": "visit", "es": "visita"},
    How.OTHER: {"en": "otherwise", "es": "otro medio"},
}


def finding_shape(finding: Finding) -> str:
    return _FINDINGS[finding][0]


def finding_words(finding: Finding, language: str) -> str:
    """ "to be clarified", "por aclarar"."""
    return said(_FINDINGS[finding][1], language)


def how_words(how: How, language: str) -> str:
    """With what an answer was compared: "official gazette", "diario oficial"."""
    return said(_HOW[how], language)
