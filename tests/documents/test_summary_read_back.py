"""The summary as other programs read it: pages, the structure for those who do not see it, and what states may send."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from docx.oxml.ns import qn

from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Kind
from surveyapp.documents.round_facts import OwnSentence, Terms, Version
from surveyapp.documents.summary import Outline, as_pdf, as_word, outline_of, parts
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.documents.papers import sound_xml
from tests.documents.test_summary import flat, opened, pdf_text, some_facts, squeezed, word_text
from tests.documents.test_summary_golden import FORM, REPLIES, a_round, facts, lines
from tests.replies import compared, states_of_2012

POINTS_OF_MM = 72 / 25.4
SIZES = {"a4": (210, 297), "letter": (216, 279)}
LANGUAGES = ("en", "es")


@cache
def outline(language: str) -> Outline:
    return outline_of(a_round(), facts(language), language)


@cache
def structure(language: str) -> tuple[Any, list[Any]]:
    """The catalog of the PDF and every element of its structure tree, in reading order."""
    catalog: Any = pypdf.PdfReader(io.BytesIO(as_pdf(outline(language)))).trailer["/Root"]
    return catalog, list(_elements(catalog["/StructTreeRoot"]["/K"]))


def _elements(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _elements(one)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _elements(node["/K"])


def of_kind(found: list[Any], *kinds: str) -> list[Any]:
    return [one for one in found if one["/S"] in kinds]


def inner(node: Any, kind: str) -> list[Any]:
    return [one for one in _elements(node["/K"]) if one["/S"] == kind]


# Structure


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_that_it_is_tagged_in_which_language_and_shows_its_title(language: str):
    catalog, found = structure(language)

    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712 (an object of the reader's own)
    assert catalog["/Lang"] == language
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert found[0]["/S"] == "/Document"


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_stand_in_order_and_no_level_is_left_out(language: str):
    _, found = structure(language)
    levels = [int(one["/S"][2:]) for one in of_kind(found, "/H1", "/H2", "/H3")]

    assert levels[0] == 1
    assert all(now <= before + 1 for before, now in pairwise(levels))
    assert len(levels) == 1 + sum(1 for one in flat(outline(language)) if isinstance(one, parts.Heading))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_head_whose_cells_say_of_what_they_are_heads(language: str):
    _, found = structure(language)
    tables = of_kind(found, "/Table")
    told = [one for one in flat(outline(language)) if isinstance(one, parts.Table)]

    assert len(tables) == len(told)
    for table, one in zip(tables, told, strict=True):
        heads = inner(table, "/TH")
        assert len(heads) == len(one.columns)
        assert all(_attribute(head, "/Scope") == "/Column" for head in heads)
        assert len(inner(table, "/TR")) == 1 + len(one.rows)
        assert len(inner(table, "/TD")) == len(one.rows) * len(one.columns)


def _attribute(node: Any, name: str) -> Any:
    found = node["/A"].get_object()
    each = found if isinstance(found, list) else [found]
    return next((one.get_object()[name] for one in each if name in one.get_object()), None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_says_what_it_shows(language: str):
    _, found = structure(language)
    told = [one.alternative for one in flat(outline(language)) if isinstance(one, parts.Figure)]

    assert told
    assert [str(one["/Alt"]) for one in of_kind(found, "/Figure") if "/Alt" in one] == told
    assert len(of_kind(found, "/Figure")) == len(told)


# Pages


@pytest.mark.parametrize("paper", SIZES)
def test_both_files_are_of_the_size_of_paper_chosen_and_keep_within_it(paper: str):
    chosen = outline_of(a_round(), some_facts(terms=Terms(paper=paper)), "es")
    upright = SIZES[paper]

    sizes = {_millimetres(page) for page in pypdf.PdfReader(io.BytesIO(as_pdf(chosen))).pages}
    document = opened(as_word(chosen))

    assert sizes == {upright, upright[::-1]}
    of_sections = {(round(one.page_width.mm), round(one.page_height.mm)) for one in document.sections}  # type: ignore[union-attr]
    assert of_sections == {upright, upright[::-1]}
    page = document.sections[0]
    across = (page.page_height or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    widths = [int(one.get(qn("w:w"))) for one in document.element.iter(qn("w:tblW"))]
    assert max(widths) <= across / 635 + 2  # twips, each width rounded


def _millimetres(page: Any) -> tuple[int, int]:
    return round(float(page.mediabox.width) / POINTS_OF_MM), round(float(page.mediabox.height) / POINTS_OF_MM)


# What is told where


def table_called(found: Outline, title: str) -> parts.Table:
    return next(one for one in flat(found) if isinstance(one, parts.Table) and one.caption.endswith(title))


def test_no_column_of_shares_stands_where_too_few_states_were_asked():
    few = outline_of(compared(FORM, {"PER": REPLIES["PER"], "JAM": REPLIES["JAM"]}), some_facts(), "en")

    assert "Share" in table_called(outline("en"), "2.3 Difficulties").columns
    assert table_called(few, "2.3 Difficulties").columns == ("Answer", "States", "Which")
    assert table_called(few, "1.1 Offence").columns == ("Answer", "States")


def test_of_each_row_it_is_told_how_many_left_it_blank():
    table = table_called(outline("en"), "2.1 Services")

    assert table.columns == ("Row", "Yes", "In part", "No", "Left blank", "Base")
    assert table.rows[1] == ("Legal aid", "1", "0", "1", "3", "5")


def test_difficulties_are_gathered_with_the_states_that_name_them_and_lead_to_their_table():
    said = next(one for one in outline("en").sentences if one.key == "difficulties:difficulties")
    paragraph = next(one for one in flat(outline("en")) if isinstance(one, parts.Paragraph) and one.key == said.key)

    assert said.shown == (
        "Under “Difficulties”, four of the five States that replied named at least one difficulty. Those named most"
        " often are “Lack of money” (three States) and “Lack of training” (two States)."
    )
    assert [one.to for one in paragraph.links] == [table_called(outline("en"), "2.3 Difficulties").anchor]
    table = table_called(outline("en"), "Difficulties named by States")
    assert table.rows[0] == ("Lack of money", "2.3 Difficulties", "3", "Costa Rica, Jamaica, Peru")


# What states may send


TEXT = a_question("text", Kind.LONG_TEXT, number="1", wording=words("What is done?", "¿Qué se hace?"))
NOBODY = a_question(
    "nobody",
    Kind.ONE,
    (an_option("yes", wording=words("Yes", "Sí")),),
    relevant="${text} = 'never'",
    number="2",
    wording=words("And then?", "¿Y después?"),
)
SMALL = a_questionnaire(a_section("only", TEXT, NOBODY, number="1", wording=words("Only", "Única")))
PASTED = "Year\tWomen\tMen\r\n2010\t12\t3\r\n\x0b2011\t=1+1\t\u2028last line"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_pasted_from_word_keeps_its_words_apart(language: str):
    made = outline_of(compared(SMALL, {"PER": {"text": PASTED}}), some_facts(), language)

    pdf, word = as_pdf(made), as_word(made)

    sound_xml(word)
    for told in ("2010", "12", "=1+1", "last line"):
        assert squeezed(told) in pdf_text(pdf)
        assert squeezed(told) in word_text(word)
    whole = " ".join(one.text for one in opened(word).paragraphs).split()
    assert {"Women", "Men", "=1+1"} <= set(whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_that_nobody_was_asked_is_told_without_a_table(language: str):
    made = outline_of(compared(SMALL, {"PER": {"text": "a"}, "JAM": {"text": "b"}}), some_facts(), language)
    told = next(one.shown for one in made.sentences if one.key == "question:nobody")

    assert squeezed(told) in pdf_text(as_pdf(made))
    assert squeezed(told) in word_text(as_word(made))
    assert not any(isinstance(one, parts.Table) and "¿Y después?" in one.caption for one in flat(made))


@pytest.mark.parametrize("replies", [0, 1, 34])
def test_a_round_of_no_one_and_all_replies_has_both_papers(replies: int):
    asked = [state.iso3 for state in states_of_2012()]
    answered = dict.fromkeys(asked[:replies], REPLIES["PER"])
    made = outline_of(
        compared(FORM, answered, silent=asked[replies:], audience=Audience.MEMBER_STATES), some_facts(), "es"
    )

    pdf, word = pdf_text(as_pdf(made)), word_text(as_word(made))

    for told in (one.shown for one in made.sentences):
        assert squeezed(told)[:60] in pdf
        assert squeezed(told).replace("&", "&amp;") in word
    longest = max((state.name("es").short for state in states_of_2012()), key=len)
    assert squeezed(longest) in pdf
    assert squeezed(longest) in word


def test_an_answer_whose_option_was_removed_is_shown_as_it_was_typed_and_not_counted():
    removed = a_question("one", Kind.ONE, (an_option("yes", wording=words("Yes", "Sí")),), number="1")
    form = a_questionnaire(a_section("only", removed, number="1"))
    made = outline_of(
        compared(form, {"PER": {"one": {"option": "formerly"}}, "JAM": {"one": "yes"}}), some_facts(), "en"
    )
    table = next(one for one in flat(made) if isinstance(one, parts.Table) and one.columns[0] == "Answer")

    assert table.rows == (("Yes", "1"), ("Not readable", "1"))
    assert "formerly" in pdf_text(as_pdf(made))
    assert "formerly" in word_text(as_word(made))


@pytest.mark.parametrize("text", ["<b>&amp;</b> \u202eمرحبا 🎉", "\x00\x1b=cmd|' /C calc'!A0"])
def test_what_an_officer_writes_is_shown_and_never_obeyed(text: str):
    mine = {"question:text": OwnSentence(text=f"Begun {text}", figures="")}
    made = outline_of(compared(SMALL, {"PER": {"text": text}}), some_facts(sentences=mine), "en")

    pdf, word = as_pdf(made), as_word(made)

    sound_xml(word)
    assert "Begun" in pdf_text(pdf)
    assert "Begun" in word_text(word)


def with_unnamed_difficulties():
    assistance = FORM.sections[1]
    unnamed = (
        replace(one, summary="unnamed_difficulties") if one.code == "difficulties" else one for one in assistance.parts
    )
    return replace(FORM, sections=(FORM.sections[0], replace(assistance, parts=tuple(unnamed))))


def test_where_states_were_promised_not_to_be_named_nothing_in_the_summary_tells_who_answered_what():
    form = with_unnamed_difficulties()
    swapped = {
        **REPLIES,
        "PER": {**REPLIES["PER"], "difficulties": REPLIES["USA"]["difficulties"]},
        "USA": {**REPLIES["USA"], "difficulties": REPLIES["PER"]["difficulties"]},
    }
    one, other = (outline_of(compared(form, replies), some_facts(), "en") for replies in (REPLIES, swapped))

    assert list(lines(one)) == list(lines(other))
    assert [said.figures for said in one.sentences] == [said.figures for said in other.sentences]
    assert table_called(one, "Difficulties named by States").rows[0][2:] == ("3", "counted, not named")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_two_states_answered_that_are_not_to_be_named_what_they_answered_is_not_told(language: str):
    form = with_unnamed_difficulties()
    answers = [REPLIES[state]["difficulties"] for state in ("PER", "USA")]
    assert answers[0] != answers[1]
    two = {"PER": REPLIES["PER"], "USA": REPLIES["USA"]}
    alike = [{state: {**reply, "difficulties": one} for state, reply in two.items()} for one in answers]

    one, other = (
        outline_of(compared(form, each), some_facts(before=compared(form, alike[0])), language) for each in alike
    )

    assert list(lines(one)) == list(lines(other))


def test_a_reply_that_came_since_the_last_version_is_not_told_by_the_answers_that_became_more():
    form = with_unnamed_difficulties()
    late = next(state for state, reply in REPLIES.items() if reply.get("difficulties"))
    before = outline_of(
        compared(form, {state: one for state, one in REPLIES.items() if state != late}), some_facts(), "en"
    )
    version = Version(
        kind="rev", number=1, previous_received_to=date(2012, 8, 1), previous_figures=dict(before.figures)
    )

    now = outline_of(compared(form, REPLIES), some_facts(version=version), "en")

    told = {row[1] for row in table_called(now, "What changed since the last version").rows if "ifficult" in row[0]}
    assert told == {"Base", "Answered"}
