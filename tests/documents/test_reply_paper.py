"""The reply on paper, opened by a second program: every kind and mark, both languages, what a state cannot break."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from surveyapp.core.places import parse
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.documents import papers, reply_paper
from surveyapp.documents.papers import parts
from tests.builders import a_question, a_questionnaire
from tests.documents.papers import FORM, READERS, RECEIPT, a_printed_reply, of_round, sound_xml, submitted

FORMS = pytest.mark.parametrize("form", ["pdf", "docx"])
HOSTILE = '#read("/etc/passwd") <w:b>&amp; $x$ *bold* _it_ `code` \\ @ref ]] =1+1 \x00\x07 😀 ' + "W" * 400
RIGHT_TO_LEFT = "قانون مكافحة الاتجار حق"


def made(form, language="en", **facts):
    return papers.write(reply_paper.paper_of(a_printed_reply(**facts), language), form)


def printed(form, language="en", **facts):
    return READERS[form](made(form, language, **facts))


@FORMS
def test_every_kind_of_question_is_printed_with_its_answer_in_words(form):
    text = printed(form)

    for words in (
        "1.1 The laws",
        "1. Ley 9095",
        "Year: 2013",
        "1.2 Is it an offence? ★ core question",
        "Yes. Ley 9095, article 5. In the whole country",
        "First line.",
        "Second line.",
        "Assistance",
        "Women Men Total",
        "2024 10 5 15",
        "Total 1 210 5 1 215",
        "Source of the figures: The register",
        "North: Liberia",
        "South",
        "The law (https://example.org/law)",
        "Ley 9095, article 7",
        "2.7 Twice",
        "Worked out from other answers.",
    ):
        assert words in text.replace("\u202f", " "), words


@FORMS
def test_every_mark_is_said_in_words_and_explained(form):
    text = printed(form)

    assert "n/a Information not available" in text
    assert "1.5 The gap ★ core question — Left blank" in text
    assert "? “a dozen” (not readable)" in text
    assert "Legal aid n/a Information not available" in text
    assert "Food — Left blank" in text
    assert "/ Not asked, because other answers made it unnecessary: 1.4." in text
    assert "Never asked" not in text
    assert "left blank: asked, not answered" in text
    assert "withheld" not in text


@FORMS
def test_what_stands_beside_an_answer_is_printed_with_it(form):
    text = printed(form)

    assert "Source: Ministry of Justice, page 4" in text
    assert "Link: The plan (https://example.org/plan)" in text
    assert "Note to the Secretariat (never published): For the Secretariat alone" in text


@FORMS
def test_a_note_to_the_secretariat_stands_on_no_copy_but_the_states_own(form):
    text = printed(form, is_own_copy=False)

    assert "For the Secretariat alone" not in text
    assert "Copy of the Secretariat" in text


@FORMS
def test_who_may_read_an_answer_is_said_where_it_is_not_everybody(form):
    text = printed(form)

    assert "Who may read the reply: Public" in text
    assert text.count("Who may read this answer: Only the member states and the Secretariat.") == 1
    assert "Kept (Only the Secretariat): hidden" in text


@FORMS
def test_the_cover_says_whose_it_is_and_that_it_is_a_draft(form):
    text = printed(form, "es")

    for words in (
        "Respuesta de la República de Costa Rica",
        "Borrador, no enviado. Muestra las respuestas tal como estaban el 15 de septiembre de 2026, a las 8:30",
        "Estado: República de Costa Rica",
        "Ronda: Ronda de 2026",
        "Mandato: AG/RES. 1",
        "Período de referencia: 2024–2025",
        "Edición del cuestionario: Versión 2",
        "1 Leyes",
        "5 de 6 contestadas",
    ):
        assert words in text, words
    assert "Acuse de recibo" not in text


@FORMS
def test_a_submitted_reply_says_its_receipt(form):
    text = printed(form, receipt=RECEIPT, stands="CR-2026-02")

    for words in (
        "Receipt: CR-2026-01",
        "Received: 15 September 2026, 8:30 (San José), 10:30 (Washington, D.C.)",
        "Declared by: Ana Mora, Viceministra, Gobernación",
        "On what is missing: Luego.",
        "SHA-256 fingerprint: " + " ".join(["abab"] * 16),
        "A later submission stands: receipt CR-2026-02.",
    ):
        assert words in text, words
    assert "Draft" not in text


def test_a_draft_and_an_illustrative_round_say_so_on_every_page():
    long = submitted({"plan": "A line.\n" * 200})

    pages = PdfReader(io.BytesIO(made("pdf", "es", found=long, of_round=of_round(is_illustrative=True)))).pages

    assert len(pages) > 3
    for page in pages:
        assert "Respuestas ilustrativas" in page.extract_text()
        assert "Borrador, no enviado (15 de septiembre de 2026, a las 8:30)" in page.extract_text()
    assert "Illustrative answers" in printed("docx", of_round=of_round(is_illustrative=True))


@FORMS
def test_no_language_is_mixed_into_the_other(form):
    english, spanish = printed(form, "en"), printed(form, "es")

    for word in ("Respuesta", "Sin contestar", "Fuente", "Borrador", "Leyes"):
        assert (word in spanish, word in english) == (True, False), word
    for word in ("Reply of", "Left blank", "Draft", "Laws"):
        assert (word in english, word in spanish) == (True, False), word


@FORMS
def test_a_text_in_another_language_than_the_papers_says_so(form):
    text = printed(form, "es")

    assert "Second line. [en inglés]" in text
    assert "First line. [en inglés]" not in text
    assert "Sí. Ley 9095, artículo 5. In the whole country [en inglés]" in text
    assert "[in " not in printed(form, "en")


@FORMS
@pytest.mark.parametrize("text", ["215", "1 200,5", "2024–2025", "—"])
def test_what_has_no_words_is_said_to_be_in_no_language(form, text):
    said = printed(form, "es", found=submitted({"plan": text, "plan@source": text}))

    assert said.replace("\u202f", " ").count(text) >= 2
    assert "[en inglés]" not in said
    assert parts.written(text, "es", "en").marked == ""
    assert parts.written(f"{text} m", "es", "en").marked == "in Spanish"


def test_programs_that_read_aloud_are_told_the_language_of_a_text():
    languages = {
        one.get(qn("w:val")) for one in docx.Document(io.BytesIO(made("docx", "es"))).element.iter(qn("w:lang"))
    }

    assert languages == {"en"}
    assert b"/Lang" in made("pdf", "es")


@FORMS
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_states_text_is_printed_and_never_obeyed(form, language):
    typed = {"plan": HOSTILE, "laws[aaaa].title": HOSTILE, "plan@source": HOSTILE, "odd": HOSTILE[:200]}

    data = made(form, language, found=submitted(typed))

    text = READERS[form](data)
    assert '#read("/etc/passwd") <w:b>&amp; $x$ *bold* _it_ `code`' in text
    assert "root:" not in text
    if form == "docx":
        sound_xml(data)
        assert "😀" in text


@FORMS
def test_a_text_from_right_to_left_stands_in_it(form):
    text = printed(form, found=submitted({"plan": RIGHT_TO_LEFT}))

    assert all(word in text for word in RIGHT_TO_LEFT.split()) or form == "pdf"


@FORMS
def test_a_text_of_twenty_thousand_characters_is_printed_to_its_end(form):
    text = printed(form, found=submitted({"plan": "word " * 4_000 + "the very last"}))

    assert "the very last" in text
    assert text.count("word") >= 4_000


def test_a_link_that_is_none_leads_nowhere():
    form = a_questionnaire(a_question("site", Kind.LINK, number="1"))
    found = submitted({}, form)
    places = {**found.places, "site": replace(found.places["site"], mark="answered", value={"url": "javascript:x()"})}

    printed_reply = a_printed_reply(replace(found, places=places), form, calculated={})
    data = papers.write(reply_paper.paper_of(printed_reply, "en"), "docx")

    outside = docx.Document(io.BytesIO(data)).part.rels.values()
    assert not [one.target_ref for one in outside if one.is_external]


def test_the_pdf_is_tagged_has_a_title_and_a_language():
    reader = PdfReader(io.BytesIO(made("pdf", "es")))
    catalog = reader.trailer["/Root"]

    assert catalog["/MarkInfo"]["/Marked"]
    assert str(catalog["/Lang"]).startswith("es")
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert reader.metadata.title == "Respuesta de la República de Costa Rica"
    assert {one.title for one in reader.outline if not isinstance(one, list)} >= {"1 Leyes", "2 Ayuda"}


def test_the_word_file_has_headings_a_language_and_rows_that_repeat():
    document = docx.Document(io.BytesIO(made("docx", "es")))

    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [
        "Contenido",
        "1 Leyes",
        "2 Ayuda",
    ]
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"es-MX"}
    assert document.core_properties.title == "Respuesta de la República de Costa Rica"
    assert all(table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for table in document.tables)


@FORMS
def test_the_same_reply_is_the_same_file(form):
    assert made(form, "es") == made(form, "es")


@FORMS
def test_a_reply_without_an_answer_can_be_printed(form):
    text = printed(form, found=submitted({}))

    assert "0 of 6 answered" in text
    assert "— Left blank" in text


@FORMS
def test_the_list_of_sections_counts_as_answered_what_is_wholly_answered(form):
    text = printed(form)

    assert "4 of 6 answered" in text
    assert "5 of 6 answered" in text
    assert "9 of 12 questions answered, 1 of them with “information not available”; 1 answered in part; 1 not" in text


def test_a_copy_of_some_sections_says_so_and_has_no_other():
    found = submitted()
    codes = {one.code for one in FORM.questions(FORM.sections[0])}
    places = {address: one for address, one in found.places.items() if parse(address).question in codes}

    text = printed("pdf", found=replace(found, places=places), sections=FORM.sections[:1], is_whole=False)

    assert "This copy contains only these sections: 1." in text
    assert "Services" not in text


def test_a_narrow_reply_says_so_of_every_answer():
    text = printed("pdf", found=submitted(disclosure=Disclosure.SECRETARIAT))

    assert "Who may read the reply: Only the Secretariat" in text
    assert text.count("Who may read this answer: Only the Secretariat.") > 10
