"""Sections that are ready, and what was written after they were said to be; who is where."""

from datetime import timedelta

import pytest

from surveyapp.actions import answering, holding, presence, readiness
from surveyapp.actions.readiness import NotMarked
from surveyapp.core.places import Place
from surveyapp.core.section_standing import SectionStanding, standing
from tests.stored import a_person, a_reply


@pytest.fixture
def reply(session):
    return a_reply(session)


@pytest.fixture
def ana(session, reply):
    return a_person(session, "Ana Mora")


@pytest.fixture
def rosa(session, reply):
    return a_person(session, "Rosa Díaz", "contributor", "CRI", ["help"], institution="Fiscalía")


def write(session, reply, text, who, now, seen=0):
    return answering.save_answer(session, reply, Place("calls"), {"text": text}, seen, f"{now}", who, now)


def stands(session, reply, section, now):
    held = holding.read(session, reply, now)
    ready = presence.together(session, reply, now).ready
    return standing(1, ready.get(section), readiness.written_at(held).get(section))


def test_a_section_that_was_read_is_ready(session, reply, ana, rosa, now):
    write(session, reply, "7", rosa, now)

    assert readiness.mark(session, reply, "help", now, ana, now + timedelta(minutes=1)) is None

    assert stands(session, reply, "help", now) is SectionStanding.READY
    assert stands(session, reply, "law", now) is SectionStanding.IN_PROGRESS


def test_what_is_written_afterwards_shows(session, reply, ana, rosa, now):
    write(session, reply, "7", rosa, now)
    readiness.mark(session, reply, "help", now, ana, now + timedelta(minutes=1))

    write(session, reply, "8", rosa, now + timedelta(minutes=2), seen=1)

    assert stands(session, reply, "help", now) is SectionStanding.CHANGED


def test_a_section_is_not_ready_with_what_somebody_else_wrote_unseen(session, reply, ana, rosa, now):
    write(session, reply, "7", rosa, now)

    refused = readiness.mark(session, reply, "help", now - timedelta(minutes=1), ana, now + timedelta(minutes=1))

    assert refused is NotMarked.CHANGED_MEANWHILE


def test_what_the_focal_point_wrote_was_seen(session, reply, ana, now):
    write(session, reply, "7", ana, now)

    assert readiness.mark(session, reply, "help", now - timedelta(minutes=1), ana, now) is None


def test_a_section_is_not_ready_after_all(session, reply, ana, now):
    readiness.mark(session, reply, "help", now, ana, now)

    readiness.take_back(session, reply, "help", ana, now)

    assert stands(session, reply, "help", now) is SectionStanding.IN_PROGRESS


def test_nothing_is_marked_in_a_reply_that_was_sent(session, reply, ana, now):
    reply.standing = "submitted"
    session.flush()

    assert readiness.mark(session, reply, "help", now, ana, now) is NotMarked.CANNOT_BE_WRITTEN


def test_there_is_no_mark_on_a_section_that_does_not_exist(session, reply, ana, now):
    assert readiness.mark(session, reply, "nothing", now, ana, now) is NotMarked.NO_SUCH_SECTION


# Presence


def seen(session, reply, now):
    return [(one.name, one.section, one.question) for one in presence.together(session, reply, now).present]


def test_somebody_is_seen_where_he_or_she_was_last(session, reply, rosa, now):
    presence.note(session, reply, rosa, "help", "calls", now)
    presence.note(session, reply, rosa, "help", "budget", now)

    assert seen(session, reply, now) == [("Rosa Díaz", "help", "budget")]


def test_presence_is_forgotten_after_minutes(session, reply, ana, rosa, now):
    presence.note(session, reply, rosa, "help", "calls", now)

    later = now + presence.FORGOTTEN_AFTER
    assert seen(session, reply, later) == []

    presence.note(session, reply, ana, "law", "", later)
    assert seen(session, reply, now) == [("Ana Mora", "law", "")]  # the row is gone


def test_somebody_who_was_removed_is_not_seen(session, reply, rosa, now):
    presence.note(session, reply, rosa, "help", "calls", now)
    rosa.roles[0].until = now
    session.flush()

    assert seen(session, reply, now) == []


def test_nothing_is_noted_where_nothing_changed_a_short_while_ago(session, reply, rosa, now):
    presence.note(session, reply, rosa, "help", "calls", now)
    before = presence.together(session, reply, now).present

    assert not presence.is_to_be_noted(before, rosa, "help", "calls", now + timedelta(seconds=30))
    assert presence.is_to_be_noted(before, rosa, "help", "budget", now + timedelta(seconds=30))
    assert presence.is_to_be_noted(before, rosa, "help", "calls", now + timedelta(seconds=60))
