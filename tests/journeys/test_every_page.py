"""Every page of the product, from its address map, looked at in both languages on a wide and on a narrow screen.

A new page is found by itself; what stands in its address is taken from `found`, and a name that is not there fails.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from surveyapp.actions import (
    answering,
    authoring,
    coming_in,
    contacts,
    grouping,
    moving_rounds,
    people,
    reminder_letters,
    reminders,
    reply_workbooks,
    returning_workbooks,
    reviewing,
    submitting,
    translating,
    wording_corrections,
)
from surveyapp.actions.answering import Posted
from surveyapp.core.places import Place
from surveyapp.core.reviewing import Finding, How
from surveyapp.core.translation import Incoming
from surveyapp.core.wordings import wordings
from surveyapp.documents.translation_files import ReadFile
from surveyapp.files.storage import Storage
from surveyapp.store import models
from surveyapp.store.database import writing
from surveyapp.store.installation import CONTACT, DEMONSTRATION, set_fact
from surveyapp.store.secretariat_models import DocumentReply, PersonAddress
from surveyapp.web.access import ENDPOINTS
from tests.browser import NewContext
from tests.journeys.conftest import SmallRound, opened
from tests.journeys.navigators import WIDE, Mailbox, Visitor
from tests.offline import Paper
from tests.product import LiveServer

DECLARED = {"name": "Joy Brown", "title": "Director", "institution": "Ministry of Justice", "gaps": "Figures follow."}
TYPED: Mapping[Place, Mapping[str, str]] = {
    Place("law_offence"): {"option": "yes", "detail.yes": "Article 172 " * 20},
    Place("body_name"): {"text": "A-body-with-a-name-that-is-written-in-one-word-as-addresses-are" * 3},
    Place("created_on"): {"day": "31", "month": "2", "year": "2013"},
    Place("plan_first"): {"text": "2020"},
    Place("plan_last"): {"text": "2019"},
    Place("plan_link"): {"url": "https://example.org/" + "a" * 120, "title": "The plan"},
    Place("residence"): {"options": "reflection other", "detail.other": "On humanitarian grounds"},
    Place("practice"): {"text": "One line\n\nanother line " + "and more " * 200},
    Place("victims", row="y1", column="women"): {"text": "1 234 567"},
}
"""What is awkward to show: long words, long texts, what cannot be read, what contradicts itself."""
FURTHER: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("focal_point.desk", {"reply": "moved reply"}),
    ("focal_point.section", {"reply": "moved reply", "last": "all"}),
    ("focal_point.review", {"reply": "moved reply"}),
    ("secretariat.round", {"code": "moved"}),
    ("secretariat.round_edition", {"code": "moved"}),
    ("secretariat.round_edition", {"to": "next edition"}),
    ("secretariat.state", {"code": "moved"}),
    ("secretariat.review_answer", {"others": "1"}),
    ("secretariat.import_questionnaire", {"into": "draft"}),
    ("secretariat.preview", {"edition": "draft"}),
    ("secretariat.translations", {"edition": "draft"}),
    ("secretariat.remove_language", {"edition": "draft", "code": "pt"}),
    ("secretariat.wordings", {"edit": "law_offence.wording"}),
    ("secretariat.wordings", {"edition": "draft", "show": "missing", "worded_in": "pt"}),
    ("secretariat.wording_history", {"path": "law_offence.wording"}),
    ("secretariat.what_is_asked", {"law_offence": "no"}),
)
"""Pages in another state: endpoint, and what stands in the address, looked up in `found` where it is there."""


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("role", ["public", "focal_point", "administrator"])
def test_every_page_is_sound_on_wide_and_narrow_screens(
    new_context: NewContext, server: LiveServer, mailbox: Mailbox, found: dict[str, str], role: str, language: str
) -> None:
    context = new_context(viewport=WIDE, locale=language)
    if role != "public":
        context.add_cookies([{"name": "session", "value": found[f"session of {role}"], "url": server.address}])
    reader = Visitor(context.new_page(), server.address, language, mailbox, email="", is_scripted=True)
    faults = []

    for path in _addresses(server.app, role, found | {"language": language}):
        reader.page.goto(server.address + path)
        faults += reader.faults()

    assert not faults, "\n".join(faults)


def _addresses(app: Flask, role: str, found: dict[str, str]) -> list[str]:
    """The addresses of the pages that this role and no humbler one may look at."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not _is_file(rule.endpoint)]
    own = [rule for rule in rules if _humblest(rule.endpoint) == role]
    urls = app.url_map.bind("127.0.0.1")
    built = [urls.build(rule.endpoint, {name: _argument(found, rule, name) for name in rule.arguments}) for rule in own]
    return built + [_further(app, endpoint, facts, found) for endpoint, facts in FURTHER if _humblest(endpoint) == role]


def _further(app: Flask, endpoint: str, facts: Mapping[str, str], found: dict[str, str]) -> str:
    [rule, *_others] = app.url_map.iter_rules(endpoint)
    values = {name: found[name] for name in rule.arguments} | {
        name: found.get(said, said) for name, said in facts.items()
    }
    return app.url_map.bind("127.0.0.1").build(endpoint, values)


def _argument(found: dict[str, str], rule: Rule, name: str) -> str:
    """By endpoint and name, or by name."""
    return found.get(f"{rule.endpoint} {name}", found[name])


def _humblest(endpoint: str) -> str:
    readers = ENDPOINTS[endpoint].read_by
    return next(role for role in ("public", "focal_point", "administrator") if role in readers)


FILES = (
    *("file", "frozen_text", "csv", "workbook", "export_questionnaire", "_zip", "letters_text", "letter_paper"),
    *("secretariat.paper", "papers_progress"),
)
"""How endpoints are called that answer with something to be saved, or with a piece of a page."""


def _is_file(endpoint: str) -> bool:
    return endpoint == "health" or endpoint.endswith(FILES)


@pytest.fixture
def found(engine: sa.Engine, server: LiveServer, small_round: SmallRound) -> dict[str, str]:
    """What stands in addresses: of a reply that was sent and goes on being written, with all that can hang on it."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        set_fact(session, DEMONSTRATION, True)
        set_fact(session, CONTACT, {"email": "questionnaire@example.org", "telephone": "+1 202 555 0143"})
        round_ = session.scalars(sa.select(models.Round)).one()
        round_.drafts_visible = round_.illustrative = True
        reply = next(one for one in round_.replies if one.state == "JAM")
        made = _replies(session, reply, now)
        officer = people.name_person(session, "officer@example.org", "Olga Núñez", "en", now)
        people.give_role(session, officer, "administrator", now)
        letters = sa.select(models.Letter.public_id).where(models.Letter.reply_id == reply.id)
        joy = session.scalars(sa.select(models.Person).where(models.Person.name == "Joy Brown")).one()
        next_edition = _next_edition(session, round_.edition, now)
        thread = models.Clarification(reply_id=reply.id, place="practice", opened_at=now)
        asked = "Which law, and since when? " * 20
        thread.messages.append(
            models.ClarificationMessage(side="secretariat", text=asked, at=now, operation="asked", person_id=officer.id)
        )
        session.add(thread)
        _came_as_document(session, reply, officer, storage(server.app), now)
        session.flush()
        called = contacts.Contact("call", "out", now.date(), "Joy Brown", "She will send it next week.", "en")
        found = {
            "reply": reply.public_id,
            "section": "laws",
            "question": "practice",
            "clarification": thread.public_id,
            "number": made.receipt,
            "person": joy.public_id,
            "made": made.public_id,
            "letter": session.scalars(letters.order_by(models.Letter.id)).first() or "",
            "code": round_.code,
            "state": "JAM",
            "edition": round_.edition.public_id,
            "moved reply": _moved(session, round_, next_edition, joy, now).public_id,
            "next edition": next_edition.public_id,
            "draft": _draft(session, next_edition, now).public_id,
            "contact": contacts.enter(session, reply, called, officer, now).public_id,
            "secretariat.directory_authority kind": "mission",
            "kind": "invitation",
            "secretariat.letter_template kind": "note_verbale",
            "worded_in": "en",
            "audience": "public",
            "said_in": "en",
            "key": "question:practice",
            "to": joy.public_id,
            "group": grouping.make(session, {"en": "First wave", "es": "Primera ola"}, ["JAM"], officer, now).public_id,
            "address": _a_further_address(session, joy, now),
            "batch": _reminders(session, reply, joy, now).public_id,
            "returned": _workbook_that_came_back(session, reply, storage(server.app), now).public_id,
            "incoming": _translation(session, round_.edition, now).public_id,
            "secretariat.differences edition": next_edition.public_id,
            "secretariat.edition_map edition": next_edition.public_id,
            "secretariat.edition_map_section edition": next_edition.public_id,
            "session of focal_point": coming_in.begin(session, joy, now),
            "session of administrator": coming_in.begin(session, officer, now),
        }
        session.commit()
        return found


def _came_as_document(
    session: Session, reply: models.Reply, officer: models.Person, storage: Storage, now: datetime
) -> None:
    """A document under a long name, that is being entered; and findings and notes with long words."""
    paper = models.Attachment(
        reply_id=reply.id,
        place="@document",
        name="a-name-in-one-word-as-files-have-them" * 4 + ".pdf",
        media_type="application/pdf",
        size=7,
        sha256=storage.keep(b"a paper"),
        at=now,
    )
    document = models.Document(reply_id=reply.id, kind="document", attachment=paper, at=now)
    session.add(document)
    session.flush()
    facts = {"reply_id": reply.id, "document_id": document.id, "received_on": now.date(), "recorded_at": now}
    session.add(DocumentReply(**facts))
    source = "https://example.org/" + "a" * 120
    verification = reviewing.Verification(How.OTHER, source, "Olga Núñez", now.date())
    reviewing.find(session, reply, "practice", Finding.VERIFIED, verification, officer, now)
    for question in ("", "practice"):
        reviewing.write_note(session, reply, question, "One-note-in-one-word" * 12, officer, now)


def storage(app: Flask) -> Storage:
    kept: Storage = app.extensions["storage"]
    return kept


def _workbook_that_came_back(
    session: Session, reply: models.Reply, storage: Storage, now: datetime
) -> models.ReturnedWorkbook:
    """With long texts, a conflict, what cannot be read, what was written twice and outside the answer cells."""
    paper = Paper(reply_workbooks.make(session, reply, None, "en", "Joy Brown", now))
    copy = paper.book.copy_worksheet(paper.cell("body_name").parent)
    paper.write("body_name", "text", "Another-name-in-one-word-as-addresses-are" * 4)
    paper.write("body_name", "text", "A third name", copy.title)
    paper.write("practice", "text", "Some words " * 300)
    paper.write("plan_first", "text", "soon")
    paper.write("law_offence", "option", "It depends on the province")
    paper.cell("practice").parent["C500"] = "A-remark-without-a-place " * 9
    answering.save_page(session, reply, {Place("practice"): Posted({"text": "Meanwhile"}, 1)}, "meanwhile", None, now)
    kept = returning_workbooks.take_in(session, storage, reply, paper.saved(), "back.xlsx", None, now)
    assert isinstance(kept, models.ReturnedWorkbook), kept
    return kept


def _a_further_address(session: Session, person: models.Person, now: datetime) -> str:
    """One for copies of letters, that waits for its confirmation."""
    facts = {"email": "joy.copies@example.org", "email_key": "joy.copies@example.org", "asked_at": now}
    address = PersonAddress(public_id=models.new_public_id(), person_id=person.id, use="copy", **facts)
    session.add(address)
    session.flush()
    return address.public_id


def _reminders(session: Session, reply: models.Reply, person: models.Person, now: datetime) -> models.ReminderBatch:
    """A letter that waits for an officer's approval, to a state that has replied meanwhile."""
    [draft] = [
        one
        for one in reminder_letters.drafts(
            reply, "reminder_before", reminder_letters.addressees(session, [reply], "http://localhost", now), now
        )
        if one.person is person
    ]
    batch = reminders.new_batch(session, reply.round, "1", "1:1", now.date(), now)
    reminder_letters.keep(session, draft, "reminder:1", now, batch)
    session.flush()
    session.expire(batch, ["letters"])
    return batch


def _translation(session: Session, edition: models.Edition, now: datetime) -> models.IncomingWordings:
    """A translation that came back, with words as long as they can be, one that cannot be used, and corrections."""
    said = dict(wordings(authoring.questionnaire_of(edition)))
    law = said["law_offence.wording"]
    wording_corrections.correct(
        session, edition, "law_offence.wording", {"en": law["en"] + " (corrected)"}, law, None, now
    )
    long = "Una redacción tan larga como pueda ser, con-una-palabra-que-no-termina-nunca " * 6
    units = (
        Incoming("body_name.wording", said["body_name.wording"]["en"], long),
        Incoming("nothing.at_all", "Nothing", "Nada"),
    )
    return translating.keep(session, edition, ReadFile(units), "devuelto.xlf", ("en", "es"), None, now)


def _next_edition(session: Session, edition: models.Edition, now: datetime) -> models.Edition:
    """One in which much is otherwise, with awkward wordings."""
    form = authoring.questionnaire_of(edition)
    long = {"en": "A-wording-in-one-word-as-addresses-are" * 3, "es": "Una redacción muy larga " * 40}
    kept, removed = form.sections[:-1], form.sections[-1]
    first, *others = kept[0].parts
    others = [replace(one, options=one.options[:2]) if one.code == "law_offence" else one for one in others]
    section = replace(kept[0], wording=long, parts=(replace(first, wording=long), *others))
    new = replace(form, version="2", sections=(replace(removed, code="new", wording=long), section, *kept[1:]))
    return authoring.take_in(session, new, "next.xlsx", None, now)


def _moved(
    session: Session, earlier: models.Round, edition: models.Edition, joy: models.Person, now: datetime
) -> models.Reply:
    """A reply in a later round that moved to this edition: answers to be confirmed, and answers of last time beside."""
    round_ = opened(session, earlier.edition, "moved", now)
    earlier.deadline -= timedelta(days=1)
    reply = next(one for one in round_.replies if one.state == "JAM")
    answers = {place: Posted(typed, 0) for place, typed in TYPED.items() if place.question != "body_name"}
    answering.save_page(session, reply, answers, "1", joy, now)
    submitting.submit(session, reply, DECLARED, "sent", joy, now, "5a" * 16)
    authoring.publish(session, edition, None, now)
    moving_rounds.move(session, round_, edition, [], None, now, "http://localhost")
    return reply


def _draft(session: Session, edition: models.Edition, now: datetime) -> models.Edition:
    """One that cannot be published yet: a language was added to it."""
    draft = authoring.copy(session, edition, "3", None, now)
    translating.add_language(session, draft, "pt", None, now)
    return draft


def _replies(session: Session, reply: models.Reply, now: datetime) -> models.Submission:
    answering.add_entry(session, reply, "law_instruments", "an entry", None, now)
    answering.save_page(session, reply, {place: Posted(typed, 0) for place, typed in TYPED.items()}, "1", None, now)
    made = submitting.submit(session, reply, DECLARED, "sent", None, now, "5a" * 16)
    assert isinstance(made, models.Submission)
    reply.standing = "reopened"
    return made
