"""What a section says of figures in doubt, of answers that are set aside, and of what a press has saved."""

import itertools
from datetime import timedelta

import pytest

from surveyapp.core.questionnaire import Kind, Totals
from tests.builders import a_column, a_question, a_questionnaire, a_section, words
from tests.pages.test_answering_pages import a_desk

MARKED = "The totals include a figure that is marked here: it counts as it stands. Please check it."
UNREADABLE = "The totals leave out a figure that could not be read."
COUNT = {"constraint": ". >= 0", "constraint_message": words("A count is 0 or more.", "Un recuento es 0 o mayor.")}


@pytest.fixture
def desk(app, now):
    """At a clock that goes on with every look at it, as clocks do."""
    looks = itertools.count()
    desk = a_desk(app, now, form=figures_kept_if_there_are_any())
    app.config["CLOCK"] = lambda: now + timedelta(milliseconds=next(looks))
    return desk


def figures_kept_if_there_are_any():
    yes_only = "${kept} = 'yes'"
    columns = (a_column("women", **COUNT), a_column("men", **COUNT))
    facts = {"rows": "y1 y2", "columns": columns, "totals": Totals.BOTH, "companions": (a_question("source"),)}
    return a_questionnaire(
        a_section(
            "data",
            a_question("kept", Kind.ONE, "yes no", number="1.1"),
            a_question("victims", Kind.GRID, number="1.2", relevant=yes_only, **facts),
            a_question("cases", Kind.GRID, number="1.3", **facts),
            number="1",
        ),
        a_section("help", a_question("calls", Kind.INTEGER, number="2.1"), number="2"),
    )


def saved(page, fields, button="Save", section="data"):
    return page.form(f"/section/{section}").send(fields, button)


# Figures in doubt


def test_a_figure_that_is_marked_or_unreadable_is_never_silently_in_a_total_or_out_of_it(desk):
    figures = {"a.cases/y1/women.text": "20", "a.cases/y1/men.text": "-3", "a.cases/y2/women.text": "some"}

    page = saved(desk.section("data"), figures)

    assert page.texts("#t-cases-y1") == ["17"]
    [said] = page.texts("#q-cases-totals")
    assert said == f"{MARKED} {UNREADABLE}"
    told = desk.leave("cases/y1/men", **{"v.cases/y1/men": "1", "a.cases/y1/men.text": "3"})
    assert told["totals"]["t-cases-y1"] == "23"
    assert told["totals"]["q-cases-totals"] == UNREADABLE


def test_what_is_wrong_in_a_grid_stands_below_its_row_and_widens_no_column(desk):
    page = saved(desk.section("data"), {"a.cases/y1/men.text": "-3"})

    (row,) = page.document.xpath("//*[@id='q-cases']//tr[@class='wrong-cells'][not(@hidden)]")
    (message,) = row.xpath(".//p[not(@hidden)]")
    assert message.text == "A count is 0 or more."
    assert message.get("data-column") == "Men"
    assert row.getprevious().xpath(".//input[@aria-invalid]/@aria-describedby") == [message.get("id")]


# What is set aside


@pytest.mark.parametrize(
    ("language", "button", "words_of_it"),
    [
        ("en", "Save", "What was entered in 1.2 is kept and not counted"),
        ("es", "Guardar", "Lo escrito en 1.2 se conserva, pero no se cuenta"),
    ],
)
def test_answers_that_are_asked_no_longer_are_said_to_be_kept_where_the_answer_changed(
    desk, language, button, words_of_it
):
    figures = {"a.kept.option": "yes", "a.victims/y1/women.text": "4"}
    page = saved(desk.section("data", language), figures, button)
    assert words_of_it not in page.text

    page = saved(page, {"a.kept.option": "no"}, button)

    assert words_of_it in page.texts("#q-kept-status")[0]
    assert words_of_it in page.texts(".saved-now")[0]
    assert words_of_it not in saved(page, {"a.kept.option": "yes"}, button).text


def test_with_scripts_it_is_said_in_the_same_place(desk):
    desk.leave("kept", **{"a.kept.option": "yes"})
    desk.leave("victims/y1/women", **{"a.victims/y1/women.text": "4"})

    told = desk.leave("kept", **{"v.kept": "1", "a.kept.option": "no"})

    assert "What was entered in 1.2 is kept and not counted" in told["status"]["q-kept-status"]


# What a press has saved


def test_after_save_the_top_of_the_page_says_what_was_saved_and_when(desk):
    page = saved(desk.section("data"), {"a.kept.option": "no", "a.cases/y1/men.text": "3"})

    [said] = page.texts(".saved-now")
    assert said == "Saved 8:30 Kept with this press: 1.1 and 1.3."
    assert page.document.xpath("//title/text()")[0].startswith("Saved 8:30: ")
    assert page.all(".saved-now")[0].get("role") == "status"
    assert saved(page, {}).texts(".saved-now") == ["All is saved; the last change was saved 8:30"]


def test_after_save_and_go_on_the_next_page_says_of_which_section_it_was(desk):
    page = saved(desk.section("data"), {"a.kept.option": "no"}, "Save and go to section 2")
    assert page.texts(".saved-now") == ["Saved 8:30 (1. Section data) Kept with this press: 1.1."]

    review = saved(page, {"a.calls.text": "many"}, "Save and review", "help")
    [said] = review.texts(".saved-now")
    assert said.startswith("Saved 8:30 (2. Section help) Kept with this press: 2.1.")
    assert said.endswith("Could not be read, and is kept as typed: 2.1.")


def test_where_something_was_not_saved_the_page_says_what_was(desk):
    fields = {"a.kept.option": "no", "a.cases.source.text": "x" * 20_001}

    page = desk.section("data").form("/section/data").send(fields, "Save", 409)

    assert page.texts(".saved-now") == ["Saved 8:30 Kept with this press: 1.1."]
    assert "1.3 This text was not saved" in page.texts(".errors")[0]


@pytest.mark.parametrize(
    "query", ["saved=data&at=x", "saved=data", "saved=none&at=2026-09-15T14:30:00%2B00:00", "at=1"]
)
def test_an_address_that_names_no_press_says_nothing(desk, query):
    assert desk.client.open(desk.address(f"/section/data?{query}")).all(".saved-now") == []
