"""Two people of one state save the same answer: neither text is lost, and the second decides with both before him."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Kept, MakeFocalPoint, SmallRound
from tests.journeys.navigators import TWO_TEXTS, FocalPoint

PLACE = "body_name"
LIST = "law_instruments"


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
    luis.is_told_at_the_foot_of_the_page_that_a_text_waits(PLACE)
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
    luis.is_told_at_the_foot_of_the_page_that_all_is_saved()
    expect(luis.field(f"{PLACE}.text")).to_have_value("Texto de Ana")
    assert kept(PLACE) == ["Texto de Ana"]


def test_the_second_goes_over_both_texts_put_together(luis_in_conflict: FocalPoint, kept: Kept) -> None:
    luis = luis_in_conflict
    both = luis.page.locator(f'[name="both.{PLACE}"]')
    expect(both).to_have_value("Texto de Ana; Texto de Luis")

    both.fill("Texto de Ana y de Luis")
    luis.settles(PLACE, "both")

    luis.is_told_that_it_is_saved(PLACE)
    expect(luis.field(f"{PLACE}.text")).to_have_value("Texto de Ana y de Luis")
    assert kept(PLACE) == ["Texto de Ana y de Luis", "Texto de Ana"]


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_what_each_changed_elsewhere_in_a_text_stands_in_the_one_put_together(
    focal_point: MakeFocalPoint, small_round: SmallRound, kept: Kept, is_scripted: bool
) -> None:
    ana = focal_point("Ana Mora", is_scripted=is_scripted)
    ana.opens_section(small_round.replies["CRI"], "laws")
    ana.writes(f"{PLACE}.text", "Coalición creada en 2005 por ley, con doce miembros")
    ana.saves()
    luis = focal_point("Luis Vargas", is_scripted=is_scripted)
    luis.opens_section(small_round.replies["CRI"], "laws")

    ana.writes(f"{PLACE}.text", "Coalición creada en 2006 por ley, con doce miembros")
    ana.saves()
    luis.writes(f"{PLACE}.text", "Coalición creada en 2005 por ley, con trece miembros")
    luis.saves()

    both = "Coalición creada en 2006 por ley, con trece miembros"
    expect(luis.page.locator(f'[name="both.{PLACE}"]')).to_have_value(both)
    luis.finds_nothing_wrong()
    luis.settles(PLACE, "both")
    assert kept(PLACE)[0] == both


def test_two_numbers_of_a_grid_stand_below_it_by_name_while_the_rest_of_it_is_saved(
    focal_point: MakeFocalPoint, small_round: SmallRound
) -> None:
    ana, luis = focal_point("Ana Mora"), focal_point("Luis Vargas")
    for person in (ana, luis):
        person.opens_section(small_round.replies["CRI"], "assistance")
    ana.writes("victims/y1/women.text", "4")
    ana.saves()
    luis.writes("victims/y1/women.text", "5")
    luis.saves()
    luis.is_told("victims", TWO_TEXTS)

    luis.writes("victims/y2/women.text", "7")
    luis.saves()

    expect(luis.question("victims").locator("table .conflict")).to_have_count(0)
    expect(luis.question("victims").locator(".conflict h3")).to_contain_text("(")
    luis.is_told("victims", TWO_TEXTS)
    luis.is_told_at_the_foot_of_the_page_that_a_text_waits("victims")
    luis.finds_nothing_wrong()


@pytest.mark.parametrize("is_scripted", [True, False], ids=["with scripts", "without scripts"])
def test_entries_that_both_add_to_one_list_both_stand(
    focal_point: MakeFocalPoint, small_round: SmallRound, is_scripted: bool
) -> None:
    people = [focal_point(name, is_scripted=is_scripted) for name in ("Ana Mora", "Luis Vargas")]
    for person in people:
        person.opens_section(small_round.replies["CRI"], "laws")

    added = [person.adds_an_entry(LIST) for person in people]
    for person, name in zip(people, added, strict=True):
        person.writes(f"{name}.title.text", f"Ley de {person.email}")
        person.saves()

    people[0].opens_section(small_round.replies["CRI"], "laws")
    values = [people[0].field(f"{name}.title.text").input_value() for name in added]
    assert values == [f"Ley de {person.email}" for person in people]
