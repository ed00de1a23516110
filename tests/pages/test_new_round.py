"""An officer plans a round, names focal points, opens it and invites: without JavaScript, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, rounds
from surveyapp.core.states import read_states, taking_part
from surveyapp.data import text
from surveyapp.store.models import Event, Letter, Role, Round
from tests.page_client import Page, PageClient
from tests.pages.desk import BILINGUAL, RONDA, ROUND, a_round_with, come_in
from tests.stored import a_reply, a_round, laws_and_figures

NEW = "/en/secretariat/rounds/new"
NUEVA = "/es/secretariat/rounds/new"


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    rounds.load_member_states(session)
    edition = authoring.take_in(session, laws_and_figures(), "form.xlsx", None, now)
    authoring.publish(session, edition, None, now)
    return come_in(client, session, now)


def fields(page: Page) -> dict[str, object]:
    """What an officer writes into the form, the questionnaire being chosen."""
    return {
        "code": "2026",
        "edition": page.document.xpath("//select[@name='edition']/option/@value")[0],
        "title_en": "Questionnaire, 2026",
        "title_es": "Cuestionario, 2026",
        "mandate_en": "AG/RES. 1",
        "mandate_es": "AG/RES. 1",
        "meeting_en": "Fourth Meeting",
        "meeting_es": "Cuarta Reunión",
        "meeting_on": "2026-12-01",
        "period_from": "2024-01-01",
        "period_to": "2025-12-31",
        "deadline_day": "2026-10-30",
        "deadline_time": "17:00",
        "closes_day": "2026-11-15",
        "closes_time": "17:00",
        "time_zone": "America/New_York",
        "states": ["CRI", "JAM"],
    }


def made(session: Session) -> Round | None:
    session.rollback()
    return session.scalars(sa.select(Round)).one_or_none()


# The list


def test_an_empty_list_says_how_to_begin(officer: PageClient) -> None:
    assert "To begin, you need a questionnaire that has been published" in officer.open("/en/secretariat").text
    assert officer.open("/es/secretariat").follow("Nueva ronda").h1 == "Nueva ronda"


def test_a_round_is_listed_with_where_it_stands(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "submitted", "JAM": "not_started"})

    page = officer.open("/en/secretariat")

    assert "1 of the 2 states asked has replied" in page.text
    assert "2024–2025" in page.text
    assert page.follow("2026").h1 == "1 of the 2 states asked has replied"


# The form


def test_those_that_take_part_today_are_proposed(officer: PageClient, now: datetime) -> None:
    page = officer.open(NEW)

    proposed = set(page.form("/new").fields["states"])
    assert proposed == {state.iso3 for state in taking_part(read_states(text("member_states.csv")), now.date())}
    assert not proposed & {"CUB", "NIC"}
    assert "The seat is disputed" in page.text
    assert "La representación está en controversia" in officer.open(NUEVA).text


def test_states_stand_by_subregion_in_the_official_order(officer: PageClient) -> None:
    page = officer.open(NUEVA)

    assert page.texts("legend")[0] == "América del Norte"
    first = page.document.xpath("(//fieldset)[1]//input/@value")
    assert first == ["CAN", "USA", "MEX"]


def test_those_that_take_part_on_the_deadline_can_be_proposed_and_nothing_typed_is_lost(officer: PageClient) -> None:
    page = officer.open(NEW)
    typed = {"title_en": "Round of 2012", "deadline_day": "2012-08-31"}

    again = page.form("/new").send(typed, button="Tick those that take part on the day of the deadline")

    assert "NIC" in again.form("/new").fields["states"]
    assert again.form("/new").fields["title_en"] == ["Round of 2012"]


def test_a_round_is_made_and_leads_to_its_focal_points(officer: PageClient, session: Session) -> None:
    page = officer.open(NEW)

    after = page.form("/new").send(fields(page), button="Make the round")

    assert after.h1 == "Focal points"
    round_ = made(session)
    assert round_ is not None
    assert round_.deadline == datetime(2026, 10, 30, 21, 0, tzinfo=UTC)
    assert round_.meeting_on == date(2026, 12, 1)
    assert round_.opened_at is None
    assert sorted(reply.state for reply in round_.replies) == ["CRI", "JAM"]
    assert session.scalars(sa.select(Event.by).where(Event.deed == "round created")).one() == "The officer"


def test_faults_stand_in_a_summary_and_beside_their_fields(officer: PageClient, session: Session) -> None:
    page = officer.open(NEW)
    wrong = fields(page) | {"code": "", "period_to": "2023-12-31", "meeting_es": "", "states": []}

    again = page.form("/new").send(wrong, status=422)
    assert "Give the round a code." in again.text

    again = page.form("/new").send(wrong | {"code": "a b"}, status=422)
    summary = again.texts(".errors")[0]
    assert "The reporting period ends before it begins." in summary
    assert "Write the Meeting in both languages, or in neither." in summary
    assert "Tick at least one state." in summary
    assert again.form("/new").fields["title_es"] == ["Cuestionario, 2026"]
    assert made(session) is None


def test_faults_are_told_in_spanish_too(officer: PageClient) -> None:
    page = officer.open(NUEVA)

    again = page.form("/new").send(fields(page) | {"closes_day": "2026-10-01"}, status=422)

    assert "La ronda se cerraría antes de vencer el plazo." in again.texts(".errors")[0]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("deadline_day", "31/08/2012"),
        ("deadline_day", "2026-02-30"),
        ("closes_day", "9999-12-31"),
        ("period_from", "0001-01-01"),
        ("deadline_time", "25:00"),
        ("time_zone", "Mars/Olympus"),
        ("edition", "no-such-edition"),
        ("states", ["XXX"]),
        ("code", "new"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_message(
    officer: PageClient, session: Session, field: str, typed: object
) -> None:
    page = officer.open(NEW)

    again = page.form("/new").send(fields(page) | {field: typed}, status=422)

    assert again.all(".errors")
    assert made(session) is None


def test_switching_the_language_keeps_what_was_typed(officer: PageClient, session: Session) -> None:
    page = officer.open(NEW)

    typed = page.form("/new").fields | {"title_en": "Draft title", "switch": "es"}
    moved = officer.browser.post(NEW, data=typed)  # a browser posts the same once more to where it is sent
    spanish = officer.post(moved.location, typed)

    assert moved.status_code == 307
    assert spanish.h1 == "Nueva ronda"
    assert spanish.form("/new").fields["title_en"] == ["Draft title"]
    assert not spanish.all(".errors")
    assert made(session) is None


# Focal points


def person(**facts: str) -> dict[str, str]:
    default = {"state": "CRI", "name": "Ana Mora", "email": "ana@example.org", "language": "es"}
    return default | facts


def test_a_focal_point_is_named(officer: PageClient, session: Session) -> None:
    round_with(session)

    page = officer.open(f"{ROUND}/focal-points").form("/focal-points").send(person())

    assert "Ana Mora" in page.text
    assert session.scalars(sa.select(Role.state).where(Role.role == "focal_point")).all() == ["CRI"]


def test_several_people_may_share_an_address(officer: PageClient, session: Session) -> None:
    round_with(session)

    officer.open(f"{ROUND}/focal-points").form("/focal-points").send(person())
    page = officer.open(f"{ROUND}/focal-points").form("/focal-points").send(person(name="Luis Solano"))

    assert page.text.count("ana@example.org") == 2


def test_a_focal_point_with_faults_is_not_named_and_nothing_is_lost(officer: PageClient, session: Session) -> None:
    round_with(session)
    form = officer.open(f"{RONDA}/focal-points").form("/focal-points")

    form.send(person(email="añorve@example.org"), status=422)  # no mail can be handed over with it
    again = form.send(person(email="nowhere", name="Ana Mora"), status=422)
    assert again.form("/focal-points").fields["name"] == ["Ana Mora"]
    assert again.all(".errors")

    form.send(person(state="USA"), status=422)
    assert session.scalars(sa.select(Role).where(Role.role == "focal_point")).all() == []


def test_a_task_that_is_ended_ends_the_persons_access(officer: PageClient, session: Session) -> None:
    round_with(session)
    page = officer.open(f"{ROUND}/focal-points").form("/focal-points").send(person())

    after = page.form("/remove").send()

    assert "Ana Mora" not in after.text
    session.rollback()
    assert session.scalars(sa.select(Role.until).where(Role.role == "focal_point")).one() is not None


def round_with(session: Session) -> None:
    """The round asks Costa Rica, which has no focal point."""
    a_reply(session, "CRI", a_round(session, **BILINGUAL))
    session.commit()


# Invitations


def test_every_letter_is_read_before_anything_is_written(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "not_started", "JAM": "not_started"})

    page = officer.open(f"{ROUND}/invitations")

    assert [letter.get("lang") for letter in page.all(".letter")] == ["es", "en"]
    assert "De mi mayor consideración:" in page.texts(".letter")[0]
    assert session.scalars(sa.select(Letter)).all() == []


def test_one_button_writes_them_and_twice_writes_nothing_twice(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "not_started", "JAM": "not_started"})
    form = officer.open(f"{ROUND}/invitations").form("/invitations")

    after = form.send(button="Send these 2 letters")
    form.send()

    assert after.h1 == "Letters"
    session.rollback()
    assert len(session.scalars(sa.select(Letter)).all()) == 2
    assert "2 states have been invited." in officer.open(f"{ROUND}/invitations").text


def test_states_that_cannot_be_written_to_are_listed(officer: PageClient, session: Session) -> None:
    round_with(session)

    page = officer.open(f"{ROUND}/invitations")

    assert "No focal point is named for these states:" in page.text
    assert page.follow("Costa Rica").h1 == "Focal points"


def test_nothing_is_written_before_the_round_is_open(officer: PageClient, session: Session) -> None:
    a_round_with(session, {"CRI": "not_started"}, opened_at=None)
    page = officer.open(f"{ROUND}/invitations")
    assert "The letters can be sent once the round is open." in page.text

    officer.post(f"{ROUND}/invitations", {"csrf_token": page.form("/open").fields["csrf_token"]})

    session.rollback()
    assert session.scalars(sa.select(Letter)).all() == []


def test_the_questionnaire_says_to_which_version_last_answers_are_shown(
    officer: PageClient, session: Session, now: datetime
) -> None:
    second = authoring.take_in(session, replace(laws_and_figures(), version="2"), "form.xlsx", None, now)
    authoring.publish(session, second, None, now)
    session.commit()

    offered = officer.open(NEW).texts("option")

    assert "Best practices, version 2, with the last answers to version 1" in offered
    assert "Best practices, version 1" in offered
