"""The blank form, opened by a second program: what is printed, in which language, and what an author cannot break."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from surveyapp.core.questionnaire import Disclosure, Kind, Property, Questionnaire, Totals
from surveyapp.documents import blank_form, xlsform
from surveyapp.documents.blank_form import Heading, LanguageIncomplete, LanguageNotOffered
from surveyapp.documents.blank_form.outline import Asked, form_of
from tests.builders import (
    a_column,
    a_group,
    a_note,
    a_question,
    a_questionnaire,
    a_row,
    a_section,
    an_option,
    some_options,
    words,
)

ROOT = Path(__file__).parents[2]
HEADING = Heading(version="2", revision=3, round="Round of 2026", period="2024–2025", deadline="31 August 2026")
EDITION = Heading(version="1")
HOSTILE = '#read("/etc/passwd") <w:b>&amp; <script> ]] $x$ \\ \x00\x07\ufffe `*_\ud800 ' + "W" * 400


def of_workbook(path: str) -> Questionnaire:
    read = xlsform.read((ROOT / path).read_bytes(), "form.xlsx").questionnaire
    assert read is not None
    return read


@pytest.fixture(scope="module")
def small_form() -> Questionnaire:
    """Every kind of question."""
    return of_workbook("tests/data/small_form.xlsx")


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def word_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    paragraphs = ("".join(node.text or "" for node in each.iter(qn("w:t"))) for each in body.iter(qn("w:p")))
    return " ".join(" ".join(paragraphs).split())


READERS = {"pdf": pdf_text, "docx": word_text}


def printed(questionnaire: Questionnaire, form: str, language: str = "en", heading: Heading = EDITION) -> str:
    return READERS[form](blank_form.write(questionnaire, language, heading, form)).replace("\u200b", "")


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_everything_that_is_asked_is_printed(small_form: Questionnaire, form: str) -> None:
    text = printed(small_form, form)

    for placed in small_form.placed():
        question = placed.question
        parts = (*question.options, *question.rows, *question.columns, *question.fields, *question.companions)
        for wording in (question.wording, question.hint, question.article, *(part.wording for part in parts)):
            said = re.sub(r"\{\w+\}", "[", wording["en"]).partition("[")[0] if wording else ""
            assert said.strip() in text, said
        assert question.number in text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_it_has_a_front_page_instructions_and_a_declaration(small_form: Questionnaire, form: str) -> None:
    text = printed(small_form, form, "es", HEADING)

    for words_of_the_form in (
        "Organización de los Estados Americanos",
        "Persona de contacto",
        "Organismos consultados",
        "Cómo llenar este formulario",
        "Plazo para responder: 31 August 2026",
        "Período de referencia: 2024–2025",
        "Suele contestarla:",
        "Conteste únicamente si la respuesta a 1.2 es «Sí» o «En parte».",
        "☐",
        "★",
        "Información no disponible",
        "Declaración",
        "Firma y sello",
        "Versión 2, redacción 3",
    ):
        assert words_of_the_form in text, words_of_the_form


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_placeholder_is_printed_as_it_is_stored(small_form: Questionnaire, form: str, language: str) -> None:
    text = printed(small_form, form, language)

    assert "{" not in text
    assert {"en": "[year − 1]", "es": "[año − 1]"}[language] in text


def test_the_years_of_a_round_are_printed() -> None:
    form = a_questionnaire(a_question("calls", Kind.INTEGER, wording=words("Calls in 2025")))

    text = printed(form, "pdf", heading=HEADING)

    assert "Calls in 2025" in text
    assert "square brackets" not in text


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_every_language_of_the_form_has_furniture_of_its_own(language: str) -> None:
    texts = {"en": "Law", "es": "Ley", "pt": "Lei", "fr": "Loi"}
    question = a_question("law", Kind.ONE, [an_option("yes", wording=texts)], wording=texts)
    section = a_section("only", question, wording=texts)
    form = a_questionnaire(section, title=texts, languages=("en", "es", "pt", "fr"))

    text = printed(form, "pdf", language)

    available = {
        "en": "Information not available",
        "es": "Información no disponible",
        "pt": "Informação não disponível",
        "fr": "Information non disponible",
    }
    assert [one for one in available if available[one] in text] == [language]


def test_a_language_without_furniture_is_refused() -> None:
    german = {"en": "Law", "de": "Gesetz"}
    form = a_questionnaire(
        a_section("only", a_question("law", wording=german), wording=german), title=german, languages=("en", "de")
    )

    for language in ("de", "es"):
        with pytest.raises(LanguageNotOffered):
            blank_form.write(form, language, EDITION, "pdf")


def test_an_incomplete_language_is_refused_with_the_number_of_holes() -> None:
    form = a_questionnaire(a_question("law", wording={"en": "Law"}, hint={"en": "A hint"}))

    with pytest.raises(LanguageIncomplete) as refused:
        blank_form.write(form, "es", EDITION, "docx")

    assert refused.value.missing == 2


EVERYTHING = a_questionnaire(
    a_section(
        "law",
        a_note(wording=words("Read *this* first.\n\nThen that.")),
        a_question("offence", Kind.ONE, "yes no", number="1", core=True, required=True),
        a_question("range", Kind.INTEGER, number="2", lowest="1", highest="10", step="1"),
        a_question("share", Kind.DECIMAL, number="3", lowest="0.5", step="0.5"),
        a_question("secret", number="4", disclosure=Disclosure.SECRETARIAT, required_when="${offence} = 'yes'"),
        a_question("numbers", Kind.INTEGER, number="5", constraint=". >= 0 and . <= 100"),
        a_question(
            "towns",
            Kind.SEVERAL,
            [an_option("north", properties=(Property("region", "n"),)), an_option("none", exclusive=True)],
            number="6",
            choice_filter="region = ${offence}",
        ),
        a_question("sum", Kind.CALCULATED, calculation="${range} + 1", wording=words("Sum of all")),
        a_question("silent", Kind.CALCULATED, calculation="${range} + 1", wording={}),
        a_question("odd", number="7", relevant="concat(${offence}, 'x') = 'yesx'"),
        a_group("inner", a_question("deep", number="8"), relevant="${offence} = 'no'", hint=words("Of the group")),
        a_question(
            "laws",
            Kind.LIST,
            number="9",
            fewest=2,
            most=4,
            fields=(a_question("title"), a_question("kind", Kind.ONE, "act decree", relevant="${title} != ''")),
        ),
        a_question(
            "grid",
            Kind.GRID,
            number="10",
            rows="y1",
            columns=(a_column("women"),),
            totals=Totals.BOTH,
            companions=(a_question("source"),),
        ),
        a_question("wide", Kind.ROWS, some_options("a b c d e f g h i"), number="11", rows=(a_row("first"),)),
    ),
)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_must_be_known_to_answer_is_said(form: str) -> None:
    text = printed(EVERYTHING, form)

    for sentence in (
        "An answer is required.",
        "A whole number from 1 to 10.",
        "A number not less than 0.5. In steps of 0.5.",
        "Only the Secretariat will see the answer to this question.",
        "An answer is required when 1 is “Yes”.",
        "The following must hold: the answer is from 0 to 100.",
        "Which of these options apply depends on 1.",
        "mark this box alone",
        "Worked out from the other answers",
        "To be answered only in certain cases.",
        "Answer only if 1 is “No”.",
        "Of the group",
        "Needed: at least 2. Allowed: at most 4.",
        "Entry 2",
        "Answer only if “Question title” is answered.",
        "Total",
        "Question source",
    ):
        assert sentence in text, sentence
    assert "Entry 3" not in text
    assert "Read this first." in text
    assert "Question silent" not in text


def test_short_questions_are_kept_on_one_page() -> None:
    long = a_question("long", Kind.SEVERAL, some_options(" ".join(f"option_{number}" for number in range(40))))
    section = form_of(a_questionnaire(a_question("short", Kind.ONE, "yes no"), long), "en", EDITION).sections[0]

    kept = [part.is_short for part in section.parts if isinstance(part, Asked)]

    assert kept == [True, False]


def test_a_draft_and_a_demonstration_say_so() -> None:
    form = a_questionnaire(a_question())

    assert "not to be sent or answered" in printed(form, "pdf", heading=Heading(version="1", is_draft=True))
    assert "Demostración" in printed(form, "docx", "es", Heading(version="1", is_illustrative=True))


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_an_authors_text_is_printed_and_never_obeyed(form: str) -> None:
    hostile = words(HOSTILE, HOSTILE)
    question = a_question(
        "law",
        Kind.ONE,
        [an_option("yes", wording=hostile, detail=hostile, hint=hostile)],
        wording=hostile,
        hint=hostile,
        guidance=hostile,
        article=hostile,
        number="#1",
    )
    section = a_section("first", question, a_note(wording=hostile), wording=hostile, usually=hostile)

    text = printed(a_questionnaire(section, title=hostile), form, heading=Heading(version=HOSTILE, round=HOSTILE))

    assert '#read("/etc/passwd") <w:b>&amp; <script> ]] $x$' in text
    assert "root:" not in text


def test_a_sign_that_no_font_draws_does_not_stop_the_form() -> None:
    text = printed(a_questionnaire(a_question(wording=words("Law \U0001fae8 \u1e9e\u0f3a ශ්‍රී"))), "pdf")

    assert "Law" in text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_same_form_is_the_same_file(small_form: Questionnaire, form: str) -> None:
    first, second = (blank_form.write(small_form, "es", EDITION, form) for _ in range(2))

    assert first == second


def test_the_pdf_is_tagged_for_screen_readers(small_form: Questionnaire) -> None:
    reader = PdfReader(io.BytesIO(blank_form.write(small_form, "es", EDITION, "pdf")))
    catalog = reader.trailer["/Root"]

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert str(catalog["/Lang"]).startswith("es")
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert reader.metadata.title == small_form.title["es"]
    assert all(page.mediabox.width == pytest.approx(595.28, abs=0.1) for page in reader.pages)


def test_pages_are_numbered_out_of_all(small_form: Questionnaire) -> None:
    pages = PdfReader(io.BytesIO(blank_form.write(small_form, "en", EDITION, "pdf"))).pages

    assert f"1 / {len(pages)}" in pages[0].extract_text()
    assert f"{len(pages)} / {len(pages)}" in pages[-1].extract_text()


def test_the_word_file_has_styles_a_language_and_rows_that_repeat(small_form: Questionnaire) -> None:
    data = blank_form.write(small_form, "es", EDITION, "docx")
    document = docx.Document(io.BytesIO(data))
    page = document.sections[0]

    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[2:4] == [f"{one.number} {one.wording['es']}" for one in small_form.sections]
    assert sum(one.style.name == "Question" for one in document.paragraphs) == len(list(small_form.questions()))
    assert all(table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for table in document.tables)
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"es-MX"}
    footer = page.footer._element
    assert [one.get(qn("w:instr")) for one in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_every_part_of_the_word_file_is_sound_xml() -> None:
    with zipfile.ZipFile(io.BytesIO(blank_form.write(EVERYTHING, "en", EDITION, "docx"))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_the_bundled_questionnaire_prints_in_both_languages() -> None:
    questionnaire = of_workbook("surveyapp/data/best_practices.xlsx")

    for language in ("en", "es"):
        numbers = [one.number for one in questionnaire.questions() if one.number]
        text = printed(questionnaire, "pdf", language)
        assert [number for number in numbers if number not in text] == []
