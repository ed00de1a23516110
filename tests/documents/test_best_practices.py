"""The bundled questionnaire keeps what it promises to those who answer it."""

import re
from collections import Counter
from pathlib import Path

from surveyapp import data
from surveyapp.core.known_facts import read_known_facts
from surveyapp.core.lengths import LONGEST_HEADING, LONGEST_SHORT
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.core.wordings import wordings
from surveyapp.documents.xlsform import read

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"

READING = read(data.path("best_practices.xlsx").read_bytes(), "best_practices.xlsx")
assert READING.questionnaire is not None
QUESTIONNAIRE = READING.questionnaire
QUESTIONS = list(QUESTIONNAIRE.questions())
LISTS = {
    question.list_name: question.options for top in QUESTIONS for question in (top, *top.fields) if question.options
}
TEXTS = [text for _, text in wordings(QUESTIONNAIRE) if text]


def avoided_terms() -> list[str]:
    rows = [line.split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [term for row in rows for term in re.findall(r"`([^`]+)`", row[3])]


def test_states_are_named_in_the_summary_unless_the_form_promises_that_they_are_not():
    promised = [one.code for one in QUESTIONS if "States are not named" in one.hint.get("en", "")]
    counted = [one.code for one in QUESTIONS if not one.names_states]

    assert promised == counted == ["difficulties"]


def test_its_workbook_has_no_fault():
    assert READING.faults == ()


def test_it_has_nine_sections_and_no_more_questions_than_promised():
    assert len(QUESTIONNAIRE.sections) == 9
    assert 80 <= len(QUESTIONS) <= 90


def test_about_a_third_of_its_questions_are_core_and_every_section_has_one():
    core = [question for question in QUESTIONS if question.core]
    assert 28 <= len(core) <= 34
    for section in QUESTIONNAIRE.sections:
        assert any(question.core for question in QUESTIONNAIRE.questions(section)), section.code


def test_it_is_numbered_without_gaps_section_by_section():
    for number, section in enumerate(QUESTIONNAIRE.sections, start=1):
        printed = [question.number for question in QUESTIONNAIRE.questions(section)]
        assert section.number == str(number)
        assert printed == [f"{number}.{place}" for place in range(1, len(printed) + 1)]


def test_every_section_says_who_usually_answers_and_how_long_it_takes():
    assert all(section.usually and section.minutes for section in QUESTIONNAIRE.sections)


def test_the_name_of_a_section_is_whole_on_its_sheet():
    for section in QUESTIONNAIRE.sections:
        assert section.heading, section.code
        assert all(len(f"{section.number}. {heading}") <= 31 for heading in section.heading.values()), section.heading


def test_every_kind_of_question_occurs_in_it():
    kinds = {part.kind for placed in QUESTIONNAIRE.placed() for part in (placed.question, *placed.question.fields)}
    assert kinds == set(Kind) - {Kind.WHOLE, Kind.CALCULATED}


def test_each_text_is_said_in_both_languages_with_the_same_placeholders():
    for text in TEXTS:
        assert set(text) == {"en", "es"}, text
        placeholders = [sorted(re.findall(r"\{\w+\}", wording)) for wording in text.values()]
        assert placeholders[0] == placeholders[1], text


def test_headings_and_short_forms_fit_a_table_of_one_page():
    for question in QUESTIONS:
        assert question.heading, question.code
        assert all(len(heading) <= LONGEST_HEADING for heading in question.heading.values()), question.heading
    for options in LISTS.values():
        for option in options:
            assert all(len(short) <= LONGEST_SHORT for short in option.short.values()), option.short


def test_there_is_one_scale_and_only_its_text_boxes_differ():
    scales = {name: options for name, options in LISTS.items() if name.startswith("scale")}
    told = {tuple((one.code, str(one.wording), str(one.hint), one.shape) for one in scale) for scale in scales.values()}
    assert len(scales) > 1
    assert len(told) == 1
    assert [code for code, *_ in told.pop()] == ["yes", "partly", "preparing", "no"]


def test_every_question_of_several_choices_can_be_answered_with_none():
    several = [question for question in QUESTIONS if question.kind is Kind.SEVERAL]
    assert several
    for question in several:
        assert [option.code for option in question.options if option.exclusive] == ["none"], question.code


def test_options_of_one_choice_have_a_shape_or_a_short_form():
    kinds = (Kind.ONE, Kind.ROWS, Kind.CONFIRM)
    for question in QUESTIONS:
        if question.kind in kinds:
            assert all(option.shape or option.short for option in question.options), question.code


def test_a_law_is_told_whole_and_its_title_is_enough():
    laws = next(question for question in QUESTIONS if question.code == "law_instruments")
    kinds = {field.code: field.kind for field in laws.fields}
    told = {
        "title": Kind.SHORT_TEXT,
        "number": Kind.SHORT_TEXT,
        "adopted_on": Kind.DATE,
        "articles": Kind.SHORT_TEXT,
        "link": Kind.LINK,
        "text_file": Kind.FILE,
    }
    assert kinds.items() >= told.items()
    assert not any(field.required or field.required_when for field in laws.fields)


def test_no_heading_stands_twice():
    for language in QUESTIONNAIRE.languages:
        repeated = [text for text, times in Counter(q.heading[language] for q in QUESTIONS).items() if times > 1]
        assert repeated == []


def test_what_only_the_secretariat_reads_is_not_core():
    for question in QUESTIONS:
        assert not (question.core and question.disclosure is Disclosure.SECRETARIAT), question.code


def test_the_numbers_of_questions_it_speaks_of_exist():
    printed = {question.number for question in QUESTIONS}
    for text in TEXTS:
        for mentioned in re.findall(r"\b(?:in|list|of|en|lista|de) (\d\.\d+)\b", text["en"] + " " + text["es"]):
            assert mentioned in printed, text


def test_facts_on_file_are_about_its_own_questions_rows_and_options():
    for fact in read_known_facts(data.text("known_facts.csv")):
        placed = QUESTIONNAIRE.find(fact.question)
        assert placed is not None
        assert fact.row in {row.code for row in placed.question.rows}
        assert placed.question.option(fact.option) is not None


def test_its_spanish_keeps_to_the_glossary():
    terms = re.compile(rf"\b({'|'.join(map(re.escape, avoided_terms()))})\b", re.IGNORECASE)
    assert len(avoided_terms()) > 50
    assert [text["es"] for text in TEXTS if terms.search(text["es"])] == []


def test_its_spanish_opens_every_question_it_closes():
    for text in TEXTS:
        assert text["es"].count("¿") == text["es"].count("?"), text
