"""The log of what was done: read in words, filtered, paged, exported, verified; the receipts of a round."""

import io
from datetime import timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from surveyapp import worker
from surveyapp.actions import log_receipts, submitting
from surveyapp.actions.recording import record
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from surveyapp.store.models import Letter
from surveyapp.web.secretariat import log
from tests.pages.desk import come_in
from tests.stored import a_person, a_reply

LOG = "/en/secretariat/log"
SALT = "5a" * 16


@pytest.fixture
def reply(session, now):
    made = a_reply(session)
    person = a_person(session, "=Ana")
    a_reply(session, "JAM", made.round)
    submitting.submit(session, made, {"name": "Ana", "gaps": "later"}, "sent", person, now, SALT)
    details = {"person": person.public_id, "role": "focal_point", "state": "CRI"}
    record(session, "role given", now - timedelta(days=3), by="Eva", details=details)
    session.commit()
    return made


@pytest.fixture
def auditor(client, session, now, clock, reply):
    return come_in(client, session, now, "auditor")


def rows(page):
    return [
        [cell.text_content().strip() for cell in row.xpath("./th|./td")] for row in page.document.xpath("//tbody/tr")
    ]


def test_it_is_told_in_words_the_latest_first(auditor):
    page = auditor.open(LOG)

    told = {row[2]: row for row in rows(page)}
    assert rows(page)[0][2] == "Signed in"
    assert told["Reply submitted"][3:5] == ["=Ana", "2026 · Costa Rica"]
    assert told["Role given"][5] == "person: =Ana; role: Focal point; state: CRI"
    assert "Respuesta enviada" in auditor.open("/es/secretariat/log").text


@pytest.mark.parametrize(
    ("query", "deeds"),
    [
        ("round=2026&state=CRI", {"Reply submitted"}),
        ("state=JAM", set()),
        ("deed=role+given", {"Role given"}),
        ("until=2026-09-13", {"Role given"}),
        ("since=2026-09-14&deed=role+given", set()),
        ("person=nobody", set()),
    ],
)
def test_it_is_filtered(auditor, query, deeds):
    page = auditor.open(f"{LOG}?{query}")

    found = {row[2] for row in rows(page)} - {"Questionnaire imported"}
    assert found == deeds


def test_by_person(auditor, session):
    person = session.scalars(sa.select(models.Person.public_id).where(models.Person.name == "=Ana")).one()

    assert [row[2] for row in rows(auditor.open(f"{LOG}?person={person}"))] == ["Reply submitted"]


def test_it_is_paged(auditor, monkeypatch):
    monkeypatch.setattr(log, "ON_A_PAGE", 2)
    first = auditor.open(f"{LOG}?since=2026-09-01")
    second = auditor.open(first.document.xpath("//a[@rel='next']/@href")[0])

    assert len(rows(first)) == len(rows(second)) == 2
    assert int(rows(first)[1][0]) > int(rows(second)[0][0])
    assert "since=2026-09-01" in second.document.xpath("//a[@rel='prev']/@href")[0]


def test_it_is_exported_and_no_name_becomes_a_formula(auditor):
    csv = auditor.browser.get(f"{LOG}.csv?deed=reply+submitted").get_data(as_text=True)
    book = openpyxl.load_workbook(io.BytesIO(auditor.browser.get("/es/secretariat/log.xlsx").data))

    assert csv.splitlines()[1].split(",")[2:6] == ["Reply submitted", "'=Ana", "2026", "Costa Rica"]
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells[0][:4] == ["Número", "Fecha y hora", "Acción", "Por"]
    [sent] = [row for row in book.active.iter_rows() if row[2].value == "Respuesta enviada"]
    assert (sent[3].value, sent[3].data_type) == ("=Ana", "s")


def test_a_wrong_number_of_a_page_is_not_found(auditor):
    auditor.open(f"{LOG}?page=x", 404)


def test_the_receipt_is_sent_and_the_log_verified_with_it(auditor, engine, settings, now):
    worker.seal_due(engine, settings, now)
    page = auditor.open(LOG).form("/log/receipt").send({}, button="Send the receipt to administrators and auditors")
    assert "The receipt of the log was sent to one person." in page.text
    with reading(engine) as apart:
        body = apart.scalars(sa.select(Letter.body).where(Letter.kind == log_receipts.KIND)).one()

    verified = auditor.open(LOG).form("/log/verify").send({"receipt": body})
    assert "The log holds" in verified.text

    with writing(engine) as apart:
        apart.execute(sa.text("DELETE FROM seal"))
        apart.commit()
    assert "The end of the log was cut off" in auditor.open(LOG).form("/log/verify").send({"receipt": body}).text
    assert "This is no receipt" in auditor.open(f"{LOG}/verify?receipt=nothing").text


def test_every_week_the_receipt_goes_out_once(engine, settings, session, now):
    for role in ("administrator", "auditor", "officer"):
        a_person(session, f"The {role}", role, None, language="en")
    record(session, "signed in", now, by="Eva")
    session.commit()
    assert worker.mail_log_receipt(engine, now) == 0
    worker.seal_due(engine, settings, now)

    assert worker.mail_log_receipt(engine, now) == 2
    assert worker.mail_log_receipt(engine, now + timedelta(hours=1)) == 0
    assert worker.mail_log_receipt(engine, now + timedelta(days=7)) == 2


def test_the_receipts_of_a_round_say_whether_their_text_is_as_submitted(auditor, engine):
    assert [row[4] for row in rows(auditor.open("/en/secretariat/rounds/2026/receipts"))] == ["● as submitted"]

    with writing(engine) as apart:
        apart.execute(sa.text("UPDATE submission SET content = content || ' '"))
        apart.commit()
    assert [row[4] for row in rows(auditor.open("/en/secretariat/rounds/2026/receipts"))] == ["! not as submitted"]


def test_an_auditor_begins_at_the_log_and_an_officer_does_not_see_it(auditor, client, session, now):
    page = auditor.open("/en/")
    assert page.document.xpath("//nav[@class='places']//a/text()") == ["Log"]
    auditor.open("/en/secretariat/rounds/2026/letters")
    auditor.open("/en/secretariat/rounds", 404)

    come_in(client, session, now).open(LOG, 404)
