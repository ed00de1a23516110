"""The approval sheet: what is said in the state's name, on a few pages, with a place to sign."""

import io

import pytest
from pypdf import PdfReader

from surveyapp.core.questionnaire import Kind
from surveyapp.core.submission import fingerprint
from surveyapp.documents import approval_sheet, papers
from surveyapp.documents.approval_sheet import ApprovalSheet, Preparer
from surveyapp.wording.receipts import short_fingerprint
from tests.builders import a_question, a_questionnaire, a_submission, an_option
from tests.documents.papers import FORM, READERS, a_printed_reply, of_round, submitted

FORMS = pytest.mark.parametrize("form", ["pdf", "docx"])
PREPARED = (
    Preparer(name="Ana Mora", institution="Ministerio <b>", questions=frozenset({"laws", "offence", "services"})),
    Preparer(name="", institution="", questions=frozenset({"plan"})),
)


def made(form, language="en", found=None, questions=FORM, required=(), prepared_by=PREPARED, **facts):
    reply = a_printed_reply(found, questions, **facts)
    sheet = ApprovalSheet(
        reply=reply,
        fingerprint=fingerprint(reply.submission),
        required=frozenset(required),
        prepared_by=prepared_by,
    )
    return papers.write(approval_sheet.paper_of(sheet, language), form)


def printed(form, language="en", **facts):
    return READERS[form](made(form, language, **facts))


@FORMS
def test_it_shows_the_core_questions_and_what_is_answered_with_yes_or_no(form):
    text = printed(form)

    for words in (
        "What would be said in the name of the Republic of Costa Rica",
        "1.2 Is it an offence? Yes. Ley 9095, article 5. In the whole country",
        "1.5 The gap — Left blank",
        "2.1 Services Yes: Shelter. Information not available: Legal aid. Left blank: Food.",
    ):
        assert words in text, words


@FORMS
def test_the_rest_is_counted(form):
    text = printed(form)

    assert "1 Laws 6 4 1 0 1 1" in text
    assert "2 Help 6 5 0 1 0 0" in text
    assert "The reply answers 8 further questions, which are not shown here." in text
    assert "First line." not in text


@FORMS
def test_what_is_missing_and_what_is_not_public_is_named(form):
    text = printed(form, required={"gap"})

    assert "Needed before sending: 1.5 The gap." in text
    assert "Answered in part: 2.1 Services." in text
    assert "Kept as typed, because they cannot be read as a whole or in part: 1.7 How many." in text
    assert "Only the member states and the Secretariat: 2.3." in text
    assert "Public: all other answers." in text
    assert "Core questions left blank: 1.5 The gap." in printed(form)


@FORMS
def test_a_grid_with_a_cell_that_cannot_be_read_is_among_those_not_readable(form):
    text = printed(form, found=submitted({"victims/y1/women": "some"}))

    assert "2 Help 6 0 0 0 5 1" in text
    assert "cannot be read as a whole or in part: 2.2 Victims." in text


@FORMS
def test_what_is_needed_is_named_though_it_is_answered_in_part(form):
    text = printed(form, required={"services"})

    assert "Needed before sending: 2.1 Services." in text
    assert "Answered in part" not in text


@FORMS
def test_who_prepared_it_and_where_to_sign(form):
    text = printed(form, "es")

    for words in (
        "Ana Mora Ministerio <b> 1, 2 3",
        "La Secretaría 1 1",
        "Nombre",
        "Cargo",
        "Institución",
        "Lugar y fecha",
        "Firma y sello",
        "apruebo que se envíe como respuesta oficial de la República de Costa Rica",
    ):
        assert words in text, words


@FORMS
def test_every_page_says_which_version_it_shows(form):
    digits = short_fingerprint(fingerprint(submitted()))

    text = printed(form)

    assert f"Fingerprint of this version: {digits}" in text
    assert f"15 September 2026, 8:30 · fingerprint {digits}" in text
    assert f"in the version with the fingerprint {digits}" in text


def test_it_is_short_however_much_is_written():
    long = submitted({"offence": {"option": "yes", "detail.yes": "much " * 3_000}, "plan": "more " * 4_000})

    data = made("pdf", found=long)

    assert len(PdfReader(io.BytesIO(data)).pages) <= 4
    assert "the whole text stands in the reply" in READERS["pdf"](data)


@FORMS
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_in_one_language(form, language):
    text = printed(form, language)

    assert ("Approval" in text, "Aprobación" in text) == (language == "en", language == "es")
    assert ("Left blank" in text, "Sin contestar" in text) == (language == "en", language == "es")


def test_it_is_tagged_and_an_illustrative_one_says_so_on_every_page():
    reader = PdfReader(io.BytesIO(made("pdf", "es", of_round=of_round(is_illustrative=True))))

    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert all("Respuestas ilustrativas" in page.extract_text() for page in reader.pages)


def test_a_reply_of_which_nothing_is_missing_says_so():
    form = a_questionnaire(a_question("law", Kind.ONE, (an_option("yes"), an_option("no")), number="1", core=True))

    text = printed("pdf", found=a_submission(form, {"law": "yes"}), questions=form, prepared_by=())

    assert "Nothing: every question asked has been answered." in text
    assert "The whole reply will be public." in text
