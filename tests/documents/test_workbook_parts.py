"""The comparative workbook opens in Excel without a repair: nothing in the XML of its parts is what Excel refuses."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Kind
from surveyapp.core.states import StateName
from surveyapp.documents.comparative_workbook import write
from surveyapp.documents.round_facts import Contact, Practice, RoundFacts, Terms, Version
from tests.builders import a_question, a_questionnaire, words
from tests.documents.test_comparative_workbook import HOSTILE, LAW, a_heading, sheets, text_of
from tests.documents.test_comparative_workbook_sheets import before, facts_of, now, the_facts
from tests.documents.workbook_parts import faults
from tests.replies import compared, made_up, states_of_2012

WORSE = [
    *HOSTILE,
    "\x00\x07\x1b and \ufffe",
    "مرحبا بالعالم, then English",
    "👩\u200d👩\u200d👧 " * 40,
    "Tipo\tNúmero\r\nLey\t9095\r\n\r\n•\tUno\x0b•\tDos\u00a0\u2028fin",
    "x" * 20_000,
    "_x000D_ 𝔸" * 9_000,
    "https://example.org/" + "a" * 3_000,
    "'apostrophe",
]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_whole_workbook_has_no_fault(language: str):
    contact = Contact(state="CRI", on=date(2012, 7, 3), kind="call", direction="in", with_whom="X", text="Y")
    secret, then = (replace(one, audience=Audience.SECRETARIAT) for one in (now(), before()))
    version = Version(kind="rev", number=1, note=words("Two replies more.", "Dos respuestas más."))

    assert faults(write(secret, the_facts(before=then, contacts=(contact,), version=version), language)) == []


def hostile() -> bytes:
    """What states and officers may write at worst, in every kind of place."""
    longest = words("Saint Vincent & the <Grenadines> " * 12, "San Vicente & las <Granadinas> " * 12)
    questions = [a_question(f"why_{number}", number=f"1.{number}") for number in range(len(WORSE))]
    law = replace(LAW, number="2.1", wording=longest, heading=words("[a]:*?/\\ 'quoted'"))
    typed = {question.code: text for question, text in zip(questions, WORSE, strict=True)}
    comparison = compared(
        a_questionnaire(*questions, law, a_question("never", Kind.ONE, "a b", number="3", relevant="1 = 0")),
        {"CRI": typed | {"law": "yes"}, "VCT": {"law": "an option that is gone"}},
        silent=("JAM",),
        audience=Audience.SECRETARIAT,
    )
    practice = Practice(state="CRI", question="why_1", title=words(HOSTILE[0]), text=words("\n".join(WORSE)))
    contact = Contact(state="CRI", on=date(2012, 7, 3), kind="call", direction="in", with_whom="@X", text=WORSE[1])
    terms = Terms(document_number="=1+1 & <b>", classification=longest, paper="letter")
    facts = facts_of(practices=(practice,), contacts=(contact,), terms=terms)
    return write(comparison, facts, "en")


def test_hostile_texts_make_no_fault_and_come_back():
    book = hostile()

    assert faults(book) == []
    found = sheets(book)
    assert "x" * 20_000 in text_of(found["Data"])
    for text in ("مرحبا بالعالم", "Número", "=1+1", "'apostrophe"):
        assert text in text_of(found["Texts"])
    opened = openpyxl.load_workbook(BytesIO(book))
    assert not [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.data_type in "fe"]


@pytest.mark.parametrize("replied", [0, 1, 300])
def test_no_reply_one_and_more_than_there_are_columns_for_make_no_fault(replied: int):
    assert faults(write(many(replied), RoundFacts(heading=a_heading()), "es")) == []


def many(replied: int, asked: int = 300) -> Comparison:
    """More states than a sheet has columns for, some with names that no state has."""
    real = states_of_2012()
    lent = [(f"X{place:02}", real[place % len(real)]) for place in range(asked)]
    states = [replace(state, iso3=iso3, names=_longer(state.names)) for iso3, state in lent]
    questionnaire = a_questionnaire(LAW, a_question("why"), a_question("how_many", Kind.INTEGER))
    return compare(questionnaire, list(made_up(questionnaire, states[:replied])), states)


def _longer(names: Mapping[str, StateName]) -> dict[str, StateName]:
    return {language: replace(name, short=f"{name.short} {'and & ' * 30}") for language, name in names.items()}


def test_pages_are_begun_by_hand_no_more_often_than_excel_can(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("surveyapp.documents.sheets.MOST_BREAKS", 3)

    book = openpyxl.load_workbook(BytesIO(write(now(), the_facts(), "en")))

    assert max(len(sheet.row_breaks) for sheet in book) == 3
