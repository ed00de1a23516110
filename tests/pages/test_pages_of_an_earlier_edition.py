"""A page open while its round moved to another edition: what is typed there is never put to other questions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from surveyapp.actions import answering, authoring, coming_in, moving_rounds
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.store import answers as store
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.stored import OPENED, a_person, a_reply, a_round

OFFENCE = a_question("offence", Kind.ONE, "yes no", number="1")
CALLS = a_question("calls", Kind.INTEGER, number="2")
PLAN = a_question("plan", Kind.LONG_TEXT, number="3")
GONE = a_question("gone", Kind.LONG_TEXT, number="4")


def a_form(*questions, version="1"):
    return a_questionnaire(a_section("law", *questions, number="1"), version=version)


SWAPPED = (
    an_option("yes", wording=words("No"), previous="no"),
    an_option("no", wording=words("Yes"), previous="yes"),
)
NEXT = a_form(
    replace(OFFENCE, options=SWAPPED),
    replace(CALLS, code="hotline", previous="calls"),
    a_question("calls", Kind.INTEGER, wording=words("How many prosecutors?"), previous="none_before", number="2b"),
    PLAN,
    version="2",
)


class Moved:
    def __init__(self, app, client, session, now):
        self.client, self.session = client, session
        app.config["CLOCK"] = lambda: now
        round_ = a_round(session, a_form(OFFENCE, CALLS, PLAN, GONE))
        self.reply = a_reply(session, "CRI", round_)
        answering.save_answer(session, self.reply, Place("gone"), {"text": "Before"}, 0, "1", None, now)
        client.browser.set_cookie("session", coming_in.begin(session, a_person(session), now))
        session.commit()
        self.page = client.open(f"/en/reply/{self.reply.public_id}/section/law")
        edition = authoring.take_in(session, NEXT, "form.xlsx", None, OPENED + timedelta(days=1))
        edition.published_at = now
        moving_rounds.move(session, round_, edition, [], None, now)
        session.commit()

    def press(self, status, **fields):
        form = self.page.form("/section/law")
        fields = {name.replace("__", "."): text for name, text in fields.items()}
        return self.client.post(form.element.get("action"), form.fields | {"next": "stay"} | fields, status)

    def typed(self):
        self.session.expire_all()
        return {place: dict(one.typed) for place, one in store.answers(self.session, self.reply.id).items()}


@pytest.fixture
def moved(app, client, session, now):
    return Moved(app, client, session, now)


def test_what_was_not_touched_and_what_is_asked_as_before_is_saved(moved) -> None:
    moved.press(200, a__plan__text="A plan")

    assert moved.typed() == {"gone": {"text": "Before"}, "plan": {"text": "A plan"}}


def test_an_answer_is_not_put_to_another_question_that_has_its_code_now(moved) -> None:
    page = moved.press(409, a__calls__text="42", a__plan__text="A plan")

    assert "the questions have changed since you opened the page" in page.text
    assert "42" in page.document.xpath("//input/@value")
    assert moved.typed() == {"gone": {"text": "Before"}, "plan": {"text": "A plan"}}


def test_a_choice_is_not_taken_for_the_option_that_has_its_code_now(moved) -> None:
    moved.press(409, a__offence__option="yes")

    assert "offence" not in moved.typed()


def test_what_was_typed_at_a_question_that_is_asked_no_longer_is_said_and_not_dropped(moved) -> None:
    page = moved.press(409, a__gone__text="Everything we know")

    assert "Everything we know" in page.text
    assert moved.typed() == {"gone": {"text": "Before"}}


def test_a_disclosure_chosen_for_a_question_follows_its_code(moved) -> None:
    moved.press(200, d__calls="secretariat", s__calls="public")

    kept = store.answers(moved.session, moved.reply.id)
    assert {place: one.disclosure for place, one in kept.items() if one.disclosure} == {"hotline": "secretariat"}


@pytest.mark.parametrize("button", ["add", "use", "confirm", "confirm_answer", "clear", "carry", "reuse"])
def test_a_button_of_such_a_page_does_nothing_to_a_question_it_did_not_show(moved, button) -> None:
    page = moved.press(409, **{button: "calls"})

    assert "the questions have changed since you opened the page" in page.text
    assert moved.typed() == {"gone": {"text": "Before"}}


def test_left_field_by_field_it_is_refused_too(moved) -> None:
    form = moved.page.form("/section/law")
    kept = {name: form.fields[name] for name in ("csrf_token", "written_in", "asked_as")}

    moved.client.browser.post(
        f"/en/reply/{moved.reply.public_id}/answer", data={**kept, "v.calls": "0", "a.calls.text": "42"}
    )

    assert "calls" not in moved.typed()
