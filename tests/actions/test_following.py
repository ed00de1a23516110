from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions.following import Stage, standings
from surveyapp.core.states import Subregion
from tests.stored import DEADLINE, a_person, a_reply, a_round


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    bind = session.get_bind()
    sa.event.listen(bind, "before_cursor_execute", count)
    yield statements
    sa.event.remove(bind, "before_cursor_execute", count)


def replies(session, **standing: str):
    round_ = a_round(session)
    for state, name in standing.items():
        reply = a_reply(session, state, round_)
        reply.standing = name
        a_person(session, f"Focal point {state}", state=state)
    session.flush()
    return round_


def test_states_are_counted_by_stage_and_subregion(session, now):
    round_ = replies(
        session, CRI="submitted", JAM="cleared", PAN="awaiting_approval", GTM="in_progress", HTI="not_started"
    )

    standing = standings(session, round_, now)

    assert dict(standing.counts.by_stage) == {
        Stage.REPLIED: 2,
        Stage.COMPLETE: 1,
        Stage.IN_PROGRESS: 1,
        Stage.NOT_STARTED: 1,
    }
    assert standing.by_subregion[Subregion.CARIBBEAN].at(Stage.REPLIED) == 1
    assert Subregion.ANDEAN not in standing.by_subregion


def test_a_state_is_overdue_after_its_own_deadline(session):
    round_ = replies(session, CRI="in_progress", JAM="in_progress", PAN="submitted")
    later = {reply.state: reply for reply in round_.replies}["JAM"]
    later.own_deadline = DEADLINE + timedelta(days=10)

    found = standings(session, round_, DEADLINE + timedelta(days=1))

    assert {one.state.iso3 for one in found.states if one.is_overdue} == {"CRI"}
    assert {one.state.iso3 for one in found.states if one.has_own_deadline} == {"JAM"}


def test_late_is_a_fact_about_dates(session, now):
    round_ = replies(session, CRI="submitted", JAM="submitted")
    on_time, late = round_.replies
    on_time.submitted_at, late.submitted_at = DEADLINE, DEADLINE + timedelta(hours=1)

    found = {one.state.iso3: one.is_late for one in standings(session, round_, now).states}

    assert found == {on_time.state: False, late.state: True}


def test_the_statements_do_not_grow_with_the_states(session, now):
    few, many = {"CRI": "submitted"}, dict.fromkeys(("CRI", "JAM", "PAN", "GTM", "HTI", "PER", "CHL"), "in_progress")
    round_ = replies(session, **few)
    session.expire_all()
    with counted(session) as of_few:
        standings(session, round_, now)
    for state in many.keys() - few.keys():
        a_reply(session, state, round_)
    session.flush()

    with counted(session) as of_many:
        standings(session, round_, now)

    assert len(of_many) <= len(of_few) == 3
