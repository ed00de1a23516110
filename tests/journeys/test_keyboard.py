"""With the keyboard alone: coming in, going to the questions, answering a choice and a text."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import MakeFocalPoint, SmallRound


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_reply_can_be_begun_with_the_keyboard_alone(
    focal_point: MakeFocalPoint, small_round: SmallRound, is_scripted: bool
) -> None:
    ana = focal_point("Ana Mora", is_scripted=is_scripted, is_signed_in=False)
    keyboard = ana.page.keyboard

    ana.goes_to("/")
    ana.moves_to(ana.page.locator(".button.primary"))
    ana.arrives_by_enter()
    ana.moves_to(ana.page.locator("input[name=address]"))
    keyboard.type(ana.email)
    ana.arrives_by_enter()
    ana.moves_to(ana.page.locator("input[name=code]"))
    keyboard.type(ana.mailbox.newest_code(ana.email))
    ana.arrives_by_enter()
    ana.moves_to(ana.page.locator(".button.primary"))
    ana.arrives_by_enter()
    ana.moves_to(ana.field("law_offence.option").first)
    keyboard.press("ArrowDown")
    keyboard.press("Space")
    ana.moves_to(ana.field("body_name.text"))
    keyboard.type("Coalición Nacional")
    ana.moves_to(ana.page.locator('.save-bar button[value="stay"]'))
    ana.arrives_by_enter()

    expect(ana.field("law_offence.option").nth(1)).to_be_checked()
    expect(ana.field("body_name.text")).to_have_value("Coalición Nacional")
    ana.is_told_that_it_is_saved("law_offence")
    ana.is_told_that_it_is_saved("body_name")


def test_the_first_stop_of_the_keyboard_leads_past_the_masthead(
    focal_point: MakeFocalPoint, small_round: SmallRound
) -> None:
    ana = focal_point("Ana Mora", is_signed_in=False)
    ana.goes_to("/")

    ana.page.keyboard.press("Tab")
    expect(ana.page.locator(".skip")).to_be_focused()
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.press("Tab")

    expect(ana.page.locator(".button.primary")).to_be_focused()


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(
    focal_point: MakeFocalPoint, small_round: SmallRound, is_scripted: bool
) -> None:
    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    ana.goes_to(f"/reply/{small_round.replies['CRI']}/people")
    ana.goes_on()

    expect(ana.page.locator(".errors")).to_be_focused()
    ana.page.keyboard.press("Tab")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator("#invite [name=name]")).to_be_focused()
