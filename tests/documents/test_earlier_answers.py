"""The workbook of earlier answers as it is read and drawn; nothing in it is trusted."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from surveyapp.documents import earlier_answers
from surveyapp.documents.earlier_answers import Code, Fault
from surveyapp.wording.earlier_answers import worded
from tests import workbooks
from tests.builders import a_note, a_question, a_questionnaire
from tests.stored import a_state, laws_and_figures

HEADERS = ["state", "question", "answer"]


def read(rows, sheet="answers", name="a.xlsx"):
    return earlier_answers.read(workbooks.sheets({sheet: rows}), name)


def codes(found):
    return [fault.code for fault in found.faults]


def test_headers_are_known_in_both_languages_in_any_order():
    found = read([["Respuesta", " ESTADO ", "Pregunta", "Fecha"], ["5", "CRI", "calls", "2012-08-27"]])

    [row] = found.rows
    assert (row["state"].text, row["question"].text, row["answer"].text) == ("CRI", "calls", "5")
    assert row.header("answer") == "Respuesta"
    assert not found.faults


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (["state", "question"], Code.MISSING_COLUMN),
        (["state", "question", "answer", "Respuesta"], Code.DUPLICATE_COLUMN),
    ],
)
def test_columns_at_fault_are_told_and_no_row_is_read(headers, code):
    found = read([headers, ["CRI", "calls", "5"]])

    assert codes(found) == [code]
    assert not found.rows


def test_an_unknown_column_is_only_pointed_out():
    found = read([[*HEADERS, "remarks"], ["CRI", "calls", "5", "x"]])

    assert [(fault.code, fault.severity) for fault in found.faults] == [("unknown_column", "warning")]
    assert len(found.rows) == 1


def test_a_workbook_without_the_sheet_is_told_its_name():
    found = read([HEADERS], sheet="data")

    assert codes(found) == [Code.MISSING_SHEET]


def test_a_formula_is_told_with_its_cell():
    found = read([HEADERS, ["CRI", "calls", "=1+1"]])

    assert [(fault.code, fault.row, fault.column) for fault in found.faults] == [("formula", 2, "answer")]


def test_numbers_and_days_stay_what_they_are():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "answers"
    sheet.append(HEADERS)
    sheet.append(["CRI", "budget", 0.1])
    sheet.append(["CRI", "calls", 12.0])
    content = BytesIO()
    book.save(content)

    found = earlier_answers.read(content.getvalue(), "a.xlsx")

    assert [row["answer"].text for row in found.rows] == ["0.1", "12"]


def test_what_is_no_workbook_is_refused_in_words():
    for data, name in ((b"state;question;answer", "a.csv"), (b"", "a.xlsx"), (b"PK\x03\x04broken", "a.xlsx")):
        [fault] = earlier_answers.read(data, name).faults
        assert worded(fault.code, fault.details, "es").cure


def test_a_hostile_workbook_is_refused_unread():
    bomb = workbooks.with_part(workbooks.sheets({"answers": [HEADERS]}), "xl/worksheets/sheet1.xml", b" " * 80_000_000)
    entities = workbooks.with_part(
        workbooks.sheets({"answers": [HEADERS]}), "xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'
    )
    rows = workbooks.sheets({"answers": [HEADERS, *([[]] * 10_000), ["CRI", "calls", "5"]]})

    found = [codes(earlier_answers.read(data, "a.xlsx")) for data in (bomb, entities, rows)]

    assert found == [["content_too_large"], ["doctype"], ["too_many_rows"]]


def test_the_empty_workbook_lists_every_place_with_its_options():
    data = earlier_answers.template(laws_and_figures(), [a_state("CRI"), a_state("JAM")], "es")

    book = openpyxl.load_workbook(BytesIO(data))
    places = [row[0].value for row in book["preguntas"].iter_rows(min_row=2)]
    assert [cell.value for cell in book["respuestas"][1]][:4] == ["estado", "pregunta", "elemento", "respuesta"]
    assert places[:5] == ["laws", "laws.title", "laws.year", "offence", "plan"]
    assert "victims/y1/women" in places
    assert "paper" not in places
    assert book["preguntas"]["D5"].value == "yes: Yes (es)\npartly: Partly (es)\nno: No (es)"
    assert [row[1].value for row in book["estados"].iter_rows(min_row=2)] == ["Costa Rica", "Jamaica"]


def test_wordings_that_look_like_formulas_stay_texts():
    form = a_questionnaire(a_question("sum", wording={"en": "=1+1", "es": "=1+1"}), a_note())

    book = openpyxl.load_workbook(BytesIO(earlier_answers.template(form, [], "en")))

    assert book["questions"]["B2"].data_type == "s"


def test_of_too_many_faults_the_errors_are_kept():
    warning = [Fault(Code.WIDER_DISCLOSURE, "answers", number) for number in range(400)]
    errors = [Fault(Code.UNREADABLE, "answers", number) for number in range(400, 800)]

    kept = earlier_answers.in_order_of_rows([*warning, *errors])

    assert sum(one.severity == "error" for one in kept) == 401
    assert kept[-1] == Fault(Code.MORE_FAULTS, details={"count": 300})


def test_the_archive_is_looked_at_before_it_is_read():
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
        archive.writestr("xl/workbook.xml", b"<workbook/>")

    assert codes(earlier_answers.read(data.getvalue(), "a.xlsx")) == ["macros"]
