"""A state is asked to confirm answers, without JavaScript: what it sees, what it presses, what it can write."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import answering, authoring, coming_in, moving_rounds, submitting
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.store import models
from surveyapp.store.database import reading
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.page_client import Page, PageClient
from tests.statements import statements
from tests.stored import OPENED, a_person, a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
OFFENCE = a_question(
    "offence", Kind.ONE, "yes partly no", wording=words("Is it an offence?", "¿Es un delito?"), number="1.1"
)
CALLS = a_question("calls", Kind.INTEGER, number="1.2")


def a_form(*questions, version: str = "1") -> Questionnaire:
    return a_questionnaire(
        a_section("law", *questions, number="1"),
        a_section("help", a_question("budget", number="2.1"), number="2"),
        version=version,
    )


FORM = a_form(OFFENCE, CALLS)
NEXT = a_form(
    replace(
        OFFENCE,
        wording=words("Is it an offence of its own?", "¿Es un delito autónomo?"),
        options=(an_option("yes"), an_option("no"), an_option("drafted", wording=words("Drafted", "En proyecto"))),
    ),
    CALLS,
    version="2",
)


class World:
    """Costa Rica has sent its reply; the round then moved to the next edition."""

    def __init__(self, app: Any, session: Session, now: Any, option: str = "yes") -> None:
        self.app, self.now = app, now
        self.states: dict[int, set[str | None]] = {}
        round_ = a_round(session, FORM)
        self.reply = a_reply(session, "CRI", round_)
        self.foreign = a_reply(session, "JAM", round_)
        self.person = a_person(session)
        for reply in (self.reply, self.foreign):
            answering.save_answer(session, reply, Place("offence"), {"option": option}, 0, "1", self.person, now)
            answering.save_answer(session, reply, Place("calls"), {"text": "3"}, 0, "2", self.person, now)
        submitting.submit(session, self.reply, DECLARED, "send", None, now, "5a" * 16)
        edition = authoring.take_in(session, NEXT, "form.xlsx", None, OPENED + timedelta(days=1))
        edition.published_at = now
        moving_rounds.move(session, round_, edition, [], None, now)
        session.commit()
        self.client = self.as_(session, self.person)

    def as_(self, session: Session, person: models.Person) -> PageClient:
        client = PageClient(self.app)
        self.states[id(client)] = {role.state for role in person.roles}
        client.browser.set_cookie("session", coming_in.begin(session, person, self.now))
        session.commit()
        return client

    def address(self, path: str = "", language: str = "en") -> str:
        return f"/{language}/reply/{self.reply.public_id}{path}"

    def open(self, path: str = "", language: str = "en"):
        return self.client.open(self.address(path, language))

    def press(self, client: PageClient, status: int, **fields: str) -> Page:
        """Posts the section with these fields, as a person with a token of his or her own may."""
        own = self.foreign if client is not self.client and "JAM" in self.states[id(client)] else self.reply
        page = client.open(f"/en/reply/{own.public_id}")
        token = str(page.document.xpath("//input[@name='csrf_token']/@value")[0])
        return client.post(self.address("/section/law"), {"csrf_token": token, **fields}, status)

    def settled(self, reply: models.Reply | None = None) -> list[str]:
        with reading(self.app.extensions["engine"]) as session:
            found = sa.select(models.Confirmation.how).where(models.Confirmation.reply_id == (reply or self.reply).id)
            return list(session.scalars(found.order_by(models.Confirmation.id)))


@pytest.fixture
def world(app, session, now) -> World:
    app.config["CLOCK"] = lambda: now
    return World(app, session, now)


@pytest.mark.parametrize(
    ("language", "words_"), [("en", "Please confirm one answer"), ("es", "Sírvase confirmar una respuesta")]
)
def test_the_desk_lists_what_is_to_be_confirmed(world: World, language: str, words_: str) -> None:
    page = world.open(language=language)

    assert words_ in page.text
    assert any("#q-offence" in str(link.get("href")) for link in page.all("a"))


def test_at_the_question_both_wordings_are_told_by_words(world: World) -> None:
    page = world.open("/section/law")

    notice = page.document.get_element_by_id("changed-offence")
    assert [one.text_content() for one in notice.iter("ins")] == [
        " of its own"
    ] or "of its own" in notice.text_content()
    assert "Options added: “Drafted”." in page.text
    assert "Options removed: “Partly”." in page.text


def test_the_other_questions_can_only_be_read(world: World) -> None:
    page = world.open("/section/law")

    assert "v.offence" in page.form("/section/law").fields
    assert "v.calls" not in page.form("/section/law").fields
    assert "reopened for some questions alone: 1.1" in page.text
    assert "reopened for some questions alone: 1.1" in world.open("/section/help").text


def test_one_press_confirms_and_says_what_to_do_next(world: World) -> None:
    page = world.open("/section/law")

    page = page.form("/section/law").send(button="Confirm this answer: 1.1")

    assert world.settled() == ["confirmed"]
    assert "This question has changed" not in page.text
    assert "counts once the reply is sent again" in page.text
    assert "Review and send again" in world.open().text


def test_changing_the_answer_settles_it_too(world: World) -> None:
    world.open("/section/law").form("/section/law").send({"a.offence.option": "drafted", "next": "stay"})

    assert world.settled() == ["changed"]


def test_an_answer_that_is_offered_no_longer_is_told_and_cannot_be_confirmed(app, session, now) -> None:
    app.config["CLOCK"] = lambda: now
    world = World(app, session, now, option="partly")

    page = world.open("/section/law")

    assert "You had chosen “Partly”, which is no longer offered." in page.text
    assert "Confirm this answer" not in page.text
    assert "cannot be confirmed" in world.press(world.client, 409, confirm_answer="offence").text


def test_of_several_options_those_gone_stay_ticked_until_the_state_unticks_them(app, session, now) -> None:
    app.config["CLOCK"] = lambda: now
    world = World(app, session, now)
    round_, reply = world.reply.round, world.foreign
    bodies = a_question("bodies", Kind.SEVERAL, "police courts other", number="1.3")
    fewer = replace(bodies, options=bodies.options[:2])
    for version, question in (("3", bodies), ("4", fewer)):
        edition = authoring.take_in(session, a_form(CALLS, question, version=version), "form.xlsx", None, now)
        edition.published_at = now
        moving_rounds.move(session, round_, edition, [], None, now)
        if question is bodies:
            typed = {"options": "police other"}
            answering.save_answer(session, reply, Place("bodies"), typed, 0, "3", None, now)
    client = world.as_(session, a_person(session, "Joy Brown", state="JAM"))

    page = client.open(f"/en/reply/{reply.public_id}/section/law")

    assert "You had answered “Police; Other”. Not all of that is offered any more" in page.text
    assert page.form("/section/law").fields["a.bodies.options"] == ["police", "other"]
    page.form("/section/law").send({"next": "stay"})
    assert world.settled(reply)[-1] == ""
    client.open(f"/en/reply/{reply.public_id}/section/law").form("/section/law").send(
        {"a.bodies.options": ["police"], "next": "stay"}
    )
    assert world.settled(reply)[-1] == "changed"


def test_saving_the_page_takes_nothing_away_that_is_no_option_any_more(app, session, now) -> None:
    app.config["CLOCK"] = lambda: now
    world = World(app, session, now, option="partly")

    world.open("/section/law").form("/section/law").send({"next": "stay"})

    assert world.settled() == [""]
    assert "You had chosen “Partly”, which is no longer offered." in world.open("/section/law").text


def test_the_review_warns_and_lets_send(world: World) -> None:
    page = world.open("/review")

    assert "1 answer is not confirmed" in page.text
    assert page.form("/submit") is not None


def test_the_review_asks_for_nothing_that_cannot_be_written(world: World) -> None:
    page = world.open("/review")

    text = " ".join(page.text.split())
    assert "Change 1.1" in text
    assert "See 1.2" in text
    assert "is not answered" not in text  # 2.1 is left blank, and the reply is not reopened for it


def test_another_state_confirms_nothing_here(world: World, session) -> None:
    intruder = world.as_(session, a_person(session, "Intruder", state="JAM"))

    world.press(intruder, 404, confirm_answer="offence")

    assert world.settled() == [""]


def test_an_observer_reads_the_notice_and_has_no_button(world: World, session) -> None:
    observer = world.as_(session, a_person(session, "Observer", role="observer"))

    page = observer.open(world.address("/section/law"))

    assert "This question has changed" in page.text
    assert "Confirm this answer" not in page.text
    world.press(observer, 404, confirm_answer="offence")
    assert world.settled() == [""]


def test_a_contributor_confirms_in_the_sections_sent_alone(world: World, session) -> None:
    contributor = world.as_(session, a_person(session, "Contributor", role="contributor", sections=["help"]))

    world.press(contributor, 404, confirm_answer="offence")
    contributor.open(world.address("/section/help"))

    assert world.settled() == [""]
    assert "Please confirm" not in contributor.open(world.address()).text


def test_what_is_written_at_another_question_is_refused(world: World) -> None:
    page = world.press(world.client, 409, **{"v.calls": "1", "a.calls.text": "4"})

    assert "the reply has been reopened for other questions alone" in page.text


def test_a_page_that_was_open_since_before_the_move_answers_the_wording_it_shows(world: World) -> None:
    with reading(world.app.extensions["engine"]) as session:
        first = session.scalars(sa.select(models.Edition).where(models.Edition.number == 1)).one()

    world.press(
        world.client,
        200,
        **{"asked_as": f"{first.public_id}:0", "v.offence": "1", "a.offence.option": "no", "next": "stay"},
    )

    with reading(world.app.extensions["engine"]) as session:
        kept = session.get_one(models.Answer, (world.reply.id, "offence"))
        assert (kept.typed, kept.edition_id) == ({"option": "no"}, first.id)
    assert world.settled() == [""]


def test_a_section_with_answers_to_confirm_costs_few_statements(world: World) -> None:
    world.open("/section/law")

    with statements(world.app) as asked:
        world.open("/section/law")

    assert len(asked) <= 8, asked
