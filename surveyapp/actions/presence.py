"""Who is where in a reply at present: a courtesy to colleagues, never a lock. It is forgotten after minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.store import working_together
from surveyapp.store.models import Person, Presence, Reply
from surveyapp.store.working_together import Seen, Together

FORGOTTEN_AFTER = timedelta(minutes=3)
NOTED_ANEW_AFTER = timedelta(minutes=1)
"""How long what was noted is good enough: a row is not written for every field that takes the focus."""


def together(session: Session, reply: Reply, now: datetime) -> Together:
    """What the people of a reply tell each other: the sections that are ready, and who was seen in the last minutes."""
    return working_together.together(session, reply.id, now - FORGOTTEN_AFTER, now)


def is_to_be_noted(before: Sequence[Seen], person: Person, section: str, question: str, now: datetime) -> bool:
    """Whether the person moved, or was noted some time ago."""
    mine = next((one for one in before if one.person_id == person.id), None)
    if mine is None or (mine.section, mine.question) != (section, question):
        return True
    return now - mine.at >= NOTED_ANEW_AFTER


def note(session: Session, reply: Reply, person: Person, section: str, question: str, now: datetime) -> None:
    """Notes where a person is; what is too old to be shown is dropped on the way."""
    mine = (Presence.reply_id == reply.id, Presence.person_id == person.id)
    facts = {"section": section, "question": question, "at": now}
    moved = sa.update(Presence).where(*mine).values(**facts).execution_options(synchronize_session=False)
    if session.execute(moved).rowcount == 0:  # type: ignore[attr-defined]
        try:
            with session.begin_nested():
                session.execute(sa.insert(Presence).values(reply_id=reply.id, person_id=person.id, **facts))
        except IntegrityError:  # noted from another window at the same moment
            session.execute(moved)
    old = sa.delete(Presence).where(Presence.reply_id == reply.id, Presence.at <= now - FORGOTTEN_AFTER)
    session.execute(old.execution_options(synchronize_session=False))
