"""What the secretariat entered from a document, and the state did not confirm by the date set, stands from then on."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.actions import receiving, submitting
from surveyapp.core import document_reply
from surveyapp.core.document_reply import Deed
from surveyapp.store import answers, document_replies
from surveyapp.store.models import Submission
from surveyapp.store.secretariat_models import DocumentReply


def is_due(session: Session, now: datetime) -> bool:
    """Whether there is one whose date has passed."""
    return bool(document_replies.due(session, now))


def let_stand_what_is_due(session: Session, salt: str, base_url: str, now: datetime) -> list[Submission]:
    """Freezes each as a submission and tells the state. `salt`: 16 random bytes as hexadecimal."""
    made = [_let_stand(session, one, salt, base_url, now) for one in document_replies.due(session, now)]
    return [one for one in made if one is not None]


def _let_stand(session: Session, one: DocumentReply, salt: str, base_url: str, now: datetime) -> Submission | None:
    reply = one.reply
    answers.held(session, reply)
    if document_reply.after(document_replies.held(session, one), Deed.LET_STAND) is None:
        return None
    file = one.document.attachment
    declared = {"document": file.name, "document_sha256": file.sha256, "received_on": one.received_on.isoformat()}
    reply.submitted_at = reply.submitted_at or min(receiving.received_at(one), now)
    own_salt = submitting.salt_of(salt, one.public_id)
    made = submitting.stand_unconfirmed(session, reply, declared, f"stands {one.public_id}", now, own_salt)
    receiving.stands(session, one, made, now, base_url)
    return made
