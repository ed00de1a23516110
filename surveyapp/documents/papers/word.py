"""A paper about a reply as a Word file."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import segno
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from surveyapp.documents.papers import parts
from surveyapp.documents.papers.parts import Paper, Part, Passage
from surveyapp.documents.wordfile import BLUE, MARGIN, SOFT, TEXT_WIDTH, Style, WordFile, shape, soften
from surveyapp.wording.blank_form import STAR

WITHIN = MARGIN + 5
CODE_WIDTH = 38
STYLES = (
    Style(name="Question", indent=MARGIN, first_line=-MARGIN, before=12, is_kept=True, is_soft=True),
    Style(name="Answer", indent=MARGIN, before=2, is_whole=False),
    Style(name="Answer item", indent=WITHIN, before=2, first_line=-5, is_whole=False),
    Style(name="Answer note", indent=MARGIN, size=9, is_soft=True),
    Style(name="Entry", indent=MARGIN, before=8, after=2, is_kept=True),
    Style(name="Entry field", indent=WITHIN, is_whole=False),
    Style(name="Contents line"),
    Style(name="Front line", before=9, after=0, is_written_on=True),
    Style(name="Table text", size=9.5, before=2, is_whole=False),
    Style(name="After table", size=4, after=0),
)


def write(paper: Paper) -> bytes:
    """The Word file; the same paper is the same bytes."""
    writer = _Writer(WordFile(language=paper.language))
    file = writer.file
    file.set_up(STYLES)
    file.describe(paper.title, paper.document, paper.organization, "")
    file.document.core_properties.keywords = ", ".join(paper.keywords)
    file.foot(paper.foot)
    file.masthead(paper.organization, paper.department, paper.title, paper.document)
    for part in paper.parts:
        writer.part(part)
    return file.written()


@dataclass
class _Writer:
    """Puts one part after another into a document."""

    file: WordFile
    indent: float = 0
    """Of the answers: in the margin of a question, or none."""
    bookmarks: int = 0
    begins_page: bool = False
    """Whether the next heading begins one: a break in a paragraph of its own may leave an empty page."""

    def part(self, part: Part) -> None:
        draw: Mapping[type, Callable[[Any], None]] = {
            Passage: self._passage,
            parts.Bullets: self._bullets,
            parts.Table: self._table,
            parts.Fields: partial(self._fields, style="Answer"),
            parts.Entry: self._entry,
            parts.Heading: self._heading,
            parts.Question: self._question,
            parts.Facts: lambda it: self.file.facts(it.pairs),
            parts.Notice: lambda it: self.file.warned(it.text),
            parts.Contents: self._contents,
            parts.Signature: self._signature,
            parts.Code: self._code,
            parts.NewPage: self._new_page,
        }
        draw[type(part)](part)

    def _new_page(self, _it: parts.NewPage) -> None:
        self.begins_page = True

    def _question(self, it: parts.Question) -> None:
        first = self.file.paragraph("Question")
        first.paragraph_format.tab_stops.add_tab_stop(Mm(MARGIN))
        number = first.add_run(f"{it.number}\t")
        number.font.color.rgb, number.bold = BLUE, True
        first.add_run(it.text[0] if it.text else "")
        if it.core:
            core = first.add_run(f" {STAR}\u00a0{it.core}")
            core.font.size, core.font.color.rgb = Pt(9), BLUE
        for more in it.text[1:]:
            self.file.paragraph("Question", more).paragraph_format.first_line_indent = Mm(0)
        self.indent = MARGIN
        for each in it.body:
            self.part(each)
        for note in it.notes:
            self._passage(note, "Answer note")
        self.indent = 0

    def _passage(self, it: Passage, style: str = "Answer") -> None:
        for at, text in enumerate(it.paragraphs):
            line = self.file.paragraph(style)
            line.paragraph_format.left_indent = Mm(self.indent)
            only = parts.replace_paragraphs(it, (text,), is_first=at == 0, is_last=at == len(it.paragraphs) - 1)
            _say(line, only)

    def _bullets(self, it: parts.Bullets) -> None:
        for item in it.items:
            line = self.file.paragraph("Answer item")
            line.paragraph_format.left_indent = Mm(self.indent + 5)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(self.indent + 5))
            line.add_run("•\t")
            _say(line, item)

    def _fields(self, it: parts.Fields | parts.Entry, style: str) -> None:
        for label, passage in it.pairs:
            line = self.file.paragraph(style)
            line.paragraph_format.left_indent = Mm(self.indent + (5 if style == "Entry field" else 0))
            line.add_run(f"{label}: ").font.color.rgb = SOFT
            _say(line, passage)

    def _entry(self, it: parts.Entry) -> None:
        _say(self.file.paragraph("Entry"), it.title)
        self._fields(it, "Entry field")

    def _table(self, it: parts.Table) -> None:
        drawn = self.file.table(it.columns, self.indent, is_centred=False)
        for row in it.rows:
            for at, (cell, passage) in enumerate(zip(drawn.add_row().cells, row.cells, strict=True)):  # type: ignore[no-untyped-call]
                line = cell.paragraphs[0]
                line._p.style = self.file.style_ids["Table text"]
                _say(line, passage, size=9.5, is_bold=row.is_total)
                if it.has_figures and at:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape(drawn, TEXT_WIDTH - self.indent, it.shares)
        self.file.paragraph("After table")

    def _heading(self, it: parts.Heading) -> None:
        heading = self.file.document.add_heading(it.text, it.level)
        heading.paragraph_format.page_break_before = self.begins_page or None
        self.begins_page = False
        if it.anchor:
            self.bookmarks += 1
            _bookmark(heading, it.anchor, self.bookmarks)

    def _contents(self, it: parts.Contents) -> None:
        self.file.document.add_heading(it.title, 1)
        for text, counted, anchor in it.lines:
            line = self.file.paragraph("Contents line")
            run = line.add_run(text)
            run.font.color.rgb = BLUE
            _lead([run], {qn("w:anchor"): anchor})
            soften(line, f"   {counted}")

    def _signature(self, it: parts.Signature) -> None:
        self.file.document.add_heading(it.title, 1)
        self.file.paragraph("Answer", it.statement).paragraph_format.left_indent = Mm(0)
        self.file.document.paragraphs[-1].paragraph_format.keep_with_next = True
        for label in it.labels:
            line = self.file.paragraph("Front line")
            line.add_run(f"{label} \t")
            line.paragraph_format.keep_with_next = label is not it.labels[-1]

    def _code(self, it: parts.Code) -> None:
        content = io.BytesIO()
        segno.make(it.address, error="m").save(content, kind="png", scale=8, border=4)
        content.seek(0)
        picture = self.file.document.add_paragraph().add_run().add_picture(content, width=Mm(CODE_WIDTH))
        picture._inline.docPr.set("descr", it.alternative)
        self.part(parts.said(it.caption))
        self.part(parts.said(it.address, address=it.address))


def _say(line: Paragraph, passage: Passage, *, size: float = 0, is_bold: bool = False) -> None:
    """Writes a passage on a line; its paragraphs, where there are several, under each other."""
    if passage.sign:
        line.add_run(f"{passage.sign} ").font.color.rgb = SOFT
    if passage.lead:
        line.add_run(f"{passage.lead} ")
    runs = []
    for at, text in enumerate(passage.paragraphs):
        run = line.add_run(text)
        if at < len(passage.paragraphs) - 1:
            run.add_break()
        runs.append(run)
    for run in line.runs if size else ():
        run.font.size = Pt(size)
    _style(runs, passage, is_bold=is_bold)
    if passage.marked:
        soften(line, f" [{passage.marked}]")
    if passage.address:
        outside = line.part.relate_to(passage.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        _lead(runs, {qn("r:id"): outside})


def _style(runs: Iterable[Run], passage: Passage, *, is_bold: bool) -> None:
    for run in runs:
        run.bold = (passage.is_strong or is_bold) or None
        if passage.is_soft:
            run.font.size, run.font.color.rgb = Pt(9), SOFT
        if passage.address:
            run.font.color.rgb = BLUE
        if passage.language:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), passage.language)
            run._r.get_or_add_rPr().append(language)


def _lead(runs: Iterable[Run], to: Mapping[str, str]) -> None:
    """Makes runs of a line lead somewhere."""
    link = OxmlElement("w:hyperlink")
    for name, value in to.items():
        link.set(name, value)
    found = list(runs)
    if found:
        found[0]._r.addprevious(link)
    for run in found:
        link.append(run._r)


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    for tag, at in (("w:bookmarkStart", 1), ("w:bookmarkEnd", len(paragraph._p) + 1)):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.insert(at, mark)
