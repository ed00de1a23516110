"""Asking to be let in, and what a focal point answers."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import asking_to_join, delegating, holding, seeing
from surveyapp.actions.asking_to_join import Asking
from surveyapp.actions.delegating import Named, Task
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.sealing import Sealing
from surveyapp.store import models
from tests.stored import a_person, a_reply

BASE = "https://survey.example.org"
SEALING = Sealing("the secret key of the tests, for them alone")
ROSA = Named("Rosa Díaz", "rosa.diaz@example.org", "es", "Fiscal", "Fiscalía General")


@pytest.fixture
def reply(session):
    return a_reply(session)


@pytest.fixture
def ana(session, reply):
    return a_person(session, "Ana Mora")


def ask(session, reply, now, named=ROSA, network="203.0.113.7"):
    return asking_to_join.ask(session, SEALING, reply, Asking(named, network, "Me la reenvió el Ministro"), BASE, now)


def letters(session, kind):
    return session.scalars(sa.select(models.Letter).where(models.Letter.kind == kind)).all()


def test_every_focal_point_gets_one_letter_for_a_request(session, reply, ana, now):
    a_person(session, "Luis Vargas")

    ask(session, reply, now)
    ask(session, reply, now)

    written = letters(session, "access_request")
    assert sorted(one.email for one in written) == ["ana.mora@example.org", "luis.vargas@example.org"]
    assert all("Rosa Díaz, Fiscal, Fiscalía General" in one.body for one in written)
    assert all("Ministro" not in one.body for one in written)


def test_the_letter_names_the_sections_asked_for_in_the_language_of_who_reads_it(session, reply, ana, now):
    by = Asking(ROSA, "203.0.113.7", sections={"help"})

    asked = asking_to_join.ask(session, SEALING, reply, by, BASE, now)

    assert asked.sections == ["help"]
    [section] = delegating.section_names(holding.questionnaire(reply), ["help"], ana.language)
    [written] = letters(session, "access_request")
    assert f"    - {section}\n" in written.body


def test_whoever_works_on_the_reply_already_asks_for_nothing(session, reply, ana, now):
    assert ask(session, reply, now, Named("Ana Mora", "ana.mora@example.org", "es")) is None


def test_whoever_belongs_to_the_secretariat_asks_for_nothing(session, reply, ana, now):
    a_person(session, "Officer", "officer", None)

    assert ask(session, reply, now, Named("Somebody", "officer@example.org", "es")) is None


def test_only_focal_points_of_the_state_see_who_asks(session, reply, ana, now):
    asked = ask(session, reply, now)
    others = [
        a_person(session, "Contributor", "contributor", "CRI", ["law"]),
        a_person(session, "Observer", "observer", "CRI"),
        a_person(session, "Officer", "officer", None),
    ]

    for person in others:
        looking = seeing.viewer_of(session, person, now)
        assert seeing.access_requests(session, looking, reply) == []
        assert seeing.access_request(session, looking, reply, asked.public_id) is None
    assert seeing.access_requests(session, seeing.viewer_of(session, ana, now), reply) == [asked]


def test_one_press_lets_the_person_in_with_the_sections_chosen(session, reply, ana, now):
    asked = ask(session, reply, now)

    was_first = asking_to_join.let_in(session, reply, asked, Task(sections=frozenset({"law"})), BASE, ana, now)

    role = session.get_one(models.Role, asked.role_id)
    assert was_first
    assert (role.role, role.sections, role.person.name) == ("contributor", ["law"], "Rosa Díaz")
    assert len(letters(session, "contributor_invitation")) == 1


def test_a_request_is_decided_once(session, reply, ana, now):
    asked = ask(session, reply, now)

    asking_to_join.decline(session, reply, asked, ana, now)
    was_first = asking_to_join.let_in(session, reply, asked, Task(sections=None), BASE, ana, now)

    assert not was_first
    session.refresh(asked)
    assert asked.let_in is False
    assert letters(session, "contributor_invitation") == []


def test_who_was_invited_by_hand_meanwhile_keeps_the_sections_given_then(session, reply, ana, now):
    asked = ask(session, reply, now)
    role = delegating.invite(session, reply, ROSA, Task(sections=frozenset({"help"})), BASE, ana, now)

    asking_to_join.let_in(session, reply, asked, Task(sections=None), BASE, ana, now)

    assert role.sections == ["help"]


def test_asking_has_a_limit_for_each_address(session, reply, ana, now):
    for _ in range(3):
        ask(session, reply, now)

    with pytest.raises(TooOftenError):
        ask(session, reply, now)


def test_however_many_addresses_are_used_a_state_gets_no_more_letters_than_a_day_allows(session, reply, ana, now):
    def by_another(number):
        return ask(session, reply, now, Named(f"N{number}", f"n{number}@example.org", "es"), f"198.51.{number}.1")

    most = asking_to_join.OF_A_REPLY.times
    for number in range(most):
        by_another(number)

    with pytest.raises(TooOftenError):
        by_another(most)
    assert len(letters(session, "access_request")) == most
    assert ask(session, reply, now + timedelta(days=1, hours=12)) is not None
