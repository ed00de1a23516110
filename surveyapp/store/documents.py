"""Finding the papers of a reply: signed letters, instructions, documents handed in."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from surveyapp.store.models import Attachment, Document


def of_reply(session: Session, reply_id: int) -> Sequence[Document]:
    """All of them with their files, the newest first."""
    found = sa.select(Document).options(joinedload(Document.attachment)).where(Document.reply_id == reply_id)
    return session.scalars(found.order_by(Document.id.desc())).all()


def called(session: Session, reply_id: int, public_id: str) -> Document | None:
    """The one with this identifier, if it belongs to this reply."""
    found = sa.select(Document).options(joinedload(Document.attachment))
    return session.scalar(found.where(Document.reply_id == reply_id, Document.public_id == public_id))


def newest_not_sent(session: Session, reply_id: int, kind: str) -> Document | None:
    """The newest of a kind that came with no submission yet."""
    return next(
        (one for one in of_reply(session, reply_id) if one.kind == kind and one.submission_id is None),
        None,
    )


def same(session: Session, reply_id: int, kind: str, sha256: str, name: str) -> Document | None:
    """The same file under the same name, handed in before as the same kind and not gone with a submission."""
    found = (
        sa.select(Document)
        .join(Document.attachment)
        .options(joinedload(Document.attachment))
        .where(
            Document.reply_id == reply_id,
            Document.kind == kind,
            Document.submission_id.is_(None),
            Attachment.sha256 == sha256,
            Attachment.name == name,
        )
    )
    return session.scalars(found.order_by(Document.id.desc())).first()
