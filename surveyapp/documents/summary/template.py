"""The Word file into which the summary is written: the house's own, or one that the secretariat made of it.

In it stand names in double braces ({{ title }}), in paragraphs of the cover, in header and footer; a paragraph with
{{ contents }} alone and one with {{ body }} alone say where these come. Everything else, styles above all, is the
secretariat's. A template is never a program: besides names it may only ask whether one says something. Nor does it
fetch anything from elsewhere when somebody opens what was made of it.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.styles import Styles
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from surveyapp.documents.repeatable import repeatable
from surveyapp.documents.wordfile import BLUE, NOT_MADE, SOFT, TEXT_WIDTH, WARM, Style, WordFile
from surveyapp.wording.summary import fixed

BODY, CONTENTS = "body", "contents"
NAMES = frozenset(
    {
        *("organization", "department", "document_number", "classification", "version", "subject", "title", "round"),
        *("lines", "line", "received", "warning", "warning_short", "page", BODY, CONTENTS),
    }
)
"""What a template may name."""
LARGEST_FILE = 5 * 2**20
LARGEST_UNPACKED = 40 * 2**20
MOST_PARTS = 300
LARGEST_SOURCE = 2**19
"""Characters of the body, a header or a footer. Looking for names may take the time of all of them for each brace."""
MOST_BRACES = 1_000

STYLES = (
    Style(name="Summary text", size=10, after=4, is_whole=False),
    Style(name="Summary small", size=8.5, after=2, is_soft=True, is_whole=False),
    Style(name="Summary strong", size=10, before=4, after=3, is_bold=True, is_kept=True),
    Style(name="Summary caption", size=9, before=5, after=2, is_bold=True, is_soft=True, is_kept=True),
    Style(name="Summary picture", size=9, after=2, is_kept=True),
    Style(name="Summary quote", indent=4, size=10, after=4, is_whole=False),
    Style(name="Summary answer", indent=2, size=8, after=1, is_whole=False),
    Style(name="Summary remark", indent=2, size=7.5, after=1, is_whole=False),
    Style(name="Summary practice", indent=4, before=8, after=2, is_kept=True, is_bold=True),
    Style(name="Summary question", indent=9, first_line=-9, size=8.5, before=4, after=1),
    Style(name="Summary question line", indent=9, size=7.5, after=1, is_soft=True, is_whole=False),
    Style(name="toc 1", before=4, after=1, size=10),
    Style(name="toc 2", indent=5, after=0, size=9.5),
    Style(name="Summary warning", before=6, after=6, is_bold=True),
    Style(name="Table text", size=8.5, before=0.5, after=0.5, is_whole=False),
    Style(name="Table text small", size=7.5, before=0, after=0, is_whole=False),
)
"""Styles of its own, which a template may define otherwise; one that it lacks is added."""
_HEADINGS = {"Heading 1": (15, 16, 4), "Heading 2": (12, 10, 3)}
"""Sizes and the spaces before and after, in points."""
UNLISTED = "Heading 2 outside contents"
"""A heading that does not stand in the contents."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    etree.LxmlError,
)
_HARMLESS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Not)
_MACRO = re.compile(r"vbaProject|activeX|embeddings/", re.IGNORECASE)
_EMBEDDED = frozenset({"vbaProject", "oleObject", "package", "control", "aFChunk", "subDocument", "attachedToolbars"})
"""The last word of the types of relationships by which a file holds a program or another file."""
_MADE_WITH = "attachedTemplate"
"""Of the template from which Word made the file."""
_REACHABLE = ("https://", "http://", "mailto:")
"""What a link that a reader follows may begin with."""
_FIELDS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "SEQ", "TC"),
        *("HYPERLINK", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "DOCPROPERTY", "FILENAME", "SYMBOL"),
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"),
    }
)
"""Fields of Word that tell something of the document itself."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Fault(StrEnum):
    """What is wrong with a template handed in."""

    NOT_WORD = "not_word"
    TOO_LARGE = "too_large"
    MACROS = "macros"
    BRACES = "braces"
    """Braces that are not closed, or the like."""
    UNKNOWN_NAME = "unknown_name"
    PROGRAM = "program"
    """It does more than name what is to be put in."""
    OUTSIDE = "outside"
    """It would fetch something from elsewhere when it is opened."""
    NO_BODY = "no_body"
    """No paragraph holds {{ body }} alone."""


@dataclass(frozen=True)
class TemplateFault:
    fault: Fault
    detail: str = ""
    """The name that is not known, what stands before the braces."""


@lru_cache(4)
def own_template(language: str) -> bytes:
    """The house's own template, to be taken away and edited in Word; the same bytes each time."""
    file = WordFile(language=language)
    file.set_up(STYLES)
    document = file.document
    for name, (size, before, after) in _HEADINGS.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    _tighten(document.styles, STYLES)
    _add_unlisted(document.styles)
    core = document.core_properties
    core.title, core.language, core.author = "{{ title }}", language, fixed.words("organization", language)
    core.comments, core.created, core.modified = "", NOT_MADE, NOT_MADE
    page = document.sections[0]
    page.top_margin, page.bottom_margin, page.header_distance = Mm(21), Mm(19), Mm(10)
    page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    _head_and_foot(document)
    _cover(document)
    content = io.BytesIO()
    document.save(content)
    return repeatable(content.getvalue())


def faults_of_template(content: bytes) -> list[TemplateFault]:
    """Everything that keeps a file from being a template; [] for one that can be used."""
    if faults := list(_of_file(content)):
        return faults
    try:
        document = docx.Document(io.BytesIO(content))
        if faults := list(_of_what_it_holds(document)):
            return faults
        sources = _sources(content)
        if sources is None:
            return [TemplateFault(Fault.TOO_LARGE)]
        if faults := _of_sources(sources):
            return faults
        _fill_for_trial(content)
    except _UNREADABLE:
        return [TemplateFault(Fault.NOT_WORD)]
    if _place_of(document, BODY, is_filled=False) is None:
        return [TemplateFault(Fault.NO_BODY)]
    return []


def environment() -> ImmutableSandboxedEnvironment:
    """What may be said in a template, and no more; what is put in is never read as markup."""
    return ImmutableSandboxedEnvironment(autoescape=True)


def prepared(document: Document) -> None:
    """Adds the styles that a template lacks; takes away from where Word made it, which Word would look for again."""
    _detach(document)
    styles = document.styles
    known = {style.name for style in styles}
    lacking = [one for one in STYLES if one.name not in known]
    if lacking:
        file = WordFile(language="en", document=document)
        file.add_styles(lacking)
        _tighten(styles, lacking)
    if UNLISTED not in known:
        _add_unlisted(styles)


def place_of(document: Document, name: str) -> Paragraph | None:
    """The paragraph in which the marker of the body or of the contents stands, in a template that is filled in."""
    return _place_of(document, name, is_filled=True)


def marker(name: str) -> str:
    """What is put into a template where the body or the contents come."""
    return f"\u2063{name}\u2063"


def _place_of(document: Document, name: str, *, is_filled: bool) -> Paragraph | None:
    wanted = marker(name) if is_filled else "{{" + name + "}}"
    texts = ((one, one.text if is_filled else re.sub(r"\s|(?<=\{\{)p", "", one.text)) for one in document.paragraphs)
    return next((one for one, text in texts if text.strip() == wanted), None)


# What is wrong with a file


def _of_file(content: bytes) -> Iterator[TemplateFault]:
    if len(content) > LARGEST_FILE:
        yield TemplateFault(Fault.TOO_LARGE)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
            if len(found) > MOST_PARTS or sum(one.file_size for one in found) > LARGEST_UNPACKED:
                yield TemplateFault(Fault.TOO_LARGE)
            elif "word/document.xml" not in archive.namelist():
                yield TemplateFault(Fault.NOT_WORD)
            elif any(_MACRO.search(one.filename) for one in found):
                yield TemplateFault(Fault.MACROS)
            elif any(_DOCTYPE.search(archive.read(one)) for one in found if one.filename.endswith((".xml", ".rels"))):
                yield TemplateFault(Fault.NOT_WORD)
    except _UNREADABLE:
        yield TemplateFault(Fault.NOT_WORD)


def _of_what_it_holds(document: Document) -> Iterator[TemplateFault]:
    """Of everything that is saved with it again: programs, other files, what comes from elsewhere."""
    for one in document.part.package.iter_rels():
        if _kind_of(one) in _EMBEDDED:
            yield TemplateFault(Fault.MACROS)
        elif one.is_external and not _is_harmless_outside(one):
            yield TemplateFault(Fault.OUTSIDE, one.target_ref[:200])
    for part in document.part.package.iter_parts():
        if part.content_type.endswith("+xml"):
            for field in _fields_of(etree.fromstring(part.blob, _PARSER)):
                if field not in _FIELDS:
                    yield TemplateFault(Fault.OUTSIDE, field[:200])


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def _kind_of(relationship: Any) -> str:
    return str(relationship.reltype).rpartition("/")[2]


def _is_harmless_outside(relationship: Any) -> bool:
    if _kind_of(relationship) == _MADE_WITH:
        return True  # taken away before anything is made of it
    return _kind_of(relationship) == "hyperlink" and relationship.target_ref.lower().startswith(_REACHABLE)


def _fields_of(root: etree._Element) -> Iterator[str]:
    """The name of each field of Word, which may be written in pieces; of one that another field makes up, ""."""
    open_ones: list[str] = []
    for one in root.iter(qn("w:fldSimple"), qn("w:fldChar"), qn("w:instrText")):
        if one.tag == qn("w:fldSimple"):
            yield _name_of(str(one.get(qn("w:instr"), "")))
        elif one.tag == qn("w:instrText"):
            if open_ones:
                open_ones[-1] += one.text or ""
        elif one.get(qn("w:fldCharType")) == "begin":
            open_ones.append("")
        elif one.get(qn("w:fldCharType")) == "end" and open_ones:
            yield _name_of(open_ones.pop())
    yield from map(_name_of, open_ones)


def _name_of(instruction: str) -> str:
    return next(iter(instruction.split()), "").upper()


def _detach(document: Document) -> None:
    settings = document.settings
    for one in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(one)
    for part in document.part.package.iter_parts():
        for key in [key for key, one in part.rels.items() if _kind_of(one) == _MADE_WITH]:
            del part.rels[key]


def _sources(content: bytes) -> list[str] | None:
    """Everything that docxtpl reads as templates, each apart; None where one is too long to be looked through."""
    opened = DocxTemplate(io.BytesIO(content))
    opened.init_docx()
    package, core = opened.docx.part.package, opened.docx.core_properties
    texts = [opened.get_xml()]
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        texts += [opened.get_part_xml(part) for _, part in opened.get_headers_footers(uri)]
    texts += [one.blob.decode("utf-8") for one in package.iter_parts() if one.content_type.endswith(".footnotes+xml")]
    texts += [core.author, core.comments, core.identifier, core.language, core.subject, core.title]
    if any(len(one) > LARGEST_SOURCE or one.count("{") + one.count("}") > MOST_BRACES for one in texts):
        return None
    return [opened.patch_xml(one) for one in texts]


def _of_sources(sources: Sequence[str]) -> list[TemplateFault]:
    return list(dict.fromkeys(fault for one in sources for fault in _of_source(one)))


def _fill_for_trial(content: bytes) -> None:
    """ValueError where the names cannot be filled in, so that whoever hands a template in is told, and not later."""
    opened = DocxTemplate(io.BytesIO(content))
    facts: dict[str, object] = {**dict.fromkeys(NAMES, ""), "lines": ["", ""]}
    try:
        opened.render(facts, environment(), autoescape=True)
    except Exception as error:  # whatever a library stumbles over in a file that a stranger wrote
        raise ValueError("the names in it cannot be filled in") from error


def _of_source(source: str) -> Iterator[TemplateFault]:
    try:
        parsed = environment().parse(source)
    except TemplateSyntaxError:
        yield TemplateFault(Fault.BRACES)
        return
    except RecursionError:
        yield TemplateFault(Fault.BRACES)
        return
    if any(not isinstance(one, _HARMLESS) for one in _all_nodes(parsed)):
        yield TemplateFault(Fault.PROGRAM)
        return
    if any(not _is_harmless_loop(one) for one in parsed.find_all(nodes.For)):
        yield TemplateFault(Fault.PROGRAM)
        return
    for name in sorted({one.name for one in parsed.find_all(nodes.Name)} - NAMES):
        yield TemplateFault(Fault.UNKNOWN_NAME, name)


def _is_harmless_loop(loop: nodes.For) -> bool:
    """Over the lines of the cover, and not one within another."""
    inner = list(loop.find_all(nodes.For))
    return isinstance(loop.iter, nodes.Name) and loop.iter.name == "lines" and not inner and not loop.recursive


def _all_nodes(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all_nodes(child)


# The house's own


def _cover(document: Document) -> None:
    _line(document, "{{ organization }}", size=12, is_bold=True, after=0)
    _line(document, "{{ department }}", size=11, is_soft=True, after=14)
    for name in ("document_number", "version", "classification"):
        _line(document, "{{ " + name + " }}", size=10.5, is_bold=name == "document_number", after=0, is_right=True)
    title = document.add_paragraph("{{ title }}", style="Title")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(120), Pt(10)
    _line(document, "{{ round }}", size=15, after=40)
    _line(document, "{%p for line in lines %}")
    _line(document, "{{ line }}", after=6)
    _line(document, "{%p endfor %}")
    _line(document, "{{ received }}", is_bold=True, before=14)
    _line(document, "{%p if warning %}")
    warning = document.add_paragraph("{{ warning }}", style="Summary warning")
    warning.runs[0].font.color.rgb = WARM
    _line(document, "{%p endif %}")
    _line(document, "{{ contents }}")
    _line(document, "{{ body }}")


def _line(
    document: Document,
    text: str,
    *,
    size: float = 10.5,
    before: float = 0,
    after: float = 4,
    is_bold: bool = False,
    is_soft: bool = False,
    is_right: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold, Pt(size)
    if is_soft:
        run.font.color.rgb = SOFT
    if is_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)


def _head_and_foot(document: Document) -> None:
    section = document.sections[0]
    header, footer, first = section.header.paragraphs[0], section.footer.paragraphs[0], section.first_page_footer
    for name in ("Header", "Footer"):
        style = document.styles[name]
        style.paragraph_format.tab_stops.clear_all()
        style.font.size, style.font.color.rgb = Pt(8.5), SOFT
    header.add_run("{{ subject }}\t")
    header.add_run("{{ warning_short }}").font.color.rgb = WARM
    for one in (footer, first.paragraphs[0]):
        one.style = document.styles["Footer"]
        one.add_run("{{ title }} · {{ received }}\t{{ page }} ")
        _field(one, "PAGE")
        one.add_run(" / ")
        _field(one, "NUMPAGES")
    for one in (header, footer, first.paragraphs[0]):
        one.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    paragraph._p.append(field)
    field.append(run._r)


def _tighten(styles: Styles, chosen: Iterable[Style]) -> None:
    """Lines as close as the font asks; the library's own template spreads them."""
    for one in chosen:
        styles[one.name].paragraph_format.line_spacing = 1.0


def _add_unlisted(styles: Styles) -> None:
    style = styles.add_style(UNLISTED, WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
    style.base_style = styles["Heading 2"]
    style.font.color.rgb, style.font.bold, style.font.size = BLUE, True, Pt(10.5)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(7), Pt(2)
