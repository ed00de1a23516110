"""Where a section stands, as shape and words; and when a focal point said so."""

from surveyapp.core.section_standing import SectionStanding
from surveyapp.core.text import Text, said

_SHAPES = {
    SectionStanding.NOT_STARTED: "○",
    SectionStanding.IN_PROGRESS: "◐",
    SectionStanding.READY: "●",
    SectionStanding.CHANGED: "!",
}
_WORDS: dict[SectionStanding, Text] = {
    SectionStanding.NOT_STARTED: {"en": "Not started", "es": "Sin comenzar"},
    SectionStanding.IN_PROGRESS: {"en": "In progress", "es": "En curso"},
    SectionStanding.READY: {"en": "Ready", "es": "Lista"},
    SectionStanding.CHANGED: {
        "en": "Changed since it was marked ready",
        "es": "Modificada después de marcarse como lista",
    },
}


def shape(standing: SectionStanding) -> str:
    return _SHAPES[standing]


def words(standing: SectionStanding, answered: int, asked: int, language: str) -> str:
    """ "In progress: 3 of 10 answered", "Lista: 10 de 10 contestadas"."""
    what = named(standing, language)
    return f"{what}: {counted(answered, asked, language)}" if tells_count(standing) else what


def named(standing: SectionStanding, language: str) -> str:
    """ "In progress", "Lista": without how much is answered."""
    return said(_WORDS[standing], language)


def tells_count(standing: SectionStanding) -> bool:
    """Whether how much is answered is said beside it."""
    return standing is not SectionStanding.NOT_STARTED


def counted(answered: int, asked: int, language: str) -> str:
    """ "3 of 10 answered": of a section of a reply that was sent."""
    sentence = said({"en": "{answered} of {asked} answered", "es": "{answered} de {asked} contestadas"}, language)
    return sentence.format(answered=answered, asked=asked)


def needs_attention(standing: SectionStanding) -> bool:
    return standing is SectionStanding.CHANGED
