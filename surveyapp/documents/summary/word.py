"""The summary as a Word file: cover, header and footer of a template, the body in its styles.

The body is written as WordprocessingML in one piece, which takes a fraction of the time that a library takes for every
cell; every text goes in escaped.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate

from surveyapp.documents.papers.parts import Passage, replace_paragraphs
from surveyapp.documents.repeatable import repeatable
from surveyapp.documents.summary import parts, pictures
from surveyapp.documents.summary.parts import Cell, Cover, Outline, Part
from surveyapp.documents.summary.template import (
    BODY,
    CONTENTS,
    UNLISTED,
    environment,
    marker,
    own_template,
    place_of,
    prepared,
)
from surveyapp.documents.wordfile import NOT_MADE, REGIONS
from surveyapp.wording.blank_form import STAR
from surveyapp.wording.summary import fixed

_LONG = 600
"""Characters of a cell whose row may be broken over two pages."""
_LEAST_PICTURE = 62
"""Millimetres for a picture and its caption beside a table."""
_CELL_MARGINS = 1.2
_BLUE, _SOFT = "173E76", "4A525F"
_PAGES = {"a4": (210, 297), "letter": (215.9, 279.4)}
_EMU = 36_000
"""Of a millimetre."""


def as_word(outline: Outline, template: bytes | None = None) -> bytes:
    """The Word file, in the house's own template or in this one; the same outline and template are the same bytes."""
    opened = DocxTemplate(io.BytesIO(template or own_template(outline.language)))
    opened.render(_facts(outline), environment(), autoescape=True)
    document: Document = opened.docx
    prepared(document)
    _describe(document, outline)
    _set_page(document, outline.paper)
    upright, across = _widths(document)
    writer = _Writer(
        document=document,
        language=outline.language,
        pictures=_drawn(outline),
        width=upright,
        upright=upright,
        across=across,
    )
    body = list(writer.body(outline.parts))
    contents = list(writer.contents(outline.parts))
    _put(document, CONTENTS, contents)
    _put(document, BODY, body)
    _later_sections(document)
    content = io.BytesIO()
    document.save(content)
    return repeatable(content.getvalue())


def _facts(outline: Outline) -> dict[str, object]:
    cover: Cover = outline.cover
    numbered = " ".join(filter(None, (cover.document_number, cover.version)))
    return {
        "organization": cover.organization,
        "department": cover.department,
        "document_number": cover.document_number,
        "classification": cover.classification,
        "version": cover.version,
        "subject": " · ".join(filter(None, (numbered, cover.classification))),
        "title": cover.title,
        "round": cover.round,
        "lines": list(cover.lines),
        "received": cover.received,
        "warning": cover.warning,
        "warning_short": cover.warning_short,
        "page": fixed.words("page_of", outline.language),
        BODY: marker(BODY),
        CONTENTS: marker(CONTENTS),
    }


def _describe(document: Document, outline: Outline) -> None:
    properties = document.core_properties
    properties.title = f"{outline.cover.title}. {outline.cover.round}"[:255]
    properties.author = properties.last_modified_by = outline.cover.organization
    properties.language, properties.comments = outline.language, ""
    properties.created, properties.modified, properties.revision = NOT_MADE, NOT_MADE, 1
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")) if defaults is not None else ():
        language.set(qn("w:val"), REGIONS[outline.language])


def _set_page(document: Document, paper: str) -> None:
    width, height = _PAGES.get(paper, _PAGES["a4"])
    for section in document.sections:
        section.page_width, section.page_height = Mm(width), Mm(height)


def _widths(document: Document) -> tuple[float, float]:
    """Of the text on a page that stands upright and on one laid across, in millimetres."""
    page = document.sections[-1]
    margins = (page.left_margin or 0) + (page.right_margin or 0)
    return ((page.page_width or 0) - margins) / _EMU, ((page.page_height or 0) - margins) / _EMU


def _put(document: Document, name: str, drawn: Sequence[BaseOxmlElement]) -> None:
    """Puts elements where the marker stands; the body of a template without one comes at its end."""
    place = place_of(document, name)
    if place is None:
        if name == BODY:
            end = document.element.body.sectPr
            for one in drawn:
                end.addprevious(one)
        return
    for one in drawn:
        place._p.addprevious(one)
    _remove(place)


def _remove(place: WordParagraph) -> None:
    around = place._p.getparent()
    if around is not None:
        around.remove(place._p)


def _later_sections(document: Document) -> None:
    """The first page of the first section alone is the cover."""
    for section in list(document.sections)[1:]:
        section.different_first_page_header_footer = False


def _drawn(outline: Outline) -> dict[str, bytes]:
    """Every picture of the paper as PNG, by its anchor."""
    found = [one for one in outline.parts if isinstance(one, parts.Figure)]
    made = pictures.as_pngs([one.picture for one in found])
    return {one.anchor: content for one, content in zip(found, made, strict=True)}


@dataclass(kw_only=True)
class _Writer:
    """Writes one part after another; keeps count of what must be numbered."""

    document: Document
    language: str
    pictures: Mapping[str, bytes]
    styles: dict[str, str] = field(default_factory=dict)
    bookmarks: int = 0
    drawings: int = 0
    headings: int = 0
    width: float
    """Of the text here, in millimetres."""
    upright: float
    across: float
    is_broken: bool = False
    """Whether a section has just ended: another break would leave an empty page."""

    def __post_init__(self) -> None:
        self.styles = {style.name: style.style_id for style in self.document.styles if style.name}

    def body(self, written: Iterable[Part]) -> Iterator[BaseOxmlElement]:
        for part in written:
            if isinstance(part, parts.Wide | parts.Twin):
                yield from self._apart(part)
            else:
                self.is_broken = False
                yield from _parsed("".join(self.part(part)))

    def part(self, part: Part) -> Iterator[str]:
        draw: Mapping[type, Callable[[Any], Iterator[str]]] = {
            parts.Heading: self._heading,
            parts.Paragraph: self._paragraph,
            parts.Notice: lambda it: iter([self._p("Summary warning", self._run(it.text))]),
            parts.Table: self._table,
            parts.Figure: self._figure,
            parts.Quote: self._quote,
            parts.Practice: self._practice,
            parts.Asked: self._asked,
        }
        yield from draw[type(part)](part) if type(part) in draw else ()

    def contents(self, written: Sequence[Part]) -> Iterator[BaseOxmlElement]:
        """A line for each heading, which leads to it, and a field on which page it stands.

        Not the one field for all that Word knows: other programs leave out the pages in that until it is made anew.
        """
        title = next((one.title for one in written if isinstance(one, parts.Contents)), "")
        listed = [(number, one) for number, one in enumerate(_headings(written), 1) if one.is_listed]
        lines = [self._p("Summary strong", self._run(title, size=16, colour=_BLUE), before_page=True)]
        right = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{int(Mm(self.upright).twips)}"/></w:tabs>'
        for number, one in listed:
            anchor = _heading_anchor(one, number)
            link = self._link(anchor, self._run(one.text) + "<w:r><w:tab/></w:r>" + _page_of(anchor))
            lines.append(self._p(f"toc {min(one.level, 2)}", link, more=right))
        yield from _parsed("".join(lines))

    # Parts

    def _heading(self, it: parts.Heading) -> Iterator[str]:
        self.headings += 1
        style = f"Heading {it.level}" if it.is_listed else UNLISTED
        marked = self._bookmark(_heading_anchor(it, self.headings), self._run(it.text))
        yield self._p(style, marked, before_page=it.begins_page)

    def _paragraph(self, it: parts.Paragraph) -> Iterator[str]:
        style = "Summary small" if it.is_soft else "Summary strong" if it.is_strong else "Summary text"
        for at, text in enumerate(it.text):
            more = ""
            if at == len(it.text) - 1 and it.links:
                links = self._run("; ").join(self._link(one.to, self._run(one.text, colour=_BLUE)) for one in it.links)
                more = self._run(" (") + links + self._run(")")
            yield self._p(style, self._run(text) + more, is_kept=it.is_kept)

    def _table(self, it: parts.Table) -> Iterator[str]:
        yield self._p("Summary caption", self._bookmark(it.anchor, self._run(it.caption)))
        yield self._drawn_table(it)
        for at, note in enumerate(it.notes, 1):
            yield self._p("Summary small", self._run(note), is_kept=at < len(it.notes))
        if not it.notes:
            yield self._p("Summary small", "")

    def _drawn_table(self, it: parts.Table) -> str:
        whole = sum(it.shares)
        widths = [int(Mm(self.width * one / whole).twips) for one in it.shares]
        columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
        rows = [self._row(it, it.columns, widths, is_head=True)]
        last, is_kept, has_notes = len(it.rows) - 1, it.is_whole, bool(it.notes)
        rows += [
            self._row(
                it, row, widths, is_total=it.has_total and at == last, is_kept=is_kept if at < last else has_notes
            )
            for at, row in enumerate(it.rows)
        ]
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>'
            f'<w:top w:val="single" w:sz="8" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:color="737C8A"/>'
            '<w:insideH w:val="single" w:sz="4" w:color="B8BEC8"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
            f'<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
            f' w:noVBand="1"/><w:tblCaption w:val={quoteattr(it.caption)}/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _row(
        self,
        it: parts.Table,
        row: Sequence[Cell],
        widths: Sequence[int],
        *,
        is_head: bool = False,
        is_total: bool = False,
        is_kept: bool = False,
    ) -> str:
        head = "<w:tblHeader/>" if is_head else ""
        is_whole = all(parts.length(one) < _LONG for one in row)
        whole = "<w:cantSplit/>" if is_whole else ""
        cells = "".join(
            self._cell(it, one, at, width, is_bold=is_head or is_total, is_kept=is_kept or is_head)
            for at, (one, width) in enumerate(zip(row, widths, strict=True))
        )
        return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{cells}</w:tr>"

    def _cell(self, it: parts.Table, one: Cell, at: int, width: int, *, is_bold: bool, is_kept: bool = False) -> str:
        style = "Table text small" if it.is_small else "Table text"
        across = "right" if at in it.numeric else "center" if at in it.centred else ""
        if isinstance(one, str):
            drawn = self._p(style, self._run(one, is_bold=is_bold), across=across, is_kept=is_kept)
        else:
            drawn = "".join(self._passage(one, style)) or self._p(style, "")
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{drawn}</w:tc>'

    def _figure(self, it: parts.Figure) -> Iterator[str]:
        if it.beside is None:
            yield from self._picture(it)
            return
        left = min(max(it.width, _LEAST_PICTURE) + 4, self.width / 2)
        yield self._side_by_side([(left, self._picture(it)), (self.width - left, self._table(it.beside))])
        yield self._p("Summary small", "")

    def _side_by_side(self, columns: Sequence[tuple[float, Iterator[str]]]) -> str:
        """Parts beside each other, without lines: read from left to right."""
        whole, cells, grid = self.width, [], []
        for width, drawn in columns:
            self.width = width - _CELL_MARGINS
            twips = int(Mm(width).twips)
            grid.append(f'<w:gridCol w:w="{twips}"/>')
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/></w:tcPr>{"".join(drawn)}</w:tc>')
        self.width = whole
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{int(Mm(whole).twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{''.join(grid)}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr></w:tbl>"
        )

    def _picture(self, it: parts.Figure) -> Iterator[str]:
        yield self._p("Summary caption", self._bookmark(it.anchor, self._run(it.caption)))
        yield self._p("Summary picture", self._drawing(it))
        if it.link is not None:
            yield self._p("Summary small", self._link(it.link.to, self._run(it.link.text, colour=_BLUE)))

    def _quote(self, it: parts.Quote) -> Iterator[str]:
        style = "Summary remark" if it.is_small else "Summary answer"
        who = self._run(f"{it.who}  ", is_bold=True)
        if all(len(one.paragraphs) == 1 for one in it.passages):
            run_on = self._run(" · ").join("".join(self._pieces(one, one.paragraphs[0])) for one in it.passages)
            yield self._p(style, who + run_on)
            return
        for at, each in enumerate(it.passages):
            yield from self._passage(each, style, who if at == 0 else "")

    def _practice(self, it: parts.Practice) -> Iterator[str]:
        yield self._p("Summary practice", self._run(it.title))
        link = self._run(", ") + self._link(it.link.to, self._run(it.link.text, colour=_BLUE)) if it.link else ""
        yield self._p("Summary quote", self._run(it.where, colour=_SOFT) + link)
        yield from (self._p("Summary quote", self._run(each)) for each in it.text)

    def _asked(self, it: parts.Asked) -> Iterator[str]:
        core = self._run(f" {STAR}\u00a0{it.core}", size=9, colour=_BLUE) if it.core else ""
        number = self._run(it.number, is_bold=True, colour=_BLUE) + "<w:r><w:tab/></w:r>"
        yield self._p("Summary question", number + self._run(it.text) + core)
        yield from (self._p("Summary question line", self._run(each)) for each in it.lines)

    def _apart(self, it: parts.Wide | parts.Twin) -> Iterator[BaseOxmlElement]:
        """Between two section breaks: what came before ends upright and in one column, this is as it is."""
        is_wide = isinstance(it, parts.Wide)
        if not self.is_broken:
            yield self._section_break()
        self.width = self.across if is_wide else self.upright
        for part in it.parts:
            yield from _parsed("".join(self.part(part)))
        self.width = self.upright
        yield self._section_break(is_wide=is_wide, is_twin=not is_wide, follows_on=not is_wide)
        self.is_broken = True

    # Pieces

    def _passage(self, it: Passage, style: str, before: str = "") -> Iterator[str]:
        for at, text in enumerate(it.paragraphs):
            only = replace_paragraphs(it, (text,), is_first=at == 0, is_last=at == len(it.paragraphs) - 1)
            yield self._p(style, (before if at == 0 else "") + "".join(self._pieces(only, text)))

    def _pieces(self, it: Passage, text: str) -> Iterator[str]:
        for lead in filter(None, (it.sign, it.lead)):
            yield self._run(f"{lead} ", colour=_SOFT)
        colour = _BLUE if it.address else _SOFT if it.is_soft else ""
        run = self._run(text, is_bold=it.is_strong, colour=colour, language=it.language)
        yield self._outward(it.address, run) if it.address else run
        if it.marked:
            yield self._run(f" [{it.marked}]", size=8, colour=_SOFT)

    def _p(
        self,
        style: str,
        inner: str,
        *,
        across: str = "",
        before_page: bool = False,
        is_kept: bool = False,
        more: str = "",
    ) -> str:
        more += f'<w:jc w:val="{across}"/>' if across else ""
        kept = "<w:keepNext/>" if is_kept else ""
        page = "<w:pageBreakBefore/>" if before_page else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{kept}{page}{more}</w:pPr>{inner}</w:p>'

    def _run(self, text: str, *, is_bold: bool = False, size: float = 0, colour: str = "", language: str = "") -> str:
        facts = [
            "<w:b/>" if is_bold else "",
            f'<w:color w:val="{colour}"/>' if colour else "",
            f'<w:sz w:val="{int(size * 2)}"/>' if size else "",
            f'<w:lang w:val="{language}"/>' if language else "",
        ]
        return f'<w:r><w:rPr>{"".join(facts)}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def _link(self, to: str, run: str) -> str:
        return f'<w:hyperlink w:anchor="{to}" w:history="1">{run}</w:hyperlink>'

    def _outward(self, address: str, run: str) -> str:
        known = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{known}">{run}</w:hyperlink>'

    def _bookmark(self, name: str, inner: str) -> str:
        self.bookmarks += 1
        number = self.bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'

    def _drawing(self, it: parts.Figure) -> str:
        """A picture with what it says, for those who do not see it."""
        self.drawings += 1
        known, _ = self.document.part.get_or_add_image(io.BytesIO(self.pictures[it.anchor]))
        width, height = pictures.size(it.picture)
        across = int(it.width * _EMU)
        down = int(across * height / width)
        told, name = quoteattr(it.alternative), quoteattr(it.caption)
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
            f'<wp:docPr id="{self.drawings}" name={name} descr={told}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self.drawings}" name={name} descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{known}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _section_break(
        self, *, is_wide: bool = False, is_twin: bool = False, follows_on: bool = False
    ) -> BaseOxmlElement:
        """The end of a section, with the page, header and footer of the template's own."""
        broken = _parsed(f"<w:p><w:pPr>{_NO_HEIGHT}</w:pPr></w:p>")[0]
        section = deepcopy(self.document.element.body.sectPr)
        if follows_on:
            _type_of(section).set(qn("w:val"), "continuous")
        if is_twin:
            columns: Any = section.find(qn("w:cols"))
            if columns is not None:
                columns.set(qn("w:num"), "2")
                columns.set(qn("w:space"), "340")
        if is_wide:
            size: Any = section.find(qn("w:pgSz"))
            width, height = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
            size.set(qn("w:orient"), "landscape")
        broken[0].append(section)
        return broken


def _type_of(section: BaseOxmlElement) -> Any:
    found = section.find(qn("w:type"))
    if found is None:
        found = OxmlElement("w:type")
        section[_after_references(section)].addprevious(found)
    return found


def _after_references(section: BaseOxmlElement) -> int:
    """Where the type of a section stands: right after its headers and footers."""
    references = (qn("w:headerReference"), qn("w:footerReference"))
    return next(at for at, one in enumerate(section) if one.tag not in references)


_NO_HEIGHT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")


def _parsed(xml: str) -> list[BaseOxmlElement]:
    """The elements of a piece of WordprocessingML."""
    body: Any = parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>")
    return list(body)


def _headings(written: Iterable[Part]) -> Iterator[parts.Heading]:
    for one in written:
        if isinstance(one, parts.Heading):
            yield one
        elif isinstance(one, parts.Wide):
            yield from (each for each in one.parts if isinstance(each, parts.Heading))


def _page_of(anchor: str) -> str:
    """On which page an anchor stands: worked out by the program that shows the file."""
    pieces = (
        '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
        f'<w:instrText xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>…</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{one}</w:r>" for one in pieces)


def _heading_anchor(it: parts.Heading, number: int) -> str:
    return it.anchor or f"h{number}"
