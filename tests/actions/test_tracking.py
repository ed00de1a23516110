from datetime import UTC, date, datetime, timedelta

from surveyapp.actions import following, tracking
from surveyapp.core.states import from_facts
from surveyapp.store import models
from surveyapp.store.secretariat_models import ContactEntry
from tests.stored import DEADLINE, a_person, a_reply, a_round

TODAY = DEADLINE - timedelta(days=10)


def a_round_before(session, after, deadline, **days):
    """A round of the same questionnaire; replies came so many days after its deadline, None: none."""
    copied = ("title", "mandate", "meeting", "period_from", "period_to", "time_zone", "edition")
    before = models.Round(
        code=str(deadline.year),
        created_at=deadline,
        opened_at=deadline - timedelta(days=60),
        deadline=deadline,
        closes_at=deadline + timedelta(days=30),
        **{name: getattr(after, name) for name in copied},
    )
    session.add(before)
    for state, day in days.items():
        reply = a_reply(session, state, before)
        if day is not None:
            reply.standing, reply.submitted_at = "submitted", deadline + timedelta(days=day)
    session.flush()


def test_earlier_rounds_are_counted_to_the_same_day(session):
    round_ = a_round(session)
    reply = a_reply(session, "CRI", round_)
    a_reply(session, "JAM", round_)
    reply.standing, reply.submitted_at = "submitted", TODAY - timedelta(days=2)
    a_round_before(session, round_, datetime(2024, 3, 9, 22, tzinfo=UTC), CRI=-30, JAM=-10, PAN=-9, GTM=None)
    a_round_before(session, round_, datetime(2022, 9, 30, 21, tzinfo=UTC), CRI=-11)
    a_round_before(session, round_, DEADLINE + timedelta(days=400), CRI=-30)

    found = tracking.tracked(session, round_, TODAY).responses

    assert found.day == -10
    assert [(one.code, one.by_then, one.asked, one.up_to_now) for one in found.levels] == [
        ("2026", 1, 2, 1),
        ("2024", 2, 4, 3),
        ("2022", 1, 1, 1),
    ]
    assert [(code, one.steps()) for code, one in found.curves] == [
        ("2026", [(-12, 1)]),
        ("2024", [(-30, 1), (-10, 2), (-9, 3)]),
    ]


def test_the_newest_contacts_are_found(session):
    round_ = a_round(session)
    reply = a_reply(session, "CRI", round_)
    officer = a_person(session, "Officer", role="officer", state=None)
    reply.officer_id = officer.id
    for number, status in enumerate(("sent", "sent", "waiting")):
        session.add(a_letter(reply, number, status))
    for day, corrected in ((12, None), (14, TODAY), (13, None)):
        session.add(a_call(reply, date(2026, 9, day), withdrawn_at=corrected))
    session.flush()

    found = tracking.tracked(session, round_, TODAY)

    assert found.letters[reply.id].at == TODAY + timedelta(hours=1)
    assert found.contacts["CRI"].on == date(2026, 9, 13)
    assert found.officer_of(reply.officer_id) == "Officer"
    (one,) = found.standing.states
    assert found.last_contact(one) == tracking.LastContact(date(2026, 9, 20), "invitation", is_letter=True)
    assert one.state == from_facts(reply.state_facts)
    assert not following.not_asked(session, round_)


def a_letter(reply, number: int, status: str) -> models.Letter:
    return models.Letter(
        kind="invitation",
        occasion=f"occasion {number}",
        round_id=reply.round_id,
        reply_id=reply.id,
        email="a@example.org",
        email_key="a@example.org",
        language="en",
        subject="Subject",
        body="Body",
        status=status,
        created_at=TODAY + timedelta(hours=number),
    )


def a_call(reply, on: date, **facts: object) -> ContactEntry:
    default = {"kind": "call", "direction": "out", "happened_on": on, "text": "Called.", "entered_at": TODAY}
    return ContactEntry(round_id=reply.round_id, reply_id=reply.id, state=reply.state, **default | facts)
