"""The ladder in the store: what it proposes, what an officer decides, and who gets nothing after all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from surveyapp import worker
from surveyapp.actions import answering, reminders, requesting, submitting
from surveyapp.core import reminding
from surveyapp.core.places import Place
from surveyapp.core.reminding import USUAL, Why
from surveyapp.store import models
from surveyapp.store import reminders as store
from surveyapp.store.database import reading, writing
from surveyapp.store.secretariat_models import Authority
from tests import stored

BEFORE = datetime(2026, 9, 16, 16, 0, tzinfo=UTC)
NEAR = datetime(2026, 9, 28, 16, 0, tzinfo=UTC)
OVERDUE = datetime(2026, 10, 7, 16, 0, tzinfo=UTC)
TO_MISSION = datetime(2026, 10, 14, 16, 0, tzinfo=UTC)
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
URL = "http://localhost"


@pytest.fixture(params=["sqlite"])
def database_url(request):
    """What a database could do differently here, one test holds."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def round_(session):
    """Costa Rica and Jamaica have a focal point each, Haiti has none; Costa Rica's and Haiti's missions are known."""
    found = stored.a_round(session)
    for state in ("CRI", "JAM", "HTI"):
        stored.a_reply(session, state, found)
    stored.a_person(session, "Ana Mora", title="Directora")
    stored.a_person(session, "Desmond Reid", state="JAM", language="en")
    for state, language, email in (("CRI", "es", "mision@example.org"), ("HTI", "en", "mission@example.org")):
        facts = {"state": state, "kind": "mission", "language": language, "since": stored.OPENED}
        session.add(Authority(public_id=models.new_public_id(), emails=[email], **facts))
    session.commit()
    return found


def reply(session, state):
    return session.scalars(sa.select(models.Reply).where(models.Reply.state == state)).one()


def propose(session, round_, now):
    written = reminders.propose(session, round_, URL, now)
    session.commit()
    return [(one.email, one.kind, one.status) for one in written]


def automatic(session, round_):
    reminders.change_ladder(session, round_, replace(USUAL, is_automatic=True), None, stored.OPENED)
    session.commit()


def submits(session, state, now):
    one = reply(session, state)
    answering.save_answer(session, one, Place("offence"), {"option": "yes"}, 0, "one", None, now)
    made = submitting.submit(session, one, DECLARED, f"send {state}", None, now, "5a" * 16)
    assert isinstance(made, models.Submission)
    session.commit()


def statuses(session):
    session.expire_all()
    rows = session.execute(sa.select(models.Letter.email, models.Letter.kind, models.Letter.status))
    return {(email.partition("@")[0], kind): status for email, kind, status in rows if kind in reminding.KINDS}


def events(session):
    return session.scalars(sa.select(models.Event.deed).order_by(models.Event.id)).all()


def test_letters_of_a_step_are_held_in_one_batch_until_an_officer_approves(session, round_):
    assert propose(session, round_, BEFORE) == [
        ("ana.mora@example.org", "reminder_before", "held"),
        ("desmond.reid@example.org", "reminder_before", "held"),
    ]
    [batch] = store.batches(session, round_.id)
    assert (batch.step, batch.due_on, batch.status) == ("1", date(2026, 9, 16), "proposed")

    assert reminders.approve(session, round_, batch, None, BEFORE) == 2
    assert reminders.approve(session, round_, batch, None, BEFORE) is None
    assert set(statuses(session).values()) == {"waiting"}
    assert {"reminders proposed", "reminders approved"} <= set(events(session))


def test_proposing_again_the_same_day_or_the_next_adds_nothing(session, round_):
    propose(session, round_, BEFORE)

    assert propose(session, round_, BEFORE) == []
    assert propose(session, round_, BEFORE + timedelta(days=1)) == []
    assert not reminders.is_anything_to_do(session, round_, URL, BEFORE)


def test_an_automatic_round_sets_its_letters_on_their_way_at_once(session, round_):
    automatic(session, round_)

    assert [status for *_who, status in propose(session, round_, BEFORE)] == ["waiting", "waiting"]
    assert store.batches(session, round_.id)[0].is_automatic


def test_a_state_that_replied_between_proposal_and_approval_gets_nothing(session, round_):
    propose(session, round_, BEFORE)
    submits(session, "CRI", BEFORE)
    [batch] = store.batches(session, round_.id)

    assert reminders.approve(session, round_, batch, None, BEFORE) == 1
    assert statuses(session) == {
        ("ana.mora", "reminder_before"): "cancelled",
        ("desmond.reid", "reminder_before"): "waiting",
    }
    assert session.scalars(sa.select(models.Letter.outcome).where(models.Letter.status == "cancelled")).all() == [
        "Not sent: the state has replied."
    ]


def test_a_state_that_replied_between_approval_and_sending_gets_nothing(engine, settings, session, round_):
    automatic(session, round_)
    propose(session, round_, BEFORE)
    submits(session, "CRI", BEFORE)

    worker.send_due(engine, settings, lambda: BEFORE)

    assert statuses(session)[("ana.mora", "reminder_before")] == "cancelled"
    assert statuses(session)[("desmond.reid", "reminder_before")] == "kept"


def test_what_nobody_approves_lapses_when_the_next_step_falls_due(session, round_):
    propose(session, round_, BEFORE)

    assert [kind for _email, kind, _status in propose(session, round_, NEAR)] == ["reminder_last_day"] * 2
    former, latter = reversed(store.batches(session, round_.id))
    assert (former.status, latter.status) == ("cancelled", "proposed")
    assert {letter.status for letter in former.letters} == {"cancelled"}
    assert "reminders lapsed" in events(session)


def test_after_a_week_away_only_the_newest_step_is_written(session, round_):
    assert [kind for _email, kind, _status in propose(session, round_, OVERDUE)] == ["reminder_overdue"] * 2


def test_the_observers_of_a_state_get_the_note_too_and_nobody_gets_it_twice(session, round_):
    stored.a_person(session, "Olga Ruiz", "observer")
    stored.a_person(session, "Mission", "observer", "HTI")
    stored.a_person(session, "Observer", "observer", "JAM", language="en")

    assert sorted(email for email, _kind, _status in propose(session, round_, TO_MISSION)) == [
        "mision@example.org",
        "mission@example.org",
        "observer@example.org",
        "olga.ruiz@example.org",
    ]
    [batch] = session.scalars(sa.select(models.ReminderBatch))
    assert [why for _letter, why in reminders.objections(session, batch, TO_MISSION) if why] == []


def test_the_mission_is_written_to_at_its_addresses_also_where_there_is_no_focal_point(session, round_):
    assert sorted(propose(session, round_, TO_MISSION)) == [
        ("mision@example.org", "note_to_mission", "held"),
        ("mission@example.org", "note_to_mission", "held"),
    ]
    notes = {letter.language: letter.body for letter in session.scalars(sa.select(models.Letter))}
    assert "saluda muy atentamente a la Misión Permanente de Costa Rica" in notes["es"]
    assert "    - Ana Mora, Directora\n" in notes["es"]
    assert "has no record of a national focal point" in notes["en"]


def test_who_cannot_be_written_to_is_told(session, round_):
    seen = reminders.outlook(session, round_, URL, BEFORE)

    nobody = [seen.reply(one).state for one in seen.verdicts if one.why is Why.NOBODY]
    assert nobody == ["HTI"]


def test_letters_say_the_deadline_by_both_clocks_in_the_language_of_each(session, round_):
    propose(session, round_, BEFORE)

    bodies = {letter.language: letter.body for letter in session.scalars(sa.select(models.Letter))}
    assert "miércoles 30 de septiembre de 2026, a las 15:00 (hora de San José; 17:00 en Washington" in bodies["es"]
    assert "Wednesday 30 September 2026, 16:00 (Kingston time; 17:00 in Washington" in bodies["en"]


def test_a_deadline_after_the_clocks_went_back_is_told_by_the_clocks_of_then(session):
    """Washington is two hours ahead of San José in October, one in November."""
    after = datetime(2026, 11, 2, 22, 0, tzinfo=UTC)
    found = stored.a_round(session, deadline=after, closes_at=after + timedelta(days=30))
    stored.a_reply(session, "CRI", found)
    stored.a_person(session, "Ana Mora")
    propose(session, found, datetime(2026, 10, 19, 16, 0, tzinfo=UTC))

    [body] = session.scalars(sa.select(models.Letter.body)).all()
    assert "lunes 2 de noviembre de 2026, a las 16:00 (hora de San José; 17:00 en Washington" in body


def test_more_time_given_takes_back_what_is_held_and_begins_the_ladder_anew(session, round_):
    propose(session, round_, NEAR)
    granted = requesting.extend(session, reply(session, "CRI"), date(2026, 10, 30), "Yes.", "one", None, NEAR, URL)
    assert isinstance(granted, models.StateRequest)
    propose(session, round_, NEAR)

    assert statuses(session)[("ana.mora", "reminder_last_day")] == "cancelled"
    first_again = propose(session, round_, datetime(2026, 10, 16, 16, 0, tzinfo=UTC))
    assert ("ana.mora@example.org", "reminder_before", "held") in first_again


def test_a_document_handed_in_stops_the_ladder(session, round_):
    one = reply(session, "CRI")
    facts = {"reply_id": one.id, "at": BEFORE}
    paper = models.Attachment(place="@document", name="a.pdf", media_type="application/pdf", size=1, sha256="", **facts)
    session.add(paper)
    session.flush()
    session.add(models.Document(kind="document", attachment_id=paper.id, **facts))

    assert [email for email, *_more in propose(session, round_, BEFORE)] == ["desmond.reid@example.org"]


def test_a_paused_state_gets_none_until_its_day_and_then_the_newest(session, round_):
    reminders.pause(session, reply(session, "CRI"), "Elections.", date(2026, 9, 20), None, BEFORE)

    assert [email for email, *_more in propose(session, round_, BEFORE)] == ["desmond.reid@example.org"]
    later = propose(session, round_, datetime(2026, 9, 20, 16, 0, tzinfo=UTC))
    assert later == [("ana.mora@example.org", "reminder_before", "held")]


def test_pausing_and_resuming_twice_is_once(session, round_):
    one = reply(session, "CRI")
    for _ in range(2):
        reminders.pause(session, one, "Elections.", None, None, BEFORE)
    for _ in range(2):
        reminders.resume(session, one, None, BEFORE)

    assert [deed for deed in events(session) if deed.startswith("reminders ")] == [
        "reminders paused",
        "reminders resumed",
    ]


def test_what_was_taken_back_because_of_a_pause_is_written_when_it_ends(session, round_):
    propose(session, round_, TO_MISSION)
    [batch] = store.batches(session, round_.id)
    reminders.pause(session, reply(session, "CRI"), "A visit.", date(2026, 10, 17), None, TO_MISSION)

    assert reminders.approve(session, round_, batch, None, TO_MISSION) == 1
    after = datetime(2026, 10, 17, 16, 0, tzinfo=UTC)
    assert propose(session, round_, after) == [("mision@example.org", "note_to_mission", "held")]


def test_a_batch_that_is_cancelled_is_not_written_again(session, round_):
    propose(session, round_, BEFORE)
    [batch] = store.batches(session, round_.id)

    assert reminders.cancel(session, round_, batch, None, BEFORE)
    assert not reminders.cancel(session, round_, batch, None, BEFORE)
    assert reminders.approve(session, round_, batch, None, BEFORE) is None
    assert propose(session, round_, BEFORE + timedelta(days=1)) == []


def test_a_letter_that_is_struck_stays_behind(session, round_):
    propose(session, round_, BEFORE)
    [batch] = store.batches(session, round_.id)
    struck = next(letter for letter in batch.letters if letter.language == "es")

    assert reminders.strike(session, round_, batch, struck, None, BEFORE)
    assert not reminders.strike(session, round_, batch, struck, None, BEFORE)
    assert reminders.approve(session, round_, batch, None, BEFORE) == 1
    assert propose(session, round_, BEFORE) == []


def test_a_batch_whose_last_letter_is_struck_is_settled(session, round_):
    propose(session, round_, BEFORE)
    [batch] = store.batches(session, round_.id)

    for letter in batch.letters:
        reminders.strike(session, round_, batch, letter, None, BEFORE)

    assert batch.status == "cancelled"


def test_the_ladder_of_a_round_is_changed_on_record_once(session, round_):
    automatic(session, round_)
    automatic(session, round_)

    assert reminders.ladder(round_) == replace(USUAL, is_automatic=True)
    assert [deed for deed in events(session) if deed == "ladder changed"] == ["ladder changed"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_workers_at_once_write_each_letter_once(engine, session, round_):
    """Each has looked before the other has written."""
    first, second = writing(engine), writing(engine)
    with first as one, second as other:
        theirs, ours = one.get_one(models.Round, round_.id), other.get_one(models.Round, round_.id)
        assert reminders.is_anything_to_do(one, theirs, URL, BEFORE)
        assert reminders.is_anything_to_do(other, ours, URL, BEFORE)
        assert len(reminders.propose(one, theirs, URL, BEFORE)) == 2
        one.commit()
        assert reminders.propose(other, ours, URL, BEFORE) == []
        other.commit()


def test_the_worker_proposes_in_open_rounds_and_stops_at_closing(engine, settings, session, round_):
    session.commit()

    assert worker.remind(engine, settings, BEFORE) == 2
    assert worker.remind(engine, settings, BEFORE) == 0
    assert worker.remind(engine, settings, round_.closes_at) == 0
    with reading(engine) as looking:
        assert len(store.batches(looking, round_.id)) == 1


def test_who_was_named_when_it_was_proposed_and_is_no_more_gets_nothing_and_the_successor_does(session, round_):
    propose(session, round_, BEFORE)
    former = session.scalars(sa.select(models.Role).where(models.Role.state == "CRI")).one()
    former.until = BEFORE
    stored.a_person(session, "Luis Soto")
    [batch] = store.batches(session, round_.id)

    assert reminders.approve(session, round_, batch, None, BEFORE) == 1
    assert statuses(session)[("ana.mora", "reminder_before")] == "cancelled"
    assert propose(session, round_, BEFORE) == [("luis.soto@example.org", "reminder_before", "held")]


def test_what_still_waits_when_the_round_closes_lapses(engine, settings, session, round_):
    propose(session, round_, TO_MISSION)

    assert worker.remind(engine, settings, round_.closes_at) == 0
    assert set(statuses(session).values()) == {"cancelled"}


def test_a_round_that_becomes_automatic_lets_go_what_waited_for_an_approval(session, round_):
    propose(session, round_, BEFORE)
    submits(session, "JAM", BEFORE)

    reminders.change_ladder(session, round_, replace(USUAL, is_automatic=True), None, BEFORE)

    assert set(statuses(session).items()) == {
        (("ana.mora", "reminder_before"), "waiting"),
        (("desmond.reid", "reminder_before"), "cancelled"),
    }


def test_a_state_gets_one_letter_a_day_whatever_the_round(session, round_):
    other = stored.a_round(session, code="2027")
    stored.a_reply(session, "CRI", other)
    automatic(session, round_)
    automatic(session, other)

    assert len(propose(session, round_, BEFORE)) == 2
    assert propose(session, other, BEFORE) == []
    assert [email for email, *_rest in propose(session, other, BEFORE + timedelta(days=1))] == ["ana.mora@example.org"]


def test_two_letters_that_wait_in_two_rounds_do_not_both_go_on_a_day(session, round_):
    other = stored.a_round(session, code="2027")
    stored.a_reply(session, "CRI", other)
    propose(session, round_, BEFORE)
    propose(session, other, BEFORE)
    [[one], [two]] = [store.batches(session, each.id) for each in (round_, other)]

    assert reminders.approve(session, round_, one, None, BEFORE) == 2
    assert reminders.approve(session, other, two, None, BEFORE) == 0
