"""Small things of the pages on which a state answers, in a real browser."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Kept, MakeFocalPoint, SmallRound


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


def test_of_a_grid_the_figure_that_was_changed_is_sent_and_no_other(
    focal_point: MakeFocalPoint, small_round: SmallRound, kept: Kept
) -> None:
    ana = focal_point("Ana Mora")
    ana.opens_section(small_round.replies["CRI"], "assistance")
    expect(ana.page.locator(".readiness:visible")).to_contain_text("Sin comenzar")
    ana.writes("victims/y1/women.text", "4")
    ana.leaves_the_field()
    expect(ana.page.locator(".readiness:visible")).to_contain_text("En curso")
    ana.saves()

    with ana.page.expect_request("**/answer") as request:
        ana.writes("victims/y2/women.text", "7")
        ana.leaves_the_field()
    ana.is_told_that_it_is_saved("victims")

    sent = parse_qs(request.value.post_data or "", keep_blank_values=True)
    places = [name for name in sent if name.startswith(("a.", "v."))]
    assert places == ["v.victims/y2/women", "a.victims/y2/women.text"]
    assert [kept(f"victims/y{year}/women") for year in (1, 2)] == [["4"], ["7"]]


def test_what_could_not_be_kept_is_still_said_after_another_figure_was_saved(
    focal_point: MakeFocalPoint, small_round: SmallRound
) -> None:
    ana = focal_point("Ana Mora")
    ana.opens_section(small_round.replies["CRI"], "assistance")
    fault = ana.question("victims").locator("td .error:visible")
    ana.writes("victims/y1/women.text", "4" * 20_001)
    ana.leaves_the_field()
    expect(fault).to_have_count(1)

    ana.writes("victims/y2/women.text", "7")
    ana.leaves_the_field()

    expect(ana.question("victims").locator("[name='v.victims/y2/women']")).to_have_value("1")
    expect(fault).to_have_count(1)
    ana.writes("victims/y1/women.text", "4")
    ana.saves()
    expect(fault).to_have_count(0)
