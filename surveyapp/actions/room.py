"""How much a state may put in altogether: files of answers, papers, workbooks that came back, files on their way."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.store import attachments, models

MOST_BYTES_OF_A_STATE = 200 * 1024 * 1024
COMES_NOW = timedelta(hours=1)
"""A file of which a piece came in this time is counted as it will be; one that rests, with what has come of it."""


def has_room(
    session: Session, reply: models.Reply, size: int, now: datetime, *, going_on: models.Upload | None = None
) -> bool:
    """Whether the state of this reply may put in as many bytes more. `going_on`: the upload whose bytes they are."""
    so_far = attachments.size_of_state(
        session, reply.state, coming_since=now - COMES_NOW, without_upload=going_on.id if going_on else None
    )
    return so_far + size <= MOST_BYTES_OF_A_STATE
