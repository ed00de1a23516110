"""The product's own templates of formal letters, with their letterhead, made from the texts beside this module.

A line of a text is a paragraph. Its first sign says where it stands: "^" in the letterhead, "_" at the foot, ">" at the
right, "-" in a list, "=" close to the next one, "!" as a warning.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from surveyapp.core.text import Text, said
from surveyapp.documents.wordfile import SOFT, WARM, Style, WordFile

NOTE, MINISTER = "note_verbale", "minister_letter"
KINDS = (NOTE, MINISTER)
LANGUAGES = ("en", "es")
_TITLES: Mapping[str, Text] = {
    NOTE: {"en": "Note verbale", "es": "Nota verbal"},
    MINISTER: {"en": "Letter to the minister", "es": "Carta al ministro o a la ministra"},
}
_PLAIN = Style(name="Letter text", size=11.5, before=3, after=8, is_whole=False)
_STYLES: Mapping[str, Style] = {
    "": _PLAIN,
    "=": Style(name="Letter line", size=11.5, after=0),
    "-": Style(name="Letter list", size=11, indent=8, after=3),
    ">": Style(name="Letter date", size=11.5, before=6, after=18),
    "!": Style(name="Letter warning", size=10, after=6, is_bold=True),
}


@lru_cache(maxsize=len(KINDS) * len(LANGUAGES))
def original(kind: str, language: str) -> bytes:
    """The template that the product brings along, to be changed in a word processor."""
    lines = (Path(__file__).parent / f"{kind}.{language}.txt").read_text(encoding="utf-8").splitlines()
    placed = [(line[0], line[2:]) if line[:2].rstrip() in "^_=->!" and line else ("", line) for line in lines]
    file = WordFile(language=language)
    file.set_up(_STYLES.values())
    head = [text for sign, text in placed if sign == "^"]
    file.describe(said(_TITLES[kind], language), head[0], head[0], "1")
    page = file.document.sections[0]
    page.left_margin = page.right_margin = Mm(27)
    _write_letterhead(file, head)
    for sign, text in placed:
        if sign in _STYLES:
            _write(file, sign, text)
    _write_foot(file, next(text for sign, text in placed if sign == "_"))
    return file.written()


def _write(file: WordFile, sign: str, text: str) -> None:
    paragraph = file.paragraph(_STYLES[sign].name, text)
    if sign == ">":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif sign == "!":
        paragraph.runs[0].font.color.rgb = WARM
    elif sign == "":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _write_letterhead(file: WordFile, head: list[str]) -> None:
    header = file.document.sections[0].header
    for number, line in enumerate(head):
        paragraph = header.add_paragraph() if number else header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(line)
        run.bold, run.font.size = number == 0, Pt(10.5 if number else 13)
        if number:
            run.font.color.rgb = SOFT
    _rule_below(header.paragraphs[-1])
    header.add_paragraph().paragraph_format.space_after = Pt(6)


def _write_foot(file: WordFile, text: str) -> None:
    footer = file.document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8.5), SOFT


def _rule_below(paragraph: Paragraph) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", "173E76")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
