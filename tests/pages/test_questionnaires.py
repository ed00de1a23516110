"""The officer's pages of questionnaires: taking a workbook in, looking at it in both languages, publishing it."""

import io
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import coming_in, people, wording_corrections
from surveyapp.store import editions
from surveyapp.store.models import Edition, Event
from tests.page_client import Page, PageClient
from tests.statements import statements
from tests.workbooks import workbook

LIST = "/en/secretariat/questionnaires"
SMALL_FORM = (Path(__file__).parents[1] / "data" / "small_form.xlsx").read_bytes()
WITH_WARNING = workbook("type  name  en  es  remark\ntext  law  Law  Ley  mine")
WITH_GAP = workbook("type  name  en  es\ntext  law  Law  ·\ntext  other  Other  Otra")
CORRECTED = workbook("type  name  en  es\ntext  law  Law  Ley\ntext  other  Other  Otra")
AT_FAULT = workbook("type  name  en  es\ntext  law  <b>Law</b>  ·\ntexd  other  Other  Otra")


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    """A browser in which an officer is signed in."""
    app.config["CLOCK"] = lambda: now
    person = people.name_person(session, name="An officer", email="officer@example.org", language="en", now=now)
    people.give_role(session, person, "officer", now=now)
    token = coming_in.begin(session, person, now)
    session.commit()
    client.browser.set_cookie("session", token)
    return client


def sent(client: PageClient, data: bytes, name: str = "form.xlsx", status: int = 200, language: str = "en") -> Page:
    form = client.open(f"/{language}/secretariat/questionnaires/import").form("/import")
    fields = {**form.fields, "workbook": (io.BytesIO(data), name)}
    return client.post(f"/{language}/secretariat/questionnaires/import", fields, status)


def test_an_empty_list_says_how_to_begin(officer: PageClient) -> None:
    page = officer.open(LIST)

    assert "There is no questionnaire yet." in page.text
    assert page.follow("Import a workbook").h1 == "Import a workbook"


def test_a_sound_workbook_leads_to_its_preview(officer: PageClient) -> None:
    page = sent(officer, SMALL_FORM)

    assert page.h1 == "Small form for tests"
    assert "not yet" in page.text
    assert "10 questions; core: 1" in page.text


def rows_of(page: Page, table: int) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row] for row in page.all("table")[table].iter("tr")]


def test_errors_and_gaps_of_a_workbook_stand_apart_with_place_and_cure(officer: PageClient, session: Session) -> None:
    page = sent(officer, AT_FAULT, status=422)

    assert page.h1 == "Not imported: the workbook has 1 error"
    assert page.texts("h2")[:2] == ["! 1 error", "◐ 1 gap in a translation"]
    assert rows_of(page, 0)[0] == ["Place", "Fault", "What to do"]
    assert rows_of(page, 0)[1][0] == "survey, row 4type"
    assert rows_of(page, 1)[1][:2] == ["survey, row 3label::Spanish (es)", "The wording in Spanish is missing."]
    assert not editions.all_editions(session)


def test_a_workbook_with_a_gap_is_taken_in_as_a_draft(officer: PageClient, session: Session) -> None:
    page = sent(officer, WITH_GAP)

    assert page.h1 == "Imported, not yet complete in every language"
    assert "Missing in Spanish: 1" in page.text
    (edition,) = editions.all_editions(session)
    assert edition.published_at is None


def test_a_long_list_of_gaps_is_folded(officer: PageClient) -> None:
    rows = "\n".join(f"text  q{number}  Law  ·" for number in range(40))

    page = sent(officer, workbook(f"type  name  en  es\n{rows}"), language="es")

    assert page.texts("summary") == ["Textos que faltan en español: 40"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_draft_with_a_gap_can_be_looked_at(officer: PageClient, session: Session, language: str) -> None:
    sent(officer, WITH_GAP)
    (edition,) = editions.all_editions(session)

    officer.open(f"/{language}/secretariat/questionnaires/{edition.public_id}")
    officer.open(f"/{language}/secretariat/questionnaires/{edition.public_id}/section/section")


def test_faults_are_said_in_the_language_of_the_page(officer: PageClient) -> None:
    page = sent(officer, AT_FAULT, status=422, language="es")

    assert "Falta el texto en español." in page.text


def test_a_workbook_with_warnings_is_taken_in_and_they_are_shown(officer: PageClient) -> None:
    page = sent(officer, WITH_WARNING)

    assert page.h1 == "Imported, with 1 warning"
    assert page.follow("Look at the questionnaire").h1 == "Best practices"


@pytest.mark.parametrize("data", [b"", b"no workbook", SMALL_FORM[:500]])
def test_what_is_no_workbook_is_refused_in_words(officer: PageClient, data: bytes) -> None:
    assert sent(officer, data, status=422).h1 == "Not imported: the workbook has 1 error"


NAMED = {
    "en": (
        "The workbook would take the place of a draft",
        "Replace the draft",
        "It was not you who imported or began it.",
    ),
    "es": (
        "El libro ocuparía el lugar de un borrador",
        "Reemplazar el borrador",
        "No fue usted quien lo incorporó o inició.",
    ),
}


def of_another_person(session: Session, now: datetime) -> Edition:
    """The draft that another person brought in."""
    (draft,) = editions.all_editions(session)
    other = people.name_person(session, name="Another", email="another@example.org", language="en", now=now)
    session.flush()
    draft.imported_by_id = other.id
    session.commit()
    return draft


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_draft_of_another_person_is_replaced_after_it_was_shown_without_the_file_again(
    officer: PageClient, session: Session, now: datetime, language: str
) -> None:
    heading, button, whose = NAMED[language]
    sent(officer, WITH_GAP)
    draft = of_another_person(session, now)
    before = draft.sha256

    page = sent(officer, CORRECTED, status=409, language=language)

    assert page.h1 == heading
    assert whose in page.text
    assert "Another" in page.text
    session.refresh(draft)
    assert draft.sha256 == before
    session.rollback()
    page.form("/import").send(button=button)
    session.refresh(draft)
    assert draft.sha256 != before
    (event,) = session.scalars(
        sa.select(Event).where(Event.deed == "questionnaire taken in").order_by(Event.id.desc()).limit(1)
    )
    assert event.details["replaced"] == before


def test_a_draft_corrected_here_is_replaced_after_that_was_said(
    officer: PageClient, session: Session, now: datetime
) -> None:
    sent(officer, WITH_GAP)
    (draft,) = editions.all_editions(session)
    wording_corrections.correct(session, draft, "law.wording", {"en": "Which law?"}, {"en": "Law"}, None, now)
    session.commit()

    page = sent(officer, CORRECTED, status=409)

    assert "1 wording was corrected here." in page.text


def test_a_draft_that_changed_since_it_was_shown_is_shown_again(
    officer: PageClient, session: Session, now: datetime
) -> None:
    sent(officer, WITH_GAP)
    draft = of_another_person(session, now)
    page = sent(officer, CORRECTED, status=409)
    wording_corrections.correct(session, draft, "law.wording", {"en": "Which law?"}, {"en": "Law"}, None, now)
    session.commit()

    page = page.form("/import").send(button="Replace the draft", status=409)

    assert "1 wording was corrected here." in page.text


def test_what_was_read_cannot_be_made_up(officer: PageClient, session: Session) -> None:
    page = officer.post(
        f"{LIST}/import", {**officer.open(f"{LIST}/import").form("/import").fields, "read": "x.y.z"}, 422
    )

    assert "Choose the workbook first." in page.text


def test_one_own_untouched_draft_is_replaced_at_one_press(officer: PageClient, session: Session) -> None:
    sent(officer, WITH_GAP)

    sent(officer, CORRECTED)

    (draft,) = editions.all_editions(session)
    assert draft.published_at is None


@pytest.mark.parametrize(
    ("language", "says"), [("en", "takes the place of that draft"), ("es", "ocupa el lugar de ese borrador")]
)
def test_the_import_page_names_the_drafts_that_a_workbook_would_replace(
    officer: PageClient, language: str, says: str
) -> None:
    assert says not in officer.open(f"/{language}/secretariat/questionnaires/import").text
    sent(officer, WITH_GAP)

    page = officer.open(f"/{language}/secretariat/questionnaires/import")

    assert says in page.text
    assert "practices" in page.text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "★ core: a state that answers only these questions has replied."),
        ("es", "★ esencial: un Estado que solo contesta estas preguntas ya ha respondido."),
    ],
)
def test_core_is_explained_where_it_is_counted(officer: PageClient, session: Session, language: str, says: str) -> None:
    sent(officer, SMALL_FORM)
    (edition,) = editions.all_editions(session)
    address = f"/{language}/secretariat/questionnaires/{edition.public_id}"

    for path in ("", "/section/laws", "/asked"):
        assert says in officer.open(address + path).text


def test_without_a_file_the_field_says_so(officer: PageClient) -> None:
    page = officer.open(f"{LIST}/import").form("/import").send(status=422)

    assert "Choose the workbook first." in page.text


def test_a_section_shows_every_wording_in_each_language_side_by_side(officer: PageClient) -> None:
    page = sent(officer, SMALL_FORM).follow("Assistance and figures")

    row = next(row for row in page.all("tr") if row.get("id") == "q-residence")
    languages = [cell.get("lang") for cell in row.iter("td") if cell.get("lang")]
    assert languages == ["en", "es"]
    assert "On what grounds may foreign victims stay?" in row.text_content()
    assert "Reflection period" in row.text_content()


def test_conditions_are_said_in_words(officer: PageClient) -> None:
    page = sent(officer, SMALL_FORM).follow("Assistance and figures")

    assert "Asked when 2.1 includes “Reflection period”." in page.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_section_can_be_read_in_both_languages(officer: PageClient, session: Session, language: str) -> None:
    sent(officer, SMALL_FORM)
    (edition,) = editions.all_editions(session)

    for section in ("laws", "assistance"):
        officer.open(f"/{language}/secretariat/questionnaires/{edition.public_id}/section/{section}")


def test_an_edition_is_published_with_one_button(officer: PageClient) -> None:
    page = sent(officer, SMALL_FORM).form("/publish").send(button="Publish")

    assert "This edition is published: what it asks does not change any more." in page.text
    assert "15 September 2026" in page.text
    assert "Publish" not in page.texts("button")


def test_a_version_that_is_taken_is_not_published(officer: PageClient) -> None:
    sent(officer, workbook("type  name  en  es\ntext  law  Law  Ley")).form("/publish").send()
    second = sent(officer, workbook("type  name  en  es\ntext  law  Laws  Leyes"))

    page = second.form("/publish").send(status=409)

    assert "another edition already bears this version" in page.text


def test_markup_in_a_wording_is_shown_and_not_obeyed(officer: PageClient) -> None:
    data = workbook("type  name  en  es\ntext  law  <script>alert(1)</script><img src=x onerror=alert(1)>  Ley")

    page = sent(officer, data).follow("Section")

    assert "<script>alert(1)</script>" in page.text
    assert not page.document.xpath("//main//img | //main//script")


@pytest.mark.parametrize("address", ["nothing", "nothing/section/laws"])
def test_what_is_unknown_is_not_found(officer: PageClient, address: str) -> None:
    officer.open(f"{LIST}/{address}", 404)


def test_an_unknown_section_is_not_found(officer: PageClient, session: Session) -> None:
    sent(officer, SMALL_FORM)
    (edition,) = editions.all_editions(session)

    officer.open(f"{LIST}/{edition.public_id}/section/nothing", 404)


def test_the_list_needs_no_more_statements_for_more_editions(officer: PageClient, session: Session, app: Flask) -> None:
    counts = []
    for version in ("1", "2", "3"):
        settings = f"form_id  version  title_en  title_es\npractices  {version}  A  B"
        sent(officer, workbook("type  name  en  es\ntext  law  Law  Ley", settings=settings)).form("/publish").send()
        officer.open(LIST)
        with statements(app) as asked:
            officer.open(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[2]
