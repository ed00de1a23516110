"""Wordings that go to a translator and come back, as XLIFF and as a workbook."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from surveyapp.core import translation
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.translation import ChangeKind, Incoming, Standing, Unit
from surveyapp.documents import translation_files
from surveyapp.documents.translation_files import Code, ReadFile, workbook, xliff
from tests import strategies
from tests.builders import a_question, a_questionnaire, an_option, words
from tests.workbooks import part, sheets, with_part

NAMESPACE = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
HEADINGS = [
    "Identifier (do not change)",
    "Where it stands",
    "Text to translate: English (en)",
    "Present translation: Spanish (es)",
    "New translation: Spanish (es)",
    "Status",
]
FORM = a_questionnaire(
    a_question("law", Kind.ONE, [an_option("yes", short=words("Y", "S"))], list_name="scale", number="4.10"),
    a_question("cases", wording={"en": "Cases in {last_year}"}),
)


def units(form: Questionnaire = FORM, stale: tuple[str, ...] = ("law.wording",)) -> list[Unit]:
    """Of the form: one wording is missing, one stale, the others are translated."""
    return translation.units(form, "en", "es", stale)


def as_xliff(**facts: str) -> bytes:
    return xliff.write(units(), "en", "es", "practices-1", **facts)


def as_workbook(**facts: str) -> bytes:
    return workbook.write(units(), "en", "es", "Best practices", **facts)


def read(data: bytes, name: str = "form.xlf") -> ReadFile:
    return translation_files.read(data, name, "en", "es")


def codes(found: ReadFile) -> list[Code]:
    return [fault.code for fault in found.faults]


def an_xliff(body: str, attributes: str = 'source-language="en" target-language="es"') -> bytes:
    file = f'<file original="practices-1" {attributes}><body>{body}</body></file>'
    return f'<xliff version="1.2" xmlns="{NAMESPACE["x"]}">{file}</xliff>'.encode()


def a_unit(path: str = "law.wording", target: str = "Ley", source: str = "Law") -> str:
    return f'<trans-unit id="{path}"><source>{source}</source><target>{target}</target></trans-unit>'


def a_workbook(*rows: list[object], headings: list[str] = HEADINGS, name: str = "Translation") -> bytes:
    return sheets({name: [headings, *rows]})


def a_row(path: str = "law.wording", new: str = "", present: str = "", status: str = "") -> list[object]:
    return [path, "", "Law", present, new, status]


# There and back

FORMATS: dict[str, Callable[[list[Unit]], bytes]] = {
    "form.xlf": lambda some: xliff.write(some, "en", "es", "practices-1"),
    "form.xlsx": lambda some: workbook.write(some, "en", "es", "Best practices"),
}


@pytest.mark.parametrize("name", FORMATS)
@given(form=strategies.questionnaires())
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_what_nobody_touched_comes_back_and_changes_nothing(name: str, form: Questionnaire) -> None:
    source, target = form.languages[0], form.languages[1]
    stale = [one.path for one in translation.units(form, source, target)[:3]]
    out = translation.units(form, source, target, stale)
    data = (xliff if name == "form.xlf" else workbook).write(out, source, target, "form-1")

    back = translation_files.read(data, name, source, target)

    assert back.faults == ()
    assert [(one.path, one.source) for one in back.incoming] == [(unit.path, unit.source) for unit in out]
    found = translation.changes(form, source, target, back.incoming, stale)
    assert {one.kind for one in found} <= {ChangeKind.UNCHANGED, ChangeKind.EMPTY}


@pytest.mark.parametrize("name", FORMATS)
@given(texts=st.lists(strategies.wordings, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_what_is_translated_comes_back_to_the_letter(name: str, texts: list[str]) -> None:
    some = [
        Unit(f"q{place}.wording", units()[1].context, text, text, Standing.TRANSLATED)
        for place, text in enumerate(texts)
    ]

    data = FORMATS[name](some)
    back = read(_with_new_translations(data) if name == "form.xlsx" else data, name)

    assert [(one.source, one.target) for one in back.incoming] == [(text, text) for text in texts]


def _with_new_translations(data: bytes) -> bytes:
    """The workbook with every present translation written as a new one."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.active.iter_rows(min_row=2):
        row[4].value = row[3].value
        row[4].data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# XLIFF


def test_xliff_names_its_languages_and_what_it_translates() -> None:
    file = etree.fromstring(as_xliff()).find("x:file", NAMESPACE)

    assert file is not None
    assert (file.get("original"), file.get("source-language"), file.get("target-language")) == (
        "practices-1",
        "en",
        "es",
    )


def test_xliff_says_how_each_wording_stands_and_where() -> None:
    found = {
        one.get("id"): one for one in etree.fromstring(as_xliff(language="es")).iterfind(".//x:trans-unit", NAMESPACE)
    }

    states = {path: one.find("x:target", NAMESPACE).get("state") for path, one in found.items()}
    assert states["cases.wording"] == "needs-translation"
    assert states["law.wording"] == "needs-review-translation"
    assert states["law.options.yes.wording"] == "translated"
    assert found["law.options.yes.short"].get("maxwidth") == "12"
    assert (
        found["law.wording"].findtext("x:note", "", NAMESPACE)
        == "Sección first, pregunta 4.10 (una opción): redacción."
    )


def test_a_stale_translation_that_came_back_as_translated_is_approved() -> None:
    data = as_xliff().replace(b'state="needs-review-translation"', b'state="translated"')

    approved = {one.path: one.is_approved for one in read(data).incoming}

    assert approved["law.wording"]
    assert not {one.path: one.is_approved for one in read(as_xliff()).incoming}["law.wording"]


@pytest.mark.parametrize("language", ["es", "es-MX", "ES", "es_419"])
def test_translation_programs_may_add_a_country(language: str) -> None:
    data = an_xliff(a_unit(), f'source-language="en-US" target-language="{language}"')

    assert read(data).incoming == (Incoming("law.wording", "Law", "Ley", is_approved=False),)


def test_marks_that_a_program_put_within_a_text_are_left_out() -> None:
    data = an_xliff(a_unit(target='<mrk mtype="seg" mid="1">La <g id="1">ley</g></mrk>'))

    assert read(data).incoming[0].target == "La ley"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xliff_in_another_encoding_is_read(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{named}"?>' + an_xliff(a_unit(target="Tipificación")).decode()

    assert read(text.encode(encoding)).incoming[0].target == "Tipificación"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.NOT_XLIFF),
        (b"Ley", Code.NOT_XLIFF),
        (b"<html><body/></html>", Code.NOT_XLIFF),
        (b"<xliff", Code.MALFORMED),
        (an_xliff("<trans-unit>"), Code.MALFORMED),
        (b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', Code.XLIFF_2),
        (b'<?xml version="1.0" encoding="utf-7"?><xliff/>', Code.ENCODING),
        (b"<xliff>\xff</xliff>", Code.ENCODING),
        (an_xliff(""), Code.NO_UNITS),
        (an_xliff(a_unit(), 'source-language="fr" target-language="es"'), Code.WRONG_SOURCE_LANGUAGE),
        (an_xliff(a_unit(), 'source-language="en" target-language="pt"'), Code.WRONG_TARGET_LANGUAGE),
        (an_xliff(a_unit(), 'source-language="en"'), Code.WRONG_TARGET_LANGUAGE),
        (b"<!DOCTYPE xliff>" + an_xliff(a_unit()), Code.DOCTYPE),
        ("<!DOCTYPE xliff>".encode("utf-16") + an_xliff(a_unit()).decode().encode("utf-16-le"), Code.DOCTYPE),
    ],
)
def test_a_file_that_is_not_what_was_sent_is_refused(data: bytes, code: Code) -> None:
    found = read(data)

    assert (codes(found), found.incoming, found.is_refused) == ([code], (), True)


def test_a_unit_that_is_none_of_ours_is_told_and_the_others_are_read() -> None:
    found = read(an_xliff(a_unit("../../etc/passwd") + a_unit() + "<trans-unit><source>x</source></trans-unit>"))

    assert codes(found) == [Code.FOREIGN_UNIT, Code.FOREIGN_UNIT]
    assert [one.path for one in found.incoming] == ["law.wording"]
    assert not found.is_refused


def test_a_unit_that_comes_twice_is_told() -> None:
    found = read(an_xliff(a_unit() + a_unit(target="Norma")))

    assert codes(found) == [Code.UNIT_TWICE]
    assert [one.target for one in found.incoming] == ["Ley"]


def test_of_very_many_faults_the_first_are_told_and_the_number_of_the_others() -> None:
    found = read(an_xliff(a_unit("Foreign!") * 250))

    assert len(found.faults) == 201
    assert found.faults[-1].details == {"count": 50}


# The workbook


def test_the_workbook_can_be_written_in_where_it_asks_and_nowhere_else() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook()))["Translation"]

    assert sheet.protection.sheet
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert [cell.protection.locked for cell in sheet[2]] == [True, True, True, True, False, False]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_the_workbook_says_how_each_wording_stands_and_where() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook(language="es")))["Traducción"]

    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=2)}
    assert rows["cases.wording"][5] == "falta"
    assert rows["law.wording"][5] == "por revisar"
    assert rows["law.wording"][1] == "Sección first, pregunta 4.10 (una opción): redacción."


def test_a_new_translation_is_read_and_an_empty_one_leaves_what_stands() -> None:
    found = read(a_workbook(a_row(new="Ley"), a_row("cases.wording", present="Casos")), "form.xlsx")

    assert [(one.path, one.target) for one in found.incoming] == [("law.wording", "Ley"), ("cases.wording", "")]


@pytest.mark.parametrize("status", ["still right", "Still right", "sigue siendo correcta"])
def test_what_is_still_right_comes_back_as_it_stood(status: str) -> None:
    found = read(a_workbook(a_row(present="Ley", status=status)), "form.xlsx")

    assert found.incoming == (Incoming("law.wording", "Law", "Ley"),)


def test_the_order_of_columns_and_further_columns_and_sheets_do_not_matter() -> None:
    rows = [["remark", *reversed(HEADINGS)], ["mine", *reversed(a_row(new="Ley"))]]
    data = sheets({"Notes": [["Dear colleague"]], "translation": rows})

    assert read(data, "form.xlsx").incoming == (Incoming("law.wording", "Law", "Ley"),)


def test_a_workbook_of_many_wordings_goes_on_on_a_second_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [Unit(f"q{place}.wording", units()[0].context, "x", "y", Standing.TRANSLATED) for place in range(4_100)]

    data = workbook.write(some, "en", "es", "Form")

    assert openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames == ["Translation", "Translation 2"]
    assert len(read(data, "form.xlsx").incoming) == 4_100


def test_rows_that_were_added_are_told() -> None:
    found = read(a_workbook(a_row(new="Ley"), ["", "", "", "", "Added", ""], a_row("Not ours", "x")), "form.xlsx")

    assert codes(found) == [Code.FOREIGN_UNIT, Code.FOREIGN_UNIT]
    assert [fault.row for fault in found.faults] == [3, 4]
    assert len(found.incoming) == 1


def test_a_formula_is_not_read() -> None:
    found = read(a_workbook(a_row(new="=1+1"), a_row("cases.wording", "Casos")), "form.xlsx")

    assert codes(found) == [Code.FORMULA]
    assert [one.path for one in found.incoming] == ["cases.wording"]


def test_an_error_value_is_not_read() -> None:
    found = read(a_workbook(a_row(new="#N/A")), "form.xlsx")

    assert codes(found) == [Code.ERROR_VALUE]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04broken", Code.CORRUPT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Code.OLD_WORKBOOK),
        (a_workbook(name="Sheet1"), Code.NO_SHEET),
        (a_workbook(headings=HEADINGS[1:]), Code.MISSING_COLUMN),
        (
            a_workbook(headings=[one.replace("Spanish (es)", "French (fr)") for one in HEADINGS]),
            Code.WRONG_TARGET_LANGUAGE,
        ),
        (
            a_workbook(headings=[one.replace("English (en)", "Dutch (nl)") for one in HEADINGS]),
            Code.WRONG_SOURCE_LANGUAGE,
        ),
        (a_workbook(), Code.NO_UNITS),
        (with_part(as_workbook(), "xl/vbaProject.bin", b""), Code.MACROS),
    ],
)
def test_a_workbook_that_is_not_what_was_sent_is_refused(data: bytes, code: Code) -> None:
    found = read(data, "form.xlsx")

    assert (codes(found), found.incoming) == ([code], ())


# What would hang or fill a computer


def _zip(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(name, content)
    return file.getvalue()


def _of_200_000_rows() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(1, 200_001))
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_part(as_workbook(), "xl/worksheets/sheet1.xml", f"{head}{rows}</sheetData></worksheet>".encode())


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + an_xliff(a_unit(target="&b;"))
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + an_xliff(a_unit(target="&a;"))
HOSTILE: dict[str, Callable[[], tuple[bytes, str, Code]]] = {
    "entities": lambda: (ENTITIES, "form.xlf", Code.DOCTYPE),
    "an external entity": lambda: (EXTERNAL, "form.xlf", Code.DOCTYPE),
    "50 MB": lambda: (an_xliff(a_unit(target="x" * 50 * 2**20)), "form.xlf", Code.FILE_TOO_LARGE),
    "50 MB of workbook": lambda: (b"PK" + b"x" * 50 * 2**20, "form.xlsx", Code.FILE_TOO_LARGE),
    "200,000 units": lambda: (an_xliff("<trans-unit id='a.b'/>" * 200_000), "form.xlf", Code.CONTENT_TOO_LARGE),
    "a million tags": lambda: (an_xliff("<a/>" * 1_000_000), "form.xlf", Code.CONTENT_TOO_LARGE),
    "a million attributes": lambda: (an_xliff("<a " + 'b="" ' * 1_000_000 + "/>"), "form.xlf", Code.CONTENT_TOO_LARGE),
    "tags within tags": lambda: (an_xliff("<g>" * 100_000), "form.xlf", Code.MALFORMED),
    "a bomb": lambda: (_zip("xl/worksheets/sheet1.xml", b" " * 60 * 2**20), "form.xlsx", Code.CONTENT_TOO_LARGE),
    "200,000 rows": lambda: (_of_200_000_rows(), "form.xlsx", Code.TOO_MANY_ROWS),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_would_hang_or_fill_a_computer_is_refused(kind: str) -> None:
    data, name, code = HOSTILE[kind]()

    assert codes(read(data, name)) == [code]


def test_a_workbook_with_a_document_type_is_refused() -> None:
    sheet = part(as_workbook(), "xl/worksheets/sheet1.xml")

    data = with_part(as_workbook(), "xl/worksheets/sheet1.xml", b"<!DOCTYPE x>" + sheet)

    assert codes(read(data, "form.xlsx")) == [Code.DOCTYPE]
