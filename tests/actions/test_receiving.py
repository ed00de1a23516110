import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from surveyapp import worker
from surveyapp.actions import (
    answering,
    comparing,
    directory,
    handing_in,
    history,
    holding,
    letting_stand,
    receipt_checks,
    receiving,
    reopening,
    submitting,
    summarizing,
)
from surveyapp.actions.answering import Refused, Saved
from surveyapp.actions.handing_in import Paper, Sheet
from surveyapp.actions.holding import Reason
from surveyapp.actions.receipt_checks import Verdict
from surveyapp.actions.receiving import NotPossible
from surveyapp.core.disclosure import Audience
from surveyapp.core.document_reply import Stage
from surveyapp.core.places import parse
from surveyapp.core.standing import Standing
from surveyapp.files.storage import Storage
from surveyapp.store import document_replies, models, submissions
from surveyapp.wording import receipt_checks as wording
from tests import stored

BASE = "https://survey.example.org"
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
RECEIVED_ON, CONFIRM_BY = date(2026, 9, 10), date(2026, 9, 25)
SALT = "5a" * 16


class World:
    """Costa Rica, whose reply came as a PDF, and what each side does with it."""

    def __init__(self, session, now, storage):
        self.session, self.now = session, now
        self.reply = stored.a_reply(session)
        self.ana, self.mission = stored.a_person(session), stored.a_person(session, "Mission", "observer")
        self.officer = stored.a_person(session, "Officer", "officer", None)
        sheet = Sheet("reply.pdf", b"%PDF-1.7\n%%EOF\n")
        self.paper = handing_in.hand_in(
            session, storage, self.reply, Paper.DOCUMENT, sheet, self.officer, now, is_told=False
        )

    def receive(self):
        return receiving.receive(self.session, self.reply, self.paper, RECEIVED_ON, self.officer, self.now, BASE)

    def state_writes(self, place="offence", typed=None, seen=0):
        return self.save(place, typed or {"option": "yes"}, seen, self.ana, None)

    def enter(self, place="calls", typed=None, seen=0):
        return self.save(place, typed or {"text": "12"}, seen, self.officer, self.paper.id)

    def save(self, place, typed, seen, who, entered_from):
        operation = f"{place} {typed} {seen}"
        of = (self.session, self.reply, parse(place), typed, seen, operation, who, self.now)
        return answering.save_answer(*of, entered_from=entered_from)

    @property
    def one(self):
        return document_replies.newest(self.session, self.reply.id)

    @property
    def stage(self):
        return document_replies.stage_of(document_replies.of_reply(self.session, self.reply.id)[0])

    def ask(self):
        return receiving.ask_to_confirm(self.session, self.one, CONFIRM_BY, self.officer, self.now, BASE)

    def submit(self):
        return submitting.submit(self.session, self.reply, DECLARED, "send", self.ana, self.now, SALT)

    def date_passes(self):
        self.now += timedelta(days=20)
        return letting_stand.let_stand_what_is_due(self.session, SALT, BASE, self.now)

    def reject(self):
        return receiving.reject(self.session, self.one, "Not ours.", self.ana, self.now)

    def withdraw(self):
        return receiving.withdraw(self.session, self.one, "Wrong state.", self.officer, self.now)

    def kept(self, place):
        return holding.read(self.session, self.reply, self.now).kept[place]

    def letters(self, kind):
        query = sa.select(models.Letter).where(models.Letter.kind == kind).order_by(models.Letter.id)
        return [one.email for one in self.session.scalars(query)]

    def compared(self):
        return set(comparing.comparison(self.session, self.reply.round, Audience.SECRETARIAT).replies)


@pytest.fixture
def database_url(sqlite_url):
    """What a database could do differently the tests of submitting and answering hold."""
    return sqlite_url


@pytest.fixture
def world(session, now, tmp_path):
    return World(session, now, Storage(tmp_path))


def brought_to(world, stage):
    """The document as it stands after the deeds that lead to a stage."""
    world.receive()
    world.enter()
    if stage in (Stage.TO_CONFIRM, Stage.CONFIRMED, Stage.STANDS):
        world.ask()
    if stage is Stage.CONFIRMED:
        world.submit()
    if stage is Stage.STANDS:
        world.date_passes()
    if stage is Stage.WITHDRAWN:
        world.withdraw()


BY_STAGE = {
    Stage.RECEIVED: {"enter", "ask", "withdraw"},
    Stage.TO_CONFIRM: {"state_writes", "submit", "date_passes", "reject"},
    Stage.CONFIRMED: set(),
    Stage.STANDS: {"reject"},
    Stage.WITHDRAWN: {"state_writes", "submit", "receive"},
}
DEEDS = ("enter", "ask", "withdraw", "state_writes", "submit", "date_passes", "reject")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("stage", BY_STAGE)
def test_what_can_be_done_follows_from_where_the_document_stands(world, stage, deed):
    brought_to(world, stage)
    if world.one is None and deed in ("ask", "withdraw", "reject"):
        return
    before = submissions.newest_number(world.session, world.reply.id)

    done = world.enter("budget") if deed == "enter" else getattr(world, deed)()

    if deed == "submit":
        is_done = submissions.newest_number(world.session, world.reply.id) > before
    else:
        is_done = done != [] and not isinstance(done, NotPossible | Refused)
    assert is_done == (deed in BY_STAGE[stage])


STANDING = {
    Stage.RECEIVED: Standing.RECEIVED_AS_DOCUMENT,
    Stage.TO_CONFIRM: Standing.TO_BE_CONFIRMED,
    Stage.CONFIRMED: Standing.SUBMITTED,
    Stage.STANDS: Standing.SUBMITTED,
    Stage.WITHDRAWN: Standing.NOT_STARTED,
}


@pytest.mark.parametrize("stage", BY_STAGE)
def test_where_the_reply_stands_follows_from_where_the_document_does(world, stage):
    brought_to(world, stage)

    assert (world.stage, world.reply.standing) == (stage, STANDING[stage])
    assert world.compared() == ({"CRI"} if stage in (Stage.CONFIRMED, Stage.STANDS) else set())


def test_the_focal_points_and_the_mission_are_told(world):
    world.receive()

    assert world.letters("document_received") == ["name.a@example.org", "mission@example.org"]
    assert world.letters("document_handed_in") == []
    world.enter()
    world.ask()
    world.date_passes()
    for kind in ("confirm_entered", "entered_stands"):
        assert world.letters(kind) == ["name.a@example.org", "mission@example.org"]


def test_recording_twice_is_recording_once(world):
    assert world.receive() is world.receive()


def test_a_reply_that_was_sent_here_is_not_received_as_a_document(world):
    world.state_writes()
    world.submit()

    assert isinstance(world.receive(), NotPossible)
    assert world.reply.standing == Standing.SUBMITTED


def test_nothing_is_entered_before_a_document_is_on_record(world):
    assert world.enter() == Refused(Reason.NOT_BEING_ENTERED)


def test_nothing_that_the_state_wrote_is_written_over(world):
    world.state_writes()
    world.receive()

    assert world.enter("offence", {"option": "no"}, 1) == Refused(Reason.STATE_WROTE)
    assert world.enter("plan", {"text": "A plan."}) != Refused(Reason.STATE_WROTE)
    assert world.kept("offence").answer.typed == {"option": "yes"}


def test_the_secretariat_corrects_what_it_entered_itself(world):
    world.receive()
    world.enter()

    assert isinstance(world.enter("calls", {"text": "13"}, 1), Saved)
    assert (world.kept("calls").answer.typed, world.kept("calls").entered_from_id) == ({"text": "13"}, world.paper.id)


def test_the_list_of_the_state_is_left_alone(world):
    adding = (world.session, world.reply, "laws")
    entry = answering.add_entry(*adding, "1", world.ana, world.now)
    world.receive()
    enter = {"entered_from": world.paper.id}

    assert answering.add_entry(*adding, "2", world.officer, world.now, **enter) == Refused(Reason.STATE_WROTE)
    assert answering.remove_entry(*adding, entry, world.officer, world.now, **enter) == Refused(Reason.STATE_WROTE)
    assert answering.move_entry(*adding, entry, 0, world.officer, world.now, **enter) == Refused(Reason.STATE_WROTE)


def test_an_entry_that_the_state_took_out_is_not_put_back_nor_written_in(world):
    adding = (world.session, world.reply, "laws")
    entry = answering.add_entry(*adding, "1", world.ana, world.now)
    world.state_writes(f"laws[{entry}].title", {"text": "A bill"})
    answering.remove_entry(*adding, entry, world.ana, world.now)
    world.receive()
    enter = {"entered_from": world.paper.id}

    assert isinstance(answering.restore_entry(*adding, entry, world.officer, world.now, **enter), Refused)
    assert isinstance(world.enter(f"laws[{entry}].title", {"text": "Law"}), Refused)
    assert isinstance(answering.add_entry(*adding, "2", world.officer, world.now, **enter), str)


def test_what_the_state_corrects_is_its_own(world):
    brought_to(world, Stage.TO_CONFIRM)
    world.enter("budget", {"text": "5"})

    assert isinstance(world.state_writes("calls", {"text": "14"}, 1), Saved)

    assert world.kept("calls").entered_from_id is None


def test_the_history_says_what_the_secretariat_entered(world):
    world.receive()
    world.enter()

    told = history.of_question(world.session, holding.read(world.session, world.reply, world.now), "calls")

    assert [one.how for one in told.done] == [history.How.ENTERED]


def test_a_mistake_leaves_the_reply_as_it_stood(world):
    world.state_writes()
    before = (world.reply.standing, world.reply.answered, world.reply.last_activity_at)
    world.receive()
    world.enter()
    answering.add_entry(world.session, world.reply, "laws", "2", world.officer, world.now, entered_from=world.paper.id)

    world.withdraw()

    held = holding.read(world.session, world.reply, world.now)
    assert (world.reply.standing, world.reply.answered, world.reply.last_activity_at) == before
    assert {place: one.answer.typed for place, one in held.kept.items()} == {"offence": {"option": "yes"}, "calls": {}}
    assert held.entries == {}


def test_a_reply_that_awaited_approval_awaits_it_again(world):
    world.state_writes()
    world.reply.standing, world.reply.approval_expected_on = Standing.AWAITING_APPROVAL.value, CONFIRM_BY
    world.receive()

    world.withdraw()

    assert world.reply.standing == Standing.AWAITING_APPROVAL


def test_what_is_confirmed_is_the_submission_of_the_state(world):
    brought_to(world, Stage.CONFIRMED)

    made = submissions.latest(world.session, world.reply.id)
    assert (made.received_as, made.declared["name"], made.person_id) == ("", "Name A", world.ana.id)
    assert (world.one.submission_id, world.one.settled_by_id) == (made.id, world.ana.id)


def test_what_stands_says_from_which_document_it_comes_and_that_nobody_declared_it(world):
    brought_to(world, Stage.STANDS)

    made = submissions.latest(world.session, world.reply.id)
    assert made.received_as == "document"
    assert made.declared.keys() == {"document", "document_sha256", "received_on"}
    assert world.reply.last_activity_at is None


@pytest.mark.parametrize("stage", [Stage.CONFIRMED, Stage.STANDS])
def test_a_document_of_before_the_deadline_is_not_late_however_late_it_is_settled(world, stage):
    world.receive()
    world.enter()
    world.ask()
    world.now += timedelta(days=30)
    world.submit() if stage is Stage.CONFIRMED else letting_stand.let_stand_what_is_due(
        world.session, SALT, BASE, world.now
    )

    assert world.reply.submitted_at < world.reply.round.deadline < world.now


def test_what_the_state_rejects_counts_no_more_and_is_entered_anew(world):
    brought_to(world, Stage.STANDS)
    rejected = submissions.latest(world.session, world.reply.id)

    world.reject()

    assert (world.stage, world.reply.standing) == (Stage.RECEIVED, Standing.RECEIVED_AS_DOCUMENT)
    assert submissions.latest(world.session, world.reply.id) is None
    assert (world.compared(), world.reply.submitted_at) == (set(), None)
    assert isinstance(world.enter("calls", {"text": "15"}, 1), Saved)
    world.ask()
    made = world.submit()
    assert (made.number, submissions.latest(world.session, world.reply.id)) == (rejected.number + 1, made)
    assert [one.how for one in document_replies.of_reply(world.session, world.reply.id)] == ["confirmed", "rejected"]


def test_what_stood_and_was_reopened_is_confirmed_by_what_the_state_sends(world):
    brought_to(world, Stage.STANDS)
    reopening.reopen(world.session, world.reply, None, world.officer, world.now, "request")

    world.submit()

    assert world.stage is Stage.CONFIRMED


def test_the_comparative_table_says_which_replies_came_as_documents(world):
    def said():
        made = summarizing.comparative_workbook(
            world.session, world.reply.round, Audience.PUBLIC, "es", name_missing=False, now=world.now
        )
        rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
        return " ".join(str(cell) for row in rows for cell in row)

    world.receive()
    assert "Costa Rica ‡ Recibida como documento el 10 de septiembre de 2026" in said()
    world.enter()
    world.ask()
    world.date_passes()
    assert "Ingresada por la Secretaría a partir del documento recibido el 10 de septiembre de 2026" in said()


def test_once_the_round_is_closed_what_stands_is_rejected_no_more(world):
    brought_to(world, Stage.STANDS)
    world.now = world.reply.round.closes_at

    assert isinstance(world.reject(), NotPossible)


def test_the_day_that_was_set_is_waited_for(world):
    brought_to(world, Stage.TO_CONFIRM)

    assert letting_stand.let_stand_what_is_due(world.session, SALT, BASE, world.one.confirm_by - timedelta(1)) == []
    assert not letting_stand.is_due(world.session, world.now)


def test_the_worker_lets_stand_what_is_due(world, engine, settings):
    brought_to(world, Stage.TO_CONFIRM)
    world.session.commit()

    assert worker.let_stand(engine, settings, world.one.confirm_by - timedelta(seconds=1)) == 0
    world.session.commit()
    assert worker.let_stand(engine, settings, world.now + timedelta(days=20)) == 1

    world.session.expire_all()
    assert world.stage is Stage.STANDS


def test_letting_stand_twice_makes_one_submission(world):
    brought_to(world, Stage.STANDS)

    assert world.date_passes() == []


def test_the_mission_is_written_to_at_its_office_too_and_nobody_twice(world):
    facts = {"name": "Ambassador", "language": "en", "emails": ("Office@example.org", "mission@example.org")}
    directory.set_authority(
        world.session, "CRI", directory.Kind.MISSION, directory.AuthorityFacts(**facts), None, world.now
    )
    world.receive()
    world.enter()
    world.ask()

    query = sa.select(models.Letter).where(models.Letter.kind == "confirm_entered")
    letters = {one.email: one for one in world.session.scalars(query)}

    assert set(letters) == {"name.a@example.org", "mission@example.org", "Office@example.org"}
    to_office = letters["Office@example.org"]
    assert to_office.person_id is None
    assert "Ambassador" in to_office.body
    assert f"{BASE}/en/reply" not in to_office.body


def test_a_request_to_confirm_is_taken_back_and_made_anew(world):
    world.receive()
    world.enter()
    world.ask()
    first = world.letters("confirm_entered")

    assert receiving.take_back(world.session, world.one, world.officer, world.now, BASE) is None

    assert (world.stage, world.reply.standing) == (Stage.RECEIVED, Standing.RECEIVED_AS_DOCUMENT)
    assert world.letters("confirmation_taken_back") == first
    assert not isinstance(world.enter(typed={"text": "13"}, seen=1), Refused)
    world.now += timedelta(days=1)
    world.ask()
    assert world.stage is Stage.TO_CONFIRM
    assert world.letters("confirm_entered") == first * 2


def test_what_the_state_corrected_before_the_request_was_taken_back_stays_its_own(world):
    world.receive()
    world.enter()
    world.ask()
    world.save("calls", {"text": "15"}, 1, world.ana, None)
    receiving.take_back(world.session, world.one, world.officer, world.now, BASE)

    assert isinstance(world.enter(typed={"text": "16"}, seen=2), Refused)
    assert world.kept("calls").answer.typed == {"text": "15"}


def test_only_while_the_state_is_asked_a_request_is_taken_back(world):
    world.receive()

    assert isinstance(receiving.take_back(world.session, world.one, world.officer, world.now, BASE), NotPossible)


def test_the_receipt_of_what_the_state_rejected_is_genuine_and_said_not_to_count(world):
    brought_to(world, Stage.STANDS)
    made = submissions.latest(world.session, world.reply.id)
    assert receipt_checks.of_number(world.session, made.receipt, made.sha256).verdict is Verdict.LATEST

    world.reject()

    checked = receipt_checks.of_number(world.session, made.receipt, made.sha256)
    assert (checked.verdict, checked.is_genuine) == (Verdict.REJECTED, True)
    assert "does not count" in wording.found(checked.verdict, "en")
