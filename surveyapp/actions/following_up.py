"""Following up: letters that a state receives because of where its reply stands, without anybody's pressing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import reminder_letters, reminders
from surveyapp.actions.reminder_letters import Addressees
from surveyapp.core import reminding
from surveyapp.core.standing import Standing
from surveyapp.store import letters as store
from surveyapp.store import rounds
from surveyapp.store.models import Letter, Reply

KIND = reminding.COMPLETE_NOT_SENT


def due(session: Session, now: datetime) -> list[tuple[Reply, str]]:
    """The replies of open rounds to whose focal points a letter is due: complete, not sent, and not yet told so.

    Each with the occasion of the letter.
    """
    standing = rounds.replies_standing(session, Standing.COMPLETE_NOT_SENT, now)
    replies = {one.public_id: one for one in standing}
    found = reminding.complete_not_sent_due(reminders.situations(session, standing), now)
    written = store.occasions(session, [one.occasion for one in found])
    return [(replies[one.reply], one.occasion) for one in found if one.occasion not in written]


def write_due(session: Session, base_url: str, now: datetime) -> list[Letter]:
    """Writes those letters, to be sent; for an occasion and address there is one."""
    found = due(session, now)
    to = reminder_letters.addressees(session, [reply for reply, _occasion in found], base_url, now)
    return [letter for reply, occasion in found for letter in _write(session, reply, occasion, to, now)]


def _write(session: Session, reply: Reply, occasion: str, to: Addressees, now: datetime) -> Sequence[Letter]:
    drafts = reminder_letters.drafts(reply, KIND, to, now)
    return [reminder_letters.keep(session, draft, occasion, now) for draft in drafts]
