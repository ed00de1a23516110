"""Last round's answers beside this round's questions, in a real browser with and without scripts."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from surveyapp.actions import answering, submitting
from surveyapp.actions.answering import Posted
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import writing
from tests.journeys.conftest import MakeFocalPoint, SmallRound, opened

THEN = {
    Place("body_name"): {"text": "Coalición Nacional contra la Trata"},
    Place("law_offence"): {"option": "preparing", "detail.preparing": "Proyecto de ley"},
}


@pytest.fixture
def reply(engine: sa.Engine, small_round: SmallRound) -> str:
    """The reply of Costa Rica in the open round; in one two years before, it answered and sent."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        edition = session.scalars(sa.select(models.Edition)).one()
        before = opened(session, edition, "before", now)
        before.deadline = now - timedelta(days=700)
        sent = next(one for one in before.replies if one.state == "CRI")
        answering.save_page(session, sent, {place: Posted(typed, 0) for place, typed in THEN.items()}, "1", None, now)
        submitting.submit(session, sent, {"name": "Ana Mora"}, "sent", None, now, "5a" * 16)
        session.commit()
    return small_round.replies["CRI"]


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(
    ("language", "see", "no_change"), [("es", "Ver la", "Sin cambios"), ("en", "See the", "No ch")]
)
def test_the_answer_of_then_is_asked_for_seen_and_kept(
    focal_point: MakeFocalPoint, reply: str, is_scripted: bool, language: str, see: str, no_change: str
) -> None:
    ana = focal_point("Ana Mora", language, is_scripted=is_scripted)
    ana.opens_section(reply, "laws")
    question = ana.question("law_offence")
    expect(ana.page.get_by_text("Proyecto de ley")).to_have_count(0)

    button = question.get_by_role("button", name=see)
    if is_scripted:
        button.click()
    else:
        ana.arrives_by(button)
    expect(question.locator(".last-answer")).to_contain_text("Proyecto de ley")
    ana.finds_nothing_wrong()
    ana.arrives_by(ana.question("law_offence").get_by_role("button", name=no_change))

    expect(ana.field("law_offence.detail.preparing")).to_have_value("Proyecto de ley")
    ana.finds_nothing_wrong()


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_reuse_and_edit_goes_on_in_the_field(focal_point: MakeFocalPoint, reply: str, is_scripted: bool) -> None:
    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    ana.goes_to(f"/reply/{reply}/section/laws?last=body_name")

    ana.arrives_by(ana.question("body_name").get_by_role("button", name="Retomar y modificar"))

    expect(ana.field("body_name.text")).to_be_focused()
    expect(ana.field("body_name.text")).to_have_value("Coalición Nacional contra la Trata")


def test_what_was_typed_beside_it_is_not_lost_by_looking(focal_point: MakeFocalPoint, reply: str) -> None:
    ana = focal_point("Ana Mora", is_scripted=False)
    ana.opens_section(reply, "laws")
    ana.writes("plan_first.text", "2020")

    ana.arrives_by(ana.question("body_name").get_by_role("button", name="Ver la respuesta"))

    expect(ana.field("plan_first.text")).to_have_value("2020")
