"""One reply from many hands: an official is invited, comes in, writes, is seen; the focal point reads and marks it."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from surveyapp.store import models
from surveyapp.store.database import reading
from tests.browser import NewContext
from tests.journeys.conftest import MakeFocalPoint, SmallRound
from tests.journeys.navigators import WIDE, FocalPoint, Mailbox
from tests.product import LiveServer

ROSA = {
    "name": "Rosa Díaz",
    "title": "Fiscal",
    "institution": "Fiscalía General",
    "email": "rosa.diaz@example.org",
    "wanted_by": (datetime.now(UTC) + timedelta(days=10)).date().isoformat(),
    "message": "Le agradeceré responder esta sección.",
}


def is_invited(ana: FocalPoint, reply: str) -> None:
    ana.goes_to(f"/reply/{reply}/people")
    ana.finds_nothing_wrong()
    for name, text in ROSA.items():
        ana.page.locator(f"#invite [name={name}]").fill(text)
    ana.page.locator("#invite [name=sections][value=laws]").check()
    ana.goes_on()
    ana.reads("Rosa Díaz")


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_an_official_answers_a_section_and_the_focal_point_marks_it_ready(
    focal_point: MakeFocalPoint,
    small_round: SmallRound,
    new_context: NewContext,
    server: LiveServer,
    mailbox: Mailbox,
    engine: sa.Engine,
    is_scripted: bool,
) -> None:
    reply = small_round.replies["CRI"]
    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    is_invited(ana, reply)

    [letter] = [one for one in mailbox.letters(ROSA["email"]) if one.kind == "contributor_invitation"]
    assert server.address in letter.body
    assert ROSA["message"] in letter.body

    context = new_context(java_script_enabled=is_scripted, locale="es", viewport=WIDE)
    rosa = FocalPoint(context.new_page(), server.address, "es", mailbox, email=ROSA["email"], is_scripted=is_scripted)
    rosa.comes_in()
    rosa.reads(ROSA["message"])
    expect(rosa.page.locator("ol.tasks a[href*='/section/']")).to_have_count(1)
    rosa.finds_nothing_wrong()

    rosa.opens_section(reply, "laws")
    rosa.writes("body_name.text", "Coalición Nacional")
    rosa.saves()
    rosa.is_told_that_it_is_saved("body_name")

    ana.opens_section(reply, "laws")
    ana.reads("Fiscalía General")
    expect(ana.field("body_name.text")).to_have_value("Coalición Nacional")
    ana.finds_nothing_wrong()
    ana.arrives_by(ana.page.locator("button[name=ready]"))
    ana.reads("Lista: ")
    ana.goes_to(f"/reply/{reply}")
    ana.reads("Lista: ")
    ana.finds_nothing_wrong()
    with reading(engine) as session:
        assert [one.section for one in session.scalars(sa.select(models.SectionReady))] == ["laws"]


def test_a_colleague_is_seen_while_he_writes(focal_point: MakeFocalPoint, small_round: SmallRound) -> None:
    reply = small_round.replies["CRI"]
    luis, ana = focal_point("Luis Vargas"), focal_point("Ana Mora")
    for person in (luis, ana):
        person.opens_section(reply, "laws")

    with luis.page.expect_response("**/presence"):
        luis.field("body_name.text").focus()
    with ana.page.expect_response("**/presence"):
        ana.field("plan_first.text").focus()

    expect(ana.question("body_name").locator(".present")).to_contain_text("CONATT")
    expect(ana.page.locator("[data-present]")).to_contain_text("CONATT")
    ana.finds_nothing_wrong()
