"""The officer moves an open round to another edition: what is shown first, the press, what is on record."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import answering, authoring, moving_rounds, submitting
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.page_client import Page, PageClient
from tests.pages.desk import BILINGUAL, come_in
from tests.stored import OPENED, a_person, a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
OFFENCE = a_question(
    "offence", Kind.ONE, "yes partly no", wording=words("Is it an offence?", "¿Es un delito?"), number="1.1"
)
CALLS = a_question("calls", Kind.INTEGER, wording=words("How many calls?", "¿Cuántas llamadas?"), number="1.2")
PLAN = a_question("plan", number="1.3")


def a_form(*questions, version: str = "1") -> Questionnaire:
    return a_questionnaire(a_section("law", *questions, number="1"), version=version)


FORM = a_form(OFFENCE, CALLS, PLAN)
NEXT = a_form(
    replace(OFFENCE, options=(an_option("yes"), an_option("no"))),
    replace(CALLS, wording=words("How many calls were answered?", "¿Cuántas llamadas se atendieron?")),
    a_question("courts", number="1.4"),
    version="2",
)


class World:
    def __init__(self, app: Any, client: PageClient, session: Session, now: Any) -> None:
        app.config["CLOCK"] = lambda: now
        self.app = app
        round_ = a_round(session, FORM, **BILINGUAL)
        self.first = round_.edition.public_id
        self.replies = {state: a_reply(session, state, round_) for state in ("CRI", "JAM", "USA")}
        for state in self.replies:
            a_person(session, f"Person {state}", state=state)
        for state, option in (("CRI", "partly"), ("JAM", "yes")):
            answering.save_answer(session, self.replies[state], Place("offence"), {"option": option}, 0, "1", None, now)
        answering.save_answer(session, self.replies["JAM"], Place("calls"), {"text": "3"}, 0, "2", None, now)
        answering.save_answer(session, self.replies["JAM"], Place("plan"), {"text": "A plan"}, 0, "3", None, now)
        submitting.submit(session, self.replies["CRI"], DECLARED, "send", None, now, "5a" * 16)
        self.second = self.published(session, NEXT, now)
        self.client = come_in(client, session, now)

    def published(self, session: Session, form: Questionnaire, now: Any) -> str:
        edition = authoring.take_in(session, form, "form.xlsx", None, OPENED + timedelta(days=1))
        edition.published_at = now
        session.commit()
        return edition.public_id

    def open(self, to: str = "", language: str = "en") -> Page:
        return self.client.open(f"/{language}/secretariat/rounds/2026/edition", query={"to": to} if to else None)

    def standing(self) -> dict[str, str]:
        with reading(self.app.extensions["engine"]) as session:
            return {one.state: one.standing for one in session.scalars(sa.select(models.Reply))}

    def asked(self) -> list[str]:
        with reading(self.app.extensions["engine"]) as session:
            return sorted(session.scalars(sa.select(models.Confirmation.question)))


@pytest.fixture
def world(app, client, session, now) -> World:
    return World(app, client, session, now)


def test_the_round_leads_to_the_page_and_it_offers_the_other_editions(world: World) -> None:
    page = world.client.open("/en/secretariat/rounds/2026").follow("Correct the questionnaire of this round")

    assert "version 1, published on" in page.text
    assert [option.text_content() for option in page.all("option")] == ["version 2, published on 15 September 2026"]


def test_the_officer_sees_before_deciding_whom_it_concerns(world: World) -> None:
    page = world.open(world.second)

    [row] = page.document.get_element_by_id("substance").getparent().findall("tbody/tr")
    question, changes, states = (" ".join(" ".join(cell.itertext()).split()) for cell in row)
    assert question == "1.1 Is it an offence?"
    assert changes == "option removed: “Partly” (chosen by 1 state in what it sent; drafts are not read)"
    assert states == "● Costa Rica (submitted) ◕ Jamaica (complete, not sent)"
    assert "2 states are asked to confirm answers (2 in all)." in page.text
    assert "One reply that was sent is reopened" in page.text
    assert "1.3 Question plan" in page.text
    assert world.asked() == []


def test_the_same_in_spanish(world: World) -> None:
    page = world.open(world.second, "es")

    assert page.h1 == "Corregir el cuestionario de una ronda abierta"
    assert "¿Es un delito?" in page.text


def test_one_press_moves_the_round_and_says_what_was_done(world: World) -> None:
    page = press(world)

    assert world.standing() == {"CRI": "reopened", "JAM": "in_progress", "USA": "not_started"}
    assert world.asked() == ["offence", "offence"]
    assert "This round asks version 2" in page.text
    assert "Costa Rica and Jamaica" in page.text


def press(world: World, status: int = 200, **changes: Any) -> Page:
    page = world.open(world.second)
    [form] = [one for one in page.document.iterfind(".//main//form") if one.get("id") == "move"]
    fields = dict(form.form_values()) | changes
    return world.client.post(str(form.get("action")), fields, status)


def test_what_is_reworded_is_confirmed_where_the_officer_ticks_it(world: World) -> None:
    press(world, also=["calls"])

    assert world.asked() == ["calls", "offence", "offence"]


def test_a_press_on_what_has_changed_meanwhile_changes_nothing(world: World, now: Any) -> None:
    page = world.open(world.second)
    [form] = [one for one in page.document.iterfind(".//main//form") if one.get("id") == "move"]
    with writing(world.app.extensions["engine"]) as session:
        third = session.get_one(
            models.Edition, authoring.take_in(session, replace(NEXT, version="3"), "f.xlsx", None, now).id
        )
        third.published_at = now
        moving_rounds.move(session, session.scalars(sa.select(models.Round)).one(), third, [], None, now)
        session.commit()

    page = world.client.post(str(form.get("action")), dict(form.form_values()), 409)

    assert "has changed since you looked" in page.text
    assert world.asked() == ["offence", "offence"]


def test_an_edition_that_is_not_published_or_foreign_is_not_there(world: World, session: Session, now: Any) -> None:
    draft = authoring.take_in(session, replace(NEXT, version="9"), "form.xlsx", None, now)
    foreign = authoring.take_in(session, replace(FORM, code="another"), "form.xlsx", None, now)
    session.commit()

    for edition in (draft.public_id, foreign.public_id, "no-such-edition"):
        world.client.open("/en/secretariat/rounds/2026/edition", 404, {"to": edition})


def test_the_pages_of_round_and_state_say_what_is_open(world: World) -> None:
    press(world)

    assert "2 answers are still to be confirmed" in world.client.open("/en/secretariat/rounds/2026").text
    assert "Answers to be confirmed" in world.client.open("/en/secretariat/rounds/2026/CRI").text
    assert "Answers to be confirmed" not in world.client.open("/en/secretariat/rounds/2026/USA").text


def test_the_answers_that_were_sent_tell_both_wordings(world: World) -> None:
    press(world)

    text = world.client.open("/en/secretariat/rounds/2026/CRI/answers").text

    assert "“Partly” (not readable)" in text
    assert "† This answer was given to an earlier wording of the question." in text
    assert "Options then: “Yes”; “Partly”; “No”. Options now: “Yes”; “No”." in text
