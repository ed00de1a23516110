"""Who works on a reply: what a focal point may decide, and what it does to sessions, letters and the record."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import coming_in, delegating, seeing, submitting
from surveyapp.actions.delegating import Hand, Named, Task
from surveyapp.store import models, people
from tests.stored import a_person, a_reply

BASE = "https://survey.example.org"
ROSA = Named("Rosa Díaz", "rosa.diaz@example.org", "es", "Fiscal", "Fiscalía General")


@pytest.fixture
def reply(session, now):
    reply = a_reply(session)
    session.commit()
    return reply


@pytest.fixture
def ana(session, reply):
    return a_person(session, "Ana Mora", institution="CONATT")


def letters(session, kind):
    return session.scalars(sa.select(models.Letter).where(models.Letter.kind == kind)).all()


def viewer(session, person, now):
    return seeing.viewer_of(session, person, now)


def test_an_official_is_invited_to_sections_with_a_message_and_a_day(session, reply, ana, now):
    task = Task(sections=frozenset({"law"}), message="Estimada colega:\ngracias.", wanted_by=date(2026, 9, 20))

    role = delegating.invite(session, reply, ROSA, task, BASE, ana, now)

    assert (role.role, role.state, role.sections, role.given_by_id) == ("contributor", "CRI", ["law"], ana.id)
    [letter] = letters(session, "contributor_invitation")
    assert (letter.email, letter.language, letter.person_id) == ("rosa.diaz@example.org", "es", role.person_id)
    assert "Estimada colega:" in letter.body
    assert "20 de septiembre de 2026" in letter.body
    assert f"{BASE}/es/ask-to-join/{reply.public_id}" in letter.body


def test_a_letter_speaks_the_language_of_the_person(session, reply, ana, now):
    joy = Named("Joy Brown", "joy@example.org", "en", "", "Ministry of Justice")

    delegating.invite(session, reply, joy, Task(sections=None), BASE, ana, now)

    [letter] = letters(session, "contributor_invitation")
    assert "You are asked to answer all its sections." in letter.body


def test_nobody_is_invited_twice(session, reply, ana, now):
    delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now)

    with pytest.raises(delegating.AlreadyOfTheStateError):
        delegating.invite(session, reply, ROSA, Task(sections=frozenset({"help"})), BASE, ana, now)

    assert len(letters(session, "contributor_invitation")) == 1


def test_several_named_people_may_share_an_address(session, reply, ana, now):
    other = Named("Juan Solís", ROSA.email, "es", "", "Fiscalía General")

    first = delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now)
    second = delegating.invite(session, reply, other, Task(sections=frozenset({"help"})), BASE, ana, now)

    assert first.person_id != second.person_id
    assert len(letters(session, "contributor_invitation")) == 2


def test_nobody_of_the_secretariat_is_invited(session, reply, ana, now):
    a_person(session, "Officer", "officer", None)

    with pytest.raises(delegating.OfTheSecretariatError):
        delegating.invite(
            session, reply, Named("Officer", "officer@example.org", "en"), Task(sections=None), BASE, ana, now
        )


def test_somebody_of_another_state_is_another_person_here_and_is_not_changed(session, reply, ana, now):
    foreign = a_person(session, "Joy Brown", state="CRI", title="Director")
    a_reply(session, "JAM", reply.round)
    foreign.roles[0].state = "JAM"
    session.flush()

    named = Named("Joy Brown", foreign.email, "en", "Something else", "Another institution")
    role = delegating.invite(session, reply, named, Task(sections=None), BASE, ana, now)

    assert role.person_id != foreign.id
    assert (foreign.title, foreign.language) == ("Director", "es")
    assert viewer(session, foreign, now).states == {"JAM"}


def test_a_contributor_who_may_read_the_rest_writes_only_the_own_sections(session, reply, ana, now):
    role = delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"}), sees_rest=True), BASE, ana, now)
    rosa = viewer(session, session.get_one(models.Person, role.person_id), now)

    assert seeing.sections_of(rosa, reply) is None
    assert seeing.may_write(rosa, reply, "law")
    assert not seeing.may_write(rosa, reply, "help")


def test_other_sections_are_written_to_the_person_once_and_the_same_not_again(session, reply, ana, now):
    role = delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now)
    person = session.get_one(models.Person, role.person_id)
    wanted = Task(sections=frozenset({"help"}), message="Otra sección")

    changed = delegating.change_task(session, reply, person, wanted, BASE, ana, now)
    again = delegating.change_task(session, reply, person, wanted, BASE, ana, now + timedelta(hours=1))

    assert (changed, again) == (True, False)
    assert role.sections == ["help"]
    assert len(letters(session, "contributor_invitation")) == 2


def test_the_letter_can_be_sent_again(session, reply, ana, now):
    role = delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now)
    person = session.get_one(models.Person, role.person_id)

    for _ in range(2):  # pressed twice
        delegating.write_again(session, reply, person, BASE, ana, now + timedelta(days=1))

    assert len(letters(session, "contributor_invitation")) == 2


def test_an_alternate_can_do_all_the_focal_point_can(session, reply, ana, now):
    role = delegating.invite(session, reply, ROSA, Task(hand=Hand.ALTERNATE), BASE, ana, now)
    rosa = viewer(session, session.get_one(models.Person, role.person_id), now)

    assert role.is_alternate
    assert role.sections is None
    assert seeing.may_submit(rosa, reply)
    assert seeing.directs(rosa, reply)
    assert len(letters(session, "alternate_invitation")) == 1


def test_the_permanent_mission_reads_and_does_not_write(session, reply, ana, now):
    role = delegating.invite(session, reply, ROSA, Task(hand=Hand.MISSION), BASE, ana, now)
    rosa = viewer(session, session.get_one(models.Person, role.person_id), now)

    assert role.role == "observer"
    assert seeing.sections_of(rosa, reply) is None
    assert not seeing.may_write(rosa, reply, "law")
    assert len(letters(session, "mission_invitation")) == 1


def test_removing_a_person_ends_the_sessions_at_once(session, reply, ana, now):
    role = delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now)
    person = session.get_one(models.Person, role.person_id)
    token = coming_in.begin(session, person, now)

    delegating.remove(session, reply, person, ana, now)

    assert coming_in.viewer_with(session, token, now) is None
    assert viewer(session, person, now) is None


def test_who_was_removed_may_come_back_as_the_same_person(session, reply, ana, now):
    role = delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now)
    person = session.get_one(models.Person, role.person_id)
    delegating.remove(session, reply, person, ana, now)

    again = delegating.invite(
        session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now + timedelta(days=1)
    )

    assert again.person_id == person.id
    assert len(letters(session, "contributor_invitation")) == 2


def test_the_last_focal_point_does_not_leave_without_a_successor(session, reply, ana, now):
    with pytest.raises(delegating.LastFocalPointError):
        delegating.remove(session, reply, ana, ana, now)

    assert people.focal_points(session, "CRI", now) == [ana]


def test_one_of_two_focal_points_may_leave(session, reply, ana, now):
    luis = a_person(session, "Luis Vargas")

    delegating.remove(session, reply, ana, ana, now)

    assert people.focal_points(session, "CRI", now) == [luis]


def test_a_successor_takes_the_place_and_the_predecessor_is_out(session, reply, ana, now):
    token = coming_in.begin(session, ana, now)

    successor = delegating.hand_over(session, reply, ana, ROSA, BASE, now)

    assert people.focal_points(session, "CRI", now) == [successor]
    assert coming_in.viewer_with(session, token, now) is None
    [letter] = letters(session, "successor_invitation")
    assert letter.email == "rosa.diaz@example.org"
    assert "Ana Mora" in letter.body
    deeds = session.scalars(sa.select(models.Event.deed).where(models.Event.reply_id == reply.id)).all()
    assert "focal point handed over" in deeds


def test_a_successor_is_told_when_the_reply_was_sent_and_under_which_receipt(session, reply, ana, now):
    declared = {"name": "Ana Mora", "title": "Directora", "institution": "CONATT"}
    made = submitting.submit(session, reply, declared, "send", ana, now, "5a" * 16)

    delegating.hand_over(session, reply, ana, ROSA, BASE, now + timedelta(days=1))

    [letter] = letters(session, "successor_invitation")
    assert f"su acuse de recibo es el {made.receipt}" in letter.body
    assert "El plazo para responder" not in letter.body


def test_a_contributor_who_succeeds_is_focal_point_and_nothing_else(session, reply, ana, now):
    delegating.invite(session, reply, ROSA, Task(sections=frozenset({"law"})), BASE, ana, now)

    successor = delegating.hand_over(session, reply, ana, ROSA, BASE, now)

    held = delegating.roles_of(session, successor, "CRI", now)
    assert [role.role for role in held] == ["focal_point"]


def test_nobody_succeeds_himself(session, reply, ana, now):
    with pytest.raises(delegating.OwnSuccessorError):
        delegating.hand_over(session, reply, ana, Named(ana.name, ana.email, "es"), BASE, now)
