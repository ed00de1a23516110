"""Two people of one state save the same answer: neither text is lost, and the second decides with both before him."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Kept, MakeFocalPoint, SmallRound
from tests.journeys.navigators import TWO_TEXTS, FocalPoint

PLACE = "body_name"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def luis_in_conflict(
    focal_point: MakeFocalPoint, small_round: SmallRound, request: pytest.FixtureRequest
) -> FocalPoint:
    """Luis, who opened the page before Ana saved her text, and then saved his own."""
    ana = focal_point("Ana Mora", is_scripted=request.param)
    luis = focal_point("Luis Vargas", is_scripted=request.param)
    for person in (ana, luis):
        person.opens_section(small_round.replies["CRI"], "laws")
    ana.writes(f"{PLACE}.text", "Texto de Ana")
    ana.saves()
    ana.is_told_that_it_is_saved(PLACE)

    luis.writes(f"{PLACE}.text", "Texto de Luis")
    luis.writes("plan_first.text", "2020")
    luis.saves()
    return luis


def test_the_second_sees_both_texts_and_everything_else_is_saved(luis_in_conflict: FocalPoint, kept: Kept) -> None:
    luis = luis_in_conflict
    luis.is_told(PLACE, TWO_TEXTS)
    for text in ("Texto de Ana", "Texto de Luis", "Ana Mora"):
        expect(luis.question(PLACE).locator(".conflict")).to_contain_text(text)
    expect(luis.field(f"{PLACE}.text")).to_have_value("Texto de Luis")
    luis.is_told_that_it_is_saved("plan_first")
    assert kept(PLACE) == ["Texto de Ana"]
    luis.finds_nothing_wrong()


def test_the_second_keeps_something_of_both(luis_in_conflict: FocalPoint, kept: Kept) -> None:
    luis = luis_in_conflict

    luis.writes(f"{PLACE}.text", "Texto de Ana y de Luis")
    luis.settles(PLACE, "yours")

    luis.is_told_that_it_is_saved(PLACE)
    expect(luis.field(f"{PLACE}.text")).to_have_value("Texto de Ana y de Luis")
    assert kept(PLACE) == ["Texto de Ana y de Luis", "Texto de Ana"]


def test_the_second_keeps_the_text_of_the_first(luis_in_conflict: FocalPoint, kept: Kept) -> None:
    luis = luis_in_conflict

    luis.settles(PLACE, "theirs")

    luis.is_told_that_it_is_saved(PLACE)
    expect(luis.field(f"{PLACE}.text")).to_have_value("Texto de Ana")
    assert kept(PLACE) == ["Texto de Ana"]
