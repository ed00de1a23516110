"""What the workbook says of the round itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from surveyapp.core.document_reply import Stage
from surveyapp.core.text import NOTHING, Text


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The facts of the round that stand over its tables."""

    title: Text
    mandate: Text = NOTHING
    meeting: Text = NOTHING
    period_from: date
    period_to: date
    received_to: date
    """The last day of which everything received is in the tables, in the time zone of the round."""
    made_at: datetime
    illustrative: bool = False
    """The answers are invented, and every sheet says so."""
    name_missing: bool = False
    """Whether those that have not replied are named in a paper for the public; in any other they are."""
    documents: Mapping[str, tuple[Stage, date]] = field(default_factory=dict)
    """By ISO 3166 alpha-3 the states whose reply came as a document: where it stands, on which day it was received."""
