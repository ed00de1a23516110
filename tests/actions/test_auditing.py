"""The log as evidence, on both databases: sealed in batches, verified, its end held against a receipt."""

import threading

import pytest
import sqlalchemy as sa

from surveyapp import worker
from surveyapp.actions import auditing
from surveyapp.actions.recording import record
from surveyapp.core.event_chain import Break
from surveyapp.store.database import make_engine, reading, writing
from surveyapp.store.models import Event
from surveyapp.store.secretariat_models import Seal
from tests.stored import a_person, a_reply

KEY = "the key of the log in tests"
OTHERWISE = {
    "at": "2020-01-01 00:00:00.000000",
    "deed": "signed out",
    "person_id": None,
    "by": "Somebody else",
    "round_id": None,
    "reply_id": None,
    "place": "plan",
    "details": "{}",
}


@pytest.fixture
def log(engine, now, monkeypatch):
    """Eight events in three seals: the first is that of the questionnaire."""
    monkeypatch.setattr(auditing, "MOST_EVENTS", 3)
    with writing(engine) as session:
        reply = a_reply(session)
        who = a_person(session)
        for number in range(7):
            about = {"round_id": reply.round_id, "reply_id": reply.id, "place": "offence"}
            record(session, "answer confirmed", now, who, **about, details={"number": number, "share": 0.5})
        session.commit()
        while auditing.seal_due(session, KEY, now):
            session.commit()


def verified(engine, receipt=None):
    with reading(engine) as session:
        return auditing.verify(session, KEY, receipt)


def change(engine, statement, **values):
    with writing(engine) as session:
        session.execute(sa.text(statement), values)
        session.commit()


def ids(engine):
    with reading(engine) as session:
        return list(session.scalars(sa.select(Event.id).order_by(Event.id)))


def test_a_log_that_nobody_touched_holds(engine, log):
    found = verified(engine)

    assert (found.holds, found.seals, found.sealed_events, found.unsealed_events) == (True, 3, 8, 0)


@pytest.mark.parametrize("column", sorted(OTHERWISE))
def test_an_altered_column_is_found(engine, log, column):
    fifth = ids(engine)[4]
    kinds = {"details": "JSONB", "at": "TIMESTAMPTZ"} | dict.fromkeys(("person_id", "round_id", "reply_id"), "INTEGER")
    is_strict = engine.dialect.name == "postgresql" and column in kinds
    value = f"CAST(:value AS {kinds[column]})" if is_strict else ":value"
    change(engine, f'UPDATE event SET "{column}" = {value} WHERE id = :id', value=OTHERWISE[column], id=fifth)

    broken = verified(engine).broken

    assert (broken.how, broken.seal) == (Break.EVENT_ALTERED, 2)
    assert broken.first_event <= fifth <= broken.last_event


def test_a_removed_event_is_named(engine, log):
    sixth = ids(engine)[5]
    change(engine, "DELETE FROM event WHERE id = :id", id=sixth)

    broken = verified(engine).broken

    assert (broken.how, broken.missing) == (Break.EVENT_MISSING, (sixth,))


def test_the_end_that_was_cut_off_is_found_with_a_receipt(engine, log):
    with reading(engine) as session:
        receipt = auditing.receipt(session)
    change(engine, "DELETE FROM seal WHERE number = 3")
    change(engine, "DELETE FROM event WHERE id = :id", id=ids(engine)[7])

    assert verified(engine).holds
    assert verified(engine, receipt).broken.how is Break.CUT_OFF


def test_another_key_verifies_nothing(engine, log):
    with reading(engine) as session:
        assert not auditing.verify(session, "another key altogether").holds


def test_what_is_recorded_later_goes_into_the_next_seal(engine, log, now):
    with writing(engine) as session:
        record(session, "signed in", now, by="Ana")
        session.commit()
    assert verified(engine).unsealed_events == 1

    with writing(engine) as session:
        assert auditing.seal_due(session, KEY, now).number == 4
        session.commit()

    found = verified(engine)
    assert (found.holds, found.sealed_events, found.unsealed_events) == (True, 9, 0)


def test_the_worker_seals_all_that_waits(engine, settings, now):
    with writing(engine) as session:
        for _number in range(2 * auditing.MOST_EVENTS + 1):
            record(session, "signed in", now, by="Ana")
        session.commit()

    assert worker.seal_due(engine, settings, now) == 3
    assert worker.seal_due(engine, settings, now) == 0


def test_two_workers_at_once_make_one_chain(engine, settings, database_url, now):
    with writing(engine) as session:
        for _number in range(900):
            record(session, "signed in", now, by="Ana")
        session.commit()
    others = [make_engine(database_url) for _ in range(3)]
    threads = [threading.Thread(target=worker.seal_due, args=(one, settings, now)) for one in others]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for one in others:
        one.dispose()
    worker.seal_due(engine, settings, now)

    with reading(engine) as session:
        found = auditing.verify(session, settings.audit_key)
        numbers = list(session.scalars(sa.select(Seal.number).order_by(Seal.number)))
    assert (found.holds, found.sealed_events) == (True, 900)
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_event_that_is_on_its_way_is_not_left_behind(postgresql_url, now):
    engine = make_engine(postgresql_url)
    with writing(engine) as slow, writing(engine) as quick, writing(engine) as sealing:
        record(slow, "signed in", now, by="Slow")
        slow.flush()  # it has its id and is not committed
        record(quick, "signed in", now, by="Quick")
        quick.commit()
        assert auditing.seal_due(sealing, KEY, now) is None
        sealing.rollback()

        slow.commit()
        assert auditing.seal_due(sealing, KEY, now).events == 2
        sealing.rollback()
    engine.dispose()
