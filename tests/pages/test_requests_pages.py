"""What a state asks of the secretariat and what it is asked, without JavaScript, as each side sees and presses it."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, clarifying, coming_in, explaining, requesting, submitting
from surveyapp.actions.explaining import Explained
from surveyapp.core.places import Place
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL
from tests.statements import statements
from tests.stored import a_person, a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
OFFICE = "/en/secretariat/rounds/2026"


class World:
    """Costa Rica with its people, Jamaica, and an officer; what each has open in a browser."""

    def __init__(self, app, session, now):
        self.app, self.now = app, now
        round_ = a_round(session, **BILINGUAL)
        self.reply, self.foreign = a_reply(session, "CRI", round_), a_reply(session, "JAM", round_)
        self.people = {
            "focal point": a_person(session),
            "observer": a_person(session, "Mission", role="observer"),
            "contributor": a_person(session, "Ministry", role="contributor", sections=["law"]),
            "elsewhere": a_person(session, "Help desk", role="contributor", sections=["help"]),
            "foreigner": a_person(session, "Foreigner", state="JAM", language="en"),
            "officer": a_person(session, "Officer", role="officer", state=None, language="en"),
        }
        for reply in (self.reply, self.foreign):
            answering.save_answer(session, reply, Place("offence"), {"option": "yes"}, 0, "1", None, now)
        session.commit()

    def browser(self, who):
        client = PageClient(self.app)
        with writing(self.app.extensions["engine"]) as session:
            person = session.get_one(models.Person, self.people[who].id)
            client.browser.set_cookie("session", coming_in.begin(session, person, self.app.config["CLOCK"]()))
            session.commit()
        return client

    def do(self, deed):
        """Does something in a session of its own, and gives back what it gives."""
        with writing(self.app.extensions["engine"]) as session:
            reply = session.get_one(models.Reply, self.reply.id)
            done = deed(session, reply)
            session.commit()
            return done

    def submits(self, operation="send"):
        return self.do(
            lambda session, reply: submitting.submit(session, reply, DECLARED, operation, None, self.now, "5a" * 16).id
        )

    def is_asked(self, question="offence", text="Article 172?"):
        """The secretariat asks about an answer; gives back the identifier."""

        def ask(session, reply):
            one = clarifying.draft(session, reply, question, text, f"draft {question}", None, self.now)
            clarifying.send(session, reply, None, self.now, "http://localhost")
            return one.public_id

        return self.do(ask)

    def address(self, rest="", language="en"):
        return f"/{language}/reply/{self.reply.public_id}{rest}"

    @property
    def stored(self):
        with reading(self.app.extensions["engine"]) as session:
            return session.get_one(models.Reply, self.reply.id)

    def all(self, model):
        with reading(self.app.extensions["engine"]) as session:
            return session.scalars(sa.select(model).order_by(model.id)).all()


@pytest.fixture
def world(app, session, clock, now):
    return World(app, session, now)


def downloaded(browser, address, status=200):
    response = browser.download(address, status)
    content = response.get_data()
    response.close()
    return content


# More time


@pytest.mark.parametrize("who", ["focal point", "observer"])
@pytest.mark.parametrize(
    ("language", "button", "said"),
    [
        ("en", "Ask the Secretariat", "More time, until 15 November 2026"),
        ("es", "Presentar la solicitud a la Secretaría", "Prórroga hasta el 15 de noviembre de 2026"),
    ],
)
def test_more_time_is_asked_for_in_the_habits_of_the_state(world, who, language, button, said):
    page = world.browser(who).open(world.address("/requests", language))

    page = page.form("/requests").send({"until": "15/11/2026", "reason": "Five ministries."}, button=button)

    assert said in page.text
    [made] = world.all(models.StateRequest)
    assert (made.kind, str(made.until), made.reason) == ("extension", "2026-11-15", "Five ministries.")


def test_pressing_twice_asks_once(world):
    form = world.browser("focal point").open(world.address("/requests")).form("/requests")

    form.send({"until": "15/11/2026", "reason": "Five ministries."})
    form.send({"until": "15/11/2026", "reason": "Five ministries."})

    assert len(world.all(models.StateRequest)) == 1


@pytest.mark.parametrize(
    ("until", "reason", "fault"),
    [
        ("15/11/2026", "", "Say why, so that the Secretariat can decide."),
        ("soon", "Five ministries.", "There is no such date."),
        ("31/02/2027", "Five ministries.", "There is no such date."),
        ("14/09/2026", "Five ministries.", "This day is not after today."),
        ("29/09/2026", "Five ministries.", "The period for replying ends on this day, or later, already."),
        ("15/11/2062", "Five ministries.", "This day is more than a year away."),
    ],
)
def test_what_is_wrong_with_a_request_stands_beside_its_field_and_nothing_is_lost(world, until, reason, fault):
    form = world.browser("focal point").open(world.address("/requests")).form("/requests")

    page = form.send({"until": until, "reason": reason}, status=422)

    assert fault in page.text
    assert page.form("/requests").fields["until"] == [until]
    assert not world.all(models.StateRequest)


def test_the_language_is_switched_with_what_was_typed(world):
    browser = world.browser("focal point")
    typed = browser.open(world.address("/requests")).form("/requests").fields
    typed |= {"until": "15/11/2026", "reason": "Porque sí", "switch": "es"}

    moved = browser.browser.post(world.address("/requests"), data=typed)
    page = browser.post(moved.location, typed)

    assert page.language == "es"
    assert page.form("/requests").fields["reason"] == ["Porque sí"]
    assert not world.all(models.StateRequest)


def test_a_request_is_withdrawn_while_it_is_not_answered(world):
    browser = world.browser("focal point")
    browser.open(world.address("/requests")).form("/requests").send(
        {"until": "15/11/2026", "reason": "Five ministries."}
    )

    page = browser.open(world.address("/requests")).form("/requests").send({}, button="Withdraw this request")

    assert "Withdrawn on" in page.text
    assert page.form("/requests").fields["until"] == [""]


def test_an_observer_does_not_withdraw_what_a_focal_point_asked(world):
    world.browser("focal point").open(world.address("/requests")).form("/requests").send(
        {"until": "15/11/2026", "reason": "Five ministries."}
    )
    [made] = world.all(models.StateRequest)
    observer = world.browser("observer")
    page = observer.open(world.address("/requests"))

    assert "Withdraw this request" not in page.text
    token = page.document.xpath("//input[@name='csrf_token']")[0].get("value")
    observer.post(world.address("/requests"), {"csrf_token": token, "withdraw": made.public_id}, status=404)


@pytest.mark.parametrize("who", ["contributor", "foreigner"])
def test_others_find_no_requests(world, who):
    world.browser(who).open(world.address("/requests"), status=404)


# Reopening


def test_a_sent_reply_is_asked_to_be_reopened_for_some_answers(world):
    world.submits()
    page = world.browser("focal point").open(world.address("/requests"))
    assert "stands until the reply is sent again" in page.text

    page = page.form("/requests").send({"extent": "some", "questions": ["offence"], "reason": "A law was missed."})

    [made] = world.all(models.StateRequest)
    assert (made.kind, made.questions) == ("reopening", ["offence"])
    assert "Reopening of the reply for" in page.text


def test_some_answers_must_be_ticked(world):
    world.submits()
    form = world.browser("focal point").open(world.address("/requests")).form("/requests")

    page = form.send({"extent": "some", "reason": "Five ministries."}, status=422)

    assert "Tick at least one answer" in page.text


def test_an_observer_does_not_ask_to_reopen(world):
    world.submits()
    observer = world.browser("observer")

    page = observer.open(world.address("/requests"))

    assert not page.all(".measure")
    token = page.document.xpath("//input[@name='csrf_token']")[0].get("value")
    posted = {"csrf_token": token, "extent": "whole", "reason": "Five ministries."}
    observer.post(world.address("/requests"), posted, status=409)
    assert not world.all(models.StateRequest)


@pytest.mark.parametrize(("language", "words"), [("en", "Ask to reopen the reply"), ("es", "Solicitar la reapertura")])
def test_the_desk_the_review_and_the_receipt_lead_to_asking(world, language, words):
    made = world.do(
        lambda session, reply: submitting.submit(session, reply, DECLARED, "s", None, world.now, "5a" * 16).public_id
    )
    browser = world.browser("focal point")

    for page in ("", "/review", f"/receipt/{made}"):
        assert words in browser.open(world.address(page, language)).text


# What the secretariat answers


def asks_for_time(world):
    until, mission = (world.now + timedelta(days=60)).date(), world.people["observer"]

    def ask(session, reply):
        return requesting.ask_for_time(session, reply, until, "Five ministries.", "ask", mission, world.now).id

    world.do(ask)


def test_an_officer_grants_another_day_and_the_desk_shows_it(world):
    asks_for_time(world)
    officer = world.browser("officer")
    assert "One request waits" in officer.open(OFFICE).text
    page = officer.open(OFFICE).follow("One request waits for an answer.").follow("Answer: Costa Rica")

    page = page.form("/requests").send({"until": "2026-10-31", "words": "Gladly."}, button="Grant")

    assert "Granted until 31 October 2026" in page.text
    desk = world.browser("focal point").open(world.address())
    assert "Saturday 31 October 2026" in desk.texts(".deadline")
    assert "23:59" in desk.text
    letters = [one for one in world.all(models.Letter) if one.kind == "extension_granted"]
    assert {one.email for one in letters} == {"name.a@example.org", "mission@example.org"}
    assert all("Gladly." in one.body for one in letters)


@pytest.mark.parametrize("words", ["", "The Meeting is near."])
def test_declining_needs_words(world, words):
    asks_for_time(world)
    form = world.browser("officer").open(f"{OFFICE}/CRI/requests").form("/requests")

    page = form.send({"words": words}, button="Do not grant", status=200 if words else 422)

    [made] = world.all(models.StateRequest)
    assert made.granted is (False if words else None)
    assert ("Not granted, on" if words else "Say in a few words why") in page.text


def test_two_officers_answer_once(world):
    asks_for_time(world)
    form = world.browser("officer").open(f"{OFFICE}/CRI/requests").form("/requests")
    form.send({"words": "No."}, button="Do not grant")

    page = form.send({"words": ""}, button="Grant", status=409)

    assert "answered or withdrawn meanwhile" in page.text
    assert world.stored.own_deadline is None


def test_an_officer_extends_and_reopens_unasked(world):
    officer = world.browser("officer")
    form = officer.open(f"{OFFICE}/CRI/requests").form("/requests")
    page = form.send({"until": "2026-10-31", "words": "A hurricane."}, button="Extend the period")
    assert "By the Secretariat on its own" in page.text
    world.submits()

    form = officer.open(f"{OFFICE}/CRI/requests").form("/requests")
    page = form.send({"extent": "some", "questions": ["offence"], "words": "As agreed."}, button="Reopen the reply")

    assert "Reopening of the reply for" in page.text
    assert (world.stored.standing, world.stored.reopened_for) == ("reopened", ["offence"])
    kinds = [one.kind for one in world.all(models.Letter)]
    assert {"extension_granted", "reopening_granted"} <= set(kinds)


# Clarifications


def test_questions_are_collected_and_sent_with_one_letter(world):
    world.submits()
    officer = world.browser("officer")
    page = officer.open(f"{OFFICE}/CRI/answers")
    assert len([one for one in page.document.iter("a") if "/clarifications/" in one.get("href", "")]) > 5

    for question in ("offence", "calls"):
        page = officer.open(f"{OFFICE}/CRI/clarifications/{question}")
        page = page.form(f"/{question}").send({"text": f"What of {question}?"}, button="Keep, and send later")
    assert "Not sent yet" in page.text
    assert "Answer what is asked" not in world.browser("focal point").open(world.address()).text
    page = officer.open(f"{OFFICE}/CRI/clarifications").form("/clarifications").send({}, button="Send 2 questions")

    assert "open: the state has not answered" in page.text
    letters = [one for one in world.all(models.Letter) if one.kind == "clarifications"]
    assert [one.email for one in letters] == ["name.a@example.org"]
    assert "What of" not in letters[0].body
    assert f"/es/reply/{world.reply.public_id}/clarifications" in letters[0].body
    desk = world.browser("focal point").open(world.address())
    assert desk.text.count("Answer what is asked about") == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The Secretariat asks about this answer"), ("es", "La Secretaría consulta sobre esta respuesta")],
)
def test_the_question_stands_at_the_answer(world, language, words):
    world.submits()
    world.is_asked()

    page = world.browser("focal point").open(world.address("/section/law", language))

    assert words in page.text
    assert "Article 172?" in page.text


@pytest.mark.parametrize("who", ["focal point", "contributor"])
def test_the_state_answers_in_words_and_with_a_file(world, who):
    world.submits()
    one = world.is_asked()
    browser = world.browser(who)
    form = browser.open(world.address(f"/clarification/{one}")).form(one)
    fields = form.fields | {
        "text": "Article 172.",
        "files": (io.BytesIO(b"The article."), "article.txt"),
        "deed": "answer",
    }

    page = browser.post(world.address(f"/clarification/{one}"), fields)

    assert "Article 172." in page.text
    assert "article.txt" in page.text
    [file] = world.all(models.Attachment)
    assert (file.place, file.name) == ("@clarification", "article.txt")
    assert downloaded(browser, world.address(f"/file/{file.public_id}")) == b"The article."
    office = world.browser("officer")
    assert "answered by the state" in office.open(f"{OFFICE}/CRI").text
    assert downloaded(office, f"{OFFICE}/CRI/clarification-file/{file.public_id}") == b"The article."
    for stranger in ("elsewhere", "foreigner"):
        downloaded(world.browser(stranger), world.address(f"/file/{file.public_id}"), 404)


def test_pressing_twice_says_it_once(world):
    world.submits()
    one = world.is_asked()
    form = world.browser("focal point").open(world.address(f"/clarification/{one}")).form(one)

    form.send({"text": "Article 172."}, button="Send the answer")
    form.send({"text": "Article 172."}, button="Send the answer")

    assert [each.text for each in world.all(models.ClarificationMessage)] == [
        "Article 172?",
        "Article 172.",
    ]


def test_nothing_is_sent_without_words_or_file(world):
    world.submits()
    one = world.is_asked()
    form = world.browser("focal point").open(world.address(f"/clarification/{one}")).form(one)

    page = form.send({"text": "  "}, button="Send the answer", status=422)

    assert "Write an answer" in page.text


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [("law.exe", b"MZ\x00\x01", "only PDF"), ("law.pdf", b"no pdf at all", "its content is not what its name says")],
)
def test_a_hostile_file_is_refused_and_the_words_stay(world, name, content, fault):
    world.submits()
    one = world.is_asked()
    browser = world.browser("focal point")
    fields = browser.open(world.address(f"/clarification/{one}")).form(one).fields
    fields |= {"text": "Article 172.", "files": (io.BytesIO(content), name), "deed": "answer"}

    page = browser.post(world.address(f"/clarification/{one}"), fields, status=422)

    assert fault in page.text
    assert page.form(one).fields["text"] == ["Article 172."]
    assert len(world.all(models.ClarificationMessage)) == 1


def test_correcting_opens_that_answer_alone_and_what_is_sent_answers(world):
    world.submits()
    one = world.is_asked()
    browser = world.browser("focal point")

    page = (
        browser.open(world.address(f"/clarification/{one}"))
        .form(one)
        .send({}, button="Correct the answer in the reply")
    )

    assert page.address.endswith("/section/law")
    assert (world.stored.standing, world.stored.reopened_for) == ("reopened", ["offence"])
    world.do(
        lambda session, reply: answering.save_answer(
            session, reply, Place("offence"), {"option": "partly"}, 1, "2", world.people["focal point"], world.now
        )
    )
    world.submits("again")
    office = world.browser("officer").open(f"{OFFICE}/CRI/clarifications/offence")
    assert "The answer itself was corrected" in office.text
    assert [element.text for element in office.document.iter("del", "ins")]


def test_an_observer_reads_and_cannot_answer(world):
    world.submits()
    one = world.is_asked()
    observer = world.browser("observer")

    page = observer.open(world.address(f"/clarification/{one}"))

    assert "Article 172?" in page.text
    assert not page.all("textarea")
    token = page.document.xpath("//input[@name='csrf_token']")[0].get("value")
    observer.post(world.address(f"/clarification/{one}"), {"csrf_token": token, "text": "x"}, status=404)


@pytest.mark.parametrize("who", ["elsewhere", "foreigner"])
def test_a_clarification_does_not_exist_for_others(world, who):
    world.submits()
    one = world.is_asked()
    browser = world.browser(who)

    browser.open(world.address(f"/clarification/{one}"), status=404)
    own = world.foreign if who == "foreigner" else world.reply
    browser.open(f"/en/reply/{own.public_id}/clarification/{one}", status=404)
    assert "Article 172?" not in browser.open(f"/en/reply/{own.public_id}/clarifications").text


@pytest.mark.parametrize(
    ("language", "button", "who_sends"),
    [
        ("en", "Correct the answer in the reply", "The focal point of your state or an alternate sends it again."),
        ("es", "Corregir lo contestado", "El punto focal de su Estado o su suplente la enviará de nuevo."),
    ],
)
def test_a_contributor_opens_an_answer_of_his_or_her_section_and_the_focal_point_sends_it(
    world, language, button, who_sends
):
    world.submits()
    one = world.is_asked()
    page = world.browser("contributor").open(world.address(f"/clarification/{one}", language))
    assert who_sends in page.text

    page = page.form(one).send({}, button=button)

    assert page.address.endswith("/section/law")
    assert page.document.xpath("//*[@name='a.offence.option']")
    assert (world.stored.standing, world.stored.reopened_for) == ("reopened", ["offence"])
    assert "The correction is still to be sent" in world.browser("focal point").open(world.address()).text


@pytest.mark.parametrize("who", ["observer", "elsewhere", "foreigner"])
def test_nobody_else_opens_an_answer(world, who):
    world.submits()
    one = world.is_asked()
    browser = world.browser(who)
    own = browser.open("/en/reply/" + (world.foreign if who == "foreigner" else world.reply).public_id)
    token = own.document.xpath("//input[@name='csrf_token']")[0].get("value")

    browser.post(world.address(f"/clarification/{one}"), {"csrf_token": token, "deed": "correct"}, status=404)

    assert world.stored.standing == "submitted"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Not needed any more: the reply was sent on"), ("es", "Ya no es necesaria: la respuesta se envió el")],
)
def test_a_request_for_more_time_ends_when_the_reply_is_sent(world, language, said):
    browser = world.browser("focal point")
    form = browser.open(world.address("/requests")).form("/requests")
    form.send({"until": "15/11/2026", "reason": "Five ministries."}, button="Ask the Secretariat")

    world.submits()

    assert said in browser.open(world.address("/requests", language)).text
    assert "waiting for an answer" not in browser.open(world.address()).text
    assert "Five ministries." not in world.browser("officer").open(f"{OFFICE}/requests").text


def test_a_closed_one_refuses_in_words_and_keeps_what_was_written(world):
    world.submits()
    one = world.is_asked()
    form = world.browser("focal point").open(world.address(f"/clarification/{one}")).form(one)
    office = world.browser("officer").open(f"{OFFICE}/CRI/clarifications/offence")
    office.form("/offence").send({}, button="Close the clarification")

    page = form.send({"text": "Too late."}, button="Send the answer", status=409)

    assert "has closed this clarification" in page.text
    assert page.form(one).fields["text"] == ["Too late."]


# In a closed round


@pytest.fixture
def closed(world):
    """What was asked before the round closed and is open still."""
    world.submits()
    world.one = world.is_asked()
    world.form = world.browser("focal point").open(world.address(f"/clarification/{world.one}")).form(world.one)
    world.app.config["CLOCK"].pass_(days=60)
    return world


@pytest.mark.parametrize(
    ("language", "asks", "says"),
    [
        ("en", "Answer what is asked about", "The round is closed: nothing more can be answered or corrected here."),
        (
            "es",
            "Contestar lo que se consulta",
            "La ronda está cerrada: aquí ya no puede contestarse ni corregirse nada.",
        ),
    ],
)
def test_in_a_closed_round_no_clarification_is_offered_to_be_answered(closed, language, asks, says):
    ana = closed.browser("focal point")

    page = ana.open(closed.address(f"/clarification/{closed.one}", language))

    assert says in page.text
    assert not page.document.xpath("//form[@id='clarification']")
    assert asks not in ana.open(closed.address(language=language)).text
    assert "Article 172?" in ana.open(closed.address("/section/law", language)).text
    listed = ana.open(closed.address("/clarifications", language)).text
    assert {"en": "not answered; the round is closed", "es": "sin contestar; la ronda está cerrada"}[language] in listed


@pytest.mark.parametrize("button", ["Send the answer", "Correct the answer in the reply"])
def test_what_was_written_when_the_round_closed_is_refused_in_words_and_kept(closed, button):
    closed.people["late"] = closed.people["focal point"]
    closed.form.page.client.browser.set_cookie("session", closed.browser("late").browser.get_cookie("session").value)

    page = closed.form.send({"text": "Article 172, since 2012."}, button=button, status=409)

    assert "The round is closed: nothing was sent." in page.text
    assert page.form(closed.one).fields["text"] == ["Article 172, since 2012."]
    assert closed.stored.standing == "submitted"
    assert [one.side for one in closed.all(models.ClarificationMessage)] == ["secretariat"]


def test_a_reply_reopened_in_a_closed_round_takes_answers_to_clarifications_again(closed):
    closed.do(
        lambda session, reply: requesting.reopen(
            session, reply, ["offence"], "Late.", "re", None, closed.app.config["CLOCK"](), ""
        )
    )

    page = closed.browser("focal point").open(closed.address(f"/clarification/{closed.one}"))
    page = page.form(closed.one).send({"text": "Article 172."}, button="Send the answer")

    assert "Article 172." in page.text


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "only once its reply is reopened"), ("es", "únicamente podrá contestar una vez reabierta su respuesta")],
)
def test_an_officer_is_told_that_the_state_cannot_answer_in_a_closed_round(closed, language, says):
    page = closed.browser("officer").open(f"/{language}/secretariat/rounds/2026/CRI/clarifications/offence")

    assert says in page.text


# What the officer reads of an answer


@pytest.mark.parametrize(
    ("language", "everybody", "some"),
    [
        ("en", "Who may read this answer: Public.", "Who may read this answer: Only the Secretariat."),
        (
            "es",
            "Quién puede leer la respuesta a esta pregunta: El público.",
            "Quién puede leer la respuesta a esta pregunta: Solo la Secretaría.",
        ),
    ],
)
def test_the_officers_page_of_a_clarification_says_who_may_read_the_answer(world, language, everybody, some):
    world.submits()
    page = f"/{language}/secretariat/rounds/2026/CRI/clarifications/offence"

    assert everybody in world.browser("officer").open(page).text

    def narrow(session, reply):
        reply.disclosure = "secretariat"
        reply.standing = "reopened"
        submitting.submit(session, reply, DECLARED, "again", None, world.now, "5a" * 16)

    world.do(narrow)
    assert some in world.browser("officer").open(page).text


@pytest.mark.parametrize(
    ("language", "same", "changed"),
    [
        ("en", "The answer has not changed since it was asked about.", "What changed since it was asked about"),
        ("es", "La respuesta no ha cambiado desde que se consultó sobre ella.", "Qué ha cambiado desde la consulta"),
    ],
)
def test_an_officer_reads_whether_an_answer_changed_since_it_was_asked_about(world, language, same, changed):
    world.submits()
    page = f"/{language}/secretariat/rounds/2026/CRI/clarifications/offence"
    assert same not in world.browser("officer").open(page).text
    world.is_asked()

    assert same in world.browser("officer").open(page).text

    def correct(session, reply):
        reply.standing = "reopened"
        answering.save_answer(session, reply, Place("offence"), {"option": "partly"}, 1, "2", None, world.now)
        submitting.submit(session, reply, DECLARED, "again", None, world.now, "5a" * 16)

    world.do(correct)
    told = world.browser("officer").open(page).text
    assert (same in told, changed in told) == (False, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The answer has changed since it was explained."),
        ("es", "La respuesta ha cambiado desde que se explicó."),
    ],
)
def test_an_officer_reads_that_an_answer_changed_since_it_was_explained(world, language, words):
    world.do(
        lambda session, reply: explaining.save(
            session, reply, {"offence": Explained("A secret law.", 0, "", False)}, "explain", None, world.now, "en"
        )
    )
    world.submits()
    page = f"/{language}/secretariat/rounds/2026/CRI/clarifications/offence"
    told = world.browser("officer").open(page).text
    assert ("A secret law." in told, words in told) == (True, False)

    def correct(session, reply):
        reply.standing = "reopened"
        later = world.now + timedelta(minutes=5)
        answering.save_answer(session, reply, Place("offence"), {"option": "partly"}, 1, "2", None, later)
        submitting.submit(session, reply, DECLARED, "again", None, later, "5a" * 16)

    world.do(correct)
    assert words in world.browser("officer").open(page).text


@pytest.mark.parametrize(("language", "words"), [("en", "(alternate focal point)"), ("es", "(punto focal suplente)")])
def test_the_page_of_a_state_says_who_is_the_alternate(world, session, language, words):
    a_person(session, "Bea Alternate").roles[0].is_alternate = True
    session.commit()

    told = world.browser("officer").open(f"/{language}/secretariat/rounds/2026/CRI").text

    assert f"Bea Alternate {words}" in told
    assert f"Name A {words}" not in told


def test_a_draft_of_the_secretariat_is_not_known_to_the_state(world):
    world.submits()
    draft = world.do(
        lambda session, reply: clarifying.draft(session, reply, "offence", "Secret?", "1", None, world.now).public_id
    )
    browser = world.browser("focal point")

    browser.open(world.address(f"/clarification/{draft}"), status=404)
    for page in ("/section/law", "/clarifications", ""):
        assert "Secret?" not in browser.open(world.address(page)).text


def test_a_reply_can_be_accepted_from_its_clarifications_when_nothing_is_open(world):
    world.submits()
    world.is_asked()
    officer = world.browser("officer")
    assert not officer.open(f"{OFFICE}/CRI/clarifications").document.xpath("//a[contains(@href, '/acceptance')]")
    officer.open(f"{OFFICE}/CRI/clarifications/offence").form("/offence").send({}, button="Close the clarification")

    page = officer.open(f"{OFFICE}/CRI/clarifications")

    assert page.document.xpath("string(//a[contains(@href, '/acceptance')])") == "Accept the reply"


def test_the_round_says_how_many_are_open_and_answered(world):
    world.submits()
    world.is_asked()
    world.is_asked("calls")
    one = world.all(models.Clarification)[0].public_id
    form = world.browser("focal point").open(world.address(f"/clarification/{one}")).form(one)
    form.send({"text": "Article 172."}, button="Send the answer")

    page = world.browser("officer").open(OFFICE)

    assert "Requests and clarifications: open 1, answered 1" in page.text


def test_a_section_with_clarifications_costs_few_statements(world):
    world.submits()
    world.is_asked()
    browser = world.browser("focal point")
    browser.open(world.address("/section/law"))

    with statements(world.app) as asked:
        browser.open(world.address("/section/law"))

    assert len(asked) <= 10, asked


# From the question to its end


def test_an_answer_is_asked_about_corrected_in_spanish_seen_to_be_otherwise_and_closed(world):
    world.submits()
    officer, ana = world.browser("officer"), world.browser("focal point")
    page = (
        officer.open(f"{OFFICE}/CRI/clarifications/offence").form("/offence").send({"text": "172?"}, button="Send now")
    )
    assert "open: the state has not answered" in page.text
    assert "Clarification: open: the state has not answered" in officer.open(f"{OFFICE}/CRI/answers").text

    desk = ana.open(world.address(language="es"))
    [link] = [one for one in desk.document.iter("a") if "Contestar lo que se consulta sobre" in one.text_content()]
    page = ana.open(link.get("href"))
    assert page.h1.startswith("Aclaración de la respuesta a")
    [form] = [page.form(link.get("href").rpartition("/")[2])]
    page = form.send({"text": "Solo en parte."}, button="Corregir lo contestado")
    assert page.language == "es"
    posted = page.form("/section/law").fields | {"a.offence.option": "partly", "next": "stay"}
    ana.post(page.document.get_element_by_id("answers").get("action"), posted)
    assert "conserva su validez hasta que se envíe de nuevo" in ana.open(world.address("/requests", "es")).text
    world.submits("again")

    page = officer.open(f"{OFFICE}/CRI/clarifications/offence")
    assert "Solo en parte." in page.text
    assert "What changed since it was asked about" in page.text
    page = page.form("/offence").send({}, button="Close the clarification")
    assert "closed" in page.text
    assert "ha quedado aclarada" in ana.open(world.address("/section/law", "es")).text
    deeds = officer.open(f"{OFFICE}/CRI").text
    for words in ("Clarification asked", "Clarification answered", "Clarification closed", "Reply reopened"):
        assert words in deeds
