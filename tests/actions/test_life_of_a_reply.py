"""The life of a reply with two officials, whatever they do in whatever order, held against a model of a few lines."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import undefer

from surveyapp.actions import answering, approving, authoring, moving_rounds, submitting
from surveyapp.actions.answering import Conflict, Refused, Saved, Unchanged
from surveyapp.core import submission
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind
from surveyapp.store import models
from surveyapp.store.database import make_engine, writing
from tests import stored
from tests.builders import a_question, a_questionnaire, a_section, words

SALT = "5a" * 16
DECLARED = {"name": "Name A", "title": "Focal point", "institution": "Ministry"}
NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)


def form(version="1", wording="How many calls?"):
    laws = a_question("laws", Kind.LIST, fields=(a_question("title"),), entries=3)
    calls = replace(a_question("calls"), wording=words(wording, wording))
    return replace(a_questionnaire(a_section("one", a_question("plan", core=True), calls, laws)), version=version)


QUESTIONS = ("plan", "calls", "laws")
TEXTS = st.sampled_from(["one", "two", "three", ""])
OFFICIALS = st.sampled_from([0, 1])
SAVES = st.lists(
    st.tuples(st.integers(0, 5), TEXTS, st.sampled_from([0, 0, 0, 1, 2]), OFFICIALS), min_size=1, max_size=5
)
"""Which of the places there are, what is typed, how many texts behind the present one it was seen, by whom."""
PRESSES = st.sampled_from(["press 1", "press 2", "press 3"])


class LifeOfAReply(RuleBasedStateMachine):
    """`texts`: place to every text acknowledged there; `sent`: what stood at each submission. That is the model."""

    template = ""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        shutil.copy(self.template, f"{self.folder.name}/one.db")
        self.engine = make_engine(f"sqlite:///{self.folder.name}/one.db")
        sa.event.listen(self.engine, "connect", _does_not_wait_for_the_disk)
        self.now, self.number = NOW, 0
        self.texts, self.entries, self.sent, self.last = {}, {}, [], None
        self.is_sent, self.reopened_for = False, None
        with writing(self.engine) as session:
            reply = stored.a_reply(session, round_=stored.a_round(session, form()))
            second = authoring.take_in(session, form("2", "How many persons called?"), "two.xlsx", None, NOW)
            second.published_at = NOW
            session.flush()
            people = [stored.a_person(session, name) for name in ("Name A", "Name B")]
            self.editions = [reply.round.edition_id, second.id]
            self.reply, self.people = reply.id, [one.id for one in people]
            session.commit()

    def teardown(self):
        self.engine.dispose()
        self.folder.cleanup()

    def do(self, deed, official=0):
        """One deed of an official in a transaction of its own."""
        self.now += timedelta(minutes=1)
        with writing(self.engine) as session:
            found = deed(session, session.get_one(models.Reply, self.reply), session.get_one(models.Person, official))
            session.commit()
            return found

    def takes(self, question):
        return not self.is_sent and (self.reopened_for is None or question in self.reopened_for)

    def standing_now(self, place):
        return self.texts[place][-1] if self.texts.get(place) else ""

    def save(self, place, text, seen, operation, official):
        typed = {"text": text}
        return self.do(
            lambda session, reply, who: answering.save_answer(
                session, reply, place, typed, seen, operation, who, self.now
            ),
            self.people[official],
        )

    # What the officials do

    @initialize(saves=SAVES)
    def begin(self, saves):
        self._write_all(saves)

    @rule(saves=SAVES)
    def write(self, saves):
        self._write_all(saves)

    def _write_all(self, saves):
        for which, text, behind, official in saves:
            fields = [Place("laws", entry=entry, field="title") for entry in sorted(self.entries)]
            places = [Place("plan"), Place("calls"), *fields]
            place = places[which % len(places)]
            self.number += 1
            seen = max(0, len(self.texts.setdefault(place, [])) - behind)
            self.last = (place, text, seen, f"save {self.number}", official)
            self._write(*self.last)

    def _write(self, place, text, seen, operation, official):
        history, present = self.texts[place], self.standing_now(place)
        before = history[seen - 1] if seen else ""
        outcome = self.save(place, text, seen, operation, official)
        if not self.takes(place.question):
            assert isinstance(outcome, Refused)
        elif isinstance(outcome, Saved):
            assert text != present
            assert before == present, "written over a text that was not seen"
            history.append(text)
        elif isinstance(outcome, Conflict):
            assert before != present != text
            assert outcome.theirs.get("text", "") == present
        else:
            assert isinstance(outcome, Unchanged)
            assert text in (present, before)

    @precondition(lambda self: self.last)
    @rule()
    def send_the_last_save_again(self):
        place, text, seen, _operation, _official = self.last
        outcome = self.save(*self.last)
        if not self.takes(place.question):
            assert isinstance(outcome, Refused)
        elif isinstance(outcome, Saved) and outcome.version > len(self.texts[place]):
            # It was refused before and is no repetition: nothing of it was acknowledged.
            assert (self.texts[place][seen - 1] if seen else "") == self.standing_now(place)
            self.texts[place].append(text)

    @rule(number=st.integers(1, 3), official=OFFICIALS)
    def add_an_entry(self, number, official):
        operation = f"entry {number}"
        made = self.do(
            lambda session, reply, who: answering.add_entry(session, reply, "laws", operation, who, self.now),
            self.people[official],
        )
        if isinstance(made, str):
            known = [entry for entry, (added_by, _there) in self.entries.items() if added_by == operation]
            assert known in ([], [made])
            self.entries.setdefault(made, (operation, True))
        else:
            assert not self.takes("laws")

    @precondition(lambda self: self.entries)
    @rule(data=st.data(), is_there=st.booleans())
    def remove_or_restore_an_entry(self, data, is_there):
        entry = data.draw(st.sampled_from(sorted(self.entries)))
        deed = answering.restore_entry if is_there else answering.remove_entry
        refused = self.do(
            lambda session, reply, who: deed(session, reply, "laws", entry, who, self.now), self.people[0]
        )
        assert bool(refused) == (not self.takes("laws"))
        if not refused:
            self.entries[entry] = (self.entries[entry][0], is_there)

    @rule(press=PRESSES, official=OFFICIALS)
    def submit(self, press, official):
        self._sent(submitting.submit, press, official, DECLARED)

    @rule(press=PRESSES, official=OFFICIALS)
    def send_the_correction(self, press, official):
        self._sent(submitting.amend, press, official)

    def _sent(self, deed, press, official, *declared):
        # A button is pressed on a page that was opened after the last reopening: it is named anew for each.
        operation = f"{press} after {len(self.sent)}" if not self.is_sent else press
        is_correction = deed is submitting.amend
        made = self.do(
            lambda session, reply, who: _receipt(deed(session, reply, *declared, operation, who, self.now, SALT)),
            self.people[official],
        )
        if self.is_sent:
            assert made == len(self.sent), "pressed once more, it gives the submission there is"
        elif is_correction and self.reopened_for is None:
            assert isinstance(made, Refused)
        else:
            assert made == len(self.sent) + 1
            self.sent.append({place: self.standing_now(place) for place in self._there()})
            self.is_sent, self.reopened_for = True, None

    def _there(self):
        gone = {entry for entry, (_added_by, is_there) in self.entries.items() if not is_there}
        return [place for place in self.texts if place.entry not in gone]

    @precondition(lambda self: self.is_sent)
    @rule()
    def the_secretariat_reopens_the_whole(self):
        self._reopen(None)

    @precondition(lambda self: self.is_sent)
    @rule(questions=st.sets(st.sampled_from(QUESTIONS), min_size=1, max_size=2))
    def the_secretariat_reopens_for_some(self, questions):
        self._reopen(sorted(questions))

    def _reopen(self, codes):
        def reopen(_session, reply, _who):
            reply.standing, reply.reopened_for = "reopened", codes

        self.do(reopen, self.people[0])
        self.is_sent, self.reopened_for = False, codes

    @rule(is_awaited=st.booleans())
    def await_approval(self, is_awaited):
        def say(session, reply, who):
            if is_awaited:
                return approving.await_approval(session, reply, date(2026, 10, 3), "", who, self.now)
            return approving.withdraw(session, reply, who, self.now)

        assert bool(self.do(say, self.people[0])) == bool(self.sent)

    @rule(to=st.sampled_from([0, 1]))
    def the_round_moves_to_another_edition(self, to):
        def move(session, reply, _who):
            edition = session.get_one(models.Edition, self.editions[to])
            if reply.round.edition_id != edition.id:
                moving_rounds.move(session, reply.round, edition, [], None, self.now, "http://localhost")
            return reply.standing, reply.reopened_for

        standing, codes = self.do(move, self.people[0])
        assert not (self.sent and standing not in ("submitted", "reopened"))
        self.is_sent, self.reopened_for = standing == "submitted", codes

    # What holds whatever they did

    @invariant()
    def nothing_is_lost(self):
        with writing(self.engine) as session:
            rows = session.scalars(sa.select(models.AnswerVersion).order_by(models.AnswerVersion.version)).all()
            found = sa.select(models.Submission).options(undefer(models.Submission.content))
            made = session.scalars(found.order_by(models.Submission.number)).all()
        kept = {str(place): [] for place in self.texts}
        for row in rows:
            kept.setdefault(row.place, []).append(row.typed.get("text", ""))
        assert kept == {str(place): texts for place, texts in self.texts.items()}, (
            "acknowledged, and not in the history"
        )
        assert len(made) == len(self.sent), "one submission for each press"
        for one, stood in zip(made, self.sent, strict=True):
            places = submission.read(one.content).places
            assert {place: (places[str(place)].value or {}).get("text", "") for place in stood} == stood


def _does_not_wait_for_the_disk(connection, _record):
    """What survives the death of a machine is tested elsewhere; here many deeds are to be done in little time."""
    connection.execute("PRAGMA synchronous=OFF")


def _receipt(made):
    """The number of a submission; what was refused as it is."""
    return made if isinstance(made, Refused) else made.number


def test_whatever_two_officials_do_nothing_acknowledged_is_lost(migrated_sqlite):
    LifeOfAReply.template = str(migrated_sqlite)

    run_state_machine_as_test(
        LifeOfAReply, settings=settings(max_examples=12, stateful_step_count=40, deadline=None, derandomize=True)
    )
