"""What is typed survives a server that is down or full and a session that has ended, with scripts and without.

And what was typed does not stay behind in the browser of somebody who has signed out.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import EndEverySession, FullDisk, Kept, MakeFocalPoint, SmallRound
from tests.journeys.navigators import CANNOT_SAVE, NOT_SAVED, SIGNED_OUT, FocalPoint
from tests.product import LiveServer

TYPED = "Coalición Nacional (CONATT)"


def test_while_the_server_is_down_it_says_not_saved_and_saves_when_it_is_back(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer, kept: Kept
) -> None:
    ana = focal_point("Ana Mora")
    _begins(ana, small_round)

    server.stop()
    ana.writes("body_name.text", TYPED)
    ana.leaves_the_field()
    ana.is_told("body_name", NOT_SAVED)
    ana.writes("body_name.text", f"{TYPED}, 2013")
    server.start()

    ana.is_told_that_it_is_saved("body_name")
    ana.leaves_the_field()
    expect(ana.field("body_name.text")).to_have_value(f"{TYPED}, 2013")
    ana.is_told_that_it_is_saved("body_name")
    assert kept("body_name") == [f"{TYPED}, 2013", TYPED]


def test_without_scripts_the_text_is_still_in_the_page_when_the_server_is_back(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer, kept: Kept
) -> None:
    ana = focal_point("Ana Mora", is_scripted=False)
    _begins(ana, small_round)

    server.stop()
    ana.writes("body_name.text", TYPED)
    ana.finds_nobody_there()
    server.start()
    ana.goes_back()
    ana.saves()

    ana.is_told_that_it_is_saved("body_name")
    assert kept("body_name") == [TYPED]


def test_a_text_typed_after_the_session_ended_is_saved_after_coming_in_in_another_tab(
    focal_point: MakeFocalPoint, small_round: SmallRound, end_every_session: EndEverySession, kept: Kept
) -> None:
    ana = focal_point("Ana Mora")
    _begins(ana, small_round)

    end_every_session()
    ana.writes("body_name.text", TYPED)
    ana.leaves_the_field()
    ana.is_told("body_name", SIGNED_OUT)
    ana.in_another_tab().comes_in()

    ana.is_told_that_it_is_saved("body_name")
    assert kept("body_name") == [TYPED]


def test_without_scripts_the_text_is_carried_through_coming_in_and_saved_with_one_press(
    focal_point: MakeFocalPoint, small_round: SmallRound, end_every_session: EndEverySession, kept: Kept
) -> None:
    ana = focal_point("Ana Mora", is_scripted=False)
    _begins(ana, small_round)

    end_every_session()
    ana.writes("body_name.text", TYPED)
    ana.saves()
    ana.finds_nothing_wrong()
    ana.says_who_it_is()
    ana.reads(TYPED)
    ana.finds_nothing_wrong()
    ana.goes_on()

    ana.is_told_that_it_is_saved("body_name")
    assert kept("body_name") == [TYPED]


def test_a_button_waits_for_the_line_and_the_page_stays(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer, kept: Kept
) -> None:
    ana = focal_point("Ana Mora")
    _begins(ana, small_round)

    server.stop()
    ana.writes("body_name.text", TYPED)
    ana.page.locator('.save-bar button[value="on"]').click()
    ana.is_told("body_name", NOT_SAVED)
    expect(ana.field("body_name.text")).to_have_value(TYPED)
    with ana.page.expect_navigation():
        server.start()

    assert "/section/laws" not in ana.page.url
    assert kept("body_name") == [TYPED]


def test_a_button_pressed_slowly_is_pressed_though_the_page_learns_meanwhile_that_the_line_is_down(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer, kept: Kept
) -> None:
    ana = focal_point("Ana Mora")
    _begins(ana, small_round)

    server.stop()
    ana.writes("body_name.text", TYPED)
    ana.page.locator('.save-bar button[value="on"]').hover()
    with ana.page.expect_event("requestfailed"):
        ana.page.mouse.down()
    ana.page.wait_for_timeout(300)
    ana.page.mouse.up()
    ana.is_told("body_name", NOT_SAVED)
    with ana.page.expect_navigation():
        server.start()

    assert "/section/laws" not in ana.page.url
    assert kept("body_name") == [TYPED]


def test_while_the_disk_is_full_it_says_not_saved_and_saves_when_there_is_room(
    focal_point: MakeFocalPoint, small_round: SmallRound, full_disk: FullDisk, kept: Kept
) -> None:
    ana = focal_point("Ana Mora")
    _begins(ana, small_round)
    text = TYPED * 400

    with full_disk():
        ana.writes("body_name.text", text)
        ana.leaves_the_field()
        ana.is_told("body_name", CANNOT_SAVE)

    ana.is_told_that_it_is_saved("body_name")
    assert kept("body_name") == [text]


def test_without_scripts_the_page_of_a_full_disk_holds_the_text_and_one_press_saves_it(
    focal_point: MakeFocalPoint, small_round: SmallRound, full_disk: FullDisk, kept: Kept
) -> None:
    ana = focal_point("Ana Mora", is_scripted=False)
    _begins(ana, small_round)
    text = TYPED * 400

    with full_disk():
        ana.writes("body_name.text", text)
        ana.saves()
        ana.reads(text)
        ana.finds_nothing_wrong()
    ana.goes_on()

    ana.is_told_that_it_is_saved("body_name")
    assert kept("body_name") == [text]


def test_a_text_is_saved_after_signing_out_and_in_again_in_another_tab(
    focal_point: MakeFocalPoint, small_round: SmallRound, kept: Kept
) -> None:
    ana = focal_point("Ana Mora")
    _begins(ana, small_round)
    other = ana.in_another_tab()
    other.opens_section(small_round.replies["CRI"], "laws")

    other.signs_out()
    ana.writes("body_name.text", TYPED)
    ana.leaves_the_field()
    ana.is_told("body_name", SIGNED_OUT)
    other.comes_in()

    ana.is_told_that_it_is_saved("body_name")
    assert kept("body_name") == [TYPED]


def test_leaving_with_unsaved_text_is_asked_about(
    focal_point: MakeFocalPoint, small_round: SmallRound, server: LiveServer
) -> None:
    ana = focal_point("Ana Mora")
    _begins(ana, small_round)
    asked = []
    ana.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    server.stop()
    ana.writes("body_name.text", TYPED)
    ana.leaves_the_field()
    ana.is_told("body_name", NOT_SAVED)
    with ana.page.expect_event("dialog"):
        ana.page.locator(".above a").first.click()

    assert asked == ["beforeunload"]
    expect(ana.field("body_name.text")).to_have_value(TYPED)
    server.start()


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_signing_out_leaves_nothing_behind(
    focal_point: MakeFocalPoint, small_round: SmallRound, is_scripted: bool
) -> None:
    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    _begins(ana, small_round)
    ana.writes("body_name.text", TYPED)
    ana.saves()
    ana.opens_the_history("body_name")
    ana.reads(TYPED)

    ana.signs_out()

    for _page in range(2):
        ana.goes_back()
        expect(ana.page.locator("html")).not_to_contain_text(TYPED)
        assert TYPED not in ana.page.content()
    if is_scripted:
        assert ana.page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
        assert ana.page.evaluate("() => 'caches' in window ? caches.keys() : []") == []


def _begins(ana: FocalPoint, small_round: SmallRound) -> None:
    ana.opens_section(small_round.replies["CRI"], "laws")
