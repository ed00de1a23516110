"""The blank form as a Word file: headings and styles of its own, A4, header rows repeated, in the form's language."""

import io
from collections.abc import Iterable
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
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from surveyapp.documents.blank_form.outline import (
    Asked,
    Body,
    Box,
    Boxes,
    Entry,
    Form,
    Lines,
    Note,
    Part,
    PrintedSection,
    Remark,
    Slots,
    SubHeading,
    Table,
)
from surveyapp.documents.repeatable import repeatable
from surveyapp.wording.blank_form import BOX, STAR

BLUE, SOFT, WARM = RGBColor(0x17, 0x3E, 0x76), RGBColor(0x4A, 0x52, 0x5F), RGBColor(0x98, 0x40, 0x0F)
RULE = "737C8A"
TEXT_WIDTH = 170
"""Of a page of A4, in millimetres, between its margins."""
MARGIN = 13
"""In which the numbers of the questions hang."""
BOX_WIDTH = 7
FIRST_COLUMN = 1.5
LONGEST_PROPERTY = 255
REGIONS = {"en": "en-US", "es": "es-MX", "pt": "pt-BR", "fr": "fr-FR"}
NOT_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A form says which edition it is of; when its file was made would only make each one differ."""

# Name, indent from the left in millimetres, size, space before and after, kept with what follows
STYLES = (
    ("Question", MARGIN, 11, 14, 2, True),
    ("Question note", MARGIN, 9, 0, 2, True),
    ("Question condition", MARGIN, 9.5, 0, 2, True),
    ("Option", MARGIN + BOX_WIDTH, 10.5, 2, 2, False),
    ("Field", MARGIN, 10.5, 5, 2, True),
    ("Field note", MARGIN, 9, 0, 2, True),
    ("Writing line", MARGIN, 10.5, 9, 0, False),
    ("Writing line on option", MARGIN + BOX_WIDTH, 10.5, 9, 0, False),
    ("Entry", MARGIN, 10.5, 10, 3, True),
    ("Remark", MARGIN, 9, 4, 4, False),
    ("Front line", 0, 10.5, 9, 0, False),
    ("Note text", 0, 10.5, 6, 6, False),
    ("Table text", 0, 9.5, 2, 2, False),
)


def write(form: Form) -> bytes:
    """The Word file; the same form is the same bytes."""
    writer = _Writer(docx.Document(), form)
    writer.write()
    content = io.BytesIO()
    writer.document.save(content)
    return repeatable(content.getvalue())


@dataclass(frozen=True)
class _Writer:
    """Puts one form into one document, from top to bottom."""

    document: Document
    form: Form
    style_ids: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        self._set_up()
        self._front()
        self._how_to()
        for section in self.form.sections:
            self._section(section)
        self._declaration()

    # The document

    def _set_up(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(20)
        page.top_margin, page.bottom_margin = Mm(18), Mm(20)
        self._set_styles()
        self._set_language()
        properties = self.document.core_properties
        properties.title, properties.subject = self.form.title[:LONGEST_PROPERTY], self.form.document
        properties.author = properties.last_modified_by = self.form.furniture["organization"]
        properties.language, properties.version = self.form.language, self.form.edition[:LONGEST_PROPERTY]
        properties.comments, properties.created, properties.modified = "", NOT_MADE, NOT_MADE
        self._footer()

    def _set_styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        assert isinstance(normal, ParagraphStyle)  # noqa: S101 (of python-docx's own template)
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        normal.paragraph_format.space_after = Pt(4)
        for name, size, before in (("Title", 22, 0), ("Heading 1", 16, 20), ("Heading 2", 12.5, 14)):
            _set_heading(styles[name], size, before)
        for name, indent, size, before, after, is_kept in STYLES:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.font.size = Pt(size)
            style.paragraph_format.left_indent = Mm(indent)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.keep_with_next = is_kept
            style.paragraph_format.keep_together = True
        for name in ("Question note", "Field note", "Remark"):
            styles[name].font.color.rgb = SOFT
        for name in ("Question", "Entry"):
            styles[name].font.bold = True
        styles["Question condition"].font.italic = True
        styles["Question"].paragraph_format.first_line_indent = Mm(-MARGIN)
        styles["Option"].paragraph_format.first_line_indent = Mm(-BOX_WIDTH)
        for name in ("Writing line", "Writing line on option", "Front line"):
            tabs = styles[name].paragraph_format.tab_stops
            tabs.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        self.style_ids.update({style.name: style.style_id for style in styles if style.name})
        _shade(styles["Note text"].element.get_or_add_pPr())

    def _set_language(self) -> None:
        defaults = self.document.styles.element.find(qn("w:docDefaults"))
        for language in defaults.iter(qn("w:lang")):
            language.set(qn("w:val"), REGIONS[self.form.language])

    def _footer(self) -> None:
        footer = self.document.sections[0].footer.paragraphs[0]
        style = self.document.styles["Footer"]
        style.paragraph_format.tab_stops.clear_all()
        style.font.size, style.font.color.rgb = Pt(8.5), SOFT
        footer.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        says = [self.form.title, self.form.edition, self.form.warning]
        footer.add_run(" · ".join(filter(None, says)) + "\t")
        _add_field(footer, "PAGE")
        footer.add_run(" / ")
        _add_field(footer, "NUMPAGES")

    def _paragraph(self, style: str, text: str = "") -> Paragraph:
        """A paragraph in one of the styles; the library's own way looks each of them up through all styles."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.style_ids[style]
        if text:
            paragraph.add_run(text)
        return paragraph

    # The first pages

    def _front(self) -> None:
        above = self.document.add_paragraph()
        above.add_run(self.form.furniture["organization"]).bold = True
        above.add_run().add_break()
        above.add_run(self.form.furniture["department"]).font.color.rgb = SOFT
        above.paragraph_format.space_after = Pt(30)
        self._paragraph("Title", self.form.title)
        self.document.add_paragraph(f"{self.form.document} · {self.form.edition}")
        if self.form.warning:
            warning = self.document.add_paragraph().add_run(self.form.warning)
            warning.bold, warning.font.color.rgb = True, WARM
        for label, value in self.form.facts:
            fact = self.document.add_paragraph()
            fact.add_run(f"{label}: ").font.color.rgb = SOFT
            fact.add_run(value)
        self.document.add_heading(self.form.furniture["front"], 1)
        for line in self.form.front:
            self._lines(line, "Front line")

    def _how_to(self) -> None:
        self.document.add_heading(self.form.furniture["how_to"], 1).paragraph_format.page_break_before = True
        for each in self.form.how_to:
            self._paragraph("List Bullet", each)

    def _declaration(self) -> None:
        self.document.add_heading(self.form.furniture["declaration"], 1)
        self._said([self.form.declaration], "Normal", is_kept=True)
        for line in self.form.signatures:
            self._lines(line, "Front line", is_kept=line is not self.form.signatures[-1])

    # What is asked

    def _section(self, section: PrintedSection) -> None:
        self.document.add_heading(section.title, 1)
        about = [" · ".join(section.about)] if section.about else []
        for said in self._said(about, "Question note", is_kept=True):
            said.paragraph_format.left_indent = Mm(0)
        self._condition(section.condition, 0)
        for part in section.parts:
            if isinstance(part, Asked):
                self._question(part)
            elif isinstance(part, SubHeading):
                self._sub_heading(part)
            else:
                self._note(part)

    def _sub_heading(self, heading: SubHeading) -> None:
        if heading.text:
            self.document.add_heading(heading.text, 2)
        self._condition(heading.condition, 0)
        for said in self._said(heading.hint, "Question note"):
            said.paragraph_format.left_indent = Mm(0)

    def _note(self, note: Note) -> None:
        self._said(note.text, "Note text", is_kept=note.is_short)
        self._condition(note.condition, 0)
        for said in self._said(note.hint, "Question note"):
            said.paragraph_format.left_indent = Mm(0)

    def _question(self, asked: Asked) -> None:
        first = self._paragraph("Question")
        first.paragraph_format.tab_stops.add_tab_stop(Mm(MARGIN))
        first.add_run(f"{asked.number}\t").font.color.rgb = BLUE
        first.add_run(asked.text[0] if asked.text else "")
        if asked.core:
            core = first.add_run(f" {STAR}\u00a0{asked.core}".replace(asked.core, asked.core.replace(" ", "\u00a0")))
            core.font.size, core.font.color.rgb, core.bold = Pt(9), BLUE, False
        for more in self._said(asked.text[1:], "Question"):
            more.paragraph_format.first_line_indent = Mm(0)
        self._condition(asked.condition, MARGIN)
        guidance = [f"{self.form.furniture['guidance']}: {' '.join(asked.guidance)}"] if asked.guidance else []
        remarks = [" ".join(asked.remarks)] if asked.remarks else []
        self._said([*filter(None, [asked.article]), *asked.hint, *guidance, *remarks], "Question note")
        self._bodies(asked.body)

    def _condition(self, condition: str, indent: int) -> None:
        for said in self._said(filter(None, [condition]), "Question condition"):
            said.paragraph_format.left_indent = Mm(indent)

    def _said(self, texts: Iterable[str], style: str, *, is_kept: bool | None = None) -> list[Paragraph]:
        paragraphs = [self._paragraph(style, text) for text in texts]
        for paragraph in paragraphs if is_kept is not None else ():
            paragraph.paragraph_format.keep_with_next = is_kept
        return paragraphs

    # Where answers are written

    def _bodies(self, bodies: Iterable[Body]) -> None:
        for each in bodies:
            self._body(each)

    def _body(self, body: Body) -> None:
        if isinstance(body, Lines):
            self._lines(body, "Writing line")
        elif isinstance(body, Slots):
            self._slots(body, "Writing line")
        elif isinstance(body, Boxes):
            self._boxes(body)
        elif isinstance(body, Table):
            self._table(body)
        elif isinstance(body, Part):
            self._part(body)
        elif isinstance(body, Entry):
            self._entry(body)
        else:
            self._remark(body)

    def _remark(self, remark: Remark) -> None:
        self._paragraph("Remark", remark.text)

    def _part(self, part: Part) -> None:
        self._said(filter(None, [part.text]), "Field")
        self._said(part.notes, "Field note")
        self._bodies(part.body)

    def _entry(self, entry: Entry) -> None:
        self._paragraph("Entry", entry.title)
        self._bodies(entry.parts)

    def _lines(self, lines: Lines, style: str, *, is_kept: bool = False) -> None:
        for at in range(lines.count):
            label = lines.label if at == 0 else ""
            line = self._paragraph(style)
            line.paragraph_format.keep_with_next = is_kept or at < lines.count - 1
            line.add_run(f"{label} " if label else "")
            if lines.is_short:
                line.paragraph_format.tab_stops.add_tab_stop(Mm(80), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
            line.add_run("\t")

    def _slots(self, slots: Slots, style: str) -> None:
        line = self._paragraph(style)
        for at, label in enumerate(slots.labels, 1):
            ends = Mm(MARGIN + BOX_WIDTH + at * (TEXT_WIDTH - MARGIN - BOX_WIDTH) / len(slots.labels) - 4)
            line.paragraph_format.tab_stops.add_tab_stop(ends, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            line.add_run(f"{label} \t{' ' if at < len(slots.labels) else ''}")

    def _boxes(self, boxes: Boxes) -> None:
        if boxes.is_inline:
            self._boxes_on_a_line(boxes)
            return
        for at, box in enumerate(boxes.boxes):
            is_first_or_last_but_one = at in (0, len(boxes.boxes) - 2) and at < len(boxes.boxes) - 1
            self._box(box, is_kept=is_first_or_last_but_one)

    def _box(self, box: Box, *, is_kept: bool) -> None:
        line = self._paragraph("Option")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(MARGIN + BOX_WIDTH))
        line.paragraph_format.keep_with_next = is_kept or bool(box.below)
        line.add_run(f"{BOX}\t{box.text}")
        if box.hint:
            _soften(line, f" ({box.hint})")
        for below in box.below:
            if isinstance(below, Lines):
                self._lines(below, "Writing line on option")
            else:
                self._slots(below, "Writing line on option")

    def _boxes_on_a_line(self, boxes: Boxes) -> None:
        line = self._paragraph("Option")
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(MARGIN), Mm(0)
        for at, box in enumerate(boxes.boxes):
            words = f"{BOX} {box.text}".replace(" ", "\u00a0")
            line.add_run(f"{'     ' if at else ''}{words}")
            if box.hint:
                _soften(line, f" ({box.hint})")
            for below in box.below:
                label = below.label if isinstance(below, Lines) else ""
                line.add_run(f" — {label} ____________")

    def _table(self, table: Table) -> None:
        drawn = self.document.add_table(rows=1, cols=1 + len(table.columns))
        drawn.style = self.document.styles["Table Grid"]
        drawn.alignment = WD_TABLE_ALIGNMENT.RIGHT
        _indent(drawn, MARGIN)
        for cell, text in zip(drawn.rows[0].cells[1:], table.columns, strict=True):
            self._write_in(cell, text, is_bold=True, is_centred=True, size=8)
        self._write_in(drawn.rows[0].cells[0], "")
        _repeat(drawn.rows[0])
        for row in table.rows:
            self._row(drawn, table, row.text, row.notes, is_total=row.is_total)
        for each in drawn.rows:
            _keep_whole(each)
        _set_widths(drawn, TEXT_WIDTH - MARGIN)
        self._paragraph("Remark")

    def _write_in(
        self, cell: _Cell, text: str, *, is_bold: bool = False, is_centred: bool = False, size: float = 9.5
    ) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.style_ids["Table text"]
        run = paragraph.add_run(text)
        run.bold, run.font.size = is_bold, Pt(size)
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _row(self, drawn: WordTable, table: Table, text: str, notes: Iterable[str], *, is_total: bool) -> None:
        cells = drawn.add_row().cells  # type: ignore[no-untyped-call]
        self._write_in(cells[0], text, is_bold=is_total)
        for note in notes:
            below = cells[0].add_paragraph()
            below._p.style = self.style_ids["Table text"]
            said = below.add_run(note)
            said.font.size, said.font.color.rgb = Pt(8.5), SOFT
        for cell in cells[1:]:
            self._write_in(cell, BOX if table.has_boxes else "", is_centred=True)


# What python-docx has no word for


def _set_heading(style: ParagraphStyle, size: float, before: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), BLUE
    style.font.bold = True
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
    style.paragraph_format.keep_with_next = True


def _soften(line: Paragraph, text: str) -> None:
    run = line.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), SOFT


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


def _indent(table: WordTable, millimetres: int) -> None:
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(Mm(millimetres).twips))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.append(indent)


def _set_widths(table: WordTable, width: float) -> None:
    """The first column takes half as much again as each of the others."""
    share = width / (len(table.columns) + FIRST_COLUMN - 1)
    widths = [Mm(share * FIRST_COLUMN), *[Mm(share)] * (len(table.columns) - 1)]
    table.autofit = False
    for column, of_column in zip(table.columns, widths, strict=True):
        column.width = of_column
    for row in table.rows:
        for cell, of_column in zip(row.cells, widths, strict=True):
            cell.width = of_column
