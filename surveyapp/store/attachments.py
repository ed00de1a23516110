"""Finding the files that states handed in."""

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


def size_of_state(session: Session, state: str) -> int:
    """Bytes of all files that a state has ever handed in, the replaced ones too."""
    query = (
        sa.select(sa.func.coalesce(sa.func.sum(models.Attachment.size), 0))
        .join(models.Reply, models.Reply.id == models.Attachment.reply_id)
        .where(models.Reply.state == state)
    )
    return int(session.scalar(query) or 0)
