"""Holding a reply while one deed changes it: read once, kept up to date as it is written, counted once at the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import authoring
from surveyapp.core import checking, conditions, places, progress, states
from surveyapp.core.answers import Answer, Typed
from surveyapp.core.kinds import Reading
from surveyapp.core.places import Entries, Leaf, Place
from surveyapp.core.questionnaire import Disclosure, Questionnaire, Section
from surveyapp.core.standing import WRITABLE, Standing
from surveyapp.store import answers as store
from surveyapp.store import models
from surveyapp.store.answers import Kept

_ANSWER = cast(sa.Table, models.Answer.__table__)
_VERSION = cast(sa.Table, models.AnswerVersion.__table__)
_WRITTEN = (
    *("version", "typed", "mark", "value", "problem", "language", "disclosure"),
    *("wording_revision", "edition_id", "carried_from_id", "entered_from_id", "at", "person_id"),
)
ENTERING = "enter "
"""How the operation begins that adds an entry of a list from a document."""
_SWAP = (
    sa.update(_ANSWER)
    .where(
        _ANSWER.c.reply_id == sa.bindparam("of_reply"),
        _ANSWER.c.place == sa.bindparam("at_place"),
        _ANSWER.c.version == sa.bindparam("seen"),
    )
    .values({name: sa.bindparam(f"now_{name}") for name in _WRITTEN})
    .returning(_ANSWER.c.version)
)
"""Made once, because every saving asks it."""


class Reason(StrEnum):
    """Why a reply, or what was typed, is not accepted."""

    SUBMITTED = "submitted"
    ROUND_CLOSED = "round_closed"
    NO_SUCH_PLACE = "no_such_place"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    TOO_MANY_ENTRIES = "too_many_entries"
    NOT_REOPENED = "not_reopened"
    """The reply was reopened for some questions, and this is none of them."""
    ASKED_OTHERWISE = "asked_otherwise"
    """The page was opened before the round moved to another edition, in which another thing is asked there."""
    CANNOT_BE_CONFIRMED = "cannot_be_confirmed"
    """What stands there cannot be read as an answer to the question as it is asked now."""
    ANSWERED_ALREADY = "answered_already"
    """Something stands there: what was answered in an earlier round is not written over it."""
    NOTHING_TO_TAKE_OVER = "nothing_to_take_over"
    REQUIRED_MISSING = "required_missing"
    """The questionnaire asks for an answer without which the reply cannot be sent."""
    WAS_SENT = "was_sent"
    """The reply was sent once: its correction awaits no approval of the whole."""
    DECLARATION_NEEDED = "declaration_needed"
    """The reply was reopened as a whole, or was never declared: it is sent with a declaration."""
    ANSWER_CHANGED = "answer_changed"
    """The answer that is explained was changed since the page was opened."""
    NO_INSTRUCTION = "no_instruction"
    """The secretariat submits nothing without the written instruction of the mission."""
    NOT_BEING_ENTERED = "not_being_entered"
    """No document is being entered for this reply, or no longer."""
    STATE_WROTE = "state_wrote"
    """The state itself wrote there: the secretariat enters nothing over it."""


class ChangedMeanwhile(RuntimeError):
    """An answer was not at the version that the deed had read: somebody wrote without holding the reply."""


@dataclass(frozen=True)
class AskedAs:
    """The wording on a page: the edition, and the revision of its wordings."""

    edition_id: int
    wording_revision: int


@dataclass(frozen=True)
class Who:
    """Who writes, when, and in which language the page was."""

    person: models.Person | None
    at: datetime
    language: str = ""
    asked_as: "AskedAs | None" = None
    """What the person was asked, where the page may be older than the round's present edition or wording."""
    entered_from: int | None = None
    """The id of the document from which the secretariat enters answers for the state; None: the state writes."""

    @property
    def id(self) -> int | None:
        return self.person.id if self.person else None


@dataclass
class Held:
    """A reply with all its answers and entries, for the length of one deed."""

    session: Session
    reply: models.Reply
    questionnaire: Questionnaire
    who: Who
    kept: dict[str, Kept]
    rows: list[models.Entry]
    history: list[dict[str, Any]] = field(default_factory=list)
    """Versions written by this deed, inserted together at its end."""
    overtaken: set[str] = field(default_factory=set)
    """Questions of which this deed wrote over an answer that was given to an earlier edition."""
    _asked: tuple[Entries, conditions.Asked] | None = None
    _counted: tuple[conditions.Asked, progress.Progress] | None = None

    @cached_property
    def habits(self) -> states.Habits:
        return states.from_facts(self.reply.state_facts).habits

    @property
    def answers(self) -> Mapping[str, Answer]:
        return {place: one.answer for place, one in self.kept.items()}

    @property
    def entries(self) -> Entries:
        return store.present(self.rows)

    @property
    def today(self) -> date:
        return self.who.at.astimezone(ZoneInfo(self.reply.round.time_zone)).date()

    @cached_property
    def of_the_state(self) -> frozenset[str]:
        """The questions at which something stands that the state itself wrote, or an entry that it added."""
        out = {(row.list_code, row.entry) for row in self.rows if row.removed_at is not None}
        parsed = (places.parse(address) for address, one in self.kept.items() if _is_of_the_state(one))
        written = {place.question for place in parsed if place and (place.question, place.entry) not in out}
        return frozenset(written | {row.list_code for row in self.rows if _is_added_by_the_state(row)})

    def asked(self) -> conditions.Asked:
        """What is asked now; worked out again when an answer or an entry has changed."""
        entries = self.entries
        if self._asked is None or self._asked[0] != entries:
            self._asked = (entries, conditions.asked(self.questionnaire, self.answers, entries, self.today))
        return self._asked[1]

    def counted(self) -> progress.Progress:
        """How far the reply is now."""
        asked = self.asked()
        if self._counted is None or self._counted[0] is not asked:
            counted = progress.progress(self.questionnaire, self.answers, self.entries, asked)
            self._counted = (asked, counted)
        return self._counted[1]

    def findings(self, asked: conditions.Asked, section: Section | None = None) -> list[checking.Finding]:
        """All there is to look at in what is asked, of the whole or of one section."""
        return checking.findings(self.questionnaire, self.answers, self.entries, asked, self.today, section=section)

    def leaf(self, place: Place) -> Leaf | None:
        """What is asked at a place of this reply; None when there is no such place, or no such entry ever was."""
        if place.entry and all((row.list_code, row.entry) != (place.question, place.entry) for row in self.rows):
            return None
        return places.leaf(self.questionnaire, place)

    def leaf_at(self, address: str) -> Leaf | None:
        """The same by the address of the place."""
        place = places.parse(address)
        return self.leaf(place) if place else None

    def leaves(self) -> Iterator[Leaf]:
        """Every place of the reply, in the order of the questionnaire."""
        for question in self.questionnaire.questions():
            yield from places.leaves(question, self.entries)

    def write(
        self,
        place: Place,
        typed: Typed,
        reading: Reading,
        disclosure: Disclosure | None,
        operation: str,
        language: str | None = None,
        *,
        given_as: Kept | None = None,
        carried_from: int | None = None,
    ) -> int:
        """Writes the next version of an answer, in the language of the page unless told, and returns its number.

        `given_as`: the version that knows the wording the answer was given to, where that is not the present one, and
        from where it was taken over. `carried_from`: the id of the earlier submission in which it stood as it is; what
        is written by hand comes from none.
        """
        before = self.kept.get(str(place))
        edition = self.reply.round.edition
        asked_as = given_as or self.who.asked_as or AskedAs(edition.id, edition.wording_revision)
        now = Kept(
            answer=Answer(
                mark=reading.mark,
                value=reading.value,
                typed=dict(typed),
                disclosure=disclosure,
                version=before.answer.version + 1 if before else 1,
                language=self.who.language if language is None else language,
            ),
            problem=reading.problem.value if reading.problem else "",
            at=self.who.at,
            person_id=self.who.id,
            edition_id=asked_as.edition_id,
            wording_revision=asked_as.wording_revision,
            carried_from_id=given_as.carried_from_id if given_as else carried_from,
            entered_from_id=given_as.entered_from_id if given_as else self.who.entered_from,
        )
        if before is not None and before.edition_id != now.edition_id and not place.beside:
            self.overtaken.add(place.question)
        of, written = {"reply_id": self.reply.id, "place": str(place)}, self._columns(now)
        if before is None:
            self.session.connection().execute(sa.insert(_ANSWER), of | written)
        else:
            _swap(self.session, of, before.answer.version, written)
        self.history.append(of | written | {"operation": operation})
        self.kept[str(place)] = now
        self._asked = None
        return now.answer.version

    def _columns(self, kept: Kept) -> dict[str, Any]:
        """What an answer and its version say of what is kept."""
        answer = kept.answer
        return {
            "version": answer.version,
            "typed": answer.typed,
            "mark": answer.mark.value,
            "value": answer.value,
            "problem": kept.problem,
            "language": answer.language,
            "disclosure": answer.disclosure.value if answer.disclosure else None,
            "wording_revision": kept.wording_revision,
            "edition_id": kept.edition_id,
            "carried_from_id": kept.carried_from_id,
            "entered_from_id": kept.entered_from_id,
            "at": kept.at,
            "person_id": kept.person_id,
        }

    def finish(self) -> None:
        """Ends the deed: the versions written enter the history and the reply's progress is counted."""
        self.enter_history()
        self.count()
        if self.who.entered_from is None:  # what the secretariat enters is no activity of the state
            self.reply.last_activity_at = self.who.at
        self.session.flush()

    def enter_history(self) -> None:
        """Puts the versions written by this deed on record."""
        if self.history:
            self.session.connection().execute(sa.insert(_VERSION), self.history)
            self.history.clear()

    def count(self) -> progress.Progress:
        """Counts the reply's progress and says so in its row; the standing follows."""
        counted, reply = self.counted(), self.reply
        reply.answered, reply.asked = counted.whole.answered, counted.whole.asked
        reply.core_answered, reply.core_asked = counted.core.answered, counted.core.asked
        sections = {code: [tally.answered, tally.asked] for code, tally in counted.sections.items()}
        if reply.section_progress != sections:
            reply.section_progress = sections
        reply.standing = _standing(Standing(reply.standing), counted)
        if not counted.is_complete or reply.submitted_at is not None:
            reply.complete_since = None
        elif reply.complete_since is None:
            reply.complete_since = self.who.at
        return counted


def hold(session: Session, reply: models.Reply, who: Who) -> Held:
    """Reads a reply for one deed; until the transaction ends nobody else writes to it."""
    rows = store.held_with_entries(session, reply)
    kept = store.kept(session, reply.id)
    return Held(session, reply, questionnaire(reply), who, kept, rows)


def read(session: Session, reply: models.Reply, now: datetime) -> Held:
    """The same for looking only: nothing is held and nothing may be written."""
    kept = store.kept(session, reply.id)
    rows = store.entry_rows(session, reply.id)
    return Held(session, reply, questionnaire(reply), Who(None, now), kept, rows)


def closes_at(reply: models.Reply) -> datetime:
    """Until when answers are accepted: the closing of the round, or the state's own deadline if that is later."""
    return max(reply.round.closes_at, reply.own_deadline or reply.round.closes_at)


def refusal(reply: models.Reply, now: datetime) -> Reason | None:
    """Why the state cannot write to this reply now; one that it was asked to write to has no closing date."""
    if Standing(reply.standing) not in WRITABLE:
        return Reason.SUBMITTED
    return Reason.ROUND_CLOSED if is_closed(reply, now) else None


def is_closed(reply: models.Reply, now: datetime) -> bool:
    """Whether nothing of this reply can be written or said by its state any more, until the secretariat reopens it."""
    return now >= closes_at(reply) and Standing(reply.standing) not in _WITHOUT_CLOSING


_WITHOUT_CLOSING = frozenset({Standing.REOPENED, Standing.TO_BE_CONFIRMED})


def refusal_to(who: Who, reply: models.Reply) -> Reason | None:
    """The same of whoever writes: the secretariat only while it enters a document that was received."""
    if who.entered_from is None:
        return refusal(reply, who.at)
    return None if reply.standing == Standing.RECEIVED_AS_DOCUMENT else Reason.NOT_BEING_ENTERED


def refusal_at(held: Held, question: str) -> Reason | None:
    """The same at one question; nothing that the state wrote is written over for it."""
    who, reply = held.who, held.reply
    if who.entered_from is not None:
        return refusal_to(who, reply) or (Reason.STATE_WROTE if question in held.of_the_state else None)
    return refusal_of(reply, question, who.at)


def refusal_of(reply: models.Reply, question: str, now: datetime) -> Reason | None:
    """The same of one question: a reply that was reopened for some takes no answer to another."""
    return refusal(reply, now) or (None if takes(reply, question) else Reason.NOT_REOPENED)


def takes(reply: models.Reply, question: str) -> bool:
    """Whether this question is among those for which a reply was reopened, or is asked because of one of them."""
    if reply.standing != Standing.REOPENED or reply.reopened_for is None:
        return True
    reopened = set(reply.reopened_for)
    if question in reopened:
        return True
    leading = conditions.leading_in(questionnaire(reply))
    return any(place.question in reopened for place in leading(Place(question)))


def questionnaire(reply: models.Reply) -> Questionnaire:
    """The questionnaire that this reply answers, with the years and the period of its round filled in."""
    return authoring.for_round(reply.round)


def _is_of_the_state(one: Kept) -> bool:
    return bool(one.answer.typed) and one.entered_from_id is None


def _is_added_by_the_state(row: models.Entry) -> bool:
    return row.removed_at is None and not row.operation.startswith(ENTERING)


def _swap(session: Session, of: Mapping[str, Any], seen: int, written: Mapping[str, Any]) -> None:
    """Replaces an answer if it still stands at the version that was read."""
    where = {"of_reply": of["reply_id"], "at_place": of["place"], "seen": seen}
    swapped = session.connection().execute(_SWAP, where | {f"now_{name}": written[name] for name in _WRITTEN})
    if swapped.scalar() is None:
        raise ChangedMeanwhile(of["place"])


def _standing(standing: Standing, counted: progress.Progress) -> Standing:
    """Where a reply in the state's hands stands; one that awaits approval or was reopened stays what it is."""
    if standing not in (Standing.NOT_STARTED, Standing.IN_PROGRESS, Standing.COMPLETE_NOT_SENT):
        return standing
    return Standing.COMPLETE_NOT_SENT if counted.is_complete else Standing.IN_PROGRESS
