"""The blank form as a Word file: headings and styles of its own, A4, header rows repeated, in the form's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
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
from surveyapp.documents.wordfile import BLUE, MARGIN, TEXT_WIDTH, Style, WordFile, shape, soften
from surveyapp.wording.blank_form import BOX, STAR

BOX_WIDTH = 7
ON_OPTION = MARGIN + BOX_WIDTH

STYLES = (
    Style(name="Question", indent=MARGIN, first_line=-MARGIN, size=11, before=14, is_kept=True, is_bold=True),
    Style(name="Question note", indent=MARGIN, size=9, is_kept=True, is_soft=True),
    Style(name="Question condition", indent=MARGIN, size=9.5, is_kept=True, is_italic=True),
    Style(name="Option", indent=ON_OPTION, first_line=-BOX_WIDTH, before=2),
    Style(name="Field", indent=MARGIN, before=5, is_kept=True),
    Style(name="Field note", indent=MARGIN, size=9, is_kept=True, is_soft=True),
    Style(name="Writing line", indent=MARGIN, before=9, after=0, is_written_on=True),
    Style(name="Writing line on option", indent=ON_OPTION, before=9, after=0, is_written_on=True),
    Style(name="Entry", indent=MARGIN, before=10, after=3, is_kept=True, is_bold=True),
    Style(name="Remark", indent=MARGIN, size=9, before=4, after=4, is_soft=True),
    Style(name="Front line", before=9, after=0, is_written_on=True),
    Style(name="Note text", before=6, after=6, is_shaded=True),
    Style(name="Table text", size=9.5, before=2),
)


def write(form: Form) -> bytes:
    """The Word file; the same form is the same bytes."""
    writer = _Writer(WordFile(language=form.language), form)
    writer.write()
    return writer.file.written()


@dataclass(frozen=True)
class _Writer:
    """Puts one form into one document, from top to bottom."""

    file: WordFile
    form: Form

    def write(self) -> None:
        self._set_up()
        self._front()
        self._how_to()
        for section in self.form.sections:
            self._section(section)
        self._declaration()

    def _set_up(self) -> None:
        form = self.form
        self.file.set_up(STYLES)
        self.file.describe(form.title, form.document, form.furniture["organization"], form.edition)
        self.file.foot([form.title, form.edition, form.warning])

    # The first pages

    def _front(self) -> None:
        form, words = self.form, self.form.furniture
        below = f"{form.document} · {form.edition}"
        self.file.masthead(words["organization"], words["department"], form.title, below)
        self.file.warned(form.warning)
        self.file.facts(form.facts)
        self.file.document.add_heading(self.form.furniture["front"], 1)
        for line in self.form.front:
            self._lines(line, "Front line")

    def _how_to(self) -> None:
        self.file.document.add_heading(self.form.furniture["how_to"], 1).paragraph_format.page_break_before = True
        for each in self.form.how_to:
            self.file.paragraph("List Bullet", each)

    def _declaration(self) -> None:
        self.file.document.add_heading(self.form.furniture["declaration"], 1)
        self._said([self.form.declaration], "Normal", is_kept=True)
        for line in self.form.signatures:
            self._lines(line, "Front line", is_kept=line is not self.form.signatures[-1])

    # What is asked

    def _section(self, section: PrintedSection) -> None:
        self.file.document.add_heading(section.title, 1)
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
            self.file.document.add_heading(heading.text, 2)
        self._condition(heading.condition, 0)
        for said in self._said(heading.hint, "Question note"):
            said.paragraph_format.left_indent = Mm(0)

    def _note(self, note: Note) -> None:
        self._said(note.text, "Note text", is_kept=note.is_short)
        self._condition(note.condition, 0)
        for said in self._said(note.hint, "Question note"):
            said.paragraph_format.left_indent = Mm(0)

    def _question(self, asked: Asked) -> None:
        first = self.file.paragraph("Question")
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
        paragraphs = [self.file.paragraph(style, text) for text in texts]
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
        self.file.paragraph("Remark", remark.text)

    def _part(self, part: Part) -> None:
        self._said(filter(None, [part.text]), "Field")
        self._said(part.notes, "Field note")
        self._bodies(part.body)

    def _entry(self, entry: Entry) -> None:
        self.file.paragraph("Entry", entry.title)
        self._bodies(entry.parts)

    def _lines(self, lines: Lines, style: str, *, is_kept: bool = False) -> None:
        for at in range(lines.count):
            label = lines.label if at == 0 else ""
            line = self.file.paragraph(style)
            line.paragraph_format.keep_with_next = is_kept or at < lines.count - 1
            line.add_run(f"{label} " if label else "")
            if lines.is_short:
                line.paragraph_format.tab_stops.add_tab_stop(Mm(80), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
            line.add_run("\t")

    def _slots(self, slots: Slots, style: str) -> None:
        line = self.file.paragraph(style)
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
        line = self.file.paragraph("Option")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(MARGIN + BOX_WIDTH))
        line.paragraph_format.keep_with_next = is_kept or bool(box.below)
        line.add_run(f"{BOX}\t{box.text}")
        if box.hint:
            soften(line, f" ({box.hint})")
        for below in box.below:
            if isinstance(below, Lines):
                self._lines(below, "Writing line on option")
            else:
                self._slots(below, "Writing line on option")

    def _boxes_on_a_line(self, boxes: Boxes) -> None:
        line = self.file.paragraph("Option")
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(MARGIN), Mm(0)
        for at, box in enumerate(boxes.boxes):
            words = f"{BOX} {box.text}".replace(" ", "\u00a0")
            line.add_run(f"{'     ' if at else ''}{words}")
            if box.hint:
                soften(line, f" ({box.hint})")
            for below in box.below:
                label = below.label if isinstance(below, Lines) else ""
                line.add_run(f" — {label} ____________")

    def _table(self, table: Table) -> None:
        width = TEXT_WIDTH - MARGIN
        drawn = self.file.table(("", *table.columns), MARGIN)
        for row in table.rows:
            self._row(drawn, table, row.text, row.notes, is_total=row.is_total)
        shape(drawn, width)
        self.file.paragraph("Remark")

    def _row(self, drawn: WordTable, table: Table, text: str, notes: Iterable[str], *, is_total: bool) -> None:
        cells = drawn.add_row().cells  # type: ignore[no-untyped-call]
        self.file.write_in(cells[0], text, is_bold=is_total)
        for note in notes:
            self.file.note_in(cells[0], note)
        for cell in cells[1:]:
            self.file.write_in(cell, BOX if table.has_boxes else "", is_centred=True)
