"""What a questionnaire works out, proposes, offers and limits, on the page where a state answers it."""

import re

import pytest

from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Property
from tests.builders import a_group, a_question, a_questionnaire, a_section, an_option, words
from tests.pages.test_answering_pages import Desk, a_desk

PROVINCES = (
    an_option("cusco", properties=(Property("region", "highlands"),)),
    an_option("lima", properties=(Property("region", "coast"),)),
)


def a_living_form():
    """Every fact once: worked out, proposed, filtered, in a range, limited, required by another answer, in Markdown."""
    region = a_question("region", Kind.ONE, "highlands coast", wording=words("Region", "Región"))
    province = a_question("province", Kind.ONE, PROVINCES, choice_filter="region = ${region}")
    cases = a_question("cases", Kind.INTEGER, wording=words("Cases", "Casos"), default="1")
    weight = a_question(
        "weight", Kind.CALCULATED, calculation="${cases} * 2", wording=words("Twice that:", "El doble de eso:")
    )
    return a_questionnaire(
        a_section(
            "first",
            region,
            province,
            a_question("level", Kind.INTEGER, lowest="1", highest="10", step="1", default="5"),
            a_question("women", Kind.INTEGER),
            a_question("men", Kind.INTEGER),
            a_question(
                "people", Kind.CALCULATED, calculation="${women} + ${men}", wording=words("In all:", "En total:")
            ),
            a_question("hidden_sum", Kind.CALCULATED, calculation="${women} * 2", wording={}),
            a_question("many", relevant="${people} > 10", wording=words("Why so many?", "¿Por qué tantas?")),
            a_group(
                "deep",
                a_question(
                    "marked",
                    wording=words("Is it an **offence of its own**?", "¿Es un **delito autónomo**?"),
                    hint=words(
                        "See [the text](https://example.org/a) of <b>2012</b>",
                        "Véase [el texto](https://example.org/a)",
                    ),
                ),
                wording=words("A *group*", "Un *grupo*"),
                hint=words("Asked of _all_", "Se pide a _todos_"),
            ),
            number="1",
        ),
        a_section(
            "second",
            a_question("offices", Kind.LIST, fields=(cases, weight), fewest=1, most=2),
            a_question("branches", Kind.LIST, fields=(a_question("place"),), count="${women}"),
            a_question("law", Kind.ONE, "yes no"),
            a_question(
                "title", required_when="${law} = 'yes'", required_message=words("Name the law.", "Indique la ley.")
            ),
            number="2",
        ),
    )


@pytest.fixture
def desk(app, now) -> Desk:
    return a_desk(app, now, form=a_living_form())


def first(desk, language="en"):
    return desk.section("first", language)


def shown(page, selector):
    return [element for element in page.all(selector) if element.get("hidden") is None]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", ["/section/first", "/section/second", "/review"])
def test_every_page_is_sound_in_both_languages(desk, language, path):
    assert desk.client.open(desk.address(path, language)).language == language


# What is proposed


def test_a_proposal_is_shown_while_the_place_is_blank_and_is_no_answer(desk):
    page = first(desk)

    assert page.texts(".proposal")[0].startswith("Proposed: 5 Use this")
    assert desk.typed() == {}
    assert "0 of 6 answered" in page.text


def test_a_proposal_becomes_an_answer_with_one_press(desk):
    form = first(desk).form("/section/first")

    page = form.send({"a.women.text": "3", "use": "level default"})

    assert desk.typed() == {"level": {"text": "5"}, "women": {"text": "3"}}
    assert page.all(".proposal") == []


def test_what_was_typed_outranks_the_proposal_that_is_pressed(desk):
    first(desk).form("/section/first").send({"a.level.text": "7", "use": "level default"})

    assert desk.typed()["level"] == {"text": "7"}


def test_a_field_of_an_entry_may_be_proposed_too(desk):
    page = desk.section("second").form("/section/second").send({"add": "offices"})
    use = page.document.xpath("//button[@name='use']/@value")[0]

    page.form("/section/second").send({"use": use})

    assert list(desk.typed().values()) == [{"text": "1"}]


@pytest.mark.parametrize("value", ["", "level", "level nobody", "women default", "nothing default", "offices default"])
def test_a_proposal_that_nobody_made_writes_nothing(desk, value):
    first(desk).form("/section/first").send({"use": value})

    assert desk.typed() == {}


def test_the_script_is_told_where_a_proposal_no_longer_matters(desk):
    told = desk.leave("level", **{"a.level.text": "7"})

    assert told["blank"] == {"level": False}


# What is worked out


def test_what_is_worked_out_is_shown_with_its_words_and_nothing_is_asked(desk):
    page = first(desk).form("/section/first").send({"a.women.text": "1 200", "a.men.text": "34"}, "Save")

    assert page.texts("#q-people") == ["In all: 1234 (worked out from your answers)"]
    assert page.all("#q-hidden_sum") == []
    assert shown(page, "#q-many") != []
    assert "2 of 7 answered" in page.text


def test_the_script_is_told_what_is_worked_out_now(desk):
    desk.leave("women", **{"a.women.text": "5"})

    told = desk.leave("men", **{"a.men.text": "7"})

    assert told["texts"] == {"q-people-value": "12"}
    assert told["asked"]["q-many"] is True


def test_in_a_list_it_is_worked_out_for_each_entry(desk):
    page = desk.section("second").form("/section/second").send({"add": "offices"})
    entry = re.search(r"v\.offices\[(\w+)\]", page.response.text)[1]

    page = page.form("/section/second").send({f"a.offices[{entry}].cases.text": "4"}, "Save")
    told = desk.leave("law", **{"a.law.option": "no"})

    assert page.texts(f"#f-offices-{entry}-weight") == ["Twice that: 8 (worked out from your answers)"]
    assert told["texts"][f"f-offices-{entry}-weight-value"] == "8"


# What is offered


def offered_on(page):
    labels = page.document.xpath("//input[@name='a.province.option']/ancestor::label")
    return {
        label.xpath("./input/@value")[0]: " ".join(label.text_content().split())
        for label in labels
        if label.get("hidden") is None
    }


def test_only_what_the_filter_offers_can_be_chosen(desk):
    page = first(desk).form("/section/first").send({"a.region.option": "coast"}, "Save")

    assert list(offered_on(page)) == ["lima", "?"]


def test_an_option_no_longer_offered_stays_chosen_and_says_so(desk):
    form = first(desk).form("/section/first")
    page = form.send({"a.region.option": "coast", "a.province.option": "lima"}, "Save")

    page = page.form("/section/first").send({"a.region.option": "highlands"}, "Save")

    assert desk.typed()["province"] == {"option": "lima"}
    assert list(offered_on(page)) == ["cusco", "lima", "?"]
    gone = page.document.xpath("//input[@value='lima']/ancestor::label//small[@data-gone and not(@hidden)]")
    assert [one.text for one in gone] == ["(no longer offered)"]
    assert "no longer offered, given your other answers" in page.texts(".errors")[0]


def test_the_script_is_told_which_options_are_offered_now(desk):
    assert desk.leave("region", **{"a.region.option": "coast"})["offered"] == {"province": ["lima"]}


# What is expected


def test_a_range_is_said_before_and_pointed_out_after(desk):
    page = first(desk)
    assert page.texts("#f-level-limits") == ["From 1 to 10, in steps of 1."]
    assert "f-level-limits" in page.document.xpath("//input[@id='f-level']/@aria-describedby")[0]

    page = page.form("/section/first").send({"a.level.text": "11"}, "Save")

    assert "From 1 to 10, in steps of 1." in page.texts("#f-level-error")[0]
    assert desk.typed()["level"] == {"text": "11"}


def test_a_list_says_how_many_entries_are_asked_and_takes_no_more(desk):
    page = desk.section("second")
    assert page.texts("#f-offices-limits") == ["At least 1, at most 2 entries."]

    for _ in range(2):
        page = page.form("/section/second").send({"add": "offices"})
    buttons = page.document.xpath("//button[@name='add']/@value")
    refused = page.form("/section/second").send({"add": "offices"}, status=409)

    assert buttons == ["branches"]
    assert "the list has as many as it may have" in refused.texts(".errors")[0]


def test_how_many_entries_another_answer_wants_is_said_as_it_changes(desk):
    desk.leave("women", **{"a.women.text": "3"})

    assert desk.section("second").texts("#f-branches-limits") == ["Exactly 3 entries are asked."]
    assert desk.leave("law", **{"a.law.option": "no"})["texts"]["f-branches-limits"] == "Exactly 3 entries are asked."


def test_the_review_says_why_an_answer_is_required_in_the_words_of_the_author(desk):
    desk.leave("law", **{"a.law.option": "yes"})

    page = desk.client.open(desk.address("/review"))

    assert "1 answer is needed before the reply can be sent" in page.text
    assert "Question title: Name the law." in page.text
    assert "no question is compulsory" not in page.text


# Markdown


def test_markdown_is_drawn_in_wordings_and_cleaned(desk):
    page = first(desk)

    question = page.all("#q-marked")[0]
    assert [one.text for one in question.iter("strong")][:1] == ["offence of its own"]
    link = question.xpath(".//p[@class='hint']//a")[0]
    assert (link.get("href"), link.get("rel")) == ("https://example.org/a", "noopener noreferrer")
    assert "of <b>2012</b>" in page.texts("#f-marked-hint")[0]
    assert [one.text for one in page.all("#g-deep")[0].iter("em")] == ["group"]
    assert page.texts("#g-deep-hint") == ["Asked of all"]


def test_what_is_only_read_out_is_without_markdown(desk):
    page = first(desk)

    assert "**" not in page.response.text
    assert "delito autónomo" in first(desk, "es").text


def test_a_question_that_appears_brings_its_fields_along(app, now):
    grid = a_question(
        "figures",
        Kind.GRID,
        rows="y1",
        columns="women",
        companions=(a_question("source"),),
        relevant="${keeps} = 'yes'",
    )
    desk = a_desk(app, now, form=a_questionnaire(a_section("first", a_question("keeps", Kind.ONE, "yes no"), grid)))
    desk.meanwhile(Place("keeps"), {"option": "no"})

    [hidden] = first(desk).all("#q-figures")

    assert hidden.get("hidden") is not None
    assert {"a.figures.source.text", "a.figures/y1/women.text"} <= set(hidden.xpath(".//@name"))
    assert hidden.xpath(".//tr[@hidden][not(@class='wrong-cells')] | .//*[contains(@id, '-part')][@hidden]") == []
