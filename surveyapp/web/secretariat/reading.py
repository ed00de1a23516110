"""Putting on record that somebody read what only the secretariat may read, before it is shown."""

from collections.abc import Sequence

from surveyapp.actions import reading_log
from surveyapp.actions.reading_log import Reading
from surveyapp.web import clock, database
from surveyapp.web.viewer import signed_in_viewer


def note(readings: Sequence[Reading]) -> None:
    """In a session apart, and only what is not on record yet; where that cannot be kept, nothing is shown."""
    looking, now = signed_in_viewer(), clock.now()
    due = reading_log.due(database.session(), looking, readings, now)
    if not due:
        return
    with database.writing() as apart:
        reading_log.note(apart, looking, due, now)
        apart.commit()
