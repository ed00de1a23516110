from collections.abc import Mapping
from datetime import date

import pytest

from surveyapp.core.answers import Typed
from surveyapp.core.places import Entries
from surveyapp.core.questionnaire import Kind, Question, Totals
from surveyapp.wording.answers import answer_words, calculated_words, short
from tests.builders import NONE, NOT_AVAILABLE, a_question, a_questionnaire, an_option, answered, words

LAWS = a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("year", Kind.YEAR)))
YES = an_option("yes", wording=words("Yes", "Sí"), detail=words("Cite", "Cite"), cites="laws", shape="●")
NO = an_option("no", wording=words("No", "No"), shape="○")
ENTRIES: Entries = {"laws": ("aaaa",)}


def in_words(
    question: Question, typed: "str | Typed | Mapping[str, str | Typed]", language: str, entries: Entries | None = None
) -> str:
    """What a state typed at a question (at its root unless addresses are given), in words."""
    form = a_questionnaire(question) if question.code == "laws" else a_questionnaire(LAWS, question)
    by_address = typed if isinstance(typed, dict) and any(key.startswith(question.code) for key in typed) else None
    answers = answered(form, by_address or {question.code: typed})  # type: ignore[dict-item]
    return answer_words(form, question, answers, entries or {}, language)


@pytest.mark.parametrize(
    ("kind", "typed", "english", "spanish"),
    [
        (Kind.SHORT_TEXT, "Act 1", "Act 1", "Act 1"),
        (Kind.INTEGER, "1234", "1\u202f234", "1\u202f234"),
        (Kind.INTEGER, "0", "0", "0"),
        (Kind.DECIMAL, "0.50", "0.50", "0,50"),
        (Kind.YEAR, "2012", "2012", "2012"),
        (Kind.DATE, {"day": "3", "month": "4", "year": "2012"}, "3 April 2012", "3 de abril de 2012"),
        (
            Kind.LINK,
            {"url": "https://example.org", "title": "Plan"},
            "Plan (https://example.org)",
            "Plan (https://example.org)",
        ),
        (Kind.INTEGER, "about ten", "“about ten” (not readable)", "«about ten» (no interpretable)"),
        (Kind.INTEGER, NOT_AVAILABLE, "Information not available", "Información no disponible"),
        (Kind.INTEGER, "", "Left blank", "Sin contestar"),
    ],
)
def test_an_answer_is_said_in_the_language_of_the_reader(kind: Kind, typed: "str | Typed", english: str, spanish: str):
    question = a_question("q", kind)

    assert in_words(question, typed, "en") == english
    assert in_words(question, typed, "es") == spanish


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“Yes; None of these” (not readable)"), ("es", "«Sí; Ninguna de estas» (no interpretable)")],
)
def test_options_that_exclude_each_other_are_said_by_their_wordings(language, said):
    none = an_option("none", wording=words("None of these", "Ninguna de estas"), exclusive=True)
    question = a_question("grounds", Kind.SEVERAL, [YES, none])

    assert in_words(question, "yes none", language) == said


def test_what_is_no_option_is_said_as_it_was_sent():
    question = a_question("grounds", Kind.SEVERAL, [YES, NO])

    assert in_words(question, "yes other", "en") == "“Yes; other” (not readable)"


def test_a_choice_is_said_with_what_it_cites():
    question = a_question("law", Kind.ONE, [YES, NO])
    form = a_questionnaire(LAWS, question)
    typed = {"option": "yes", "entry.yes": "aaaa", "article.yes": "5", "year.yes": "2013"}
    answers = answered(form, {"laws[aaaa].title": "Ley 9095", "law": typed})

    assert answer_words(form, question, answers, ENTRIES, "es") == "Sí. Ley 9095, artículo 5 (desde 2013)"
    assert answer_words(form, question, answers, ENTRIES, "en") == "Yes. Ley 9095, article 5 (since 2013)"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Yes. Article 5 (since 2013)"), ("es", "Sí. Artículo 5 (desde 2013)")]
)
def test_an_article_of_no_law_begins_a_sentence_of_its_own(language, said):
    question = a_question("law", Kind.ONE, [YES, NO])
    form = a_questionnaire(LAWS, question)
    answers = answered(form, {"law": {"option": "yes", "article.yes": "5", "year.yes": "2013"}})

    assert answer_words(form, question, answers, ENTRIES, language) == said


def test_an_entry_without_a_title_is_called_by_its_place():
    question = a_question("law", Kind.ONE, [YES, NO])
    form = a_questionnaire(a_question("laws", Kind.LIST, fields=LAWS.fields, number="1.2"), question)
    answers = answered(form, {"law": {"option": "yes", "entry.yes": "aaaa"}})

    assert answer_words(form, question, answers, ENTRIES, "es") == "Sí. n.º 1 de 1.2"


def test_several_choices_are_told_apart_by_semicolons():
    other = an_option("other", wording=words("Other", "Otro"), detail=words("Which", "Cuál"))
    question = a_question("forms", Kind.SEVERAL, [an_option("work", wording=words("Work", "Trabajo")), other])

    assert in_words(question, {"options": "other work", "detail.other": "begging"}, "es") == "Trabajo; Otro: begging"


def test_rows_are_said_with_their_names_and_blank_ones_left_out():
    question = a_question("help", Kind.ROWS, "state civil", rows="shelter legal medical")
    typed = {"help/shelter": "state", "help/legal": NOT_AVAILABLE}

    assert in_words(question, typed, "en") == "Shelter: State; Legal: information not available"


def test_a_grid_is_said_row_by_row_with_the_totals_the_author_asks_for():
    question = a_question(
        "victims", Kind.GRID, rows="y1 y2", columns="women men", totals=Totals.BOTH, companions=(a_question("source"),)
    )
    typed = {"victims/y1/women": "14", "victims/y1/men": "0", "victims/y2/women": "3", "victims.source": "Police"}

    said = in_words(question, typed, "en")

    assert said == "Y1: Women 14, Men 0, total 14; Y2: Women 3, total 3; total 17. Question source: Police"


def test_each_entry_of_a_list_has_a_line():
    typed = {"laws[aaaa].title": "Act 1", "laws[aaaa].year": "2007", "laws[bbbb].title": "Act 2"}

    assert in_words(LAWS, typed, "en", {"laws": ("aaaa", "bbbb")}) == "1. Act 1; Question year: 2007\n2. Act 2"


def test_a_list_without_entries_says_so():
    assert in_words(LAWS, {"laws": NONE}, "es") == "No hay"


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        (a_question("q", Kind.ONE, [YES, NO]), {"q": "yes"}, "●"),
        (a_question("q", Kind.ONE, [an_option("court", short=words("In court"))]), {"q": "court"}, "In court"),
        (a_question("q", Kind.SEVERAL, "a b none"), {"q": "a"}, "1 of 2"),
        (a_question("q", Kind.SEVERAL, "a b none"), {"q": "none"}, "0 of 2"),
        (a_question("q", Kind.ROWS, [YES, NO], rows="r s t"), {"q/r": "yes", "q/s": "no"}, "1 of 3"),
        (a_question("q", Kind.INTEGER), {"q": "0"}, 0),
        (a_question("q", Kind.YEAR), {"q": "2012"}, 2012),
        (a_question("q", Kind.DATE), {"q": "2012-04-03"}, date(2012, 4, 3)),
        (a_question("q", Kind.LONG_TEXT), {"q": "A practice"}, "●"),
        (a_question("q", Kind.INTEGER), {"q": NOT_AVAILABLE}, "n/a"),
        (a_question("q", Kind.GRID, rows="r s", columns="c", totals=Totals.BOTH), {"q/r/c": "3", "q/s/c": "4"}, 7),
    ],
)
def test_a_one_page_table_shows_a_shape_a_short_wording_or_a_figure(
    question: Question, typed: "Mapping[str, str | Typed]", expected: object
):
    answers = answered(a_questionnaire(question), typed)

    assert short(question, answers, {}, "en") == expected


@pytest.mark.parametrize(
    ("facts", "text", "english", "spanish"),
    [
        ({}, "7", "7", "7"),
        ({}, "0042", "0042", "0042"),
        ({}, "0.30000000000000004", "0.3", "0,3"),
        ({}, "free text", "free text", "free text"),
        ({"calculated_as": "integer"}, "12345", "12\u202f345", "12\u202f345"),
        ({"calculated_as": "decimal"}, "12.5", "12.5", "12,5"),
        ({"calculated_as": "date"}, "2012-10-15", "15 October 2012", "15 de octubre de 2012"),
        ({"calculated_as": "date"}, "2012-02-31", "2012-02-31", "2012-02-31"),
        (
            {"calculated_as": "select_one", "options": (an_option("yes", wording=words("**Yes**", "Sí")),)},
            "yes",
            "Yes",
            "Sí",
        ),
    ],
)
def test_what_is_calculated_is_said_in_words(facts, text, english, spanish):
    question = a_question("total", Kind.CALCULATED, **facts)

    assert calculated_words(question, text, "en") == english
    assert calculated_words(question, text, "es") == spanish
