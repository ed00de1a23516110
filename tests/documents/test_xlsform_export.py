"""A questionnaire written as a workbook, and read again."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.worksheet.worksheet import Worksheet
from pyxform.xls2xform import convert

from surveyapp.core import definition
from surveyapp.core.questionnaire import Kind, Property, Question, Questionnaire
from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import CannotBeWritten, write
from tests import strategies
from tests.builders import a_column, a_question, a_questionnaire, a_row, a_section, an_option, words

ROOT = Path(__file__).parents[2]
BUNDLED = [ROOT / "surveyapp" / "data" / "best_practices.xlsx", ROOT / "tests" / "data" / "small_form.xlsx"]


def read(data: bytes) -> Questionnaire:
    found = xlsform.read(data, "form.xlsx")
    assert [fault for fault in found.faults if fault.severity == "error"] == []
    assert found.questionnaire is not None
    return found.questionnaire


def sheet(form: Questionnaire, name: str) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(write(form)))[name]


def column(of: Worksheet, header: str) -> list[object]:
    """What stands below a header."""
    headers = [cell.value for cell in of[1]]
    return [row[headers.index(header)].value for row in of.iter_rows(min_row=2)]


def a_choice(code: str, list_name: str = "scale", options: str = "yes no") -> Question:
    return a_question(code, Kind.ONE, options, list_name=list_name)


@given(form=strategies.questionnaires())
@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_again_as_the_same_questionnaire(form: Questionnaire) -> None:
    assert definition.to_json(read(write(form))) == definition.to_json(form)


@pytest.mark.parametrize("file", BUNDLED, ids=lambda file: file.stem)
def test_a_workbook_that_was_read_can_be_written_and_read_again(file: Path) -> None:
    form = read(file.read_bytes())

    again = xlsform.read(write(form), file.name)

    assert again.faults == ()
    assert again.questionnaire is not None
    assert definition.to_json(again.questionnaire) == definition.to_json(form)


@pytest.mark.parametrize("file", BUNDLED, ids=lambda file: file.stem)
def test_pyxform_takes_the_workbook_as_it_is(file: Path) -> None:
    converted = convert(io.BytesIO(write(read(file.read_bytes()))), file_type=".xlsx")

    assert converted.warnings == []


def test_the_same_questionnaire_is_the_same_file() -> None:
    form = a_questionnaire(a_choice("law"))

    assert write(form) == write(form)


def test_every_cell_is_text_and_none_a_formula() -> None:
    form = a_questionnaire(
        a_question("sum", number="4.10", wording=words("=1+1", "@suma"), hint=words("#N/A", "-1")), version="2.10"
    )

    book = openpyxl.load_workbook(io.BytesIO(write(form)))

    cells = [cell for one in book for row in one.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert column(book["survey"], "number")[1] == "4.10"
    assert column(book["survey"], "label::English (en)")[1] == "=1+1"
    assert column(book["settings"], "version") == ["2.10"]


def test_what_is_typed_below_stays_text_too() -> None:
    survey = sheet(a_questionnaire(a_question()), "survey")

    assert survey.column_dimensions["C"].number_format == "@"


def test_the_headers_stay_in_sight_and_stand_out() -> None:
    survey = sheet(a_questionnaire(a_question()), "survey")

    assert survey.freeze_panes == "C2"
    assert all(cell.font.bold for cell in survey[1])


def test_long_texts_are_wrapped_in_columns_that_are_wide_enough_to_read() -> None:
    survey = sheet(a_questionnaire(a_question(wording=words("long " * 60 + "end"))), "survey")

    label = next(cell for cell in survey[3] if str(cell.value).endswith("end"))
    assert label.alignment.wrap_text
    assert survey.column_dimensions[label.column_letter].width >= 40
    assert survey.row_dimensions[3].height > 60


def test_the_default_language_comes_first_and_is_named() -> None:
    form = read(write(a_questionnaire(a_question(), languages=("es", "en"))))

    assert form.languages == ("es", "en")
    assert column(sheet(form, "settings"), "default_language") == ["Spanish (es)"]


def test_a_wording_that_is_missing_is_an_empty_cell() -> None:
    form = a_questionnaire(a_question(wording={"en": "Law"}, hint={"en": "A hint"}))

    survey = sheet(form, "survey")

    assert column(survey, "label::Spanish (es)")[1] is None
    assert column(survey, "hint::Spanish (es)")[1] is None


def test_a_list_of_options_is_written_once_however_many_questions_use_it() -> None:
    choices = sheet(a_questionnaire(a_choice("law"), a_choice("plan")), "choices")

    assert column(choices, "list_name") == ["scale", "scale"]


def test_one_list_with_different_options_cannot_be_written() -> None:
    form = a_questionnaire(a_choice("law"), a_choice("plan", options="yes partly no"))

    with pytest.raises(CannotBeWritten, match=r"list scale .* plan"):
        write(form)


def test_options_that_stand_in_no_list_cannot_be_written() -> None:
    with pytest.raises(CannotBeWritten, match="law"):
        write(a_questionnaire(a_choice("law", list_name="")))


def test_a_wording_longer_than_a_cell_cannot_be_written() -> None:
    with pytest.raises(CannotBeWritten, match="survey, row 3, label"):
        write(a_questionnaire(a_question(wording=words("x" * 40_000))))


def test_a_citation_names_the_text_by_which_entries_are_called() -> None:
    laws = a_question("laws", Kind.LIST, fields=(a_question("title"),))
    form = a_questionnaire(laws, a_question("cited", Kind.CITATION, cites="laws"))

    assert "select_one ${title}" in column(sheet(form, "survey"), "type")


def test_a_cell_of_a_grid_speaks_of_the_one_before_it_by_its_way() -> None:
    columns = (a_column("all"), a_column("women", constraint=". <= ${all}"))
    form = a_questionnaire(a_question("victims", Kind.GRID, rows=(a_row("y1"), a_row("y2")), columns=columns))

    assert column(sheet(form, "survey"), "constraint")[4] == ". <= ../all"
    assert read(write(form)) == form


def test_properties_of_options_are_columns_of_their_own() -> None:
    options = [an_option("lima", properties=(Property("region", "south"),)), an_option("cusco")]
    form = a_questionnaire(
        a_question("city", Kind.ONE, options, list_name="cities", choice_filter="region = 'south' or region = ''")
    )

    assert column(sheet(form, "choices"), "region") == ["south", None]
    assert read(write(form)) == form


def test_a_further_language_has_its_columns() -> None:
    def in_three(english: str) -> dict[str, str]:
        return {"en": english, "es": f"{english} (es)", "pt": f"{english} (pt)"}

    section = a_section("laws", a_question(wording=in_three("Law"), heading=in_three("Law")), wording=in_three("Laws"))
    form = a_questionnaire(section, title=in_three("Form"), languages=("en", "es", "pt"))

    survey = sheet(form, "survey")

    assert column(survey, "label::Portuguese (pt)")[1] == "Law (pt)"
    assert column(survey, "heading_pt")[1] == "Law (pt)"
    assert read(write(form)) == form


def test_how_many_entries_and_what_is_proposed_are_written() -> None:
    laws = a_question("laws", Kind.LIST, fields=(a_question("title", default="Act 1"),), fewest=1, most=3, entries=2)
    ages = a_question("age", Kind.INTEGER, lowest="1", highest="10", step="1")
    form = a_questionnaire(
        laws, ages, replace(laws, code="more", fewest=0, most=0, count="${age}", fields=(a_question("name"),))
    )

    survey = sheet(form, "survey")

    assert column(survey, "minimum")[1] == "1"
    assert column(survey, "repeat_count")[5] == "${age}"
    assert column(survey, "parameters")[4] == "start=1 end=10 step=1"
    assert read(write(form)) == form
