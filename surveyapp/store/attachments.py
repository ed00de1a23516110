"""Finding the files that states handed in."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store import models


def of_reply(session: Session, reply_id: int, public_id: str) -> models.Attachment | None:
    """The file with this identifier, if it was handed in with this reply."""
    query = sa.select(models.Attachment).where(
        models.Attachment.reply_id == reply_id, models.Attachment.public_id == public_id
    )
    return session.scalar(query)


def newest(session: Session, reply_id: int, place: str, sha256: str) -> int | None:
    """The newest record of a file with this content at a place of a reply."""
    file = models.Attachment
    query = sa.select(file.id).where(file.reply_id == reply_id, file.place == place, file.sha256 == sha256)
    return session.scalar(query.order_by(file.id.desc()).limit(1))


def size_of_state(session: Session, state: str, coming_since: datetime, without_upload: int | None) -> int:
    """Bytes of all that a state has ever handed in, what was replaced too, and of what is on its way.

    A file on its way counts as announced if a piece came since then, else with the bytes that came; the one that is
    named is not counted.
    """
    upload = models.Upload
    coming = sa.case((upload.active_at >= coming_since, upload.size), else_=upload.received)
    on_their_way = _of_state(upload, coming, state).where(upload.ended_at.is_(None))
    if without_upload is not None:
        on_their_way = on_their_way.where(upload.id != without_upload)
    kept = (_of_state(table, table.size, state) for table in (models.Attachment, models.ReturnedWorkbook))
    sums = [one.scalar_subquery() for one in (*kept, on_their_way)]
    return sum(int(one) for one in session.execute(sa.select(*sums)).one())


def _of_state(
    table: type[models.Attachment | models.ReturnedWorkbook | models.Upload], size: Any, state: str
) -> sa.Select[Any]:
    added = sa.select(sa.func.coalesce(sa.func.sum(size), 0))
    return added.join(models.Reply, models.Reply.id == table.reply_id).where(models.Reply.state == state)
