"""Every text that ever stood at an answer is found again, and can stand there again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Kept, MakeFocalPoint, SmallRound

PLACE = "body_name"


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_text_that_a_colleague_wrote_over_is_brought_back(
    focal_point: MakeFocalPoint, small_round: SmallRound, kept: Kept, is_scripted: bool
) -> None:
    for name, text in (("Ana Mora", "Coalición Nacional"), ("Luis Vargas", "Comisión")):
        person = focal_point(name, is_scripted=is_scripted)
        person.opens_section(small_round.replies["CRI"], "laws")
        person.writes(f"{PLACE}.text", text)
        person.saves()

    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    ana.opens_section(small_round.replies["CRI"], "laws")
    ana.opens_the_history(PLACE)
    lines = ana.page.locator("ol.history li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("Luis Vargas")
    expect(lines.first.locator("del")).to_contain_text("Coalición Nacional")
    expect(lines.first.locator("ins")).to_contain_text("Comisión")
    ana.finds_nothing_wrong()
    ana.arrives_by(lines.nth(1).locator("button"))

    expect(lines).to_have_count(3)
    ana.arrives_by(ana.page.locator(".page > p .button"))
    expect(ana.field(f"{PLACE}.text")).to_have_value("Coalición Nacional")
    assert kept(PLACE) == ["Coalición Nacional", "Comisión", "Coalición Nacional"]


def test_the_history_is_offered_as_soon_as_something_is_saved(
    focal_point: MakeFocalPoint, small_round: SmallRound
) -> None:
    ana = focal_point("Ana Mora")
    ana.opens_section(small_round.replies["CRI"], "laws")
    expect(ana.question(PLACE).locator("a.history")).to_be_hidden()

    ana.writes(f"{PLACE}.text", "Coalición Nacional")
    ana.saves()

    expect(ana.question(PLACE).locator("a.history")).to_be_visible()
