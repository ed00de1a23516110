"""The officer's pages of translations: files out and back, each change shown before it is applied, languages."""

import io
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
from sqlalchemy.orm import Session

from surveyapp.actions import authoring
from surveyapp.core.wordings import wordings
from surveyapp.store.models import Edition, Person
from tests.builders import a_question, a_questionnaire, words
from tests.page_client import Page, PageClient
from tests.stored import a_person

FORM = a_questionnaire(
    a_question("law", wording=words("Is there a law?", "¿Hay ley?")),
    a_question("calls", wording=words("Calls in {last_year}", "Llamadas en {last_year}")),
)
XLIFF = "format=xliff&from=en&to=es&which=all"
XLSX = "format=xlsx&from=en&to=es&which=all"
SignIn = Callable[[PageClient, Person], None]


@pytest.fixture
def edition(session: Session, now: datetime) -> Edition:
    return authoring.take_in(session, FORM, "form.xlsx", None, now)


@pytest.fixture
def browser(client: PageClient, session: Session, edition: Edition, sign_in: SignIn) -> PageClient:
    officer = a_person(session, "Olga Núñez", "officer", None)
    session.commit()
    sign_in(client, officer)
    return client


def address(edition: Edition, more: str = "", language: str = "en") -> str:
    return f"/{language}/secretariat/questionnaires/{edition.public_id}/translations{more}"


def downloaded(browser: PageClient, edition: Edition, query: str = XLIFF) -> bytes:
    return browser.download(address(edition, f"/file?{query}")).data


def sent(
    browser: PageClient, edition: Edition, data: bytes, status: int = 200, name: str = "back.xlf", language: str = "en"
) -> Page:
    form = browser.open(address(edition, language=language)).form("/translations")
    fields = {**form.fields, "from": "en", "to": "es", "file": (io.BytesIO(data), name)}
    return browser.post(address(edition, language=language), fields, status)


def said(session: Session, edition: Edition, path: str) -> dict[str, str]:
    session.rollback()
    session.refresh(edition)
    text = dict(dict(wordings(authoring.questionnaire_of(edition)))[path])
    session.rollback()  # the store is held no longer
    return text


def translated(data: bytes, was: str, now: str) -> bytes:
    assert was in data.decode()
    return data.decode().replace(was, now).encode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_file_goes_out_and_its_changes_are_shown_before_they_are_applied(
    browser: PageClient, session: Session, edition: Edition, language: str
) -> None:
    data = translated(downloaded(browser, edition), "¿Hay ley?", "¿Hay una ley?")

    page = sent(browser, edition, data, language=language)

    assert [mark.text_content() for mark in page.document.xpath("//td//ins")] == [" una"]
    assert said(session, edition, "law.wording")["es"] == "¿Hay ley?"
    everything = page.document.xpath("//button[@name='all']")[0].text_content()
    page.form(page.address.partition("/translations")[2]).send(button=everything)
    assert said(session, edition, "law.wording")["es"] == "¿Hay una ley?"


def test_a_workbook_comes_back_too(browser: PageClient, session: Session, edition: Edition) -> None:
    book = openpyxl.load_workbook(io.BytesIO(downloaded(browser, edition, XLSX)))
    sheet = book.active
    assert sheet is not None
    row = next(row for row in sheet.iter_rows() if row[0].value == "law.wording")
    row[4].value = "¿Hay una ley?"
    data = io.BytesIO()
    book.save(data)

    page = sent(browser, edition, data.getvalue(), name="back.xlsx")

    assert page.h1 == "1 wording would change in Spanish (es)"


def test_only_what_was_ticked_is_taken_over(browser: PageClient, session: Session, edition: Edition) -> None:
    data = translated(downloaded(browser, edition), "¿Hay ley?", "¿Hay una ley?")
    data = translated(data, "Llamadas en", "Llamadas recibidas en")
    page = sent(browser, edition, data)
    assert page.h1 == "2 wordings would change in Spanish (es)"

    page = page.form(page.address.partition("/translations")[2]).send({"path": "calls.wording"})

    assert page.h1 == "1 wording would change in Spanish (es)"
    assert said(session, edition, "law.wording")["es"] == "¿Hay ley?"
    assert said(session, edition, "calls.wording")["es"] == "Llamadas recibidas en {last_year}"


def test_what_cannot_be_used_says_why(browser: PageClient, edition: Edition) -> None:
    data = translated(downloaded(browser, edition), "Llamadas en {last_year}", "Llamadas")

    page = sent(browser, edition, data)

    assert page.h1 == "Nothing would change in Spanish (es)"
    assert "The translation lacks {last_year}" in page.text


def test_a_wording_corrected_meanwhile_is_looked_at_once_more(
    browser: PageClient, session: Session, edition: Edition
) -> None:
    page = sent(browser, edition, translated(downloaded(browser, edition), "¿Hay ley?", "¿Hay una ley?"))
    correcting = browser.open(address(edition).replace("translations", "wordings?edit=law.wording"))
    correcting.form("/wordings").send({"w.es": "¿Existe ley?"})

    again = page.form(page.address.partition("/translations")[2]).send(button="Take over this change", status=409)

    assert "Nothing was taken over" in again.text
    assert said(session, edition, "law.wording")["es"] == "¿Existe ley?"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "data", [b"", b"no file", b"PK\x03\x04", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><xliff>&a;</xliff>"]
)
def test_what_is_no_translation_file_is_refused_in_words(
    browser: PageClient, edition: Edition, data: bytes, language: str
) -> None:
    page = sent(browser, edition, data, 422, language=language)

    assert page.all(".errors")


def test_without_a_file_the_page_says_so(browser: PageClient, edition: Edition) -> None:
    form = browser.open(address(edition)).form("/translations")

    assert "Choose the file first." in form.send(status=422).text


@pytest.mark.parametrize("query", ["from=en&to=en&format=xliff", "from=xx&to=es&format=xliff", ""])
def test_two_languages_are_needed(browser: PageClient, edition: Edition, query: str) -> None:
    assert "Choose two different languages" in browser.open(address(edition, f"/file?{query}"), 422).text


def test_where_nothing_is_open_no_empty_file_is_made(browser: PageClient, edition: Edition) -> None:
    page = browser.open(address(edition, "/file?from=en&to=es&format=xliff&which=open"), 422)

    assert "Nothing is missing or to be checked in this language." in page.text


def test_an_unknown_kind_of_file_is_not_found(browser: PageClient, edition: Edition) -> None:
    browser.open(address(edition, "/file?from=en&to=es&format=pdf"), 404)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_third_language_is_added_translated_and_taken_out(
    browser: PageClient, session: Session, edition: Edition, language: str
) -> None:
    page = browser.open(address(edition, language=language)).form("/languages").send({"code": "pt"})
    assert "(pt)" in page.texts("tbody")[0]

    data = downloaded(browser, edition, "format=xliff&from=en&to=pt&which=open")
    assert b"Is there a law?" in data

    page = page.follow({"en": "Take out Portuguese (pt)", "es": "Retirar este idioma: Portugués (pt)"}[language])
    assert {"en": "What is written in it is kept", "es": "Lo escrito en él se conserva"}[language] in page.text
    page = page.form("/languages/remove").send()
    assert "(pt)" not in page.texts("tbody")[0]
    assert said(session, edition, "law.wording") == {"en": "Is there a law?", "es": "¿Hay ley?"}


@pytest.mark.parametrize(
    ("language", "link", "says"),
    [
        ("en", "Take out Portuguese (pt)", "States no longer see this language"),
        ("es", "Retirar este idioma: Portugués (pt)", "Los Estados dejan de ver este idioma"),
    ],
)
def test_a_language_of_a_published_edition_is_taken_out_after_its_consequences_were_told(
    browser: PageClient, session: Session, edition: Edition, language: str, link: str, says: str
) -> None:
    edition.published_at = edition.imported_at
    session.commit()
    page = browser.open(address(edition, language=language)).form("/languages").send({"code": "pt"})

    page = page.follow(link)

    assert says in page.text
    session.refresh(edition)
    assert edition.languages_added == ["pt"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_edition_with_an_unfinished_language_can_be_looked_at(
    browser: PageClient, edition: Edition, language: str
) -> None:
    browser.open(address(edition, language=language)).form("/languages").send({"code": "pt"})
    base = address(edition, language=language).removesuffix("/translations")

    for more in ("", "/section/first", "/wordings", "/wordings?show=missing", "/wordings?edit=law.wording"):
        browser.open(base + more)


@pytest.mark.parametrize(("code", "words"), [("Portuguese", "Write the code of a language"), ("es", "already")])
def test_what_is_no_further_language_is_told_beside_the_field(
    browser: PageClient, edition: Edition, code: str, words: str
) -> None:
    page = browser.open(address(edition)).form("/languages").send({"code": code}, status=422)

    assert words in page.texts("#code-error")[0]


def test_files_that_came_back_stay_at_hand(browser: PageClient, edition: Edition) -> None:
    sent(browser, edition, translated(downloaded(browser, edition), "¿Hay ley?", "¿Hay una ley?"))

    page = browser.open(address(edition))

    assert "nothing taken over yet" in page.text
    assert page.follow("back.xlf").h1 == "1 wording would change in Spanish (es)"


def test_a_file_of_another_edition_is_not_found(
    browser: PageClient, session: Session, edition: Edition, now: datetime
) -> None:
    page = sent(browser, edition, translated(downloaded(browser, edition), "¿Hay ley?", "¿Hay una ley?"))
    other = authoring.take_in(session, a_questionnaire(a_question("law"), code="other"), "form.xlsx", None, now)
    session.commit()

    browser.open(page.address.replace(edition.public_id, other.public_id), 404)
