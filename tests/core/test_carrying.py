"""Answers carried from one edition to another: the right place, the right option, and never a wrong one."""

from dataclasses import replace

import pytest

from surveyapp.core.carrying import Carrying, words_of
from surveyapp.core.editions import proposed_map
from surveyapp.core.places import parse
from surveyapp.core.questionnaire import Kind, Question, Totals
from tests.builders import MEXICO, a_question, a_questionnaire, a_row, an_answer, an_option, words

ASKED = a_question("asked", Kind.ONE, [an_option("yes", detail=words("Cite")), an_option("partly"), an_option("no")])


def carried(before: Question, after: Question, corrections: dict | None = None) -> Carrying:
    old, new = a_questionnaire(before), a_questionnaire(after, version="2")
    return Carrying(old, new, proposed_map(old, new).corrected(corrections))


def at(address: str):
    place = parse(address)
    assert place is not None
    return place


def moved(way: Carrying, address: str) -> str:
    return str(way.place(at(address)) or "")


def test_every_kind_of_place_follows_the_codes_of_its_parts():
    old = a_questionnaire(
        a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("year", Kind.YEAR))),
        a_question("services", Kind.ROWS, "state civil", rows="shelter legal"),
        a_question(
            "victims", Kind.GRID, rows="y1", columns="women men", totals=Totals.BOTH, companions=(a_question("source"),)
        ),
    )
    new = a_questionnaire(
        a_question(
            "acts",
            Kind.LIST,
            fields=(a_question("name", previous="title"), a_question("year", Kind.YEAR)),
            previous="laws",
        ),
        a_question(
            "services", Kind.ROWS, "state civil", rows=(a_row("house", wording=words("Shelter")), a_row("legal"))
        ),
        a_question(
            "victims",
            Kind.GRID,
            rows="y1",
            columns="men women",
            totals=Totals.BOTH,
            companions=(a_question("origin", previous="source"),),
        ),
    )
    way = Carrying(old, new, proposed_map(old, new))

    assert {
        address: moved(way, address)
        for address in ("laws", "laws[abcd].title", "services/shelter", "victims/y1/men", "victims.source")
    } == {
        "laws": "acts",
        "laws[abcd].title": "acts[abcd].name",
        "services/shelter": "services/house",
        "victims/y1/men": "victims/y1/men",
        "victims.source": "victims.origin",
    }
    assert str(way.place_was(at("acts[abcd].name"))) == "laws[abcd].title"


def test_what_has_no_counterpart_or_another_shape_is_carried_nowhere():
    assert moved(carried(ASKED, a_question("wholly_another", Kind.GRID, rows="a", columns="b")), "asked") == ""
    listed = a_question("asked", Kind.LIST, fields=(a_question("title"),), wording=ASKED.wording, previous="asked")
    assert moved(carried(ASKED, listed), "asked") == ""


def test_codes_of_options_are_exchanged_at_once():
    swapped = replace(
        ASKED,
        options=(
            an_option("no", wording=words("Yes"), previous="yes"),
            an_option("yes", wording=words("No"), previous="no"),
        ),
    )
    way = carried(ASKED, swapped)

    assert way.value(at("asked"), {"option": "yes"}) == {"option": "no"}
    assert way.value(at("asked"), {"option": "no"}) == {"option": "yes"}
    assert way.typed(at("asked"), {"option": "yes", "detail.yes": "Act 1"}) == {"option": "no", "detail.no": "Act 1"}


def test_an_option_that_is_gone_is_no_value_and_says_in_words_what_it_was():
    way = carried(ASKED, replace(ASKED, options=(an_option("yes"), an_option("no"))))

    assert way.value(at("asked"), {"option": "partly"}) is None
    assert way.typed(at("asked"), {"option": "partly"}) == {"option": "partly"}
    assert way.in_former_words(at("asked"), {"option": "partly"}) == {"en": "Partly", "es": "Partly (es)"}
    assert way.in_former_words(at("asked"), {"option": "yes"}) == {}
    assert way.in_former_words(at("asked"), {"option": "never there"}) == {}


def test_an_option_whose_code_another_has_now_is_never_taken_for_it():
    reused = replace(
        ASKED, options=(an_option("yes"), an_option("partly", wording=words("Nobody knows")), an_option("no"))
    )
    way = carried(ASKED, reused, {"options": {"asked": {"partly": ""}}})

    typed = way.typed(at("asked"), {"option": "partly"})

    assert an_answer(reused, typed).value is None
    assert way.in_former_words(at("asked"), typed) == {"en": "Partly", "es": "Partly (es)"}


def test_of_several_choices_all_must_be_there():
    several = replace(ASKED, kind=Kind.SEVERAL)
    way = carried(several, replace(several, options=(an_option("no"), an_option("yes"))))

    assert way.value(at("asked"), {"options": ["yes", "no"], "details": {"yes": {"text": "Act 1"}}}) == {
        "options": ["no", "yes"],
        "details": {"yes": {"text": "Act 1"}},
    }
    assert way.value(at("asked"), {"options": ["yes", "partly"]}) is None


@pytest.mark.parametrize(
    ("before", "after", "value", "now"),
    [
        (Kind.SHORT_TEXT, Kind.LONG_TEXT, {"text": "12"}, {"text": "12"}),
        (Kind.INTEGER, Kind.DECIMAL, {"number": 12}, {"number": "12"}),
        (Kind.YEAR, Kind.INTEGER, {"year": 2012}, {"number": 2012}),
        (Kind.INTEGER, Kind.YEAR, {"number": 2012}, None),
        (Kind.LONG_TEXT, Kind.INTEGER, {"text": "12"}, None),
    ],
)
def test_a_value_goes_over_to_a_wider_kind_and_to_no_other(before, after, value, now):
    way = carried(a_question("asked", before), a_question("asked", after))

    assert way.value(at("asked"), value) == now


def test_one_choice_is_one_of_several():
    way = carried(ASKED, replace(ASKED, kind=Kind.SEVERAL))

    assert way.value(at("asked"), {"option": "yes", "detail": {"text": "Act 1"}}) == {
        "options": ["yes"],
        "details": {"yes": {"text": "Act 1"}},
    }
    assert way.typed(at("asked"), {"option": "yes", "detail.yes": "Act 1"}) == {"options": "yes", "detail.yes": "Act 1"}


@pytest.mark.parametrize(
    ("kind", "typed", "text"),
    [
        (Kind.ONE, {"option": "yes", "detail.yes": "Act 1"}, "Yes. Act 1"),
        (Kind.DATE, {"day": "1", "month": "5", "year": "2012"}, "1/5/2012"),
        (Kind.LINK, {"url": "https://example.org", "title": "The plan"}, "https://example.org The plan"),
        (Kind.INTEGER, {"text": "a dozen"}, "a dozen"),
    ],
)
def test_whatever_was_typed_can_be_read_where_a_text_is_asked_now(kind, typed, text):
    before = a_question("asked", kind, ASKED.options if kind is Kind.ONE else ())
    after = a_question("asked", Kind.LONG_TEXT)

    now = carried(before, after).typed(at("asked"), typed, "en")

    assert an_answer(after, now, habits=MEXICO).value == {"text": text}


def test_that_there_is_no_information_is_said_of_any_kind():
    way = carried(a_question("asked", Kind.DATE), a_question("asked", Kind.LINK))

    assert way.typed(at("asked"), {"not_available": "1"}) == {"not_available": "1"}


def test_a_value_in_plain_words_names_no_identifiers():
    files = {"files": [{"id": "abcdefgh", "name": "plan.pdf", "size": 3, "sha256": "f" * 64, "media_type": "x"}]}

    assert words_of(a_question("paper", Kind.FILE), files) == {"en": "plan.pdf", "es": "plan.pdf"}
    assert words_of(ASKED, {"option": "yes", "detail": {"text": "Act 1"}})["en"] == "Yes: Act 1"
