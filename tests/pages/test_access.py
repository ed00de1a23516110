"""Who may use what: every endpoint of the address map with every role, so that a new page cannot be forgotten here.

What an address needs is built by `World.argument`; an argument that it does not know fails the test with its name.
"""

import ast
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, url_for

from config import Settings
from surveyapp.actions import (
    authoring,
    clarifying,
    coming_in,
    contacts,
    grouping,
    producing,
    reply_workbooks,
    submitting,
)
from surveyapp.actions.clarifying import File
from surveyapp.actions.producing import Wish
from surveyapp.core.disclosure import Audience
from surveyapp.files.storage import Storage
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from surveyapp.store.secretariat_models import DocumentReply, IncomingTranslations, PersonAddress
from surveyapp.web import access
from surveyapp.web.access import ENDPOINTS, reads, writes
from tests import product
from tests.page_client import PageClient
from tests.stored import a_person, a_reply, laws_and_figures

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry", "gaps": "Figures follow."}
PEOPLE = {
    "focal point": ("focal_point", "CRI", None),
    "focal point of another state": ("focal_point", "JAM", None),
    "contributor": ("contributor", "CRI", ["law"]),
    "observer": ("observer", "CRI", None),
    "officer": ("officer", None, None),
    "administrator": ("administrator", None, None),
    "publisher": ("publisher", None, None),
    "translator": ("translator", None, None),
    "auditor": ("auditor", None, None),
    "removed": ("focal_point", "CRI", None),
    "expired": ("focal_point", "CRI", None),
}
SIGNED_OUT = {"nobody", "removed", "expired"}
WHOLE_REPLY_ONLY = {
    "focal_point.receipt",
    "focal_point.receipt_file",
    "focal_point.frozen_text",
    "focal_point.submitted_reply_file",
    "focal_point.letter",
    "focal_point.file",
    "focal_point.workbook_changes",
}
"""What a contributor, who has one section of the reply, does not see of it here."""
POSTED_TO = {
    "focal_point.save_answer": lambda _found: {"v.offence": "0"},
    "focal_point.presence": lambda _found: {"section": "law", "question": "offence"},
    "focal_point.decide_access": lambda _found: {"decision": "let_in"},
    "focal_point.begin_upload": lambda _found: {"place": "offence@files"},
    "secretariat.make_papers": lambda _found: {"audience": "public"},
    "secretariat.person_roles": lambda _found: {"roles": "officer"},
    "secretariat.move_round": lambda found: {"edition": found["edition"]},
    "secretariat.withdraw_letter_wording": lambda _found: {"seen": "99"},  # another came meanwhile: none is withdrawn
    "secretariat.ask_state": lambda found: {"state": found["state"]},
    "secretariat.change_directory_person": lambda _found: {"deed": "correct"},
}
OF_ONE_PERSON = {
    "focal_point.add_to_upload",
    "focal_point.finish_upload",
    "own_data.address",
    "own_data.confirm_address",
    "own_data.send_code_again",
    "own_data.withdraw_address",
}
"""What only the person who began it goes on with: here the focal point."""
ABOUT_A_WORDING = (
    "letter_wording",
    "save_letter_wording",
    "preview_letter_wording",
    "letter_recipients",
    "letter_preview",
    "letter_versions",
    "restore_letter_wording",
    "withdraw_letter_wording",
)
DEMONSTRATION_ONLY = {"public.kept_letters", "public.kept_letter_file"}


@dataclass
class World:
    """A round, a reply of Costa Rica with all that can hang on one, and a person in every role."""

    app: Flask
    engine: sa.Engine
    found: dict[str, str]
    people: dict[str, int]
    sessions: dict[str, str] = field(default_factory=dict)

    def argument(self, endpoint: str, name: str) -> str:
        blueprint = endpoint.partition(".")[0]
        for known in (f"{endpoint} {name}", f"{blueprint} {name}", name):
            if known in self.found:
                return self.found[known]
        raise AssertionError(f"test_access.py does not know what to put for <{name}> of {endpoint}: add it to _found()")

    def address(self, endpoint: str) -> str:
        [rule, *_others] = self.app.url_map.iter_rules(endpoint)
        with self.app.test_request_context():
            known = {name: self.argument(endpoint, name) for name in rule.arguments}
            return url_for(endpoint, **known)

    def posted(self, endpoint: str) -> dict[str, str]:
        """What must be posted so that the endpoint finds what it is about; little, so that it changes little."""
        fields = {"csrf_token": self.found["csrf_token"]}
        a_focal_point = ("secretariat.remove_focal_point", "secretariat.recover_focal_point")
        if endpoint in a_focal_point:
            fields |= {"state": self.found["state"], "person": self._another_focal_point()}
        if endpoint in POSTED_TO:
            fields |= POSTED_TO[endpoint](self.found)
        return fields

    def _another_focal_point(self) -> str:
        with writing(self.engine) as session:
            person = a_person(session, "Another focal point")
            session.commit()
            return person.public_id

    def browser(self, role: str, *, only_looks: bool = False) -> PageClient:
        """A browser of somebody who has just come in; who only looks may have a session that others looked with."""
        client = PageClient(self.app)
        client.browser.set_cookie("form", self.found["form cookie"])
        if role != "nobody":
            if not only_looks or role not in self.sessions:
                self.sessions[role] = self._begun(role)
            client.browser.set_cookie("session", self.sessions[role])
        return client

    def _begun(self, role: str) -> str:
        with writing(self.engine) as session:
            person = session.get_one(models.Person, self.people[role])
            token = coming_in.begin(session, person, NOW - coming_in.STATE_TOTAL if role == "expired" else NOW)
            session.commit()
        return token


@pytest.fixture(scope="module")
def world(migrated_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("access")
    shutil.copy(migrated_sqlite, folder / "surveyapp.db")
    url = f"sqlite:///{folder}/surveyapp.db"
    app = product.made(Settings(folder, url, "http://localhost", "the secret key of the tests, for them alone"))
    app.testing = True
    app.config["CLOCK"] = lambda: NOW
    engine = make_engine(url)
    with writing(engine) as session:
        reply = a_reply(session)
        reply.round.drafts_visible = True
        a_reply(session, "JAM", reply.round)
        people = {
            role: a_person(session, role.capitalize(), held, state, sections)
            for role, (held, state, sections) in PEOPLE.items()
        }
        people["removed"].roles[0].until = NOW - timedelta(minutes=1)
        found = _found(session, reply, Storage(folder / "files"))
        found["upload"] = _an_upload(session, reply, people["focal point"])
        found["address"] = _an_address(session, people["focal point"])
        of_translator = _translations_that_came_back(session, reply, people["translator"])
        found["secretariat.answer_translation_changes incoming"] = of_translator
        reply.standing = "reopened"  # so that it can be written, and what was submitted stands
        session.commit()
    client = app.test_client()
    page = PageClient(app)
    page.browser = client
    found["csrf_token"] = page.open("/en/sign-in").form("/sign-in").fields["csrf_token"][0]
    found["form cookie"] = client.get_cookie("form").value
    yield World(app, engine, found, {role: person.id for role, person in people.items()})
    engine.dispose()


def _an_upload(session, reply, person):
    facts = {"place": "offence@files", "name": "law.pdf", "size": 7, "begun_at": NOW, "active_at": NOW}
    upload = models.Upload(public_id=models.new_public_id(), reply_id=reply.id, person_id=person.id, **facts)
    session.add(upload)
    session.flush()
    return upload.public_id


def _an_address(session, person):
    facts = {"email": "new@example.org", "email_key": "new@example.org", "asked_at": NOW}
    address = PersonAddress(public_id=models.new_public_id(), person_id=person.id, use="copy", **facts)
    session.add(address)
    session.flush()
    return address.public_id


def _found(session, reply, storage):
    """What to put for each argument: by its name, by blueprint and name, or by endpoint and name."""
    another = a_person(session, "Another officer", "officer", None)
    facts = {"reply_id": reply.id, "sha256": storage.keep(b"a paper")}
    attachment = models.Attachment(
        place="paper", name="paper.pdf", media_type="application/pdf", size=7, at=NOW, **facts
    )
    letter = models.Letter(
        kind="invitation",
        occasion="invitation:1",
        round_id=reply.round_id,
        reply_id=reply.id,
        email="a@example.org",
        email_key="a@example.org",
        language="en",
        subject="Invitation",
        body="Dear",
        created_at=NOW,
        file_sha256=storage.keep(b"a copy"),
    )
    incoming = models.IncomingWordings(
        edition_id=reply.round.edition_id, language="es", changes=[{"from": "en"}], source_name="back.xlf", at=NOW
    )
    asking = {"reply_id": reply.id, "name": "Somebody", "language": "en", "asked_at": NOW}
    to_join = models.AccessRequest(email="s@example.org", email_key="s@example.org", **asking)
    paper = models.Attachment(place="@document", name="reply.pdf", media_type="application/pdf", size=7, **facts)
    paper.at = NOW
    session.add_all([attachment, letter, incoming, to_join, paper])
    session.flush()
    came = models.Document(reply_id=reply.id, kind="document", attachment_id=paper.id, at=NOW)
    session.add(came)
    session.flush()
    session.add(DocumentReply(reply_id=reply.id, document_id=came.id, received_on=NOW.date(), recorded_at=NOW))
    submission = submitting.submit(session, reply, DECLARED, "sent", None, NOW, "5a" * 16)
    assert isinstance(submission, models.Submission)
    batch = models.ReminderBatch(
        public_id=models.new_public_id(), round_id=reply.round_id, step="1", occasion="1:1", due_on=NOW.date()
    )
    batch.proposed_at = NOW
    session.add(batch)
    session.flush()
    asked = clarifying.draft(session, reply, "offence", "Which article?", "asked", None, NOW)
    clarifying.send(session, reply, None, NOW, "http://localhost")
    answered = clarifying.answer(
        session, storage, asked, "This.", [File("a.txt", b"an article")], "answered", None, NOW
    )
    of_thread = session.scalars(sa.select(models.Attachment).where(models.Attachment.message_id == answered.id)).one()
    session.add(back := _a_workbook_that_came_back(session, reply, storage))
    session.flush()
    next_edition = authoring.take_in(session, replace(laws_and_figures(), version="2"), "second.xlsx", None, NOW)
    return {
        "language": "en",
        "reply": reply.public_id,
        "section": "law",
        "question": "offence",
        "made": submission.public_id,
        "number": submission.receipt,
        "which": "reply",
        "attachment": attachment.public_id,
        "letter": letter.public_id,
        "batch": batch.public_id,
        "code": reply.round.code,
        "round": reply.round.code,
        "edition": reply.round.edition.public_id,
        "returned": back.public_id,
        "incoming": incoming.public_id,
        "state": reply.state,
        "form": "pdf",
        "secretariat.log_file form": "csv",
        "clarification": asked.public_id,
        "contact": _a_contact(session, reply),
        "paper": _a_paper(session, reply.round, storage),
        "audience": "public",
        "said_in": "es",
        "key": "question:offence",
        "kind": "note_verbale",
        **{f"secretariat.{name} kind": "invitation" for name in ABOUT_A_WORDING},
        "worded_in": "es",
        "version": "0",
        "to": a_person(session, "Written to", "focal_point", "CRI").public_id,
        "secretariat.clarification_file attachment": of_thread.public_id,
        "secretariat.document_file attachment": paper.public_id,
        "secretariat.differences_workbook edition": next_edition.public_id,
        "secretariat.edition_map_section edition": next_edition.public_id,
        "secretariat.set_previous_edition edition": next_edition.public_id,
        "person": another.public_id,
        "focal_point person": a_person(session, "An official", "contributor", "CRI", ["help"]).public_id,
        "asked": to_join.public_id,
        "secretariat.directory_authority kind": "mission",
        "group": _a_group(session),
        "secretariat.directory_person person": (focal := a_person(session, "Focal point in the directory")).public_id,
        "secretariat.change_directory_person person": focal.public_id,
        "secretariat.end_officer person": a_person(session, "A third officer", "officer", None).public_id,
    }


def _a_group(session):
    return grouping.make(session, {"en": "First wave", "es": "Primera ola"}, ["CRI"], None, NOW).public_id


def _a_paper(session, round_, storage):
    """One that was made: its file is kept."""
    paper = producing.ask(session, round_, Wish("data", "csv", "en", Audience.SECRETARIAT), None, None, NOW)
    paper.status, paper.name, paper.sha256, paper.size = "made", "data.csv", storage.keep(b"data"), 4
    return paper.public_id


def _a_contact(session, reply):
    said = contacts.Contact("call", "out", NOW.date(), "Somebody", "Something", "en")
    return contacts.enter(session, reply, said, None, NOW).public_id


def _translations_that_came_back(session, reply, person):
    facts = {"language": "en", "changes": [], "source_name": "back.xlf", "at": NOW, "person_id": person.id}
    session.add(incoming := IncomingTranslations(round_id=reply.round_id, **facts))
    session.flush()
    return incoming.public_id


def _a_workbook_that_came_back(session, reply, storage):
    made = reply_workbooks.make(session, reply, None, "en", "Focal point", NOW)
    return models.ReturnedWorkbook(
        public_id=models.new_public_id(), reply_id=reply.id, source_name="back.xlsx", sha256=storage.keep(made), at=NOW
    )


def expected(endpoint, method, role):
    """What the table says: "let in" (and no page of theirs is kept), "not found", or "asked to come in"."""
    roles = ENDPOINTS[endpoint].lets_in(method)
    if endpoint in DEMONSTRATION_ONLY:
        return "not found"
    if "public" in roles:
        return "let in"
    if role in SIGNED_OUT:
        return "asked to come in"
    held, state, _sections = PEOPLE[role]
    if not roles & {held, "signed_in", "state" if state else held}:
        return "not found"
    if endpoint.startswith("focal_point.") and state != "CRI":
        return "not found"
    if endpoint in OF_ONE_PERSON and role != "focal point":
        return "not found"
    return "not found" if held == "contributor" and endpoint in WHOLE_REPLY_ONLY else "let in"


def happened(world, endpoint, method, role):
    address = world.address(endpoint)
    browser = world.browser(role, only_looks=method == "GET").browser
    answer = browser.get(address) if method == "GET" else browser.post(address, data=world.posted(endpoint))
    if method == "POST":
        world.sessions.clear()  # a deed may have ended some
    answer.close()
    if answer.status_code == 404:
        return "not found"
    to_sign_in = answer.status_code == 302 and "/sign-in?next=" in answer.location
    if answer.status_code == 401 or to_sign_in:
        return "asked to come in"
    is_looked_at_by_all = method == "POST" or "public" in ENDPOINTS[endpoint].read_by
    is_kept = "no-store" not in answer.headers["Cache-Control"].split(", ")
    return "kept by the browser" if is_kept and not is_looked_at_by_all else "let in"


def methods(endpoint):
    rule = ENDPOINTS[endpoint]
    return [method for method, roles in (("GET", rule.read_by), ("POST", rule.written_by)) if roles]


@pytest.mark.parametrize("endpoint", sorted(ENDPOINTS))
def test_an_endpoint_lets_in_those_of_the_table_and_nobody_else_and_no_browser_keeps_it(world, endpoint):
    taken = {method for rule in world.app.url_map.iter_rules(endpoint) for method in rule.methods}
    cases = [(method, role) for method in methods(endpoint) if method in taken for role in ["nobody", *PEOPLE]]

    found = {case: happened(world, endpoint, *case) for case in cases}

    assert found == {case: expected(endpoint, *case) for case in cases}


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_no_role_of_the_secretariat_changes_an_answer_whatever_it_sends(world, role):
    """Every endpoint that takes anything, with the fields of an answer; entering a document is tried elsewhere."""
    answer = {"v.offence": "0", "a.offence.option": "no", "d.offence": "secretariat", "s.offence": "public"}
    buttons = {"add": "laws", "clear": "offence", "carry": "offence", "confirm_answer": "offence", "version": "1"}
    with writing(world.engine) as session:
        before = session.execute(sa.select(models.AnswerVersion.id, models.AnswerVersion.typed)).all()
        entries = session.scalar(sa.select(sa.func.count(models.Entry.id)))

    for endpoint in sorted(ENDPOINTS):
        if ENDPOINTS[endpoint].written_by and endpoint not in ("auth.sign_out", "secretariat.end_officer"):
            fields = world.posted(endpoint) | answer | buttons
            world.browser(role).browser.post(world.address(endpoint), data=fields).close()

    with writing(world.engine) as session:
        assert session.execute(sa.select(models.AnswerVersion.id, models.AnswerVersion.typed)).all() == before
        assert session.scalar(sa.select(sa.func.count(models.Entry.id))) == entries


WRITES = {
    "answering": "",
    "keeping": "",
    "attaching": "",
    "history": "",
    "uploading": "",
    "returning_workbooks": "",
    "confirming": "",
    "readiness": "",
    "explaining": "save",
    "last_answers": "take_over",
}
"""By module of actions or of a state's pages, the function that writes answers of a state; "": any of it."""


def test_only_the_page_of_entering_leads_from_the_secretariat_to_what_writes_answers():
    found = set()
    for path in Path("surveyapp/web/secretariat").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
            if called is not None and isinstance(called.value, ast.Name):
                only = WRITES.get(called.value.id)
                found |= {path.stem} if only == "" or only == called.attr else set()

    assert found == {"entering"}


def test_what_is_not_visible_looks_like_what_is_not_there(world):
    browser = world.browser("focal point of another state").browser

    foreign = browser.get(world.address("focal_point.desk"))
    unknown = browser.get("/en/reply/no-such-reply-at-all")

    assert foreign.status_code == unknown.status_code == 404
    assert foreign.text.replace(world.found["reply"], "no-such-reply-at-all") == unknown.text


@pytest.mark.parametrize("section", ["help", "no_such_section"])
def test_a_contributor_sees_the_sections_sent_and_no_other(world, section):
    address = world.address("focal_point.section").replace("/law", f"/{section}")

    assert world.browser("contributor").browser.get(address).status_code == 404


def test_a_post_without_a_token_changes_nothing(world):
    browser = world.browser("officer").browser

    answer = browser.post(world.address("secretariat.open_round"), data={})

    assert answer.status_code == 400


def an_app(*endpoints, method="GET"):
    app = Flask(__name__, static_folder=None)
    for endpoint in endpoints:
        app.add_url_rule(f"/{endpoint}", endpoint, methods=[method])
    return app


def test_an_endpoint_missing_from_the_table_stops_the_start():
    with pytest.raises(RuntimeError, match="forgotten"):
        access.check_table(an_app("known", "forgotten"), {"known": reads("public")})


def test_a_row_without_an_endpoint_stops_the_start():
    with pytest.raises(RuntimeError, match="gone"):
        access.check_table(an_app("known"), {"known": reads("public"), "gone": reads("public")})


def test_an_endpoint_that_takes_what_nobody_may_send_stops_the_start():
    with pytest.raises(RuntimeError, match="known takes POST"):
        access.check_table(an_app("known", method="POST"), {"known": reads("officer")})


def test_who_may_look_and_who_may_send_can_differ():
    rule = writes("focal_point", read_by=("observer",))

    assert rule.lets_in("GET") == {"observer"}
    assert rule.lets_in("POST") == {"focal_point"}
