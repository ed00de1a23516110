"""A workbook that was read and waits for one press before it takes the place of a draft.

What was read is carried, signed and compressed, in a hidden field: the file need not be chosen again, and nothing of it
is stored before the officer has agreed.
"""

import zlib
from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from surveyapp.core import definition
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.store.models import Person

FIELD = "read"
GOOD_FOR_SECONDS = 12 * 60 * 60
LONGEST = 1_500_000
"""Of the hidden field; a longer questionnaire is sent once more as a file."""


@dataclass(frozen=True)
class WaitingWorkbook:
    """A questionnaire that was read from a workbook of this name."""

    questionnaire: Questionnaire
    name: str


def sealed(waiting: WaitingWorkbook, who: Person | None) -> str:
    """What carries it to the next press of the same person; "" where it is too long to be carried."""
    token = _serializer().dumps([definition.to_json(waiting.questionnaire), waiting.name, _id(who)])
    text = token if isinstance(token, str) else token.decode()
    return text if len(text) <= LONGEST else ""


def opened(token: str, who: Person | None) -> WaitingWorkbook | None:
    """What was carried; None if it is not ours, another person's, was changed or is too old."""
    if not token:
        return None
    try:
        text, name, read_by = _serializer().loads(token, max_age=GOOD_FOR_SECONDS)
    except (BadData, zlib.error, ValueError):
        return None
    return WaitingWorkbook(definition.from_json(text), name) if read_by == _id(who) else None


def _id(who: Person | None) -> int | None:
    return who.id if who else None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="waiting workbook")
