"""What is typed survives a server that is down and a session that has ended, with scripts and without."""

from playwright.sync_api import expect

from tests.journeys.conftest import EndEverySession, Kept, MakeFocalPoint, SmallRound
from tests.journeys.navigators import NOT_SAVED, SIGNED_OUT, FocalPoint
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
    ana.page.go_back()
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


def _begins(ana: FocalPoint, small_round: SmallRound) -> None:
    ana.opens_section(small_round.replies["CRI"], "laws")
