"""A Word file of the house: A4, styles of its own, the language of its text, a footer with the number of the page.

The same content is the same bytes: a paper says itself of when it is; when its file was made is left out.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from surveyapp.documents.repeatable import repeatable

BLUE, SOFT, WARM = RGBColor(0x17, 0x3E, 0x76), RGBColor(0x4A, 0x52, 0x5F), RGBColor(0x98, 0x40, 0x0F)
TEXT_WIDTH = 170
"""Of a page of A4, in millimetres, between its margins."""
MARGIN = 13
"""In which the numbers of the questions hang."""
FIRST_COLUMN = 1.5
LONGEST_PROPERTY = 255
REGIONS = {"en": "en-US", "es": "es-MX", "pt": "pt-BR", "fr": "fr-FR"}
NOT_MADE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Style:
    """A style of paragraphs: indents in millimetres, size and spaces in points."""

    name: str
    indent: float = 0
    size: float = 10.5
    before: float = 0
    after: float = 2
    is_kept: bool = False
    """On one page with what follows it."""
    is_soft: bool = False
    is_bold: bool = False
    is_italic: bool = False
    first_line: float = 0
    is_written_on: bool = False
    """A line to the end of the text, to be written on."""
    is_shaded: bool = False
    is_whole: bool = True
    """Never broken over two pages."""


@dataclass(frozen=True, kw_only=True)
class WordFile:
    """One document while it is being written, from top to bottom."""

    language: str
    document: Document = field(default_factory=docx.Document)
    style_ids: dict[str, str] = field(default_factory=dict)

    def set_up(self, styles: Iterable[Style]) -> None:
        """The page, the language of the text and the styles."""
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(20)
        page.top_margin, page.bottom_margin = Mm(18), Mm(20)
        self._set_styles(styles)
        defaults = self.document.styles.element.find(qn("w:docDefaults"))
        for language in defaults.iter(qn("w:lang")):
            language.set(qn("w:val"), REGIONS[self.language])

    def describe(self, title: str, subject: str, author: str, version: str) -> None:
        """What the file says of itself where a program lists it."""
        properties = self.document.core_properties
        properties.title, properties.subject = title[:LONGEST_PROPERTY], subject[:LONGEST_PROPERTY]
        properties.author = properties.last_modified_by = author
        properties.language, properties.version = self.language, version[:LONGEST_PROPERTY]
        properties.comments, properties.created, properties.modified = "", NOT_MADE, NOT_MADE

    def foot(self, says: Sequence[str]) -> None:
        """What stands at the foot of every page, with its number and that of all."""
        footer = self.document.sections[0].footer.paragraphs[0]
        style = self.document.styles["Footer"]
        style.paragraph_format.tab_stops.clear_all()
        style.font.size, style.font.color.rgb = Pt(8.5), SOFT
        footer.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        footer.add_run(" · ".join(filter(None, says)) + "\t")
        _add_field(footer, "PAGE")
        footer.add_run(" / ")
        _add_field(footer, "NUMPAGES")

    def paragraph(self, style: str, text: str = "") -> Paragraph:
        """A paragraph in one of the styles; the library's own way looks each of them up through all styles."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.style_ids[style]
        if text:
            paragraph.add_run(text)
        return paragraph

    def masthead(self, organization: str, department: str, title: str, below: str) -> None:
        """The top of the first page."""
        above = self.document.add_paragraph()
        above.add_run(organization).bold = True
        above.add_run().add_break()
        above.add_run(department).font.color.rgb = SOFT
        above.paragraph_format.space_after = Pt(30)
        self.paragraph("Title", title)
        self.document.add_paragraph(below)

    def warned(self, warning: str) -> None:
        """A warning in words; nothing for an empty one."""
        if warning:
            said = self.document.add_paragraph().add_run(warning)
            said.bold, said.font.color.rgb = True, WARM

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Terms with what is said of them, a line each."""
        for label, value in facts:
            fact = self.document.add_paragraph()
            fact.add_run(f"{label}: ").font.color.rgb = SOFT
            fact.add_run(value)

    def table(self, columns: Sequence[str], indent: float = 0, *, is_centred: bool = True) -> Table:
        """A table with its headings, repeated on every page; `shape` it when its rows are there."""
        drawn: Table = self.document.add_table(rows=1, cols=len(columns))
        drawn.style = self.document.styles["Table Grid"]
        drawn.alignment = WD_TABLE_ALIGNMENT.RIGHT if indent else WD_TABLE_ALIGNMENT.LEFT
        _indent(drawn, indent)
        for at, (cell, text) in enumerate(zip(drawn.rows[0].cells, columns, strict=True)):
            self.write_in(cell, text, is_bold=bool(text), is_centred=is_centred and at > 0, size=8)
        _repeat(drawn.rows[0])
        return drawn

    def write_in(
        self, cell: _Cell, text: str, *, is_bold: bool = False, is_centred: bool = False, size: float = 9.5
    ) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.style_ids["Table text"]
        run = paragraph.add_run(text)
        run.bold, run.font.size = is_bold, Pt(size)
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def note_in(self, cell: _Cell, note: str) -> None:
        """A line of small print below what stands in a cell."""
        below = cell.add_paragraph()
        below._p.style = self.style_ids["Table text"]
        said = below.add_run(note)
        said.font.size, said.font.color.rgb = Pt(8.5), SOFT

    def written(self) -> bytes:
        content = io.BytesIO()
        self.document.save(content)
        return repeatable(content.getvalue())

    def _set_styles(self, chosen: Iterable[Style]) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        assert isinstance(normal, ParagraphStyle)  # noqa: S101 (of python-docx's own template)
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        normal.paragraph_format.space_after = Pt(4)
        for name, size, before in (("Title", 22, 0), ("Heading 1", 16, 20), ("Heading 2", 12.5, 14)):
            _set_heading(styles[name], size, before)
        self.add_styles(chosen)

    def add_styles(self, chosen: Iterable[Style]) -> None:
        """Styles of paragraphs beside those that the document has."""
        styles = self.document.styles
        normal = styles["Normal"]
        assert isinstance(normal, ParagraphStyle)  # noqa: S101 (every Word file has it)
        for one in chosen:
            _set_style(styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH), one, normal)
        self.style_ids.update({style.name: style.style_id for style in styles if style.name})


def shape(table: Table, width: float, shares: Sequence[float] = ()) -> None:
    """Sets the widths of a table's columns in these shares, else the first half as wide again; rows stay whole."""
    for each in table.rows:
        _keep_whole(each)
    parts = shares or [FIRST_COLUMN, *[1.0] * (len(table.columns) - 1)]
    widths = [Mm(width / sum(parts) * part) for part in parts]
    table.autofit = False
    for column, of_column in zip(table.columns, widths, strict=True):
        column.width = of_column
    for row in table.rows:
        for cell, of_column in zip(row.cells, widths, strict=True):
            cell.width = of_column


def soften(line: Paragraph, text: str) -> None:
    """Adds words in small print to a line."""
    run = line.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), SOFT


# What python-docx has no word for


def _set_heading(style: ParagraphStyle, size: float, before: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), BLUE
    style.font.bold = True
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
    style.paragraph_format.keep_with_next = True


def _set_style(style: ParagraphStyle, one: Style, normal: ParagraphStyle) -> None:
    style.base_style = normal
    style.font.size = Pt(one.size)
    form = style.paragraph_format
    form.left_indent = Mm(one.indent)
    form.space_before, form.space_after = Pt(one.before), Pt(one.after)
    form.keep_with_next, form.keep_together = one.is_kept, one.is_whole
    if one.is_soft:
        style.font.color.rgb = SOFT
    if one.is_bold:
        style.font.bold = True
    if one.is_italic:
        style.font.italic = True
    if one.first_line:
        form.first_line_indent = Mm(one.first_line)
    if one.is_written_on:
        form.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    if one.is_shaded:
        _shade(style.element.get_or_add_pPr())


def _shade(properties: object) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "F4F5F7")
    properties.append(shade)  # type: ignore[attr-defined]


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A number that Word works out: of the page, of all pages."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    paragraph._p.append(field)
    field.append(run._r)


def _repeat(row: _Row) -> None:
    """The row is repeated on top of every page over which the table goes."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _indent(table: Table, millimetres: float) -> None:
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(Mm(millimetres).twips))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.append(indent)
