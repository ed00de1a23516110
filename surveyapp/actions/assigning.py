"""Which officer looks after which state in a round, and what waits for an officer in all rounds together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from surveyapp.actions import officers, reading_translations, recording
from surveyapp.core.document_reply import Stage
from surveyapp.core.standing import Standing
from surveyapp.store import document_replies, requests, reviews
from surveyapp.store.models import Person, Reply, Round

LOOK_AFTER_STATES = frozenset({"officer", "administrator"})


@dataclass(frozen=True)
class Waiting:
    """A state of an officer in a round, with what waits for him or her there."""

    reply: Reply
    to_review: bool
    """Submitted, and neither accepted nor cleared."""
    looked_at: int
    """Of how many answers something was found."""
    answered: int
    """Clarifications that the state answered."""
    requests: int
    to_enter: bool
    """A document came and is to be entered."""
    to_be_confirmed: datetime | None
    """Until when the state is asked to confirm what was entered."""
    sent_back: Mapping[str, int]
    """By language, how many translations of its answers the state sent back."""

    @property
    def waits(self) -> bool:
        return bool(self.to_review or self.answered or self.requests or self.to_enter or self.sent_back)


def assign(session: Session, chosen: Mapping[Reply, Person | None], who: Person | None, now: datetime) -> list[Reply]:
    """Says who looks after these states, None for nobody; those of which that changed."""
    changed = [reply for reply, officer in chosen.items() if reply.officer_id != (officer.id if officer else None)]
    for reply in changed:
        officer = chosen[reply]
        reply.officer_id = officer.id if officer else None
        details = {"officer": officer.public_id if officer else ""}
        recording.record(
            session, "officer assigned", now, who, round_id=reply.round_id, reply_id=reply.id, details=details
        )
    session.flush()
    return changed


def who_can_be_assigned(session: Session, now: datetime) -> list[Person]:
    """The officers and administrators of today, by name: others of the secretariat do not have its list."""
    able = {one.person for one in officers.listed(session, now) if LOOK_AFTER_STATES & set(one.roles)}
    return sorted(able, key=lambda one: (one.name, one.id))


def waiting_for(session: Session, officer: Person, now: datetime) -> list[Waiting]:
    """The states of an officer in rounds that are open, or in which something waits; few statements for any number.

    The round with the earliest deadline first.
    """
    query = sa.select(Reply).join(Reply.round).options(contains_eager(Reply.round))
    query = query.where(Reply.officer_id == officer.id, Round.opened_at.is_not(None))
    replies = session.scalars(query.order_by(Round.deadline, Reply.state)).all()
    ids = [one.id for one in replies]
    answered = requests.answered_of(session, ids)
    asked = requests.unanswered_of(session, ids)
    looked_at = reviews.looked_at(session, ids)
    sent_back = reading_translations.sent_back(session, replies)
    documents = document_replies.newest_of(session, ids)
    found = []
    for reply in replies:
        document = documents.get(reply.id)
        stage = document_replies.stage_of(document) if document else None
        found.append(
            Waiting(
                reply=reply,
                to_review=reply.standing == Standing.SUBMITTED and reply.accepted_at is None,
                looked_at=looked_at.get(reply.id, 0),
                answered=answered.get(reply.id, 0),
                requests=asked.get(reply.id, 0),
                to_enter=stage is Stage.RECEIVED,
                to_be_confirmed=document.confirm_by if document and stage is Stage.TO_CONFIRM else None,
                sent_back=sent_back.get(reply.id, {}),
            )
        )
    return [one for one in found if one.waits or now < one.reply.round.closes_at]
