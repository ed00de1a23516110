import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core import kinds
from surveyapp.core.kinds import LONGEST_TEXT, Problem, Reading, Refusal
from surveyapp.core.marks import Mark
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Kind
from tests.builders import ARGENTINA, MEXICO, UNITED_STATES, a_question, an_option, words

CITE = words("Cite the law", "Cite la ley")
OPTIONS = (
    an_option("yes", detail=CITE, cites="laws"),
    an_option("partly", detail=words("Please explain")),
    an_option("no"),
    an_option("none", exclusive=True),
)
ONE = a_question("offence", Kind.ONE, OPTIONS)
SEVERAL = a_question("forms", Kind.SEVERAL, OPTIONS)
TEXT = a_question("title", Kind.SHORT_TEXT)
INTEGER = a_question("cases", Kind.INTEGER)
DECIMAL = a_question("rate", Kind.DECIMAL)
YEAR = a_question("since", Kind.YEAR)
DATE = a_question("day", Kind.DATE)
LINK = a_question("link", Kind.LINK)
FILE = a_question("paper", Kind.FILE)
CITATION = a_question("law", Kind.CITATION, cites="laws")
LIST_AS_A_WHOLE = a_question("laws", Kind.WHOLE, fields=(TEXT,))
ROWS_AS_A_WHOLE = a_question("services", Kind.WHOLE, OPTIONS, rows="shelter")
NOTE = a_question("note", Kind.NOTE)

HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        (TEXT, {"text": "  Ley 26.364 \n"}, {"text": "Ley 26.364"}),
        (TEXT, {"text": "=1+1"}, {"text": "=1+1"}),
        (ONE, {"option": "no"}, {"option": "no"}),
        (
            ONE,
            {"option": "partly", "detail.partly": " one part "},
            {"option": "partly", "detail": {"text": "one part"}},
        ),
        (
            ONE,
            {"option": "yes", "detail.yes": "x", "entry.yes": "a1b2", "article.yes": "5", "year.yes": "2008"},
            {"option": "yes", "detail": {"text": "x", "entry": "a1b2", "article": "5", "year": 2008}},
        ),
        (ONE, {"option": "no", "detail.partly": "of another option"}, {"option": "no"}),
        (ONE, {"option": "no", "detail.no": "not asked"}, {"option": "no"}),
        (SEVERAL, {"options": "no yes"}, {"options": ["yes", "no"]}),
        (SEVERAL, {"options": "no no"}, {"options": ["no"]}),
        (SEVERAL, {"options": "none"}, {"options": ["none"]}),
        (
            SEVERAL,
            {"options": "partly no", "detail.partly": "one", "detail.yes": "of another"},
            {"options": ["partly", "no"], "details": {"partly": {"text": "one"}}},
        ),
        (INTEGER, {"text": "1,234"}, {"number": 1234}),
        (INTEGER, {"text": "0"}, {"number": 0}),
        (INTEGER, {"text": "-3"}, {"number": -3}),
        (INTEGER, {"text": "999999999999999"}, {"number": 999_999_999_999_999}),
        (DECIMAL, {"text": "12.50"}, {"number": "12.50"}),
        (DECIMAL, {"text": "0.0000001"}, {"number": "0.0000001"}),
        (YEAR, {"text": " 2008 "}, {"year": 2008}),
        (DATE, {"day": "3", "month": "4", "year": "2012"}, {"date": "2012-04-03"}),
        (DATE, {"text": "3/4/2012"}, {"date": "2012-04-03"}),
        (LINK, {"url": "https://example.org/ley"}, {"url": "https://example.org/ley"}),
        (LINK, {"url": "example.org", "title": "Ley"}, {"url": "https://example.org", "title": "Ley"}),
        (LINK, {"url": "http://192.0.2.1:8080/a?b=c#d"}, {"url": "http://192.0.2.1:8080/a?b=c#d"}),
        (LINK, {"url": "https://exámple.org/ñ"}, {"url": "https://exámple.org/ñ"}),
        (CITATION, {"entry": "a1b2"}, {"entry": "a1b2"}),
        (CITATION, {"article": "5", "year": "2008"}, {"article": "5", "year": 2008}),
        (LIST_AS_A_WHOLE, {"none": "1"}, {"none": True}),
        (
            FILE,
            {"files": f"abcd-123 12 {HASH} application/pdf Ley 26.364 (final).pdf\nabcd_124 0 {HASH} text/plain b\n"},
            {
                "files": [
                    {
                        "id": "abcd-123",
                        "size": 12,
                        "sha256": HASH,
                        "media_type": "application/pdf",
                        "name": "Ley 26.364 (final).pdf",
                    },
                    {"id": "abcd_124", "size": 0, "sha256": HASH, "media_type": "text/plain", "name": "b"},
                ]
            },
        ),
    ],
)
def test_what_is_typed_is_read_into_a_value(question, typed, value):
    assert kinds.read(question, typed, MEXICO) == Reading(Mark.ANSWERED, value)


@pytest.mark.parametrize(
    ("question", "typed", "problem"),
    [
        (ONE, {"option": "perhaps"}, Problem.UNKNOWN_OPTION),
        (ONE, {"option": "Yes"}, Problem.UNKNOWN_OPTION),
        (SEVERAL, {"options": "yes perhaps"}, Problem.UNKNOWN_OPTION),
        (SEVERAL, {"options": "yes none"}, Problem.EXCLUSIVE_OPTION),
        (INTEGER, {"text": "a dozen"}, Problem.NOT_A_WHOLE_NUMBER),
        (INTEGER, {"text": "12.5"}, Problem.NOT_A_WHOLE_NUMBER),
        (INTEGER, {"text": "1000000000000000"}, Problem.NUMBER_TOO_LARGE),
        (INTEGER, {"text": "9" * 5000}, Problem.NUMBER_TOO_LARGE),
        (DECIMAL, {"text": "1,5"}, Problem.NOT_A_NUMBER),
        (DECIMAL, {"text": "-1000000000000000.5"}, Problem.NUMBER_TOO_LARGE),
        (YEAR, {"text": "08"}, Problem.NOT_A_YEAR),
        (DATE, {"day": "31", "month": "2", "year": "2012"}, Problem.NOT_A_DATE),
        (DATE, {"day": "3"}, Problem.NOT_A_DATE),
        (DATE, {"text": "spring"}, Problem.NOT_A_DATE),
        (LINK, {"title": "Ley"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "ley"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "javascript:alert(1)"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "javascript://example.org/%0aalert(1)"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "JAVASCRIPT:alert(document.domain)"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "java\nscript:alert(1).x"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "data:text/html,<b>.</b>"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "file:///etc/passwd"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "ftp://example.org"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "mailto:ministry@example.org"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "https://ex ample.org"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "https://"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "https://."}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "https://[::1"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "https://example.org:port/"}, Problem.NOT_AN_ADDRESS),
        (LINK, {"url": "https://example.org@evil.example/"}, Problem.NOT_AN_ADDRESS),
        (FILE, {"files": "law.pdf"}, Problem.NOT_A_FILE),
        (FILE, {"files": f"abcd-123 12 {HASH} application/pdf a\nlaw.pdf"}, Problem.NOT_A_FILE),
        (CITATION, {"year": "long ago"}, Problem.NOT_A_YEAR),
    ],
)
def test_what_cannot_be_read_is_kept_as_typed_and_said_why(question, typed, problem):
    assert kinds.read(question, typed, MEXICO) == Reading(Mark.NOT_READABLE, problem=problem)


def test_a_year_of_a_citing_that_is_none_is_left_out_and_the_rest_stands():
    cited = kinds.read(CITATION, {"article": "5", "year": "long ago"}, MEXICO)
    chosen = kinds.read(ONE, {"option": "yes", "article.yes": "5", "year.yes": "long ago"}, MEXICO)
    assert cited == Reading(Mark.ANSWERED, {"article": "5"}, Problem.NOT_A_YEAR)
    assert chosen == Reading(Mark.ANSWERED, {"option": "yes", "detail": {"article": "5"}}, Problem.NOT_A_YEAR)


ALL = [ONE, SEVERAL, TEXT, INTEGER, DECIMAL, YEAR, DATE, LINK, FILE, CITATION, LIST_AS_A_WHOLE, ROWS_AS_A_WHOLE, NOTE]
ALL_KINDS = pytest.mark.parametrize("question", ALL, ids=lambda question: question.code)


@ALL_KINDS
def test_nothing_typed_is_left_blank(question):
    assert kinds.read(question, {}, MEXICO) == Reading(Mark.LEFT_BLANK)
    assert kinds.read(question, dict.fromkeys(kinds.parts(question), ""), MEXICO) == Reading(Mark.LEFT_BLANK)


@pytest.mark.parametrize("question", [TEXT, INTEGER, DECIMAL, YEAR, DATE, LINK, CITATION], ids=lambda one: one.code)
def test_spaces_alone_are_blank(question):
    assert kinds.read(question, dict.fromkeys(kinds.parts(question)[:-1], "  "), MEXICO).mark is Mark.LEFT_BLANK


@ALL_KINDS
def test_not_available_wins_and_keeps_what_was_typed(question):
    typed = {**dict.fromkeys(kinds.parts(question), "something"), "not_available": "1"}
    assert kinds.read(question, typed, MEXICO) == Reading(Mark.NOT_AVAILABLE)
    assert kinds.cleaned(question, typed) == typed


@ALL_KINDS
def test_only_the_parts_of_the_question_that_hold_something_are_kept(question):
    typed = {**dict.fromkeys(kinds.parts(question), " a\r\nb\rc "), "alien": "x", "detail.alien": "y"}
    assert kinds.cleaned(question, typed) == dict.fromkeys(kinds.parts(question), " a\nb\nc ")
    assert kinds.cleaned(question, dict.fromkeys(kinds.parts(question), "")) == {}


def test_parts_are_those_that_the_options_ask_for():
    assert kinds.parts(ONE) == (
        "option", "detail.yes", "detail.partly", "entry.yes", "article.yes", "year.yes", "not_available",
    )  # fmt: skip
    assert kinds.parts(LIST_AS_A_WHOLE) == ("none", "not_available")
    assert kinds.parts(ROWS_AS_A_WHOLE) == ("not_available",)


def test_only_a_list_can_be_said_to_be_empty():
    assert kinds.read(ROWS_AS_A_WHOLE, {"none": "1"}, MEXICO).mark is Mark.LEFT_BLANK


def test_the_same_text_is_another_number_in_another_state():
    typed = {"text": "1.234"}
    assert kinds.read(DECIMAL, typed, MEXICO).value == {"number": "1.234"}
    assert kinds.read(DECIMAL, typed, ARGENTINA).value == {"number": "1234"}
    assert kinds.read(DATE, {"text": "3/4/2012"}, UNITED_STATES).value == {"date": "2012-03-04"}


def test_every_kind_can_be_read_at_its_leaves():
    for kind in Kind:
        whole = a_question("q", kind, "a b", rows="r", columns="c", fields=(TEXT,))
        for leaf in leaves(whole, {"q": ["aaaa"]}):
            assert kinds.read(leaf.question, {}, MEXICO).mark is Mark.LEFT_BLANK


def test_a_line_of_a_file_is_read_back():
    line = kinds.file_line("abcd-123", 7, HASH, "text/plain", "año 1.txt")
    files = kinds.read(FILE, {"files": line}, MEXICO).value["files"]
    assert files == [{"id": "abcd-123", "size": 7, "sha256": HASH, "media_type": "text/plain", "name": "año 1.txt"}]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("x" * LONGEST_TEXT, None),
        ("x" * (LONGEST_TEXT + 1), Refusal.TOO_LONG),
        ("tabs\tand\nlines\r\n", None),
        ("Ñandú 🇨🇷 ¿qué?", None),
        ("a\x00b", Refusal.CONTROL_CHARACTER),
        ("a\x1bb", Refusal.CONTROL_CHARACTER),
        ("a\x85b", Refusal.CONTROL_CHARACTER),
        ("a\ud800b", Refusal.CONTROL_CHARACTER),
    ],
)
def test_only_texts_too_long_and_control_characters_are_refused(text, refused):
    assert kinds.refusal({"text": text}) is refused


@given(st.sampled_from(ALL), st.dictionaries(st.text(), st.text()), st.data())
def test_reading_whatever_is_typed_never_fails_and_gives_a_value_only_when_answered(question, alien, data):
    own = data.draw(st.dictionaries(st.sampled_from(kinds.parts(question)), st.text()))
    reading = kinds.read(question, alien | own, MEXICO)
    assert (reading.mark is Mark.ANSWERED) is (reading.value is not None)
    assert kinds.read(question, kinds.cleaned(question, alien | own), MEXICO).mark in Mark
