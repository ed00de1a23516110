"""The comparative summary: what stands in the outline, and what is read back from the PDF and the Word file."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as DrawnTable

from surveyapp import data
from surveyapp.core.answer_texts import Translated
from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Disclosure, Kind, Questionnaire
from surveyapp.core.tiles import read_tiles
from surveyapp.documents import xlsform
from surveyapp.documents.papers.parts import line
from surveyapp.documents.round_facts import Contact, Heading, Level, OwnSentence, Practice, RoundFacts, Terms, Version
from surveyapp.documents.summary import (
    Fault,
    Outline,
    as_pdf,
    as_word,
    faults_of_template,
    outline_of,
    own_template,
    parts,
)
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.replies import REPLIED_IN_2012, compared, made_up, states_of_2012

SMALL_FORM = Path(__file__).parents[1] / "data" / "small_form.xlsx"
THANKS_OF_2012 = (
    "The General Secretariat thanks the following nineteen member states for their replies to the questionnaire:"
    " Antigua and Barbuda, Argentina, Bahamas, Brazil, Colombia, Costa Rica, Dominican Republic, Ecuador, El Salvador,"
    " Guatemala, Jamaica, Mexico, Panama, Paraguay, Peru, Saint Kitts and Nevis, Saint Vincent and the Grenadines,"
    " Trinidad and Tobago, and the United States of America."
)
OPTIONS = [
    an_option("yes", wording=words("Yes", "Sí"), shape="●", detail=words("Cite the law", "Cite la ley")),
    an_option("no", wording=words("No", "No"), shape="○"),
]
LAW = a_question(
    "law", Kind.ONE, OPTIONS, number="1.1", core=True, heading=words("Law", "Ley"), wording=words("A law?", "¿Ley?")
)
TEXT = a_question("text", Kind.LONG_TEXT, number="1.2", wording=words("What is done?", "¿Qué se hace?"))
FORM = a_questionnaire(a_section("first", LAW, TEXT, number="1"))


def a_heading(**facts: Any) -> Heading:
    default = {
        "title": words("Round of 2012", "Ronda de 2012"),
        "mandate": words("AG/RES. 2551 (XL-O/10)", "AG/RES. 2551 (XL-O/10)"),
        "meeting": words("Third Meeting", "Tercera Reunión"),
        "period_from": date(2010, 1, 1),
        "period_to": date(2011, 12, 31),
        "received_to": date(2012, 9, 6),
        "made_at": datetime(2012, 9, 7, 12, tzinfo=UTC),
    }
    return Heading(**default | facts)


def some_facts(**facts: Any) -> RoundFacts:
    default: dict[str, Any] = {
        "heading": a_heading(),
        "terms": Terms(document_number="OEA/Ser.L/XIV.1", classification=words("Public", "Público")),
        "tiles": read_tiles(data.text("tiles.csv")),
    }
    return RoundFacts(**default | facts)


@cache
def small_form() -> Questionnaire:
    questionnaire = xlsform.read(SMALL_FORM.read_bytes(), SMALL_FORM.name).questionnaire
    assert questionnaire is not None
    return questionnaire


@cache
def round_of_2012() -> Comparison:
    replied = [state for state in states_of_2012() if state.iso3 in REPLIED_IN_2012]
    return compare(small_form(), list(made_up(small_form(), replied)), states_of_2012())


@cache
def summary_of_2012(language: str) -> Outline:
    return outline_of(round_of_2012(), some_facts(heading=a_heading(illustrative=True)), language)


@cache
def pdf_of_2012(language: str) -> bytes:
    return as_pdf(summary_of_2012(language))


@cache
def word_of_2012(language: str) -> bytes:
    return as_word(summary_of_2012(language))


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def pdf_text(content: bytes) -> str:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return squeezed(text.replace("-\n", "").replace("\u200b", "").replace("\u00ad", ""))


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
    return squeezed(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " ")))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown(outline: Outline) -> dict[str, str]:
    return {one.key: one.shown for one in outline.sentences}


def everything(outline: Outline) -> str:
    return repr(outline.parts)


def test_the_thanks_of_2012_stand_as_the_secretariat_wrote_them():
    assert shown(summary_of_2012("en"))["thanks"] == THANKS_OF_2012


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_stands_in_both_files(language: str):
    pdf, word = pdf_text(pdf_of_2012(language)), word_text(word_of_2012(language))

    for text in shown(summary_of_2012(language)).values():
        told = squeezed(text)
        assert told[:60] in pdf
        assert told.replace("&", "&amp;") in word


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_figure_of_every_table_stands_in_the_word_file(language: str):
    tables = [one for one in flat(summary_of_2012(language)) if isinstance(one, parts.Table)]
    drawn = tables_of(opened(word_of_2012(language)))

    assert len(tables) > 10
    assert [[cell.text for cell in row.cells] for table in drawn for row in table.rows[:1]] == [
        list(table.columns) for table in tables
    ]
    for table, made in zip(tables, drawn, strict=True):
        for row, made_row in zip(table.rows, made.rows[1:], strict=True):
            strings = [(cell, made_cell.text) for cell, made_cell in zip(row, made_row.cells, strict=True)]
            assert all(one == other for one, other in strings if isinstance(one, str))


def tables_of(document: Document) -> list[DrawnTable]:
    """Those that hold figures; what only lays a picture beside one has no title."""
    found = [DrawnTable(one, document) for one in document.element.body.iter(qn("w:tbl"))]
    return [one for one in found if one._tbl.tblPr.find(qn("w:tblCaption")) is not None]


def flat(outline: Outline) -> list[Any]:
    """The parts in order, a table that stands beside a picture after it."""
    found: list[Any] = []
    for one in outline.parts:
        inner = one.parts if isinstance(one, parts.Wide | parts.Twin) else (one,)
        for each in inner:
            found += [each, each.beside] if isinstance(each, parts.Figure) and each.beside else [each]
    return found


def test_every_link_leads_somewhere():
    found = flat(summary_of_2012("en"))
    anchors = {getattr(one, "anchor", "") for one in found}
    links = [link.to for one in found if isinstance(one, parts.Paragraph) for link in one.links]
    links += [one.link.to for one in found if isinstance(one, parts.Figure) and one.link]

    assert links
    assert set(links) <= anchors
    with zipfile.ZipFile(io.BytesIO(word_of_2012("en"))) as archive:
        xml = archive.read("word/document.xml").decode()
    assert set(re.findall(r'w:anchor="([^"]+)"', xml)) <= set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))


def test_the_pdf_is_tagged_and_has_bookmarks_and_a_header():
    reader = pypdf.PdfReader(io.BytesIO(pdf_of_2012("es")))
    catalog: Any = reader.trailer["/Root"]

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "es"
    assert b"pdfuaid" in pdf_of_2012("es")
    assert len(reader.outline) > 5
    second = squeezed(reader.pages[1].extract_text())
    assert "OEA/Ser.L/XIV.1" in second
    assert "Respuestasilustrativas" in second
    assert squeezed("Información recibida hasta el 6 de septiembre de 2012") in second


def test_the_word_file_has_headings_a_contents_field_repeated_headers_and_alternative_texts():
    document = opened(word_of_2012("es"))
    body = document.element.body.xml

    assert [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"][:2] == [
        "Mandato y método",
        "Nivel de respuesta",
    ]
    listed = [one for one in flat(summary_of_2012("es")) if isinstance(one, parts.Heading) and one.is_listed]
    lines = [one for one in document.paragraphs if one.style and one.style.name in ("toc 1", "toc 2")]
    assert [one.text.split("\t")[0] for one in lines] == [one.text for one in listed]
    asked_for = re.findall(r"PAGEREF (\S+) \\h", body)
    assert len(asked_for) == len(listed)
    assert set(asked_for) <= set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    assert body.count("<w:tblHeader/>") == len(tables_of(document))
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert document.core_properties.language == "es"
    assert 'w:val="es-MX"' in document.styles.element.xml
    assert "Respuestas ilustrativas" in document.sections[1].header.paragraphs[0].text


def test_the_same_summary_is_the_same_bytes():
    again = outline_of(round_of_2012(), some_facts(heading=a_heading(illustrative=True)), "es")

    assert as_pdf(again) == pdf_of_2012("es")
    assert as_word(again) == word_of_2012("es")


def test_a_summary_is_in_one_language():
    told = {language: " ".join(product_texts(summary_of_2012(language))) for language in ("en", "es")}

    assert not re.search(r"\b(States|Table|Annex|question|answers?|replied|Base:)\b", told["es"])
    assert not re.search(r"\b(Estados|Cuadro|Anexo|pregunta|respuestas?|respondieron)\b", told["en"])


def product_texts(outline: Outline) -> list[str]:
    """What the product says: sentences, headings, captions, columns, notes."""
    found = [one.shown for one in outline.sentences]
    for one in flat(outline):
        found += [one.text] if isinstance(one, parts.Heading) else []
        found += [one.caption, *one.columns, *one.notes] if isinstance(one, parts.Table) else []
        found += [one.caption, one.alternative] if isinstance(one, parts.Figure) else []
    return found


def test_to_the_public_those_that_have_not_replied_are_not_named():
    public = summary_of_2012("en")

    assert "Chile" not in everything(public)
    assert "fifteen member states" in shown(public)["appeal"]


def test_they_are_named_where_the_officer_says_so():
    outline = outline_of(round_of_2012(), some_facts(terms=Terms(name_missing=True)), "en")

    assert "Chile" in shown(outline)["appeal"]
    assert "Chile" in shown(outline)["missing"]


def test_those_that_said_no_are_named_nowhere_unless_the_officer_says_so():
    comparison = compared(FORM, {"PER": {"law": "yes"}, "JAM": {"law": "no"}, "USA": {"law": "yes"}})
    counted = outline_of(comparison, some_facts(), "en")
    named = outline_of(comparison, some_facts(terms=Terms(name_negative=True)), "en")

    assert "Jamaica" not in shown(counted)["question:law"]
    rows = [row for one in flat(counted) if isinstance(one, parts.Table) for row in one.rows if row[0] == "Jamaica"]
    assert ("Jamaica", "·") in rows
    assert "“No”: Jamaica" in shown(named)["question:law"]


def test_an_officers_sentence_stands_and_is_flagged_when_its_figures_change():
    comparison = compared(FORM, {"PER": {"law": "yes"}, "JAM": {"law": "no"}})
    own = next(one for one in outline_of(comparison, some_facts(), "en").sentences if one.key == "question:law")
    mine = some_facts(sentences={"question:law": OwnSentence(text="Peru has a law.", figures=own.figures)})

    kept = outline_of(comparison, mine, "en")
    later = outline_of(compared(FORM, {"PER": {"law": "yes"}, "JAM": {"law": "yes"}}), mine, "en")

    (now,), (then,) = ([one for one in each.sentences if one.key == "question:law"] for each in (kept, later))
    assert (now.shown, now.own, now.is_overridden, now.is_stale) == ("Peru has a law.", own.own, True, False)
    assert (then.shown, then.is_stale) == ("Peru has a law.", True)
    assert "Peru has a law." in everything(later)


def test_a_revision_says_what_changed_since_the_version_before():
    before = outline_of(compared(FORM, {"PER": {"law": "yes"}}, silent=["JAM"]), some_facts(), "en")
    version = Version(
        kind="rev",
        number=1,
        note=words("A late reply is taken in.", "Se incorpora una respuesta."),
        previous_received_to=date(2012, 8, 1),
        previous_figures=dict(before.figures),
    )
    now = outline_of(compared(FORM, {"PER": {"law": "yes"}, "JAM": {"law": "no"}}), some_facts(version=version), "en")

    assert now.cover.version == "rev. 1"
    assert shown(now)["since_version"] == (
        "Compared with the last version, of information received to 1 August 2012, the figures of two questions have"
        " changed. A reply has been added: that of Jamaica."
    )
    rows = [row for one in flat(now) if isinstance(one, parts.Table) for row in one.rows]
    assert ("1.1 Law", "No", "0", "1") in rows


def test_states_that_are_named_now_and_were_counted_before_are_no_change_of_figures():
    replies = compared(FORM, {"PER": {"law": "yes"}, "JAM": {"law": "no"}})
    before = outline_of(replies, some_facts(), "en")
    version = Version(
        kind="rev", number=1, previous_received_to=date(2012, 8, 1), previous_figures=dict(before.figures)
    )

    now = outline_of(replies, some_facts(version=version, terms=Terms(name_negative=True)), "en")

    assert "Jamaica" in shown(now)["question:law"]
    assert "no figure has changed" in shown(now)["since_version"]


def test_changes_since_the_last_round_are_over_the_states_in_both():
    before = compared(FORM, {"PER": {"law": "no"}, "JAM": {"law": "yes"}, "CHL": {"law": "no"}})
    now = compared(FORM, {"PER": {"law": "yes"}, "JAM": {"law": "yes"}, "USA": {"law": "yes"}})

    outline = outline_of(now, some_facts(before=before, before_title=words("Round of 2010", "Ronda de 2010")), "en")

    assert shown(outline)["changes"].startswith(
        "Two States replied both to this round and to the one before (Round of 2010): Jamaica and Peru."
    )
    rows = [row for one in flat(outline) if isinstance(one, parts.Table) for row in one.rows]
    assert ("1.1 Law", "Yes", "2", "1", "2", "+1", "Peru") in rows


def test_the_log_of_contacts_is_for_the_secretariat_alone():
    facts = some_facts(
        contacts=(
            Contact(state="PER", on=date(2012, 8, 1), kind="call", direction="out", with_whom="A", text="Called."),
        )
    )
    public = outline_of(compared(FORM, {"PER": {}}), facts, "en")
    secret = outline_of(compared(FORM, {"PER": {}}, audience=Audience.SECRETARIAT), facts, "en")

    assert "Called." not in everything(public)
    assert "Called." in everything(secret)


def test_practices_levels_translations_and_what_was_verified_are_told():
    comparison = compared(FORM, {"BRA": {"law": "yes", "text": "A polícia age"}, "PER": {"law": "yes"}})
    facts = some_facts(
        practices=(
            Practice(state="PER", question="law", title=words("A good law", "Buena ley"), text=words("It works", "Va")),
        ),
        levels=(Level(title=words("Round of 2010", "Ronda"), deadline=date(2010, 5, 1), asked=34, replied=14),),
        translations={"BRA": {("text", ""): Translated("The police act", "A polícia age", "confirmed")}},
        verified={"law": ("PER",)},
        clarified={"law": ("BRA",)},
    )

    text = pdf_text(as_pdf(outline_of(comparison, facts, "en")))

    for told in (
        "A good law",
        "1 May 2010",
        "Answer verified by the Secretariat: Peru.",
        "Answer clarified by: Brazil.",
        "The Secretariat has verified one answer",
    ):
        assert squeezed(told) in text


HOSTILE = [
    '<script>alert(1)</script> & "x" {{ 7*7 }} {% for %} #import $x$ *b* _i_ `c` @ref <t1> \\u{1}',
    "=SUM(1;2)\t#N/A\t| total | b |",
    "مرحبا بالعالم \u202e right",
    "emoji 🎉👩‍👩‍👧 漢字",
    "bell\x07 null\x00 esc\x1b end",
    "word " * 4000,
    "x" * 20_000,
]
_CALLED = ["markup", "formula", "right-to-left", "emoji", "control", "many words", "one word"]


@pytest.mark.parametrize("text", HOSTILE, ids=_CALLED)
def test_whatever_a_state_writes_is_shown_and_never_obeyed(text: str):
    comparison = compared(FORM, {"PER": {"law": {"option": "yes", "detail.yes": text[:200]}, "text": text}})
    outline = outline_of(comparison, some_facts(sentences={"gaps": OwnSentence(text=text, figures="")}), "en")

    pdf, word = as_pdf(outline), as_word(outline)

    shown_as = squeezed(line(text))
    first = re.search(r"[a-z0-9]{3,}", text)
    assert squeezed("".join(one.text for one in opened(word).paragraphs)).count(shown_as) >= 2
    assert first is not None
    assert first[0][:20] in pdf_text(pdf)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_round_without_a_reply_has_a_summary(language: str):
    outline = outline_of(compared(FORM, {}, silent=["PER", "JAM"]), some_facts(), language)

    assert "question:law" not in shown(outline)
    assert len(pypdf.PdfReader(io.BytesIO(as_pdf(outline))).pages) > 3
    assert opened(as_word(outline)).paragraphs


def test_two_rounds_that_differ_in_what_is_withheld_have_the_same_public_papers():
    def made(answer: str) -> tuple[bytes, bytes]:
        comparison = compared(
            FORM,
            {"PER": {"law": answer, "text": answer}, "JAM": {"law": "yes"}},
            disclosures={"PER": {"law": Disclosure.SECRETARIAT, "text": Disclosure.MEMBER_STATES}},
        )
        outline = outline_of(comparison, some_facts(), "en")
        return as_pdf(outline), as_word(outline)

    assert made("yes") == made("no")


# The template


def test_the_houses_own_template_has_no_fault_and_is_the_same_bytes():
    for language in ("en", "es"):
        assert faults_of_template(own_template(language)) == []
        assert own_template(language) == own_template(language)


def edited(change: Any) -> bytes:
    document = opened(own_template("en"))
    change(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_an_edited_template_is_used_with_its_own_words():
    template = edited(lambda document: document.paragraphs[0].insert_paragraph_before("Restricted copy of {{ round }}"))

    assert faults_of_template(template) == []
    assert squeezed("Restricted copy of Round of 2012") in word_text(as_word(summary_of_2012("en"), template))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ body", Fault.BRACES),
        ("{{ secret }}", Fault.UNKNOWN_NAME),
        ("{{ title.__class__ }}", Fault.PROGRAM),
        ("{{ 9**9**9 }}", Fault.PROGRAM),
        ("{% for a in title %}{{ a }}{% endfor %}", Fault.PROGRAM),
    ],
)
def test_a_template_that_does_more_than_name_is_refused(text: str, fault: Fault):
    template = edited(lambda document: document.paragraphs[0].insert_paragraph_before(text))

    assert [one.fault for one in faults_of_template(template)] == [fault]


def rewritten(add: dict[str, str] | None = None, **changes: tuple[str, str]) -> bytes:
    """The house's own template with texts of its parts replaced ("document": (old, new)), and further parts."""
    parts_of = {"document": "word/document.xml", "relations": "word/_rels/document.xml.rels"}
    parts_of |= {"properties": "docProps/core.xml", "types": "[Content_Types].xml"}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own_template("en"))) as before, zipfile.ZipFile(made, "w", 8) as after:
        for name in before.namelist():
            text = before.read(name)
            for old, new in (changes[one] for one, of in parts_of.items() if of == name and one in changes):
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            after.writestr(name, text)
        for name, one in (add or {}).items():
            after.writestr(name, one)
    return made.getvalue()


def related(kind: str, target: str, more: str = "") -> tuple[str, str]:
    of = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return "</Relationships>", f'<Relationship Id="rId99" Type="{of}" Target="{target}" {more}/></Relationships>'


def with_footnote(text: str) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    return rewritten(
        {"word/footnotes.xml": f'<w:footnotes xmlns:w="{main}">{note}</w:footnotes>'},
        relations=related("footnotes", "footnotes.xml"),
        types=("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'),
    )


@pytest.mark.parametrize("make", [with_footnote, lambda text: rewritten(properties=("{{ title }}", text))])
@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{{ title }}", []),
        ("{{ title * 999999999 }}", [Fault.PROGRAM]),
        ("{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}", [Fault.PROGRAM]),
        ("{{ secret }}", [Fault.UNKNOWN_NAME]),
        ("{{ title", [Fault.BRACES]),
    ],
)
def test_footnotes_and_properties_of_a_template_do_no_more_than_its_text(make: Any, text: str, faults: list[Fault]):
    assert [one.fault for one in faults_of_template(make(text))] == faults


OUTSIDE = 'TargetMode="External"'
A_FIELD = '<w:p><w:fldSimple w:instr=" includepicture &quot;x&quot; "/></w:p>'
BEGUN, ENDED = ('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>')
IN_PIECES = f"<w:p><w:r>{BEGUN}<w:instrText>DDE</w:instrText><w:instrText>AUTO x</w:instrText>{ENDED}</w:r></w:p>"


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        (rewritten(relations=related("image", "http://example.org/x.png", OUTSIDE)), Fault.OUTSIDE),
        (rewritten(relations=related("hyperlink", "file://example.org/share", OUTSIDE)), Fault.OUTSIDE),
        (rewritten(relations=related("oleObject", "http://example.org/x", OUTSIDE)), Fault.MACROS),
        (rewritten(document=("<w:body>", f"<w:body>{A_FIELD}")), Fault.OUTSIDE),
        (rewritten(document=("<w:body>", f"<w:body>{IN_PIECES}")), Fault.OUTSIDE),
    ],
)
def test_a_template_that_fetches_something_when_it_is_opened_is_refused(template: bytes, fault: Fault):
    assert [one.fault for one in faults_of_template(template)] == [fault]


def test_what_a_file_was_made_with_is_not_looked_for_by_those_who_read_the_summary():
    found = related("attachedTemplate", "http://elsewhere.example/x.dotm", OUTSIDE)[1].removesuffix("</Relationships>")
    of = "http://schemas.openxmlformats.org/package/2006/relationships"
    template = rewritten({"word/_rels/settings.xml.rels": f'<Relationships xmlns="{of}">{found}</Relationships>'})

    assert faults_of_template(template) == []
    with zipfile.ZipFile(io.BytesIO(as_word(outline_of(compared(FORM, {}), some_facts(), "en"), template))) as made:
        assert not [name for name in made.namelist() if b"elsewhere.example" in made.read(name)]


def test_a_template_that_takes_long_to_look_through_or_cannot_be_filled_in_is_refused():
    endless = edited(lambda document: document.paragraphs[0].insert_paragraph_before("-%} " * 20_000))
    long = edited(lambda document: document.paragraphs[0].insert_paragraph_before("a long text " * 60_000))
    row = "<w:body><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"

    assert [one.fault for one in faults_of_template(endless)] == [Fault.TOO_LARGE]
    assert [one.fault for one in faults_of_template(long)] == [Fault.TOO_LARGE]
    assert [one.fault for one in faults_of_template(rewritten(document=("<w:body>", row)))] == [Fault.NOT_WORD]


def test_what_is_no_template_is_said_to_be_none():
    without_body = edited(lambda document: document.paragraphs[-1]._p.getparent().remove(document.paragraphs[-1]._p))

    assert [one.fault for one in faults_of_template(without_body)] == [Fault.NO_BODY]
    assert [one.fault for one in faults_of_template(b"no file")] == [Fault.NOT_WORD]
    assert [one.fault for one in faults_of_template(b"0" * (6 * 2**20))] == [Fault.TOO_LARGE]
