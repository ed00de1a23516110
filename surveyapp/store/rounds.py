"""Finding what belongs to a round."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, defer

from surveyapp.core.standing import HAS_REPLIED, Standing
from surveyapp.store.models import Event, MemberState, Reply, Round


def replies(session: Session, round_id: int) -> Sequence[Reply]:
    """The reply of every state asked, in one statement."""
    return session.scalars(sa.select(Reply).where(Reply.round_id == round_id).order_by(Reply.state)).all()


_NOT_IN_LISTS = (
    Reply.state_facts,
    Reply.section_progress,
    Reply.approval_note,
    Reply.complete_since,
    Reply.reopened_for,
    Reply.reminders_paused_why,
    Reply.accepted_at,
    Reply.accepted_by_id,
)
"""Columns that are read only where somebody asks for them, one reply at a time."""


@dataclass(frozen=True)
class ListedReply:
    """A reply in a list of many, two of its columns as JSON text: whoever reads them has read most of them before."""

    reply: Reply
    state_facts: str
    section_progress: str


def listed_replies(session: Session, round_id: int) -> list[ListedReply]:
    """The reply of every state asked, in one statement."""
    facts, progress = sa.cast(Reply.state_facts, sa.Text), sa.cast(Reply.section_progress, sa.Text)
    query = sa.select(Reply, facts, progress).where(Reply.round_id == round_id).options(*map(defer, _NOT_IN_LISTS))
    rows = session.execute(query.order_by(Reply.state))
    return [ListedReply(reply, state, sections) for reply, state, sections in rows]


def states_not_asked(session: Session, round_id: int) -> Sequence[str]:
    """The facts, as JSON text, of the states that a round does not ask."""
    asked = sa.select(Reply.state).where(Reply.round_id == round_id)
    return session.scalars(sa.select(sa.cast(MemberState.facts, sa.Text)).where(MemberState.iso3.not_in(asked))).all()


def open_at(session: Session, now: datetime) -> Sequence[Round]:
    """The rounds that take answers at this moment, the earliest deadline first."""
    is_open = sa.select(Round).where(Round.opened_at <= now, Round.closes_at > now)
    return session.scalars(is_open.order_by(Round.deadline)).all()


def newest_opened(session: Session, now: datetime) -> Round | None:
    """The one with the last deadline among those that were opened; None before the first."""
    opened = sa.select(Round).where(Round.opened_at <= now)
    return session.scalar(opened.order_by(Round.deadline.desc(), Round.id.desc()).limit(1))


def replies_standing(session: Session, standing: Standing, now: datetime) -> Sequence[Reply]:
    """The replies that stand so in the rounds that were opened, their rounds loaded."""
    found = sa.select(Reply).join(Reply.round).options(contains_eager(Reply.round))
    return session.scalars(found.where(Reply.standing == standing.value, Round.opened_at <= now)).all()


def reply(session: Session, round_id: int, state: str) -> Reply | None:
    """The reply of one state, if it was asked."""
    return session.scalar(sa.select(Reply).where(Reply.round_id == round_id, Reply.state == state))


def held(session: Session, round_: Round) -> None:
    """Holds a round until the end of the transaction: nobody else opens it, asks or invites meanwhile."""
    session.flush()  # what this deed has changed already would be forgotten
    session.refresh(round_, ["opened_at"], with_for_update=True)


def moves(session: Session, round_id: int) -> Sequence[Event]:
    """Each time that a round moved to another edition, the latest first."""
    of_round = sa.select(Event).where(Event.round_id == round_id, Event.deed == "round moved")
    return session.scalars(of_round.order_by(Event.id.desc())).all()


@dataclass(frozen=True)
class Count:
    """How many states a round asks, and how many of them have replied."""

    asked: int
    replied: int


def counts(session: Session, round_ids: Collection[int]) -> dict[int, Count]:
    """The counts of several rounds in one statement; a round that asks nobody is left out."""
    replied = sa.case((Reply.standing.in_([one.value for one in HAS_REPLIED]), 1), else_=0)
    query = sa.select(Reply.round_id, sa.func.count(), sa.func.sum(replied))
    rows = session.execute(query.where(Reply.round_id.in_(round_ids)).group_by(Reply.round_id))
    return {round_id: Count(asked, int(has_replied)) for round_id, asked, has_replied in rows}
