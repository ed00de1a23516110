"""The workbook of differences, read back by two readers."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import python_calamine
from openpyxl.cell.rich_text import CellRichText, TextBlock

from surveyapp.core.editions import differences
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.documents import differences_workbook
from surveyapp.documents.differences_workbook import Compared
from tests.builders import a_question, a_questionnaire, a_section, an_option, words

OLD = a_questionnaire(
    a_section(
        "law",
        a_question("offence", Kind.ONE, "yes no", number="1.1", wording=words("Is there a law?", "¿Hay una ley?")),
        a_question("plan", number="1.2", wording=words("Which plan?", "¿Qué plan?")),
        number="1",
    )
)
NEW = a_questionnaire(
    a_section(
        "law",
        a_question(
            "offence",
            Kind.ONE,
            [an_option("yes"), an_option("partly"), an_option("no")],
            number="1.1",
            wording=words("Is there any law?", "¿Hay una ley?"),
            relevant="${plan} = 'x'",
        ),
        a_question("body", number="1.3", wording=words("=1+1", "Organismo")),
        number="1",
    )
)


def written(old: Any = OLD, new: Any = NEW, language: str = "en") -> bytes:
    compared = Compared(earlier="edition 1", present="edition 2", made_on=date(2026, 9, 15))
    return differences_workbook.write(differences(old, new), compared, language)


def rows(data: bytes, sheet: str) -> list[list[Any]]:
    return python_calamine.load_workbook(BytesIO(data)).get_sheet_by_name(sheet).to_python()


def test_the_sheets_are_named_in_the_language() -> None:
    english, spanish = (python_calamine.load_workbook(BytesIO(written(language=one))) for one in ("en", "es"))

    assert english.sheet_names == ["Summary", "Questions", "Options and rows", "Wordings"]
    assert spanish.sheet_names == ["Resumen", "Preguntas", "Opciones y filas", "Redacciones"]


def test_the_summary_says_what_is_compared_and_counts() -> None:
    told = {row[0]: next((one for one in row[1:] if one != ""), "") for row in rows(written(), "Summary") if row}

    assert (told["Earlier edition"], told["Present edition"]) == ("edition 1", "edition 2")
    assert (told["Added"], told["Removed"], told["Questions with a change of substance"]) == (1, 1, 3)


def test_every_question_that_is_otherwise_has_a_row() -> None:
    told = {row[1]: row for row in rows(written(), "Questions")}

    assert told["Is there any law?"][5] == "reworded; another condition; one option added"
    assert told["Is there any law?"][6] == "yes"
    assert told["Which plan?"][2:6] == ["", "plan", "", "removed"]


def test_options_have_rows_of_their_own() -> None:
    assert rows(written(), "Options and rows")[2] == [
        "1.1", "offence", "Options", "partly", "", "added", "", "Partly",
    ]  # fmt: skip


def test_both_wordings_can_be_copied_whole_and_their_words_are_marked_not_by_colour_alone() -> None:
    data = written()

    assert rows(data, "Wordings")[2] == ["1.1", "offence", "Wording", "en", "Is there a law?", "Is there any law?"]
    sheet = openpyxl.load_workbook(BytesIO(data), rich_text=True)["Wordings"]
    was, now = sheet["E3"].value, sheet["F3"].value
    assert struck(was) == [" a"]
    assert underlined(now) == [" any"]


def struck(text: CellRichText) -> list[str]:
    return [block.text for block in text if isinstance(block, TextBlock) and block.font.strike]


def underlined(text: CellRichText) -> list[str]:
    return [block.text for block in text if isinstance(block, TextBlock) and block.font.u]


def test_a_wording_never_becomes_a_formula() -> None:
    sheet = openpyxl.load_workbook(BytesIO(written()))["Questions"]
    cell = next(row[1] for row in sheet.iter_rows() if row[1].value == "=1+1")

    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("hostile", ["=1+1\x07", "_x0007_", "&<>\"'", "a" * 30_000, "á\U0001f600\r\nb", "#N/A"])
def test_hostile_wordings_stay_text(hostile: str) -> None:
    def asking(wording: str) -> Question:
        return a_question("law", wording={"en": wording, "es": "Ley"})

    data = written(a_questionnaire(asking(f"{hostile} before")), a_questionnaire(asking(f"{hostile} now")))

    assert rows(data, "Wordings")[2][5].endswith("now")


def test_editions_that_do_not_differ_are_said_not_to() -> None:
    data = written(OLD, OLD)

    assert ["The two editions do not differ.", "", ""] in rows(data, "Summary")
    assert len(rows(data, "Questions")) == 1
