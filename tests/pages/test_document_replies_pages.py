"""A reply that came as a document, as the officer and the state see and press it, without JavaScript."""

import io
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, coming_in, handing_in, letting_stand, secretariat_entry
from surveyapp.actions.handing_in import Paper, Sheet
from surveyapp.actions.sealing import Sealing
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from surveyapp.store.secretariat_models import DocumentReply
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL
from tests.stored import a_person, a_reply, a_round

OFFICE, OFICINA = "/en/secretariat/rounds/2026/CRI", "/es/secretariat/rounds/2026/CRI"
PASSPHRASE = "seven lanterns on a quiet pier"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


class World:
    """Costa Rica, which has begun in secret, its people and an officer; what each has open in a browser."""

    def __init__(self, app, session, now):
        self.app, self.now = app, now
        self.reply = a_reply(session, "CRI", a_round(session, **BILINGUAL))
        a_reply(session, "JAM", self.reply.round)
        self.people = {
            "focal point": a_person(session),
            "contributor": a_person(session, "Ministry", "contributor", sections=["law"]),
            "observer": a_person(session, "Mission", "observer"),
            "officer": a_person(session, "Officer", "officer", None, language="en"),
        }
        secret = {"option": "partly", "detail.partly": "Between us alone."}
        answering.save_answer(session, self.reply, Place("offence"), secret, 0, "1", self.people["focal point"], now)
        entry = answering.add_entry(session, self.reply, "laws", "1", self.people["focal point"], now)
        title = Place("laws", entry=entry, field="title")
        answering.save_answer(session, self.reply, title, {"text": "A secret bill"}, 0, "2", None, now)
        session.commit()

    def browser(self, who):
        client = PageClient(self.app)
        with writing(self.app.extensions["engine"]) as session:
            person = session.get_one(models.Person, self.people[who].id)
            token = coming_in.begin(session, person, self.app.config["CLOCK"]())
            coming_in_session = session.scalars(sa.select(models.Session).order_by(models.Session.id.desc())).first()
            coming_in_session.confirmed_at = self.app.config["CLOCK"]()
            client.browser.set_cookie("session", token)
            session.commit()
        return client

    def do(self, deed):
        with writing(self.app.extensions["engine"]) as session:
            done = deed(session, session.get_one(models.Reply, self.reply.id))
            session.commit()
            return done

    def address(self, rest="", language="en"):
        return f"/{language}/reply/{self.reply.public_id}{rest}"

    @property
    def stored(self):
        with reading(self.app.extensions["engine"]) as session:
            return session.get_one(models.Reply, self.reply.id)

    def all(self, model):
        with reading(self.app.extensions["engine"]) as session:
            return session.scalars(sa.select(model).order_by(model.id)).all()

    def is_received(self, officer=None):
        officer = officer or self.browser("officer")
        form = officer.open(f"{OFFICE}/document").form("/document")
        fields = form.fields | {"received_on": "2026-09-10", "document": (io.BytesIO(PDF), "reply.pdf")}
        return officer.post(f"{OFFICE}/document", fields)

    def is_entered(self, officer, calls="12"):
        form = officer.open(f"{OFFICE}/entering/help").form("/entering/help")
        return form.send({"a.calls.text": calls}, button="Save")

    def is_to_be_confirmed(self):
        officer = self.browser("officer")
        self.is_received(officer)
        self.is_entered(officer)
        page = officer.open(f"{OFFICE}/document")
        forms = [one for one in page.document.iter("form") if one.xpath(".//button[@value='ask']")]
        token = forms[0].xpath(".//input[@name='csrf_token']")[0].get("value")
        officer.post(f"{OFFICE}/document", {"csrf_token": token, "until": "2026-09-28", "deed": "ask"})

    def date_passes(self, clock):
        clock.pass_(days=20)
        self.do(lambda session, _reply: letting_stand.let_stand_what_is_due(session, "5a" * 16, "", clock()))


@pytest.fixture
def world(app, session, clock, now):
    return World(app, session, now)


def posted(page, **fields):
    """Posts the first form of a page with these fields."""
    token = page.document.xpath("//main//input[@name='csrf_token']")[0].get("value")
    return {"csrf_token": token, **fields}


def test_an_officer_records_that_a_reply_came_as_a_document(world):
    page = world.is_received()

    assert "received, being entered" in page.text
    assert world.stored.standing == "received_as_document"
    [one] = world.all(DocumentReply)
    assert str(one.received_on) == "2026-09-10"
    assert {letter.kind for letter in world.all(models.Letter)} == {"document_received"}


def test_a_document_that_the_state_handed_in_is_chosen_and_not_sent_again(world, app):
    world.do(
        lambda session, reply: handing_in.hand_in(
            session,
            app.extensions["storage"],
            reply,
            Paper.DOCUMENT,
            Sheet("ours.pdf", PDF),
            session.get_one(models.Person, world.people["observer"].id),
            world.now,
        )
    )
    page = world.browser("officer").open(f"{OFFICE}/document").form("/document").send()

    assert "ours.pdf" in page.text
    assert world.stored.standing == "received_as_document"


@pytest.mark.parametrize("address", [OFFICE, OFICINA])
def test_what_is_missing_stands_beside_its_field(world, address):
    officer = world.browser("officer")
    page = officer.open(f"{address}/document")

    page = officer.post(f"{address}/document", posted(page, received_on="2027-01-01"), status=422)

    assert len(page.all(".error")) == 2
    assert world.stored.standing == "in_progress"


def test_the_answers_are_entered_beside_the_document_and_the_draft_of_the_state_stays_its_secret(world):
    officer = world.browser("officer")
    world.is_received(officer)

    law = officer.open(f"{OFFICE}/entering/law")
    world.is_entered(officer)

    assert "The state answers this question itself" in law.text
    for secret in ("Between us alone", "A secret bill"):
        assert secret not in law.response.get_data(as_text=True)
    calls = next(
        one for one in world.do(lambda s, r: s.scalars(sa.select(models.Answer)).all()) if one.place == "calls"
    )
    assert (calls.typed, calls.entered_from_id is not None) == ({"text": "12"}, True)
    assert world.stored.last_activity_at == world.now


def test_what_the_state_wrote_cannot_be_posted_over(world):
    officer = world.browser("officer")
    world.is_received(officer)
    page = officer.open(f"{OFFICE}/entering/law")

    officer.post(f"{OFFICE}/entering/law", posted(page, **{"a.offence.option": "no", "v.offence": "1"}), status=409)

    answers = world.do(lambda s, r: {one.place: one.typed for one in s.scalars(sa.select(models.Answer))})
    assert answers["offence"]["option"] == "partly"


def test_entries_of_a_list_are_entered_where_the_state_has_none(world):
    [entry] = world.all(models.Entry)
    world.do(lambda session, reply: answering.remove_entry(session, reply, "laws", entry.entry, None, world.now))
    officer = world.browser("officer")
    world.is_received(officer)

    page = officer.open(f"{OFFICE}/entering/law").form("/entering/law").send(button="Add an entry")

    assert "Add another entry" in page.text
    assert "A secret bill" not in page.response.get_data(as_text=True)
    assert world.all(models.Entry)[-1].operation.startswith("enter ")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_it_in_both_languages(world, language, clock):
    office = f"/{language}/secretariat/rounds/2026/CRI"
    officer = world.browser("officer")
    officer.open(f"{office}/document")
    world.is_received(officer)
    officer.open(office), officer.open(f"{office}/document"), officer.open(f"{office}/entering/help")
    world.browser("focal point").open(world.address("/entered", language))
    world.is_to_be_confirmed() if world.stored.standing != "received_as_document" else None
    world.is_entered(officer)
    page = officer.open("/en/secretariat/rounds/2026/CRI/document")
    officer.post(f"{OFFICE}/document", posted(page, until="2026-09-28", deed="ask"))
    state = world.browser("focal point")
    for rest in ("", "/entered", "/review", "/section/help", "/history/calls"):
        state.open(world.address(rest, language))
    officer.open(office)
    world.date_passes(clock)
    state = world.browser("focal point")
    for rest in ("", "/entered", "/review", "/section/help"):
        state.open(world.address(rest, language))
    world.browser("officer").open(f"{office}/answers")


def test_a_state_is_not_asked_to_confirm_what_nobody_has_entered(world):
    world.is_received()
    officer = world.browser("officer")
    asking = posted(officer.open(f"{OFFICE}/document"), until="2026-09-28", deed="ask")

    page = officer.post(f"{OFFICE}/document", asking, 422)

    assert "Nothing has been entered yet" in page.text


def test_the_state_is_asked_and_sees_what_was_entered(world):
    world.is_to_be_confirmed()
    state = world.browser("focal point")

    desk, entered = state.open(world.address()), state.open(world.address("/section/help"))

    assert "Confirm the answers that the Secretariat entered from your document" in desk.text
    assert "Entered by the Secretariat from the document received" in entered.text
    assert "entered by the Secretariat" in state.open(world.address("/history/calls")).text
    assert "Entered by the Secretariat" in state.open(world.address("/review")).text


def test_sending_confirms_what_was_entered(world):
    world.is_to_be_confirmed()
    state = world.browser("focal point")
    form = state.open(world.address("/review")).form("/submit")

    page = form.send({"name": "Ana", "title": "Director", "institution": "CONATT", "declare": "1"})

    assert "Reply received" in page.text
    assert [one.how for one in world.all(DocumentReply)] == ["confirmed"]
    answers = world.browser("officer").open(f"{OFFICE}/answers")
    assert "Entered by the Secretariat" in answers.text


def test_the_state_rejects_with_a_reason(world):
    world.is_to_be_confirmed()
    state = world.browser("focal point")
    form = state.open(world.address("/entered")).form("/entered")
    form.send({"reason": ""}, status=422)

    form.send({"reason": "This is the reply of another year."})

    assert world.stored.standing == "received_as_document"
    assert "This is the reply of another year." in world.browser("officer").open(f"{OFFICE}/document").text


@pytest.mark.parametrize("who", ["contributor", "observer"])
def test_only_a_focal_point_rejects(world, who):
    world.is_to_be_confirmed()
    browser = world.browser(who)
    page = browser.open(world.address("/entered"))

    assert not page.all("textarea")
    token = world.browser("focal point")
    del token
    fields = {"csrf_token": page.document.xpath("//input[@name='csrf_token']")[0].get("value"), "reason": "No."}
    browser.post(world.address("/entered"), fields, status=404)
    assert world.stored.standing == "to_be_confirmed"


def test_what_stands_is_footnoted_and_can_still_be_rejected(world, clock):
    world.is_to_be_confirmed()
    world.date_passes(clock)
    officer = world.browser("officer")

    for address in (OFFICE, "/en/secretariat/rounds/2026"):
        assert "entered by the Secretariat, not confirmed" in officer.open(address).text
    world.browser("focal point").open(world.address("/entered")).form("/entered").send({"reason": "Not ours."})

    assert world.stored.standing == "received_as_document"
    assert "See the receipt" not in world.browser("focal point").open(world.address()).text


def test_a_mistake_is_undone_with_a_reason(world):
    officer = world.browser("officer")
    world.is_received(officer)
    world.is_entered(officer)
    page = officer.open(f"{OFFICE}/document")
    officer.post(f"{OFFICE}/document", posted(page, deed="withdraw", reason=""), status=422)

    officer.post(f"{OFFICE}/document", posted(page, deed="withdraw", reason="It was of Nicaragua."))

    assert world.stored.standing == "in_progress"
    assert "It was of Nicaragua." in officer.open(f"{OFFICE}/document").text
    officer.open(f"{OFFICE}/entering/help", status=404)


def test_nothing_is_entered_while_the_state_is_asked(world):
    world.is_to_be_confirmed()

    world.browser("officer").open(f"{OFFICE}/entering/help", status=404)


def test_reminders_stop_with_the_document(world, clock):
    world.is_received()
    clock.pass_(days=60)

    assert "overdue" not in world.browser("officer").open(OFFICE).text
    assert timedelta(0) < clock() - world.now


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_request_to_confirm_is_taken_back_on_the_page(world, language):
    world.is_to_be_confirmed()
    office = OFFICE if language == "en" else OFICINA
    officer = world.browser("officer")

    page = officer.open(f"{office}/document")
    page.form("/document").send(button="Take the request back" if language == "en" else "Retirar la solicitud")

    assert world.stored.standing == "received_as_document"
    assert officer.open(f"{office}/entering/help")


def test_what_an_officer_enters_as_the_session_ends_is_saved_after_coming_in_again(world, settings, session, clock):
    session.expire_all()
    person, secret = session.get_one(models.Person, world.people["officer"].id), secretariat_entry.new_secret()
    sealing = Sealing(settings.secret_key)
    secretariat_entry.set_without_invitation(session, sealing, person, PASSPHRASE, secret, clock())
    address = person.email
    session.commit()
    officer = world.browser("officer")
    world.is_received(officer)
    form = officer.open(f"{OFFICE}/entering/help").form("/entering/help")
    clock.pass_(hours=13)

    asked = form.send({"a.calls.text": "12"}, button="Save", status=401)
    begin = asked.form("/sign-in/secretariat").send()
    secrets = {"address": address, "passphrase": PASSPHRASE, "code": pyotp.TOTP(secret).at(clock())}
    begin.form("/sign-in/secretariat").send(secrets).form("/entering/help").send()

    typed = [one.typed for one in world.all(models.AnswerVersion) if one.place == "calls"]
    assert typed == [{"text": "12"}]
