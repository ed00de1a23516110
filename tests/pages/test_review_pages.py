"""Reviewing a reply as an officer does it, without JavaScript; and that a state never sees anything of it."""

import pytest
import sqlalchemy as sa

from surveyapp.actions import answering, assigning, clarifying, coming_in, reopening, reviewing, submitting
from surveyapp.core.places import Place
from surveyapp.core.reviewing import Finding, How
from surveyapp.store import models
from surveyapp.store.database import reading, writing
from surveyapp.store.secretariat_models import AnswerReview, InternalNote
from surveyapp.web.access import ENDPOINTS, STATE
from tests.page_client import PageClient
from tests.pages.desk import BILINGUAL
from tests.statements import statements
from tests.stored import a_person, a_reply, a_round

DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
SECRETARIAT = "/secretariat/rounds/2026"


class World:
    """Costa Rica and Jamaica, which have replied, the people of the first, and two officers."""

    def __init__(self, app, session, now):
        self.app, self.now = app, now
        round_ = a_round(session, **BILINGUAL)
        self.reply, self.other = a_reply(session, "CRI", round_), a_reply(session, "JAM", round_)
        self.people = {
            "focal point": a_person(session),
            "contributor": a_person(session, "Ministry", "contributor", sections=["law"]),
            "observer": a_person(session, "Mission", "observer"),
            "officer": a_person(session, "Officer", "officer", None, language="en"),
            "second": a_person(session, "Second officer", "officer", None, language="en"),
        }
        for reply, option in ((self.reply, "yes"), (self.other, "partly")):
            answering.save_answer(session, reply, Place("offence"), {"option": option}, 0, "1", None, now)
            submitting.submit(session, reply, DECLARED, "send", None, now, "5a" * 16)
        session.commit()

    def browser(self, who):
        client = PageClient(self.app)
        with writing(self.app.extensions["engine"]) as session:
            person = session.get_one(models.Person, self.people[who].id)
            client.browser.set_cookie("session", coming_in.begin(session, person, self.app.config["CLOCK"]()))
            session.commit()
        return client

    def do(self, deed):
        with writing(self.app.extensions["engine"]) as session:
            done = deed(session, session.get_one(models.Reply, self.reply.id))
            session.commit()
            return done

    @property
    def stored(self):
        with reading(self.app.extensions["engine"]) as session:
            return session.get_one(models.Reply, self.reply.id)

    def all(self, model):
        with reading(self.app.extensions["engine"]) as session:
            return session.scalars(sa.select(model).order_by(model.id)).all()

    def is_asked(self):
        def ask(session, reply):
            clarifying.draft(session, reply, "offence", "Article 172?", "1", None, self.now)
            clarifying.send(session, reply, None, self.now, "http://localhost")

        self.do(ask)

    def is_submitted_anew(self):
        def submit(session, reply):
            reopening.reopen(session, reply, None, None, self.now, "request")
            answering.save_answer(session, reply, Place("offence"), {"option": "no"}, 1, "2", None, self.now)
            submitting.submit(session, reply, DECLARED, "again", None, self.now, "5b" * 16)

        self.do(submit)


@pytest.fixture
def world(app, session, clock, now):
    return World(app, session, now)


def state_page(language="en"):
    return f"/{language}{SECRETARIAT}/CRI"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_reviewing_in_both_languages(world, language):
    world.is_asked()
    office = world.browser("officer")

    for rest in ("", "/answers", "/review/offence", "/review/offence?others=1", "/acceptance"):
        office.open(state_page(language) + rest)
    office.open(f"/{language}/secretariat/my-list")
    office.open(f"/{language}{SECRETARIAT}/officers")


def test_an_answer_is_looked_at_and_counted(world):
    office = world.browser("officer")
    form = office.open(f"{state_page()}/review/offence").form("/review/offence")

    page = form.send({"finding": "clear"}, button="Keep, and go to the next answer")

    assert page.address.endswith("/review/plan")
    answers = office.open(f"{state_page()}/answers")
    assert "1 of 9 answers looked at" in answers.text
    assert "1 of 4 looked at" in answers.text


def test_to_be_clarified_leads_to_asking_the_state(world):
    form = world.browser("officer").open(f"{state_page()}/review/offence").form("/review/offence")

    page = form.send({"finding": "to_clarify"})

    assert page.address.endswith("/CRI/clarifications/offence")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [({}, "Choose what is found."), ({"finding": "verified"}, "Say with what it was compared.")],
)
def test_what_is_missing_of_a_finding_stands_beside_its_field(world, fields, fault):
    form = world.browser("officer").open(f"{state_page()}/review/offence").form("/review/offence")

    page = form.send(fields, status=422)

    assert fault in page.text
    assert world.all(AnswerReview) == []


def test_a_verified_answer_says_how(world):
    office = world.browser("officer")
    form = office.open(f"{state_page()}/review/offence").form("/review/offence")
    said = {"finding": "verified", "how": "official_gazette", "source": "Gaceta 12", "verified_on": "2026-09-03"}

    page = form.send(said, button="Keep the finding")

    assert "verified; official gazette; Gaceta 12; Officer; 3 September 2026" in page.text


def test_the_answer_is_read_beside_those_of_other_states(world):
    office = world.browser("officer")

    page = office.open(f"{state_page()}/review/offence")
    assert "Jamaica" not in page.text
    page = page.follow("Show the answers of the other states to this question")

    assert "Jamaica" in page.text
    assert [term.text for term in page.all("dt") if term.text == "Jamaica"]


def test_a_changed_answer_is_shown_word_by_word_and_no_longer_counted(world):
    office = world.browser("officer")
    office.open(f"{state_page()}/review/offence").form("/review/offence").send({"finding": "clear"})

    world.is_submitted_anew()

    page = office.open(f"{state_page()}/review/offence")
    assert "clear, about an earlier text" in page.text
    assert page.all("del")
    assert page.all("ins")
    assert "0 of 8 answers looked at" in office.open(f"{state_page()}/answers").text


def test_an_amended_answer_is_shown_as_a_difference_although_nobody_looked_at_it_before(world):
    world.is_submitted_anew()

    page = world.browser("officer").open(f"{state_page()}/review/offence")

    assert "What the state changed in its last submission" in page.text
    assert page.all("del")


def test_notes_are_written_and_withdrawn(world):
    office = world.browser("officer")
    forms = office.open(f"{state_page()}/review/offence").document.xpath("//form[contains(@action, '/notes')]")
    token = forms[0].xpath(".//input[@name='csrf_token']")[0].get("value")
    fields = {"csrf_token": token, "question": "offence", "text": "Ask the ministry first."}

    page = office.post(f"{state_page()}/notes", fields)
    assert "Ask the ministry first." in page.text
    [note] = world.all(InternalNote)
    page = office.post(
        f"{state_page()}/notes", {"csrf_token": token, "question": "offence", "withdraw": note.public_id}
    )

    assert "Ask the ministry first." not in page.text


def test_acceptance_warns_of_open_clarifications(world):
    world.is_asked()
    form = world.browser("officer").open(f"{state_page()}/acceptance").form("/acceptance")

    page = form.send({"words": "Thank you."}, status=422)
    assert "One clarification is open" in page.text
    assert world.stored.accepted_at is None
    page = page.form("/acceptance").send({"words": "Thank you.", "despite_open": "y"})

    assert "cleared" in page.text
    assert world.stored.accepted_at == world.now


def test_a_new_submission_undoes_acceptance_visibly(world):
    office = world.browser("officer")
    page = office.open(f"{state_page()}/acceptance").form("/acceptance").send()
    assert "by Officer" in page.text

    world.is_submitted_anew()

    assert "not any more" in office.open(state_page()).text


def test_officers_are_assigned_for_one_state_and_for_many(world):
    office = world.browser("officer")
    mine, second = (world.people[who].public_id for who in ("officer", "second"))
    office.open(state_page()).form("/CRI/officer").send({"officer": mine})
    assert world.stored.officer_id == world.people["officer"].id

    form = office.open(f"/en{SECRETARIAT}/officers").form("/officers")
    assert form.fields["officer-CRI"] == [mine]
    form.send({"officer-CRI": second, "officer-JAM": mine})

    assert world.stored.officer_id == world.people["second"].id
    page = office.open("/en/secretariat/my-list")
    assert "Jamaica" in page.text
    assert "Review the reply" in page.text
    assert "Costa Rica" not in page.text


def test_a_person_who_is_no_officer_is_not_assigned(world):
    office = world.browser("officer")
    form = office.open(state_page()).form("/CRI/officer")

    form.send({"officer": world.people["focal point"].public_id})

    assert world.stored.officer_id is None


def test_the_list_takes_as_many_statements_for_many_states_as_for_one(world, app):
    def asked():
        office.open("/en/secretariat/my-list")  # what comes first of a session is none of it
        with statements(app) as found:
            office.open("/en/secretariat/my-list")
        return len(found)

    def assign(session, *states):
        officer = session.get_one(models.Person, world.people["officer"].id)
        round_ = session.scalars(sa.select(models.Round)).one()
        assigning.assign(session, {a_reply(session, one, round_): officer for one in states}, None, world.now)

    office = world.browser("officer")
    world.do(lambda session, _reply: assign(session, "PER"))
    for_one = asked()
    world.do(lambda session, _reply: assign(session, "CHL", "BRA", "ARG", "MEX"))

    assert asked() == for_one


SECRETS = ("Never tell them so.", "Between officers alone.", "Secret gazette", "Verifier Unknown", "to be clarified")


@pytest.mark.parametrize("who", ["focal point", "contributor", "observer"])
def test_nothing_of_a_review_is_shown_to_a_state_on_any_page_letter_paper_or_file(world, who):
    def review(session, reply):
        officer = session.get_one(models.Person, world.people["officer"].id)
        verification = reviewing.Verification(How.OTHER, "Secret gazette", "Verifier Unknown")
        reviewing.find(session, reply, "calls", Finding.VERIFIED, verification, officer, world.now)
        reviewing.find(session, reply, "offence", Finding.TO_CLARIFY, None, officer, world.now)
        reviewing.write_note(session, reply, "offence", "Never tell them so.", officer, world.now)
        reviewing.write_note(session, reply, "", "Between officers alone.", officer, world.now)
        reviewing.accept(session, reply, "", officer, world.now, "http://localhost", despite_open=True)

    world.do(review)
    browser, opened = world.browser(who).browser, 0
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint.startswith("focal_point.") and "GET" in rule.methods:
            for address in addresses(world, rule):
                answer = browser.get(address)
                opened += answer.status_code == 200
                content = answer.get_data()
                answer.close()
                assert not [secret for secret in SECRETS if secret.encode() in content], address

    assert opened > 10
    for letter in world.all(models.Letter):
        assert not [secret for secret in SECRETS if secret in letter.subject + letter.body]
    office = [rule for endpoint, rule in ENDPOINTS.items() if endpoint.startswith("secretariat.")]
    assert all((rule.read_by | rule.written_by).isdisjoint(STATE) for rule in office)


def addresses(world, rule):
    """The addresses of an endpoint of a state with all that is there to be named."""
    [made] = [one for one in world.all(models.Submission) if one.reply_id == world.reply.id]
    known = {
        "language": ["en"],
        "reply": [world.reply.public_id],
        "section": ["law", "help"],
        "question": ["offence", "calls"],
        "made": [made.public_id],
        "which": ["reply"],
        "form": ["docx"],
        "letter": [one.public_id for one in world.all(models.Letter)],
    }
    if not rule.arguments <= known.keys():
        return
    with world.app.test_request_context():
        names = sorted(rule.arguments)
        found = [{}]
        for name in names:
            found = [one | {name: value} for one in found for value in known[name]]
        for one in found:
            yield rule.build(one)[1]
