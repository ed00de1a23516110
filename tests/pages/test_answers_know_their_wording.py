"""Every answer knows the wording it was given to: the one on the page, however long that has been open."""

import io

import pytest

from surveyapp.actions import coming_in, wording_corrections
from surveyapp.core.questionnaire import Kind
from surveyapp.store import answers as store
from tests.builders import a_question, a_questionnaire, a_section, words
from tests.stored import a_person, a_reply, a_round

FORM = a_questionnaire(
    a_section(
        "law",
        a_question("plan", Kind.LONG_TEXT, wording=words("Which plan?")),
        a_question("calls", Kind.INTEGER, default="7"),
        a_question("paper", Kind.FILE),
        a_question("offence", Kind.ONE, "yes no"),
    )
)
PDF = b"%PDF-1.7\n%%EOF"


class Opened:
    """A page that a state has open, and the wording of its question, which was corrected since."""

    def __init__(self, app, client, session, now):
        app.config["CLOCK"] = lambda: now
        self.client, self.session = client, session
        self.reply = a_reply(session, "CRI", a_round(session, FORM))
        client.browser.set_cookie("session", coming_in.begin(session, a_person(session), now))
        session.commit()
        self.address = f"/en/reply/{self.reply.public_id}/section/law"
        self.page = client.open(self.address)
        edition = self.reply.round.edition
        corrected = {"en": "Which national plan?"}
        wording_corrections.correct(session, edition, "plan.wording", corrected, {"en": "Which plan?"}, None, now)
        session.commit()

    def revisions(self):
        self.session.expire_all()
        return {place: one.wording_revision for place, one in store.kept(self.session, self.reply.id).items()}


@pytest.fixture
def opened(app, client, session, now):
    return Opened(app, client, session, now)


@pytest.mark.parametrize(
    ("place", "posted"),
    [
        ("plan", {"a.plan.text": "Plan 2012"}),
        ("calls", {"use": "calls default"}),
        ("paper", {"a.paper.upload": (io.BytesIO(PDF), "plan.pdf")}),
    ],
    ids=["typed", "proposed", "a file"],
)
def test_an_answer_is_one_to_the_wording_that_was_on_the_page(opened, place, posted):
    fields = dict(opened.page.form("/section/law").fields) | {"next": "stay"} | posted

    opened.client.browser.post(opened.address, data=fields)

    assert opened.revisions() == {place: 0}


def test_a_page_opened_since_answers_the_corrected_wording(opened):
    opened.page = opened.client.open(opened.address)
    form = opened.page.form("/section/law")

    opened.client.post(form.element.get("action"), form.fields | {"a.plan.text": "Plan 2012", "next": "stay"})

    assert opened.revisions() == {"plan": 1}


@pytest.mark.parametrize("said", ["", "x", "{edition}:", "{edition}:-1", "{edition}:99", "{edition}:9999999999", "x:0"])
def test_a_page_that_names_no_wording_there_was_answers_the_present_one(opened, said):
    form = opened.page.form("/section/law")
    asked_as = said.format(edition=opened.reply.round.edition.public_id)

    opened.client.post(
        form.element.get("action"),
        form.fields | {"a.plan.text": "Plan 2012", "next": "stay", "asked_as": asked_as},
    )

    assert opened.revisions() == {"plan": 1}
