"""Following a round: where the reply of each state stands, counted in all and by subregion."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from sqlalchemy.orm import Session

from surveyapp.core.standing import Standing, has_replied
from surveyapp.core.states import MemberState, Subregion, from_facts, from_json
from surveyapp.store import people, rounds
from surveyapp.store.models import Person, Reply, Round


class Stage(StrEnum):
    """How far a state is, in the four steps in which a round is counted."""

    REPLIED = "replied"
    COMPLETE = "complete"
    """Complete but not sent, or awaiting approval."""
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"


_STAGES = {
    Standing.NOT_STARTED: Stage.NOT_STARTED,
    Standing.IN_PROGRESS: Stage.IN_PROGRESS,
    Standing.COMPLETE_NOT_SENT: Stage.COMPLETE,
    Standing.AWAITING_APPROVAL: Stage.COMPLETE,
}


@dataclass(frozen=True, kw_only=True)
class StateStanding:
    """Where the reply of one state stands. Times are aware UTC."""

    reply: Reply
    state: MemberState
    """As it was when it was asked."""
    standing: Standing
    focal_points: tuple[Person, ...]
    deadline: datetime
    """Its own where it has been given one, else that of the round."""
    round_deadline: datetime
    is_overdue: bool
    """Nothing has been received and the deadline has passed."""
    is_late: bool
    """It was received after the deadline."""
    section_progress: str
    """Of `Reply.section_progress`, as JSON text."""

    @cached_property
    def stage(self) -> Stage:
        return _STAGES.get(self.standing, Stage.REPLIED)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """In which the state is written to."""
        return tuple(sorted({person.language for person in self.focal_points})) or (self.state.letter_language,)

    @property
    def has_own_deadline(self) -> bool:
        return self.reply.own_deadline is not None

    @property
    def has_extension(self) -> bool:
        """Whether its own deadline is later than that of the round."""
        return self.has_own_deadline and self.deadline > self.round_deadline


@dataclass(frozen=True)
class Counts:
    """How many of the states asked are at each stage."""

    by_stage: Counter[Stage]
    overdue: int
    late: int

    @property
    def asked(self) -> int:
        return self.by_stage.total()

    def at(self, stage: Stage) -> int:
        return self.by_stage[stage]


@dataclass(frozen=True)
class RoundStanding:
    """Where a round stands: its states in no particular order (a reader's language gives them one)."""

    round: Round
    states: tuple[StateStanding, ...]

    @cached_property
    def counts(self) -> Counts:
        return _counted(self.states)

    @cached_property
    def by_subregion(self) -> dict[Subregion, Counts]:
        """In the order in which subregions are shown; without those of which no state was asked."""
        found = {subregion: [one for one in self.states if one.state.subregion is subregion] for subregion in Subregion}
        return {subregion: _counted(states) for subregion, states in found.items() if states}


def standings(session: Session, round_: Round, now: datetime) -> RoundStanding:
    """Where every state of the round stands; two statements, however many states there are."""
    listed = rounds.listed_replies(session, round_.id)
    focal_points = people.focal_points_of(session, [one.reply.state for one in listed], now)
    return RoundStanding(
        round_,
        tuple(
            _standing(
                round_,
                one.reply,
                from_json(one.state_facts),
                focal_points.get(one.reply.state, ()),
                now,
                one.section_progress,
            )
            for one in listed
        ),
    )


def not_asked(session: Session, round_: Round) -> list[MemberState]:
    """The states of today that a round does not ask."""
    return [from_json(facts) for facts in rounds.states_not_asked(session, round_.id)]


def standing_of(session: Session, round_: Round, reply: Reply, now: datetime) -> StateStanding:
    """Where the reply of one state stands."""
    state, progress = from_facts(reply.state_facts), json.dumps(reply.section_progress)
    return _standing(round_, reply, state, people.focal_points(session, reply.state, now), now, progress)


def _standing(
    round_: Round,
    reply: Reply,
    state: MemberState,
    focal_points: Sequence[Person],
    now: datetime,
    section_progress: str,
) -> StateStanding:
    standing = Standing(reply.standing)
    deadline = reply.own_deadline or round_.deadline
    return StateStanding(
        reply=reply,
        state=state,
        standing=standing,
        focal_points=tuple(focal_points),
        deadline=deadline,
        round_deadline=round_.deadline,
        is_overdue=not has_replied(standing) and now > deadline,
        section_progress=section_progress,
        is_late=reply.submitted_at is not None and reply.submitted_at > deadline,
    )


def _counted(states: Iterable[StateStanding]) -> Counts:
    listed = list(states)
    return Counts(
        Counter(one.stage for one in listed),
        sum(one.is_overdue for one in listed),
        sum(one.is_late for one in listed),
    )
