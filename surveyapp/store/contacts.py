"""Finding what was entered in the log of contacts."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.store.models import Person
from surveyapp.store.secretariat_models import ContactEntry


def of_round(session: Session, round_id: int, reply_id: int | None = None) -> Sequence[tuple[ContactEntry, str]]:
    """The entries of a round, or of one of its replies, each with the name of who entered it; the oldest first."""
    found = (
        sa.select(ContactEntry, Person.name)
        .outerjoin(Person, Person.id == ContactEntry.entered_by_id)
        .where(ContactEntry.round_id == round_id)
        .order_by(ContactEntry.happened_on, ContactEntry.id)
    )
    if reply_id is not None:
        found = found.where(ContactEntry.reply_id == reply_id)
    return [(one, name or "") for one, name in session.execute(found)]


def called(session: Session, reply_id: int, public_id: str) -> ContactEntry | None:
    """One entry of a reply."""
    found = sa.select(ContactEntry).where(ContactEntry.reply_id == reply_id, ContactEntry.public_id == public_id)
    return session.scalar(found)


def same(session: Session, wanted: ContactEntry) -> ContactEntry | None:
    """An entry that stands and says the same, by the same person: the form was sent twice."""
    found = sa.select(ContactEntry).where(
        ContactEntry.reply_id == wanted.reply_id,
        ContactEntry.kind == wanted.kind,
        ContactEntry.direction == wanted.direction,
        ContactEntry.happened_on == wanted.happened_on,
        ContactEntry.with_whom == wanted.with_whom,
        ContactEntry.text == wanted.text,
        ContactEntry.entered_by_id == wanted.entered_by_id,
        ContactEntry.replaced_by_id.is_(None),
        ContactEntry.withdrawn_at.is_(None),
    )
    return session.scalars(found).first()
