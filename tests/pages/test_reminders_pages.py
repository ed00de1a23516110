"""The reminders of a round as an officer sets, reads, approves and stops them, without JavaScript."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from surveyapp.actions import letter_wordings, reminders
from surveyapp.core import reminding
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL
from tests.stored import a_person, a_reply, a_round

BASE = "/en/secretariat/rounds/2026"
HOJA = "/es/secretariat/rounds/2026"
DUE = datetime(2026, 9, 16, 16, 0, tzinfo=UTC)


@pytest.fixture
def world(app, session, sign_in, clock):
    """A round on the day of its first reminder: Costa Rica and Jamaica have a focal point, Haiti has none."""
    clock.moment = DUE
    round_ = a_round(session, **BILINGUAL)
    for state in ("CRI", "JAM", "HTI"):
        a_reply(session, state, round_)
    a_person(session, "Ana Mora")
    a_person(session, "Desmond Reid", state="JAM", language="en")
    officer = a_person(session, "Officer", role="officer", state=None, language="en")
    session.commit()
    client = PageClient(app)
    client.come_in = lambda: sign_in(client, officer)
    client.come_in()
    return client


@pytest.fixture
def proposed(world, app):
    """The same, its letters proposed."""
    do(app, lambda session, round_: reminders.propose(session, round_, "http://localhost", DUE))
    return world


def do(app, deed):
    with writing(app.extensions["engine"]) as session:
        done = deed(session, session.scalars(sa.select(models.Round)).one())
        session.commit()
        return done


def has_replied(app, state):
    do(
        app,
        lambda session, _round: session.execute(
            sa.update(models.Reply).where(models.Reply.state == state).values(standing="submitted")
        ),
    )


def letters(app):
    with reading(app.extensions["engine"]) as session:
        rows = session.execute(sa.select(models.Letter.email, models.Letter.kind, models.Letter.status))
        return {email.partition("@")[0]: (kind, status) for email, kind, status in rows}


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (
            BASE,
            [
                "gets a letter: 14 days before the deadline",
                "nobody to write to: 14 days before the deadline",
                "Wednesday 16 September 2026",
                "Wednesday 7 October 2026",
            ],
        ),
        (
            HOJA,
            [
                "14 días antes del vencimiento",
                "se le escribe: 14 días antes del vencimiento",
                "no hay a quién escribir",
            ],
        ),
    ],
)
def test_the_page_says_what_will_be_sent_when_to_whom_and_why_not(world, base, words):
    page = world.open(f"{base}/reminders")

    assert [one for one in words if one not in page.text] == []


def test_it_is_asked_what_another_day_would_bring(world):
    page = world.open(f"{BASE}/reminders").form("/reminders").send({"on": "2026-10-07"})

    assert "On 7 October 2026" in page.text
    assert "gets a letter: 7 days after the deadline" in page.text


@pytest.mark.parametrize("day", ["2026-13-40", "yesterday", "9999-12-31"])
def test_a_day_that_there_is_not_is_said_beside_the_field(world, day):
    page = world.open(f"{BASE}/reminders", query={"on": day})

    assert "There is no such day." in page.text


def test_every_letter_of_a_batch_is_read_before_it_is_approved(proposed, app):
    page = proposed.open(f"{BASE}/reminders").follow("Read and approve: 14 days before the deadline")

    assert "La respuesta" not in page.text
    assert "El plazo para responder vence el miércoles 30 de septiembre de 2026" in page.text
    assert "The period for replying ends on Wednesday 30 September 2026" in page.text
    assert "Send these 2 letters" in page.texts("button")

    after = proposed.post(page.address, {**token(page), "deed": "approve"})
    assert "approved on 16 September 2026" in after.text
    assert {status for _kind, status in letters(app).values()} == {"waiting"}


def token(page):
    return {"csrf_token": page.document.find(".//main//form//input[@name='csrf_token']").get("value")}


def test_a_state_that_replied_meanwhile_is_shown_and_gets_nothing(proposed, app):
    has_replied(app, "CRI")
    page = proposed.open(f"{HOJA}/reminders").follow("Leer y aprobar: 14 días antes del vencimiento")

    assert "No se envió: el Estado ha respondido." in page.text
    proposed.post(page.address, {**token(page), "deed": "approve"})
    assert letters(app) == {
        "ana.mora": ("reminder_before", "cancelled"),
        "desmond.reid": ("reminder_before", "waiting"),
    }


def test_one_letter_is_struck_and_the_others_go(proposed, app):
    page = proposed.open(f"{BASE}/reminders").follow("Read and approve: 14 days before the deadline")
    strike = page.document.find(".//button[@name='strike']").get("value")

    page = proposed.post(page.address, {**token(page), "strike": strike})
    proposed.post(page.address, {**token(page), "deed": "approve"})

    assert sorted(status for _kind, status in letters(app).values()) == ["cancelled", "waiting"]


def test_who_presses_second_is_told_that_somebody_decided(proposed, app):
    page = proposed.open(f"{BASE}/reminders").follow("Read and approve: 14 days before the deadline")
    proposed.post(page.address, {**token(page), "deed": "cancel"})

    late = proposed.post(page.address, {**token(page), "deed": "approve"}, status=409)

    assert "Somebody decided on these letters meanwhile" in late.text
    assert {status for _kind, status in letters(app).values()} == {"cancelled"}


def test_the_ladder_is_changed_and_a_step_keeps_its_place(world, app):
    page = world.open(f"{BASE}/reminders").follow("Change when letters are written")

    after = page.form("/ladder").send(
        {"1-days": "21", "4-days": "", "5-days": "30", "5-to": "mission", "apart": "3", "approval": "automatic"}
    )

    assert after.h1 == "Reminders"
    assert "The letters of this round go by themselves" in after.text
    kept = do(app, lambda _session, round_: reminders.ladder(round_))
    assert [(step.key, step.days) for step in kept.steps] == [("1", -21), ("2", -2), ("3", 7), ("5", 30)]
    assert (kept.is_automatic, kept.apart) == (True, 3)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"2-days": "14"}, "Two steps fall on the same day"),
        ({"1-days": "999"}, "Write a number of days from 0 to 180."),
        ({"1-days": "-3"}, "Write a number of days from 0 to 180."),
        ({"1-days": "x"}, "Write a number of days in digits."),
        ({"apart": "0"}, "Write a number of days from 1 to 60."),
        ({"apart": ""}, "Write a number of days in digits."),
    ],
)
def test_what_is_wrong_with_a_ladder_is_said_and_nothing_changed(world, app, changes, fault):
    page = world.open(f"{BASE}/reminders/ladder").form("/ladder").send(changes, status=422)

    assert fault in page.text
    assert "Nothing that you wrote is lost." in page.text
    assert do(app, lambda _session, round_: reminders.ladder(round_)) == reminding.USUAL


def test_the_ladder_is_read_in_spanish_too(world):
    page = world.open(f"{HOJA}/reminders/ladder")

    assert page.h1 == "Cuándo se escriben las cartas"


def test_reminders_to_one_state_rest_with_a_reason_and_go_again(world, app):
    page = world.open(f"{BASE}/CRI").follow("Reminders to this state")
    assert "gets a letter" in page.text
    assert "Say why" in page.form().send({"why": ""}, "Let them rest", 422).text

    page = page.form().send({"why": "Elections.", "until": "2026-09-20"}, "Let them rest")
    assert "Reminders to this state rest, until 20 September 2026." in page.text
    assert "reminders are paused until 20 September 2026" in page.text
    assert "Elections." in world.open(f"{BASE}/reminders").text

    resume = page.document.find(".//button[@value='resume']").getparent()
    assert resume.get("method") == "post"
    page = world.post(page.address, {**token(page), "deed": "resume"})
    assert "gets a letter" in page.text


def test_a_day_gone_by_cannot_end_a_pause(world):
    page = world.open(f"{HOJA}/CRI/reminders")

    assert "Indique una fecha futura." in page.form().send({"why": "x", "until": "2026-09-16"}, None, 422).text


def test_one_press_writes_to_all_that_have_not_replied_in_their_languages(world, app):
    has_replied(app, "JAM")
    page = world.open(f"{BASE}/reminders").follow("Write to all that have not replied")

    assert "One letter is ready." in page.text
    assert "Tengo el agrado de dirigirme a usted" in page.text
    form = page.form("/write")
    after = form.send()
    assert "to those that have not replied" in after.h1
    assert letters(app) == {"ana.mora": ("reminder_before", "waiting")}

    assert form.send().address == after.address  # the same press
    again = world.open(f"{BASE}/write")
    assert "was written to on 16 September 2026" in again.text
    assert len(letters(app)) == 1


def test_states_written_to_lately_or_paused_are_warned_of_and_not_ticked(world, app, clock, session):
    def pauses(session, _round):
        paused = session.scalars(sa.select(models.Reply).where(models.Reply.state == "CRI")).one()
        reminders.pause(session, paused, "Elections.", None, None, DUE)

    do(app, pauses)
    page = world.open(f"{HOJA}/write")

    assert "recordatorios suspendidos" in page.text
    assert page.form("/write").fields["states"] == ["JAM"]
    page.form("/write").send({"states": ["CRI", "JAM"]})
    clock.pass_(days=2)
    world.come_in()
    page = world.open(f"{BASE}/write")
    assert "was written to on 16 September 2026" in page.text
    assert "states" not in page.form("/write").fields
    assert "Nothing was written" in page.form("/write").send().text


def test_those_that_have_replied_are_thanked_once(world, app):
    has_replied(app, "CRI")
    page = world.open(f"{HOJA}/reminders").follow("Agradecer a los que han respondido")

    assert "nuestro agradecimiento por la respuesta recibida" in page.text
    form = page.form("/thanks")
    assert form.send().h1 == "Cartas"
    assert letters(app) == {"ana.mora": ("thanks", "waiting")}
    assert "No se redactó ninguna carta" in form.send().text
    assert len(letters(app)) == 1


@pytest.mark.parametrize("page", ["reminders", "write"])
def test_where_a_wording_that_is_needed_was_withdrawn_the_page_says_that_nothing_can_be_sent(world, app, page):
    do(app, lambda session, _round: letter_wordings.withdraw(session, "reminder_before", "es", 0, None, DUE))

    assert "Nothing can be sent now" in world.open(f"{BASE}/{page}").text
    assert "Por el momento no se puede enviar nada" in world.open(f"{HOJA}/{page}").text


def test_whoever_decided_on_letters_is_named(proposed, app):
    batch = do(app, lambda session, _round: session.scalars(sa.select(models.ReminderBatch)).one().public_id)

    page = proposed.open(f"{BASE}/reminders/{batch}")
    page = proposed.post(page.address, {**token(page), "deed": "approve"})

    assert "approved on 16 September 2026, 12:00, by Officer" in page.text
