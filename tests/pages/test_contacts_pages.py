"""The log of contacts: entered, corrected, withdrawn, never deleted; one list with the letters; the annex."""

import io
from datetime import datetime

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from surveyapp.actions import contacts, inviting
from surveyapp.actions.seeing import SECRETARIAT
from surveyapp.store.models import Event
from surveyapp.store.secretariat_models import ContactEntry
from tests.page_client import PageClient
from tests.pages.desk import ROUND, a_round_with, come_in

CALL = {"kind": "call", "direction": "in", "happened_on": "2026-09-10", "with_whom": "Ana", "text": "Sie ruft zurück."}


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session, now: datetime) -> PageClient:
    app.config["CLOCK"] = lambda: now
    round_, replies = a_round_with(session, {"CRI": "not_started", "JAM": "not_started"})
    for letter in inviting.invite(session, round_, [replies["CRI"]], "https://survey.example.org", None, now):
        letter.status, letter.sent_at = "sent", now
    return come_in(client, session, now)


def entries(session: Session) -> list[ContactEntry]:
    session.expire_all()
    found = session.query(ContactEntry).order_by(ContactEntry.id).all()
    session.commit()  # nobody else writes while a session is at work
    return found


def enter(officer: PageClient, **otherwise: str) -> None:
    officer.open(f"{ROUND}/CRI/contacts").form("/CRI/contacts").send({**CALL, **otherwise}, button="Enter")


def test_a_contact_entered_twice_is_there_once_and_stands_with_the_letters(
    officer: PageClient, session: Session
) -> None:
    enter(officer)
    enter(officer)

    page = officer.open(f"{ROUND}/CRI/contacts")

    rows = [" ".join(row.text_content().split()) for row in page.all("tr")[1:]]
    assert ["Invitation" in rows[0], "Telephone call" in rows[1], len(rows)] == [True, True, 2]
    assert "entered by The officer" in rows[1]
    assert len(entries(session)) == 1
    assert "Contact put on record" in officer.open(f"{ROUND}/CRI").text
    assert "Telephone call" in officer.open(f"{ROUND}/contacts").text
    assert "Llamada telefónica" in officer.open(f"{ROUND.replace('/en/', '/es/')}/contacts").text


def test_an_entry_is_corrected_by_a_new_one_and_the_former_says_so(officer: PageClient, session: Session) -> None:
    enter(officer)
    correcting = officer.open(f"{ROUND}/CRI/contacts").follow("Correct: Telephone call, 10 September 2026")
    (entry,) = entries(session)

    page = correcting.form(entry.public_id).send({"text": "She will call back."}, button="Enter it corrected")

    former, present = entries(session)
    assert (former.text, former.replaced_by_id, present.text) == (CALL["text"], present.id, "She will call back.")
    assert page.texts("del") == [CALL["text"]]
    assert "× corrected" in page.text


def test_of_two_officers_correcting_one_entry_the_second_is_told(officer: PageClient, session: Session) -> None:
    enter(officer)
    (entry,) = entries(session)
    forms = [officer.open(f"{ROUND}/CRI/contacts/{entry.public_id}").form(entry.public_id) for _one in range(2)]
    forms[0].send({"text": "First"})

    late = forms[1].send({"text": "Second"}, status=409)

    assert "Somebody else has corrected or withdrawn this entry meanwhile" in late.text
    assert late.form("/CRI/contacts").fields["text"] == ["Second"]
    assert [one.text for one in entries(session)] == [CALL["text"], "First"]


def test_an_entry_is_withdrawn_once_and_never_deleted(officer: PageClient, session: Session) -> None:
    enter(officer)
    (entry,) = entries(session)
    form = officer.open(f"{ROUND}/CRI/contacts/{entry.public_id}").form("/withdraw")

    for _twice in range(2):
        page = form.send(button="Withdraw this entry")

    assert "× withdrawn" in page.text
    assert session.query(Event).filter(Event.deed == "contact withdrawn").count() == 1
    assert len(entries(session)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Write what it was about."),
        ({"happened_on": "2027-01-01"}, "This day has not come yet."),
        ({"happened_on": "31/12/2025"}, "There is no such day."),
        ({"text": "x" * 5001}, "This is longer than 5,000 characters."),
        ({"kind": "telepathy"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_and_nothing_entered(
    officer: PageClient, session: Session, wrong: dict[str, str], said: str
) -> None:
    form = officer.open(f"{ROUND}/CRI/contacts").form("/CRI/contacts")

    page = form.send({**CALL, **wrong}, status=422)

    assert said in page.text
    assert entries(session) == []


def test_the_annex_holds_what_stands_state_by_state_as_text_in_either_language(
    officer: PageClient, session: Session
) -> None:
    enter(officer, text="=HYPERLINK(1)")
    enter(officer, text="Withdrawn")
    officer.open(f"{ROUND}/CRI/contacts/{entries(session)[1].public_id}").form("/withdraw").send()

    for language, kind, internal in (("en", "Telephone call", "Internal."), ("es", "Llamada telefónica", "interno")):
        given = officer.download(f"{ROUND.replace('/en/', f'/{language}/')}/contacts.xlsx")
        (sheet,) = openpyxl.load_workbook(io.BytesIO(given.data)).worksheets
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert any(internal in str(row[0]) for row in rows)
        (call,) = [row for row in rows if row[2] == kind]
        assert (call[1], call[5], call[8]) == ("Costa Rica", "=HYPERLINK(1)", "The officer")
        assert [row[7] for row in rows if row[4] == "person.cri@example.org"] != []
        assert not any("Withdrawn" in str(cell) for row in rows for cell in row)


def test_letters_that_reached_nobody_are_no_contacts(officer: PageClient, session: Session, now: datetime) -> None:
    round_ = contacts.rounds.open_at(session, now)[0]
    (letter,) = [one.letter for one in contacts.log(session, SECRETARIAT, round_) if one.letter]

    for status in sorted(contacts.IS_NO_CONTACT):
        letter.status = status
        session.flush()
        assert contacts.log(session, SECRETARIAT, round_) == []


def test_a_state_sees_nothing_of_the_log(officer: PageClient, app: Flask) -> None:
    stranger = PageClient(app)

    assert stranger.browser.get(f"{ROUND}/contacts").status_code == 302
