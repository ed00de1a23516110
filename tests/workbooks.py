"""Questionnaire workbooks drawn as tables in a test.

    workbook('''
        type      name  en    es
        text      law   Law   Ley
    ''')

Columns are parted by two or more spaces, `·` is an empty cell; `en` and `es` stand for the labels in both languages.
Questions without a section around them are put into one.
"""

import io
import re
import zipfile
from collections.abc import Sequence

import openpyxl

SHORT_HEADERS = {"en": "label::English (en)", "es": "label::Spanish (es)"}
YES_NO = """
    list_name  name  en   es
    yes_no     yes   Yes  Sí
    yes_no     no    No   No
"""
SETTINGS = """
    form_id    version  default_language  title_en        title_es
    practices  1        English (en)      Best practices  Buenas prácticas
"""

Table = Sequence[Sequence[object]]


def table(drawn: str) -> list[list[object]]:
    """The cells of a drawn table; short headers written out."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in drawn.strip().splitlines()]
    rows: list[list[object]] = [["" if cell == "·" else cell for cell in line] for line in lines]
    return [[SHORT_HEADERS.get(str(cell), cell) for cell in rows[0]], *rows[1:]] if rows[0] != [""] else []


def in_a_section(rows: list[list[object]]) -> list[list[object]]:
    """The rows with a section around them; the first question stands in row 3."""
    header = rows[0]
    begin = {"type": "begin_group", "name": "section"}
    first = [begin.get(str(cell), "Section" if str(cell).startswith("label") else "") for cell in header]
    return [header, first, *rows[1:], ["end_group"]]


def workbook(survey: str, choices: str = "", settings: str = SETTINGS, **more: str) -> bytes:
    """The bytes of a workbook with these sheets; a survey that begins no group is put into a section.

    A survey that uses the list "yes_no" has it without its being drawn.
    """
    choices = choices or (YES_NO if "yes_no" in survey else YES_NO.split("yes_no")[0])
    rows = table(survey)
    if not rows[1:] or not str(rows[1][0]).startswith(("begin", "end")):
        rows = in_a_section(rows)
    drawn = {"choices": choices, "settings": settings, **more}
    return sheets({"survey": rows} | {name: table(text) for name, text in drawn.items()})


def sheets(tables: dict[str, Table]) -> bytes:
    """The bytes of a workbook with exactly these sheets and cells."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(["" if cell is None else cell for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part added or replaced."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return result.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def many_rows(number: int) -> bytes:
    """The XML of a sheet with so many questions; openpyxl takes ten seconds to write as many."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'.format
    rows = [("type", "name"), *[("text", f"q{n}") for n in range(number)]]
    written = "".join(f"<row>{cell(first)}{cell(second)}</row>" for first, second in rows)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{written}</sheetData></worksheet>'.encode()
