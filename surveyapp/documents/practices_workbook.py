"""The highlighted practices of a round as an Excel workbook, with what must be known before one is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook

from surveyapp.core.questionnaire import Disclosure
from surveyapp.core.text import Text, said
from surveyapp.documents.repeatable import repeatable
from surveyapp.documents.sheets import HEADER, LINE, TITLE, WARM, Drawn, Look, Page, Sheet, pieces_to_read
from surveyapp.wording import practices
from surveyapp.wording.plain import plain

_LANGUAGES = ("en", "es")
_WIDTHS = (20, 8, 34, 28, 44, 28, 44, 50, 30)
_TEXT = Look(above="hair")
_NAME = Look(bold=True, above="hair")
_REMARK = Look(bold=True, colour=WARM, above="hair")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One practice."""

    state: str
    section: str
    number: str
    question: Text
    title: Text
    text: Text
    answer: str
    has_changed: bool
    readers: Disclosure


def write(rows: Sequence[Row], round_title: Text, language: str) -> bytes:
    """The workbook in one language; titles and texts stand in both. The same bytes for the same rows."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = ""
    workbook.properties.title = said(practices.NAME, language)
    page = Page(widths=_WIDTHS, columns=len(_WIDTHS), frozen="A4", title_rows="3:3")
    sheet = Sheet(workbook, said(practices.NAME, language), page)
    sheet.write_across(said(practices.NAME, language), TITLE, len(_WIDTHS))
    sheet.write_across(round_title.get(language) or next(iter(round_title.values())), LINE, len(_WIDTHS))
    sheet.write([Drawn(heading, HEADER) for heading in practices.headings(language)])
    for row in rows:
        _write(sheet, row, language)
    sheet.filter(f"A3:I{sheet.row}")
    file = BytesIO()
    workbook.save(file)
    return repeatable(file.getvalue())


def _write(sheet: Sheet, row: Row, language: str) -> None:
    """What an answer has too much of for one cell goes on below."""
    texts = [text for one in _LANGUAGES for text in (row.title.get(one, ""), row.text.get(one, ""))]
    question = plain(row.question.get(language) or next(iter(row.question.values()), ""))
    remarks = " ".join(practices.remarks(row.has_changed, row.readers, language))
    first, *others = pieces_to_read(row.answer, _TEXT, _WIDTHS[7])
    before = [Drawn(row.state, _NAME), Drawn(row.number, _TEXT), Drawn(question, _TEXT)]
    sheet.write([*before, *(Drawn(text, _TEXT) for text in texts), Drawn(first, _TEXT), Drawn(remarks, _REMARK)])
    for piece in others:
        sheet.write([Drawn(row.state, _NAME), Drawn(row.number, _TEXT), *[None] * 5, Drawn(piece, _TEXT)])
