"""What cannot be saved is said to be not saved, and kept: the disk is full, the store is away, the fault is ours."""

import io
import resource
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.store import models
from surveyapp.store.database import reading
from tests.full_disk import a_full_disk
from tests.pages.test_answering_pages import a_desk

TEXT = "Ley N.º 9095, artículo 5"
LONG = TEXT * 800


@pytest.fixture
def desk(app, now):
    return a_desk(app, now)


@contextmanager
def no_room_for_files(most=150_000):
    """Files can grow to so many bytes and no further, as where the quota of the disk is used up."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def versions(desk, place):
    with reading(desk.app.extensions["engine"]) as session:
        version = models.AnswerVersion
        return session.scalars(sa.select(version.typed).where(version.place == place)).all()


def filled(page, text=LONG):
    """So much that it does not fit into the pages that the store has already."""
    return {name: text for name in page.form("/section/law").fields if name.endswith(".text") or ".detail." in name}


@pytest.mark.parametrize("language", ["en", "es"])
def test_where_the_disk_is_full_the_text_stands_in_the_page_and_one_press_saves_it_later(app, desk, language):
    page = desk.section("law", language)

    with a_full_disk(app):
        refused = page.form("/section/law").send(filled(page), "Save" if language == "en" else "Guardar", status=503)
    assert refused.language == language
    assert LONG in refused.text
    assert refused.form("/section/law").fields["operation"] == page.form("/section/law").fields["operation"]
    assert desk.typed() == {}

    refused.form("/section/law").send()
    refused.form("/section/law").send()

    assert versions(desk, "plan") == [{"text": LONG}]


@pytest.mark.parametrize(("language", "words"), [("en", "Not saved"), ("es", "No se ha guardado")])
def test_a_script_is_told_in_the_language_of_the_page(app, desk, language, words):
    posted = {"v.plan": "0", "a.plan.text": LONG, "operation": uuid.uuid4().hex, "csrf_token": desk.token()}
    posted |= {"v.offence": "0", "a.offence.detail.yes": LONG, "a.offence.detail.partly": LONG}

    with a_full_disk(app):
        answer = desk.client.browser.post(
            desk.address("/answer", language), data=posted, headers={"Accept": "application/json"}
        )

    assert answer.status_code == 503
    assert answer.json["notSaved"].startswith(words)
    assert len(answer.data) < 500


def test_no_answer_stands_in_the_log(app, desk, caplog):
    page = desk.section("law")

    with a_full_disk(app):
        page.form("/section/law").send(filled(page), "Save", status=503)

    assert "OperationalError" in caplog.text
    assert TEXT not in caplog.text


def test_a_page_is_read_where_the_disk_is_full(app, desk, now):
    app.config["CLOCK"] = lambda: now + timedelta(minutes=20)  # so late that the person's activity is due to be noted

    with a_full_disk(app):
        assert desk.section("law").h1 == "Section law"


def test_a_file_for_which_there_is_no_room_is_not_saved_and_the_text_is_kept(app, desk):
    form = desk.section("help").form("/section/help")
    file = (io.BytesIO(b"%PDF-1.7\n" + b"x" * 400_000 + b"\n%%EOF"), "law.pdf")

    with no_room_for_files():
        page = desk.client.post(
            form.element.get("action"), form.fields | {"a.victims.source.text": TEXT, "a.paper.upload": file}, 503
        )

    assert TEXT in page.text
    assert "Files cannot be kept" in page.text
    assert desk.typed() == {}


def test_where_the_fault_is_ours_the_text_is_kept_too(app, desk):
    page = desk.section("law")
    app.testing = False
    app.view_functions["focal_point.save_section"], works = (
        lambda **_address: 1 / 0,
        app.view_functions["focal_point.save_section"],
    )

    refused = page.form("/section/law").send({"a.plan.text": TEXT}, "Save", status=500)
    app.view_functions["focal_point.save_section"] = works
    refused.form("/section/law").send()

    assert desk.typed()["plan"] == {"text": TEXT}


def test_what_opens_doors_is_not_shown(app, desk):
    app.testing = False
    app.view_functions["focal_point.submit"] = lambda **_address: 1 / 0

    page = desk.client.post(desk.address("/submit"), {"csrf_token": desk.token(), "code": "1234 5678"}, 500)

    assert "1234 5678" not in page.text


def test_after_signing_out_and_in_elsewhere_the_same_request_is_confirmed_by_a_new_token(app, desk):
    browser = desk.client.browser
    posted = {"v.plan": "0", "a.plan.text": TEXT, "operation": uuid.uuid4().hex, "csrf_token": desk.token()}
    headers = {"Accept": "application/json", "Origin": "http://localhost"}
    browser.post("/en/sign-in/out", data={"csrf_token": posted["csrf_token"]})
    desk.stay_signed_in()

    refused = browser.post(desk.address("/answer"), data=posted, headers=headers)
    saved = browser.post(
        desk.address("/answer"), data=posted | {"csrf_token": refused.json["formToken"]}, headers=headers
    )

    assert (refused.status_code, saved.status_code) == (400, 200)
    assert versions(desk, "plan") == [{"text": TEXT}]


def test_a_foreign_page_is_given_no_token(app, desk):
    headers = {"Accept": "application/json", "Origin": "https://example.com"}

    answer = desk.client.browser.post(desk.address("/answer"), data={"v.plan": "0"}, headers=headers)

    assert answer.status_code == 400
    assert "formToken" not in answer.text


def test_signing_out_asks_the_browser_to_forget_what_it_kept(desk):
    answer = desk.client.browser.post("/en/sign-in/out", data={"csrf_token": desk.token()})

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
