"""Replies to several editions of one round, side by side: nothing is taken for the answer to another question."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from surveyapp.actions import (
    answering,
    authoring,
    comparing,
    confirming,
    disclosing,
    moving_rounds,
    submitting,
    wording_corrections,
)
from surveyapp.core.answers import Typed
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.places import parse
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Questionnaire
from surveyapp.store import models
from surveyapp.wording import answers as answer_words
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.stored import OPENED, a_reply, a_round

SALT = "5a" * 16
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
OFFENCE = a_question(
    "offence", Kind.ONE, "yes partly no", wording=words("Is it an offence?", "¿Es un delito?"), number="1", core=True
)
LAWS = a_question("laws", Kind.LIST, fields=(a_question("title"),), number="2")
CALLS = a_question("calls", Kind.INTEGER, wording=words("How many calls?", "¿Cuántas llamadas?"), number="3")
SECRET = a_question("secret", disclosure=Disclosure.SECRETARIAT, number="4")
OFFENCE_NOW = replace(
    OFFENCE,
    wording=words("Is trafficking an offence of its own?", "¿Es la trata un delito autónomo?"),
    options=(an_option("1", wording=words("Yes"), previous="yes"), an_option("no"), an_option("drafted")),
)


def a_form(*questions: Question, version: str = "1") -> Questionnaire:
    return a_questionnaire(a_section("law", *questions, number="1"), version=version)


FORM = a_form(OFFENCE, LAWS, CALLS, SECRET)
NEXT = a_form(
    OFFENCE_NOW,
    replace(LAWS, code="instruments", previous="laws"),
    a_question("courts", number="3"),
    replace(SECRET, wording=words("Another secret")),
    a_question("new_secret", disclosure=Disclosure.SECRETARIAT),
    version="2",
)


@pytest.fixture
def round_(session: Session) -> models.Round:
    return a_round(session, FORM)


@pytest.fixture
def move(session, round_, now):
    def moved(form: Questionnaire = NEXT, *also: str) -> None:
        edition = authoring.take_in(session, form, "form.xlsx", None, OPENED + timedelta(days=1))
        edition.published_at = OPENED + timedelta(days=1)
        session.flush()
        moving_rounds.move(session, round_, edition, also, None, now)

    return moved


@pytest.fixture
def sent(session, round_, now):
    """A reply of these answers, submitted."""

    def submitted(state: str, answers: dict[str, Typed], disclosure: Disclosure = Disclosure.PUBLIC) -> models.Reply:
        reply = a_reply(session, state, round_, disclosure=disclosure.value)
        write(session, reply, answers, now)
        submitting.submit(session, reply, DECLARED, "send", None, now, SALT)
        return reply

    return submitted


def write(session, reply, answers: dict[str, Typed], now, seen: int = 0) -> None:
    for place, typed in answers.items():
        parsed = parse(place)
        assert parsed is not None
        answering.save_answer(session, reply, parsed, typed, seen, f"{place}{typed}", None, now)


def compared(session, round_, audience=Audience.PUBLIC):
    return comparing.comparison(session, round_, audience)


def test_a_choice_submitted_to_the_earlier_edition_is_counted_at_the_option_it_became(session, round_, sent, move):
    sent("CRI", {"offence": {"option": "yes"}})
    move()

    tally = compared(session, round_).tallies["offence"]

    assert {one.option.code: one.states for one in tally.options} == {"1": ("CRI",), "no": (), "drafted": ()}
    assert tally.base == 1


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "“Partly” (not readable)"), ("es", "«Partly (es)» (no interpretable)")]
)
def test_a_choice_that_is_offered_no_longer_is_shown_in_its_words_and_not_counted(
    session, round_, sent, move, language, shown
):
    sent("CRI", {"offence": {"option": "partly"}})
    move()

    comparison = compared(session, round_)

    reply, question = comparison.replies["CRI"], comparison.tallies["offence"].question
    assert comparison.tallies["offence"].by_mark == {Mark.NOT_READABLE: ("CRI",)}
    assert answer_words.answer_words(comparison.questionnaire, question, reply.cells, reply.entries, language) == shown


def test_the_same_when_the_reply_was_sent_again_without_answering_anew(session, round_, sent, move, now):
    reply = sent("CRI", {"offence": {"option": "partly"}})
    move()
    submitting.submit(session, reply, DECLARED, "send again", None, now, SALT)

    cell = compared(session, round_).replies["CRI"].cells["offence"]

    assert (cell.mark, cell.formerly) == (Mark.NOT_READABLE, {"en": "Partly", "es": "Partly (es)"})


def test_entries_stand_in_the_list_that_theirs_became(session, round_, move, now):
    reply = a_reply(session, "CRI", round_)
    entry = answering.add_entry(session, reply, "laws", "add", None, now)
    write(session, reply, {f"laws[{entry}].title": {"text": "Act 1"}}, now)
    submitting.submit(session, reply, DECLARED, "send", None, now, SALT)
    move()

    seen = compared(session, round_).replies["CRI"]

    assert seen.entries == {"instruments": (entry,)}
    assert seen.cells[f"instruments[{entry}].title"].value == {"text": "Act 1"}


def test_what_was_added_was_not_asked_of_those_that_had_replied(session, round_, sent, move):
    sent("CRI", {"calls": {"text": "3"}})
    move()

    comparison = compared(session, round_)

    assert "calls" not in comparison.tallies
    assert comparison.tallies["courts"].by_mark == {Mark.NOT_ASKED: ("CRI",)}
    assert comparison.tallies["courts"].base == 0


def test_what_is_withheld_stays_withheld_and_so_is_what_was_added_to_be(session, round_, sent, move):
    sent("CRI", {"secret": {"text": "a secret"}})
    sent("JAM", {"offence": {"option": "yes"}}, Disclosure.SECRETARIAT)
    move()

    replies = compared(session, round_).replies

    assert replies["CRI"].cells["secret"].mark is Mark.WITHHELD
    assert replies["CRI"].cells["new_secret"].mark is Mark.WITHHELD
    assert {cell.mark for cell in replies["JAM"].cells.values()} == {Mark.WITHHELD}


def test_what_a_question_is_disclosed_to_more_narrowly_now_is_withheld(session, round_, sent, move):
    sent("CRI", {"calls": {"text": "3"}})
    move(a_form(OFFENCE, LAWS, replace(CALLS, disclosure=Disclosure.SECRETARIAT), SECRET, version="2"))

    assert compared(session, round_).replies["CRI"].cells["calls"].mark is Mark.WITHHELD


# Notes


def test_a_note_names_the_states_that_answered_the_earlier_wording(session, round_, sent, move, now):
    sent("CRI", {"offence": {"option": "yes"}})
    move()
    sent("JAM", {"offence": {"option": "no"}})

    [note] = compared(session, round_).footnotes["offence"]

    assert note.states == ("CRI",)
    assert note.question.wording["en"] == "Is it an offence?"


def test_an_answer_confirmed_needs_no_note(session, round_, sent, move, now):
    reply = sent("CRI", {"offence": {"option": "yes"}})
    move()
    confirming.confirm(session, reply, "offence", None, now)
    submitting.submit(session, reply, DECLARED, "send again", None, now, SALT)

    assert compared(session, round_).footnotes == {}


def test_a_note_does_not_betray_who_answered_what_is_withheld(session, round_, sent, move):
    sent("CRI", {"secret": {"text": "a secret"}})
    sent("JAM", {"offence": {"option": "yes"}}, Disclosure.SECRETARIAT)
    move()

    notes = {
        audience: compared(session, round_, audience).footnotes for audience in (Audience.PUBLIC, Audience.SECRETARIAT)
    }

    assert notes[Audience.PUBLIC] == {}
    assert {code: note.states for code, [note] in notes[Audience.SECRETARIAT].items()} == {
        "offence": ("JAM",),
        "secret": ("CRI",),
    }


def test_what_was_left_blank_was_answered_to_no_wording(session, round_, sent, move):
    sent("CRI", {"calls": {"text": "3"}})
    move()

    assert "offence" not in compared(session, round_).footnotes


def test_a_correction_of_a_wording_is_noted_too(session, round_, sent, now):
    sent("CRI", {"offence": {"option": "yes"}})
    wording_corrections.correct(
        session, round_.edition, "offence.wording", {"en": "Is it a criminal offence?"}, OFFENCE.wording, None, now
    )
    sent("JAM", {"offence": {"option": "no"}})

    [note] = compared(session, round_).footnotes["offence"]

    assert note.states == ("CRI",)
    assert note.question.wording["en"] == "Is it an offence?"


def test_both_wordings_stand_in_the_workbook_of_each_language(session, round_, sent, move, now):
    sent("CRI", {"offence": {"option": "yes"}})
    sent("USA", {"offence": {"option": "no"}})
    move()

    sheets = {language: sheets_of(session, round_, language, now) for language in ("en", "es")}

    assert (
        "† Costa Rica and the United States of America answered an earlier wording of this question."
        " Then: “Is it an offence?” Now: “Is trafficking an offence of its own?”"
        " Options then: “Yes”; “Partly”; “No”. Options now: “Yes”; “No”; “Drafted”."
    ) in sheets["en"]["1. Section law"]
    assert (
        "† Costa Rica y Estados Unidos de América contestaron una redacción anterior de esta pregunta."
        in sheets["es"]["1. Section law (es)"]
    )
    assert "1 ★ †" in sheets["en"]["1. Section law"]
    assert "†" in sheets["en"]["Method and signs"]
    assert "Earlier wording answered" in sheets["en"]["Data"]
    legend = [line for line in sheets["en"]["1. Synoptic"].splitlines() if "some states answered" in line]
    assert [line[0] for line in legend] == ["†"]  # a line of its own: one that is too long makes the table smaller


def test_a_workbook_without_notes_says_nothing_of_them(session, round_, sent, now):
    sent("CRI", {"offence": {"option": "yes"}})

    assert "†" not in "".join(sheets_of(session, round_, "en", now).values())


def sheets_of(session, round_, language, now) -> dict[str, str]:
    made = comparing.comparative_workbook(session, round_, Audience.PUBLIC, language, False, now)
    opened = CalamineWorkbook.from_filelike(BytesIO(made))
    return {
        name: "\n".join(str(cell) for row in opened.get_sheet_by_name(name).to_python() for cell in row)
        for name in opened.sheet_names
    }


def test_the_answers_of_one_state_are_read_at_their_new_questions_with_notes(session, round_, sent, move):
    reply = sent("CRI", {"offence": {"option": "yes"}})
    move()

    readable = disclosing.submitted(session, reply, Audience.SECRETARIAT)

    assert readable is not None
    assert readable.answers["offence"].value == {"option": "1"}
    assert list(readable.footnotes) == ["offence"]
