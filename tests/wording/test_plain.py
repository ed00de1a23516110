"""Wordings without Markdown; a text in which it is not meant stays as it is written."""

import pytest

from surveyapp import data
from surveyapp.core.questionnaire import Kind
from surveyapp.core.text import said
from surveyapp.documents import xlsform
from surveyapp.wording.plain import plain, plain_questionnaire
from tests.builders import a_question, a_questionnaire, an_option, words


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Is it an **offence of its own**?", "Is it an offence of its own?"),
        ("the _Palermo Protocol_ and *others*", "the Palermo Protocol and others"),
        ("see [the text](https://example.org/a_b)", "see the text (https://example.org/a_b)"),
        ("<https://example.org>", "https://example.org"),
        ("write to [us](mailto:us@example.org)", "write to us (us@example.org)"),
        ("[us@example.org](mailto:us@example.org)", "us@example.org"),
        ("**[a](https://example.org)**, b", "a (https://example.org), b"),
        ("the code `yes`", "the code yes"),
        (r"a \*literal\* asterisk", "a *literal* asterisk"),
        ("one\n**two**\nthree", "one\ntwo\nthree"),
    ],
)
def test_the_signs_of_markdown_are_left_out(text, reads):
    assert plain(text) == reads


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Victims in {last_year} and {last_year_1}",
        "snake_case and another_one",
        "* required",
        "a * b * c",
        "2*3*4",
        "5 ** stars",
        "_",
        "**",
        "# of victims",
        "1. First",
        "- a dash",
        "> greater",
        "AT&T, &amp; and &copy;",
        "<b>bold</b> <script>alert(1)</script>",
        "an [aside] (in brackets)",
        "[text](javascript:alert(1))",
        "[article](2)",
        "C:\\Windows",
        "¿Qué ley? «Ley n.º 9095»",
        "two  spaces ",
    ],
)
def test_what_is_not_markdown_stays_as_it_is(text):
    assert plain(text) == text


def test_every_wording_of_a_questionnaire_is_made_plain():
    form = a_questionnaire(
        a_question("law", Kind.ONE, (an_option("yes", wording=words("**Yes**", "**Sí**")), an_option("no"))),
        a_question("other", hint=words("see [here](https://example.org)")),
        title=words("*Practices*"),
    )

    made = plain_questionnaire(form)

    assert said(made.title, "en") == "Practices"
    law, other = made.questions()
    assert (said(law.options[0].wording, "es"), said(other.hint, "en")) == ("Sí", "see here (https://example.org)")
    assert law.options[1] is form.find("law").question.options[1]


def test_a_questionnaire_without_markdown_is_itself():
    form = xlsform.read(data.path("best_practices.xlsx").read_bytes(), "best_practices.xlsx").questionnaire

    assert plain_questionnaire(form) is form


def test_a_hostile_wording_is_made_plain_in_no_time():
    for text in ("[" * 20_000, "*a " * 10_000, "`" * 20_000, "<" * 20_000, "[](" * 7_000, "**_" * 7_000):
        assert isinstance(plain(text), str)
