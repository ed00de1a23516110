"""Writing to all that have not replied at one press: the rules of the ladder hold."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from surveyapp import worker
from surveyapp.actions import writing_by_hand
from surveyapp.store import models
from tests import stored

NOW = datetime(2026, 9, 20, 16, 0, tzinfo=UTC)
URL = "http://localhost"


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def round_(session):
    found = stored.a_round(session)
    for state in ("CRI", "JAM"):
        stored.a_reply(session, state, found)
    stored.a_person(session, "Ana Mora")
    stored.a_person(session, "Desmond Reid", state="JAM", language="en")
    session.commit()
    return found


def write(session, round_, press, now=NOW):
    batch = writing_by_hand.write(session, round_, {"CRI", "JAM"}, press, None, URL, now)
    session.commit()
    return batch


def stand(session, state, standing):
    session.execute(sa.update(models.Reply).where(models.Reply.state == state).values(standing=standing))
    session.commit()
    session.expire_all()


def letters(session):
    session.expire_all()
    return sorted((one.kind, one.status) for one in session.scalars(sa.select(models.Letter)))


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (NOW, "reminder_before"),
        (datetime(2026, 9, 29, 16, 0, tzinfo=UTC), "reminder_last_day"),
        (datetime(2026, 10, 5, 16, 0, tzinfo=UTC), "reminder_overdue"),
    ],
)
def test_which_letter_it_is_the_day_says(session, round_, on, kind):
    write(session, round_, "one", on)

    assert letters(session) == [(kind, "waiting")] * 2


def test_two_officers_on_one_day_write_once(session, round_):
    first, again, other = (write(session, round_, press) for press in ("one", "one", "two"))

    assert first is not None
    assert again is first
    assert other is None
    assert len(letters(session)) == 2


def test_a_complete_reply_gets_its_own_letter(session, round_):
    stand(session, "CRI", "complete_not_sent")
    write(session, round_, "one")

    assert letters(session) == [("complete_not_sent", "waiting"), ("reminder_before", "waiting")]


def test_a_state_that_replied_between_the_press_and_the_sending_gets_nothing(engine, settings, session, round_):
    write(session, round_, "one")
    stand(session, "CRI", "submitted")

    worker.send_due(engine, settings, lambda: NOW)

    assert letters(session) == [("reminder_before", "cancelled"), ("reminder_before", "kept")]


def test_nobody_is_written_to_after_the_closing(session, round_):
    assert write(session, round_, "one", round_.closes_at + timedelta(hours=1)) is None
