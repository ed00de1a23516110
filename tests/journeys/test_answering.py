"""Small things of the pages on which a state answers, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import MakeFocalPoint, SmallRound


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_switching_the_language_keeps_what_was_just_typed(
    focal_point: MakeFocalPoint, small_round: SmallRound, is_scripted: bool
) -> None:
    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    ana.opens_section(small_round.replies["CRI"], "laws")

    ana.writes("body_name.text", "Coalición Nacional")
    ana.switches_language("en")

    expect(ana.field("body_name.text")).to_have_value("Coalición Nacional")
    assert ana.heading == "Laws and plan"
    ana.is_told_that_it_is_saved("body_name")
    ana.finds_nothing_wrong()


def test_enter_in_a_field_saves_the_page_and_presses_no_other_button(
    focal_point: MakeFocalPoint, small_round: SmallRound
) -> None:
    ana = focal_point("Ana Mora", is_scripted=False)
    ana.opens_section(small_round.replies["CRI"], "laws")

    ana.writes("body_name.text", "Coalición Nacional")
    ana.arrives_by_enter()

    ana.is_told_that_it_is_saved("body_name")
    assert ana.page.locator("html").get_attribute("lang") == "es"
    assert ana.heading == "Legislación y plan"
