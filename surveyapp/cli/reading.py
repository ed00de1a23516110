"""Putting on record that answers which only the secretariat may read were taken away at the server, before they are."""

from collections.abc import Sequence

from surveyapp.actions import reading_log, seeing
from surveyapp.actions.reading_log import Reading
from surveyapp.cli import opening


def note(readings: Sequence[Reading]) -> None:
    if not readings:
        return
    with opening.writing() as session:
        reading_log.note(session, seeing.SECRETARIAT, readings, opening.now())
        session.commit()
