"""How long wordings may be where they are shown, whoever writes them: a workbook, a translator, a page."""

from datetime import date

from surveyapp.core import placeholders

LONGEST_HEADING = 30
LONGEST_HEADING_OF_SECTION = 27
"""With its number before it, it is the name of a sheet, for which Excel has room for 31 characters."""
LONGEST_SHORT = 12
LONGEST_WORDING = 10_000
"""Of a wording written anywhere but in the questionnaire's own workbook, which is bounded as a whole."""

_WIDEST = placeholders.values_for(date(2010, 1, 1), date(2011, 12, 31), 2011)


def as_shown(wording: str) -> int:
    """How many characters a wording takes, its placeholders counted as what will stand there."""
    return len(placeholders.fill(wording, _WIDEST))
