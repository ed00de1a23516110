"""What other answers change on the page while somebody writes, in a real browser."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from surveyapp.actions import authoring, people, rounds
from surveyapp.store.database import writing
from tests.journeys.conftest import MakeFocalPoint, address_of, opened
from tests.journeys.navigators import FocalPoint
from tests.pages.test_living_questions import a_living_form


@pytest.fixture
def reply(engine: sa.Engine) -> str:
    """The public id of Costa Rica's reply to a form in which every answer changes something else."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        rounds.load_member_states(session)
        ana = people.name_person(session, address_of("Ana Mora"), "Ana Mora", "en", now)
        people.give_role(session, ana, "focal_point", now, state="CRI")
        edition = authoring.take_in(session, a_living_form(), "living.xlsx", None, now)
        authoring.publish(session, edition, None, now)
        round_ = opened(session, edition, "living", now)
        session.commit()
        return next(one.public_id for one in round_.replies if one.state == "CRI")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def ana(request: pytest.FixtureRequest, focal_point: MakeFocalPoint, reply: str) -> FocalPoint:
    ana = focal_point("Ana Mora", "en", is_scripted=request.param)
    ana.opens_section(reply, "first")
    return ana


def test_options_are_offered_as_the_answer_they_hang_on_is_given(ana: FocalPoint) -> None:
    ana.chooses("region.option", "coast")
    ana.saves()
    expect(ana.field("province.option").nth(0)).to_be_hidden()
    ana.chooses("province.option", "lima")
    ana.saves()

    ana.chooses("region.option", "highlands")
    ana.saves()

    expect(ana.field("province.option").nth(0)).to_be_visible()
    expect(ana.page.locator('[name="a.province.option"][value="lima"]')).to_be_checked()
    ana.is_told("province", "(no longer offered)")
    ana.finds_nothing_wrong()


def test_what_is_worked_out_follows_what_is_written_and_opens_a_question(ana: FocalPoint) -> None:
    expect(ana.question("many")).to_be_hidden()

    ana.writes("women.text", "8")
    ana.writes("men.text", "7")
    ana.saves()

    expect(ana.page.locator("#q-people-value")).to_have_text("15")
    expect(ana.question("many")).to_be_visible()


def test_what_is_proposed_becomes_an_answer_by_one_press_and_not_before(ana: FocalPoint) -> None:
    expect(ana.field("level.text")).to_have_value("")

    ana.arrives_by(ana.question("level").locator("button[name=use]"))

    expect(ana.field("level.text")).to_have_value("5")
    expect(ana.question("level").locator(".proposal")).to_have_count(0)
    ana.is_told_that_it_is_saved("level")
