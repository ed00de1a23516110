"""What is no questionnaire, or was made to do harm, is refused in words, and with little memory."""

import io
import resource
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from surveyapp.documents import xlsform
from surveyapp.documents.xlsform import opening
from surveyapp.documents.xlsform.reading import ReadWorkbook
from tests.workbooks import SETTINGS, YES_NO, in_a_section, many_rows, part, sheets, table, with_part, workbook

SOUND = workbook("type  name  en  es\ntext  law  Law  Ley")
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MOST_MEMORY = 200 * 2**20
NEVER_ENDING = 180
"""Seconds after which reading is taken to hang. How long it takes is measured by `make bench`, not judged here."""

SPENT: list[float] = []
"""Seconds of processor time that each reading of a test took."""


@pytest.fixture(autouse=True)
def _with_little_memory_and_an_end(record_property: Callable[[str, object], None]) -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    SPENT.clear()
    signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(NEVER_ENDING)
    yield
    signal.alarm(0)
    taken = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    record_property("seconds", sum(SPENT))
    record_property("bytes", taken)
    assert taken < MOST_MEMORY


def _hangs(_number: int, _frame: object) -> None:
    raise TimeoutError(f"not refused within {NEVER_ENDING} seconds")


def read(data: bytes, name: str) -> ReadWorkbook:
    begun = time.process_time()
    try:
        return xlsform.read(data, name)
    finally:
        SPENT.append(time.process_time() - begun)


def codes(data: bytes, name: str = "form.xlsx") -> list[str]:
    found = read(data, name)
    assert found.questionnaire is None
    return [fault.code.value for fault in found.faults]


def sheet(rows: str, before: str = "") -> bytes:
    """A sheet of raw XML in place of the survey of a sound workbook."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    return with_part(SOUND, SHEET, xml.encode())


def test_the_workbook_these_tests_spoil_is_sound() -> None:
    assert read(SOUND, "form.xlsx").faults == ()


@pytest.mark.parametrize("data", [b"", b"type,name\ntext,law\n", b"\x00" * 100, b"<html></html>", b"%PDF-1.7"])
def test_a_file_that_is_no_workbook(data: bytes) -> None:
    assert codes(data) == ["not_a_workbook"]


def test_an_archive_that_is_no_workbook() -> None:
    assert codes(with_part(zip_of({}), "word/document.xml", b"<w/>")) == ["not_a_workbook"]


def zip_of(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def test_a_workbook_in_the_old_format() -> None:
    assert codes(OLE) == ["old_workbook"]


def test_a_workbook_with_a_password() -> None:
    assert codes(OLE + "EncryptedPackage".encode("utf-16-le")) == ["password_protected"]


@pytest.mark.parametrize("length", [30, 500, len(SOUND) // 2, len(SOUND) - 30])
def test_a_workbook_that_was_cut_off(length: int) -> None:
    assert codes(SOUND[:length]) == ["corrupt"]


@pytest.mark.parametrize("position", range(40, len(SOUND), 97))
def test_a_workbook_with_a_broken_byte_is_read_or_refused_but_never_fails(position: int) -> None:
    broken = SOUND[:position] + bytes([SOUND[position] ^ 0xFF]) + SOUND[position + 1 :]

    read(broken, "form.xlsx")


@pytest.mark.parametrize("missing", ["xl/_rels/workbook.xml.rels", "[Content_Types].xml", SHEET])
def test_a_workbook_of_which_a_part_is_missing(missing: str) -> None:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != missing}

    assert codes(zip_of(parts)) == ["corrupt"]


@pytest.mark.parametrize("xml", [b"", b"<worksheet", b"\xff\xfe\x00", b"<a><b></a>", b"not xml at all"])
def test_a_sheet_that_is_no_xml(xml: bytes) -> None:
    assert codes(with_part(SOUND, SHEET, xml)) == ["corrupt"]


def test_macros() -> None:
    assert codes(with_part(SOUND, "xl/vbaProject.bin", b"macro")) == ["macros"]


def test_macros_under_another_name() -> None:
    types = part(SOUND, "[Content_Types].xml").replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")

    assert codes(with_part(SOUND, "[Content_Types].xml", types)) == ["macros"]


def test_a_file_named_as_one_with_macros() -> None:
    assert codes(SOUND, "form.XLSM") == ["macros"]


def test_links_to_other_files() -> None:
    assert codes(with_part(SOUND, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")) == ["external_links"]


ENTITIES = '<!DOCTYPE a [<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [ENTITIES, EXTERNAL, "<!DOCTYPE a>", "<!doctype a>"])
def test_a_document_type(declared: str) -> None:
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c></row>'

    assert codes(sheet(cell, declared)) == ["doctype"]


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_a_document_type_in_any_part(name: str) -> None:
    assert codes(with_part(SOUND, name, f"<?xml version='1.0'?>{EXTERNAL}<a>&x;</a>".encode())) == ["doctype"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_in_another_encoding(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{EXTERNAL}<worksheet/>'.encode(encoding)

    assert codes(with_part(SOUND, SHEET, xml)) == ["doctype"]


def test_a_document_type_far_down() -> None:
    padding = f"<!--{' ' * 700_000}-->"

    assert codes(sheet("", padding + EXTERNAL)) == ["doctype"]


def test_an_archive_that_unpacks_to_very_much() -> None:
    assert codes(with_part(SOUND, "xl/media/image1.bin", bytes(300 * 2**20))) == ["content_too_large"]


def test_a_part_that_is_packed_too_tightly() -> None:
    assert codes(with_part(SOUND, "xl/theme/theme1.xml", b"<a>" + b" " * 20 * 2**20 + b"</a>")) == ["content_too_large"]


def test_an_archive_of_very_many_parts() -> None:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    assert codes(zip_of(parts | {f"xl/media/{number}.png": b"" for number in range(2_000)})) == ["content_too_large"]


def test_a_part_that_says_it_is_smaller_than_it_is() -> None:
    data = bytearray(with_part(SOUND, "xl/theme/theme1.xml", b"<a>" + bytes(range(32, 127)) * 9_000 + b"</a>"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/theme/theme1.xml").file_size.to_bytes(4, "little")
    # The size stands in the directory at the end and in the header before the part.
    spoiled = bytes(data).replace(size, (100).to_bytes(4, "little"))

    assert codes(spoiled) == ["corrupt"]


def test_a_file_that_is_too_large() -> None:
    assert codes(b"PK" + bytes(opening.LARGEST_FILE)) == ["file_too_large"]


def test_two_hundred_thousand_rows() -> None:
    assert codes(with_part(SOUND, SHEET, many_rows(200_000))) == ["too_many_rows"]


def test_very_many_columns() -> None:
    data = sheets({"survey": [["type", "name", *[f"x{n}" for n in range(5_000)]]]})

    assert codes(data) == ["too_many_columns"]


@pytest.mark.parametrize("address", ["A1048576", "XFD1048576", "ZZZ9999999", "XFD1"])
def test_one_cell_far_away(address: str) -> None:
    far = f'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="{address}"><v>1</v></c></row>'

    assert codes(sheet(far))[0] in ("too_many_rows", "too_many_columns")


@pytest.mark.parametrize("row", ["0", "-1", "99999999999999999999", "x", ""])
def test_a_row_with_an_impossible_number(row: str) -> None:
    assert codes(sheet(f'<row r="{row}"><c r="A1"><v>1</v></c></row>'))


@pytest.mark.parametrize("address", ["A0", "1A", "a1", "A-1", "$A$1", "AAAAAAA1", "A99999999999999999999999", "ñ1"])
def test_a_cell_with_an_impossible_address(address: str) -> None:
    assert codes(sheet(f'<row r="1"><c r="{address}"><v>1</v></c></row>')) == ["corrupt"]


def test_rows_without_anything_in_them_do_not_count() -> None:
    rows = in_a_section(table("type  name  en  es\ntext  law  Law  Ley"))
    data = sheets({"survey": rows, "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(10, 60_000))
    xml = part(data, SHEET).replace(b"</sheetData>", empty.encode() + b"</sheetData>")

    assert read(with_part(data, SHEET, xml), "form.xlsx").faults == ()


def test_a_long_text_that_is_used_very_often() -> None:
    texts = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"a" * 32_000}</t></si></sst>'
    )
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ") + "</row>"
        for row in range(1, 2_900)
    )
    data = with_part(sheet(rows), "xl/sharedStrings.xml", texts.encode())

    assert codes(data) == ["content_too_large"]


def test_a_workbook_full_of_faults() -> None:
    header = ["type", "name", "label::en", "label::es", "relevant", "number"]
    rows = [[f"texd{n}", f"Q {n}", f"{{a{n}}}", "", f"${{q{n}}} = '{n}' and", f"{n % 7}.{n}"] for n in range(2_990)]
    choices = [["list_name", "name", "label::en", "label::es"], *[[f"l{n}", f"Ñ{n}", "", "x"] for n in range(2_990)]]

    found = codes(sheets({"survey": [header, *rows], "choices": choices, "settings": table(SETTINGS)}))

    assert found[-1] == "more_faults"


def test_as_many_questions_and_conditions_as_fit() -> None:
    header = ["type", "name", "label::en", "label::es", "relevant"]
    rows = [
        [
            "text",
            f"q{n}",
            f"Q{n}",
            f"P{n}",
            " or ".join(f"${{q{max(0, n - k)}}} = 'a{k}'" for k in range(1, 6)) if n else "",
        ]
        for n in range(2_990)
    ]
    data = sheets({"survey": in_a_section([header, *rows]), "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})

    read(data, "form.xlsx")


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 1_900,
        "not(" * 400 + "1" + ")" * 400,
        "${a}" * 400,
        "'" * 1_999,
        " ".join(["${a} ="] * 250),
        "selected(" * 200,
        "${" * 900,
        "regex(., '(a+)+$')",
        "regex(${a}, '(a|a)*b{1000}')",
        "pow(9, pow(9, pow(9, 9))) > 1",
        "round(1, 99999) = 1",
        "1" + "+1" * 900,
        "a" + " " * 1_900 + "b",
        "$" * 1_000,
    ],
)
def test_an_expression_made_to_take_long(expression: str) -> None:
    rows = [
        ["type", "name", "label::en", "label::es", "relevant"],
        *[["text", f"q{n}", "A", "B", expression] for n in range(50)],
    ]
    data = sheets({"survey": in_a_section(rows), "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})

    read(data, "form.xlsx")


def test_groups_within_very_many_groups() -> None:
    header = ["type", "name", "label::en", "label::es"]
    rows = (
        [["begin_group", f"g{n}", "A", "B"] for n in range(1_400)]
        + [["text", "law", "A", "B"]]
        + [["end_group"]] * 1_400
    )
    data = sheets({"survey": [header, *rows], "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})

    assert "nested_too_deep" in codes(data)


def test_more_conditions_than_can_be_checked() -> None:
    header = ["type", "name", "label::en", "label::es", "relevant"]
    rows = [["text", f"q{n}", "A", "B", f"'{n}' = concat({'1,' * 900}1)"] for n in range(1_900)]
    data = sheets({"survey": in_a_section([header, *rows]), "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})

    assert codes(data) == ["too_many_conditions"]


def in_languages(number: int, rows: int, is_translated: bool) -> bytes:
    codes = [f"{first}{second}" for first in "pqrstuvwxyz" for second in "abcdefghijklmnopqrstuvwxyz"]
    header = ["type", "name", "label::en", "label::es", *[f"label::{code}" for code in codes[: number - 2]]]
    wordings = ["words"] * (number if is_translated else 1)
    survey = in_a_section([header, *[["text", f"q{n}", *wordings] for n in range(rows)]])
    return sheets({"survey": survey, "choices": table(YES_NO)[:1], "settings": table(SETTINGS)})


@pytest.mark.parametrize(
    ("number", "rows", "code"),
    [(280, 50, "too_many_columns"), (190, 2_900, "too_many_languages"), (190, 2_000, "too_many_languages")],
)
def test_very_many_languages(number: int, rows: int, code: str) -> None:
    assert code in codes(in_languages(number, rows, is_translated=False))


def test_very_many_wordings() -> None:
    assert codes(in_languages(100, 2_000, is_translated=True)) == ["content_too_large"]


@pytest.mark.parametrize("is_translated", [True, False])
def test_as_many_languages_and_rows_as_fit(is_translated: bool) -> None:
    assert read(in_languages(10, 2_200, is_translated), "form.xlsx").questionnaire is not None


def long_list(questions: int, options: int, choice_filter: str = "") -> bytes:
    header = ["type", "name", "label::en", "label::es", "choice_filter"]
    rows = [["select_one list", f"q{n}", "A", "B", choice_filter.replace("@", str(n))] for n in range(questions)]
    choices = [["list_name", "name", "label::en", "label::es", "region"]]
    choices += [["list", f"o{n}", f"A{n}", f"B{n}", f"r{n % 9}"] for n in range(options)]
    return sheets({"survey": in_a_section([header, *rows]), "choices": choices, "settings": table(SETTINGS)})


@pytest.mark.parametrize(
    ("questions", "options", "choice_filter", "code"),
    [
        (1, 10_000, "region = 'r1'", "too_many_rows"),
        (2_900, 2_900, "", "too_many_options"),
        (1_500, 2_900, "region = 'r@' or name = 'o@'", "too_many_options"),
        (1_500, 2, " or ".join(f"p@_{n} = 'a'" for n in range(150)), "too_many_conditions"),
    ],
)
def test_very_long_lists_of_options(questions: int, options: int, choice_filter: str, code: str) -> None:
    assert code in codes(long_list(questions, options, choice_filter))


def test_as_many_options_as_fit() -> None:
    assert read(long_list(6, 2_900, "region = 'r@' or name = 'o@'"), "form.xlsx").questionnaire is not None


def conditional(before: list[list[str]], conditions: list[str]) -> bytes:
    header = ["type", "name", "label::en", "label::es", "relevant"]
    rows = [header, *before, *[["text", f"q{n}", "A", "B", one] for n, one in enumerate(conditions)]]
    choices = [["list_name", "name", "label::en", "label::es"], *[["big", f"o{n}", f"A{n}", f"B{n}"] for n in range(9)]]
    return sheets({"survey": in_a_section(rows), "choices": choices, "settings": table(SETTINGS)})


SEVERAL = [["select_multiple big", f"m{n}", "A", "B", ""] for n in range(12)]
NUMBERS = [["integer", f"n{n}", "A", "B", ""] for n in range(3)]


@pytest.mark.parametrize(
    ("before", "conditions"),
    [
        # Each contradicts itself, and there are thousands of answers to try before that is known.
        (
            SEVERAL,
            [
                f"selected(${{m{n % 12}}}, 'o1') and selected(${{m{(n + 1) % 12}}}, 'o{n % 9}')"
                f" and count-selected(${{m{n % 12}}}) = 0 and '{n}' != ''"
                for n in range(1_500)
            ],
        ),
        (
            SEVERAL,
            [
                " and ".join(f"selected(${{m{k}}}, 'o{(n + k) % 9}')" for k in range(12)) + " and ${m0} = 'o0 o1 o2'"
                for n in range(400)
            ],
        ),
        (
            NUMBERS,
            [
                " and ".join(f"${{n{k % 3}}} != {n * 60 + k}" for k in range(60)) + " and ${n0} = 1 and ${n0} = 2"
                for n in range(200)
            ],
        ),
        (
            [["select_one big", "m0", "A", "B", ""]],
            [f"${{{'q' if n else 'm'}{max(0, n - 1)}}} = 'o1'" for n in range(1_400)],
        ),
        (NUMBERS, ["string-length(${q0}) > 1", *["${q0} = '" + "a" * 1_900 + f"{n}'" for n in range(200)]]),
    ],
)
def test_conditions_made_for_the_search_to_take_long(before: list[list[str]], conditions: list[str]) -> None:
    read(conditional(before, conditions), "form.xlsx")


def test_calculations_that_double_what_they_are_made_of() -> None:
    header = ["type", "name", "label::en", "label::es", "relevant", "calculation"]
    doubled = [
        ["calculate", f"c{n}", "", "", "", f"concat(${{c{n - 1}}}, ${{c{n - 1}}})" if n else "${law}"]
        for n in range(60)
    ]
    rows = [header, ["select_one yes_no", "law", "A", "B"], *doubled, ["text", "last", "A", "B", "${c59} = 'x'"]]
    data = sheets({"survey": in_a_section(rows), "choices": table(YES_NO), "settings": table(SETTINGS)})

    read(data, "form.xlsx")


@pytest.mark.parametrize(
    ("type_", "column", "cell"),
    [
        ("range", "parameters", "start=" + "9" * 3_000),
        ("range", "parameters", "a=b " * 1_500),
        ("range", "parameters", "start=1e999999 end=1e9999999"),
        ("range", "parameters", "= " * 3_000),
        ("decimal", "default", "9" * 6_000),
        ("integer", "default", "1e99999999"),
        ("text", "default", "a(" * 3_000),
        ("date", "default", "9999-99-99"),
        ("select_multiple yes_no", "default", "yes " * 1_500),
        ("select_one " + " " * 6_000 + "x or_other", "hint::en", "A"),
        ("select_one x" + " or" * 2_000, "hint::en", "A"),
        ("begin_repeat", "repeat_count", "9" * 6_000),
        ("begin_repeat", "minimum", "9" * 6_000),
        ("text", "required", "(" * 6_000),
    ],
)
def test_a_cell_made_to_take_long(type_: str, column: str, cell: str) -> None:
    header = ["type", "name", "label::en", "label::es", column]
    rows = [header, *[[type_, f"q{n}", "A", "B", cell] for n in range(100)]]
    data = sheets({"survey": in_a_section(rows), "choices": table(YES_NO), "settings": table(SETTINGS)})

    read(data, "form.xlsx")


def test_markup_in_a_wording_is_only_text() -> None:
    data = workbook("type  name  en  es\ntext  law  <script>alert(1)</script>  Ley")

    found = read(data, "form.xlsx")

    assert found.questionnaire is not None
    (question,) = found.questionnaire.questions()
    assert question.wording["en"] == "<script>alert(1)</script>"


def test_a_hidden_sheet_is_a_warning() -> None:
    book = part(SOUND, "xl/workbook.xml").replace(
        b'name="choices" sheetId="2" state="visible"', b'name="choices" sheetId="2" state="hidden"'
    )
    assert book != part(SOUND, "xl/workbook.xml")

    found = read(with_part(SOUND, "xl/workbook.xml", book), "form.xlsx")

    assert [(fault.code.value, fault.sheet, fault.severity) for fault in found.faults] == [
        ("hidden_sheet", "choices", "warning")
    ]


def test_no_file_is_read_but_the_one_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    read(SOUND, "../../etc/passwd")

    assert list(tmp_path.iterdir()) == []
