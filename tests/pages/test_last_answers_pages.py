"""Last round's answers on the pages of a state and of the secretariat, without JavaScript."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from surveyapp.actions import answering, coming_in, reopening, submitting
from surveyapp.actions.answering import Posted
from surveyapp.core.places import Place
from surveyapp.store import answers as store
from surveyapp.store import models
from tests import stored
from tests.page_client import Page, PageClient
from tests.pages.desk import come_in
from tests.statements import statements

THEN = datetime(2024, 5, 10, 15, 0, tzinfo=UTC)
SENTENCES = {"en": "See the answer of 2024", "es": "Ver la respuesta de 2024"}
THEN_ANSWERED = {
    Place("offence"): {"option": "yes", "detail.yes": "Ley 9095"},
    Place("plan"): {"text": "Plan de 2012"},
    Place("treaties", row="palermo"): {"option": "party"},
    Place("calls"): {"text": "1107"},
    Place("victims", row="y1", column="women"): {"text": "31"},
}


@dataclass
class Two:
    """The reply of Costa Rica in a round of 2026 and the one that it sent in 2024, and a browser."""

    app: Flask
    session: Session
    client: PageClient
    reply: models.Reply
    earlier: models.Reply

    def section(self, code: str = "law", language: str = "en", **query: str | list[str]) -> Page:
        return self.client.open(f"/{language}/reply/{self.reply.public_id}/section/{code}", query=query)

    def press(self, page: Page, name: str, value: str, status: int = 200, **changes: str) -> Page:
        """Presses the button of this name and value; the form goes along as it stands."""
        form = page.form(f"/section/{page.address.partition('/section/')[2].partition('?')[0]}")
        assert page.document.xpath(f"//button[@name='{name}' and @value='{value}']"), f"no button {name} {value}"
        return self.client.post(form.element.get("action"), form.fields | changes | {name: value}, status)

    def typed(self) -> dict[str, dict[str, str]]:
        self.session.expire_all()
        return {place: dict(one.typed) for place, one in store.answers(self.session, self.reply.id).items()}


@pytest.fixture
def two(app: Flask, client: PageClient, session: Session, now: datetime) -> Two:
    app.config["CLOCK"] = lambda: now
    earlier = stored.a_round(
        session,
        code="2024",
        period_from=date(2022, 1, 1),
        period_to=date(2023, 12, 31),
        deadline=THEN + timedelta(days=20),
        closes_at=THEN + timedelta(days=30),
        opened_at=THEN,
    )
    sent = stored.a_reply(session, "CRI", earlier)
    reply = stored.a_reply(session, "CRI", stored.a_round(session))
    answering.save_page(
        session, sent, {place: Posted(typed, 0) for place, typed in THEN_ANSWERED.items()}, "1", None, THEN, "es"
    )
    submitting.submit(session, sent, {"name": "Ana Mora"}, "sent", None, THEN, "5a" * 16)
    person = stored.a_person(session)
    token = coming_in.begin(session, person, now)
    session.commit()
    client.browser.set_cookie("session", token)
    return Two(app, session, client, reply, sent)


def of_question(page: Page, code: str) -> str:
    return " ".join(page.document.get_element_by_id(f"q-{code}").text_content().split())


def then(page: Page, code: str) -> str:
    return " ".join(page.document.get_element_by_id(f"q-{code}-last").text_content().split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_of_the_last_round_is_shown_before_it_is_asked_for(two: Two, language: str) -> None:
    page = two.section(language=language)

    assert "Ley 9095" not in page.text
    assert SENTENCES[language] in of_question(page, "offence")


def test_asking_for_one_answer_shows_it_and_keeps_what_was_typed(two: Two) -> None:
    page = two.press(two.section(), "last", "offence", **{"a.plan.text": "A new plan"})

    assert "Ley 9095" in then(page, "offence")
    assert "Sent on 10 May 2024, CR-2024-01" in then(page, "offence")
    assert "The period differs: 2022–2023." in then(page, "offence")
    assert "Plan de 2012" not in page.text
    assert two.typed()["plan"] == {"text": "A new plan"}


@pytest.mark.parametrize(("language", "words"), [("en", "No change"), ("es", "Sin cambios")])
def test_all_answers_of_a_section_can_be_seen_at_once(two: Two, language: str, words: str) -> None:
    page = two.section(language=language, last="all")

    assert "Ley 9095" in then(page, "offence")
    assert "Plan de 2012" in then(page, "plan")
    assert words in then(page, "offence")
    assert words not in then(page, "laws")  # left blank then


def test_no_change_takes_the_answer_over_and_says_so(two: Two) -> None:
    page = two.press(two.section(last="offence"), "carry", "offence")

    assert two.typed()["offence"] == {"option": "yes", "detail.yes": "Ley 9095"}
    assert "no change since the last round" in of_question(page, "offence")


@pytest.mark.parametrize(
    ("section", "question", "field"),
    [
        ("law", "offence", "a.offence.option"),
        ("law", "plan", "a.plan.text"),
        ("law", "treaties", "a.treaties/palermo.option"),
        ("help", "victims", "a.victims/y1/women.text"),
    ],
)
def test_reuse_and_edit_comes_back_to_the_first_field(two: Two, section: str, question: str, field: str) -> None:
    page = two.press(two.section(section, last=question), "reuse", question)

    assert page.document.xpath("//@name[../@autofocus]") == [field]
    assert page.document.xpath("//input[@type='radio'][@autofocus][not(@checked)]") == []
    assert any(place.startswith(question) for place in two.typed())


def test_an_answer_written_by_hand_is_no_longer_called_unchanged(two: Two) -> None:
    page = two.press(two.section("help", last="calls"), "carry", "calls")

    page = page.form("/section/help").send({"a.calls.text": "1200"}, "Save")

    assert "no change since" not in of_question(page, "calls")


def test_an_answer_that_stands_is_shown_beside_the_old_one_and_not_written_over(two: Two) -> None:
    page = two.section("help", last="calls")

    page = two.press(page, "carry", "calls", 409, **{"a.calls.text": "5"})

    assert "this question is answered already" in page.text
    assert "107" in then(page, "calls")
    assert two.typed()["calls"] == {"text": "5"}


def test_where_something_stands_taking_over_is_not_offered(two: Two) -> None:
    two.section("help").form("/section/help").send({"a.calls.text": "5"}, "Save")

    page = two.section("help", last="calls")

    assert "To take it over, clear your present answer first." in then(page, "calls")
    assert page.document.xpath("//button[@name='carry']") == []


def test_what_was_just_taken_over_is_not_offered_again(two: Two) -> None:
    page = two.press(two.section("help", last="calls"), "carry", "calls")

    assert "To take it over" not in then(page, "calls")
    assert page.document.xpath("//button[@name='carry']") == []


def test_only_questions_asked_now_are_counted_as_asked_then_too(two: Two) -> None:
    page = two.section()

    asked = [one for one in page.document.find_class("question") if "hidden" not in one.attrib]

    assert f"{len(asked)} questions on this page were asked in the round 2024 too." in page.text
    assert len(asked) < len(page.document.find_class("question"))


def test_who_only_reads_sees_the_last_answers_and_no_button(two: Two, now: datetime) -> None:
    observer = stored.a_person(two.session, "Name O", "observer")
    two.client.browser.set_cookie("session", coming_in.begin(two.session, observer, now))
    two.session.commit()

    page = two.section().follow("See the answer of 2024: Question offence")

    assert "Ley 9095" in then(page, "offence")
    assert page.document.xpath("//button[@name='carry' or @name='reuse' or @name='last']") == []


def test_a_contributor_cannot_take_over_into_a_section_that_was_not_sent(two: Two, now: datetime) -> None:
    contributor = stored.a_person(two.session, "Name B", "contributor", sections=["law"])
    two.client.browser.set_cookie("session", coming_in.begin(two.session, contributor, now))
    two.session.commit()

    page = two.section("law", last="all")
    token = page.form("/section/law").fields["csrf_token"][0]
    address = f"/en/reply/{two.reply.public_id}/section/law"
    two.client.post(address, {"csrf_token": token, "operation": "x", "carry": "calls"})

    assert "1107" not in page.text
    assert two.typed() == {}


def test_another_state_never_sees_these_answers(two: Two, now: datetime) -> None:
    of_jamaica = stored.a_reply(two.session, "JAM", two.reply.round)
    somebody = stored.a_person(two.session, "Name J", state="JAM")
    two.client.browser.set_cookie("session", coming_in.begin(two.session, somebody, now))
    two.session.commit()

    own = two.client.open(f"/en/reply/{of_jamaica.public_id}/section/law", query={"last": "all"})
    token = own.form("/section/law").fields["csrf_token"][0]
    two.client.post(
        f"/en/reply/{of_jamaica.public_id}/section/law",
        {"csrf_token": token, "operation": "x", "carry": "offence"},
        409,
    )

    assert "2024" not in own.text
    assert store.answers(two.session, of_jamaica.id) == {}
    two.client.open(f"/en/reply/{two.reply.public_id}/section/law", 404, {"last": "all"})


@pytest.mark.parametrize("last", ["nothing", "../../etc", "all", "x" * 5000, "<script>"])
def test_an_address_that_asks_for_anything_is_answered(two: Two, last: str) -> None:
    assert two.section(last=last).h1 == "Section law"


def test_a_section_page_without_request_costs_one_statement_more(two: Two) -> None:
    two.section()
    seen: list[str] = []
    event.listen(two.app.extensions["engine"], "before_cursor_execute", lambda *told: seen.append(told[2]))

    two.section()

    selects = [one for one in seen if one.startswith("SELECT")]
    assert len(selects) <= 8, selects
    assert not any("submission.content" in one for one in selects)


def test_the_secretariat_sees_what_was_taken_over(two: Two, app: Flask, now: datetime) -> None:
    two.press(two.section(last="offence"), "carry", "offence")
    submitting.submit(two.session, two.reply, {"name": "Ana Mora"}, "sent", None, now, "5b" * 16)
    officer = come_in(PageClient(app), two.session, now)

    state = officer.open("/en/secretariat/rounds/2026/CRI")
    answers = officer.open("/es/secretariat/rounds/2026/CRI/answers")

    assert "1 answer: Question offence" in state.texts("dd")
    assert "Answer of an earlier round taken over" in state.text
    assert "Una respuesta se retomó de una ronda anterior sin cambios." in answers.text
    assert answers.text.count("sin cambios desde 2024") == 1


def test_of_a_reply_that_was_reopened_the_secretariat_sees_how_many_and_not_which(
    two: Two, app: Flask, now: datetime
) -> None:
    """What was sent stands beside it; that an answer is otherwise in the draft is the state's to say."""
    two.press(two.section(last="offence"), "carry", "offence")
    submitting.submit(two.session, two.reply, {"name": "Ana Mora"}, "sent", None, now, "5b" * 16)
    reopening.reopen(two.session, two.reply, None, None, now, "request")
    officer = come_in(PageClient(app), two.session, now)

    page = officer.open("/en/secretariat/rounds/2026/CRI")

    assert "1 answer" in page.texts("dd")
    assert "1 answer: Question offence" not in page.texts("dd")


def test_of_a_draft_the_secretariat_sees_how_many_and_not_which(two: Two, app: Flask, now: datetime) -> None:
    two.press(two.section(last="offence"), "carry", "offence")
    officer = come_in(PageClient(app), two.session, now)

    page = officer.open("/en/secretariat/rounds/2026/CRI")

    assert "1 answer" in page.texts("dd")
    assert "Question offence" not in page.text


@pytest.mark.parametrize("wanted", ["", "all"])
def test_a_section_with_last_answers_costs_few_statements(two: Two, wanted: str) -> None:
    two.section(last=wanted)

    with statements(two.app) as asked:
        two.section(last=wanted)

    assert len(asked) <= 8, asked
