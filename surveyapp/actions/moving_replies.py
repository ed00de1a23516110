"""What becomes of one reply when its round moves to another edition: answers at new places, what is to be confirmed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import asking_to_confirm, former_wordings, holding, recording
from surveyapp.actions.holding import Held, Who
from surveyapp.core import conditions, kinds, places
from surveyapp.core.answers import Typed
from surveyapp.core.carrying import Carrying
from surveyapp.core.clarifying import address_of, left_behind, left_behind_in, question_at
from surveyapp.core.editions import QuestionDifference
from surveyapp.core.kinds import BLANK
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place, leaf
from surveyapp.core.questionnaire import Disclosure, Kind, Question, narrowest
from surveyapp.core.standing import Standing
from surveyapp.core.whole import is_answered
from surveyapp.store import answers as store
from surveyapp.store.answers import Kept, Version
from surveyapp.store.models import Attachment, Clarification, Confirmation, Edition, KnownFact, Reply, Round

_BY_A_MOVE = "edition:"
"""The operations of versions that a move wrote, and nobody by hand, begin so."""


@dataclass(frozen=True)
class MovedReply:
    """What was done to a reply: what its state is asked to confirm and can see, whether it was reopened for it."""

    reply: Reply
    asked: tuple[Confirmation, ...]
    is_reopened: bool
    rewritten: int


@dataclass(frozen=True)
class _Source:
    """An answer that has a place in the new edition: where it stood, and the way from there."""

    place: Place
    kept: Kept
    way: Carrying


@dataclass
class Moving:
    """The same for every reply of the round, which has its new edition already."""

    round: Round
    before: Edition
    way: Carrying
    wanted: Sequence[QuestionDifference]
    """The questions of which answers are to be confirmed."""
    added: Sequence[str]
    """Codes of the questions that are new."""
    who: Who
    _ways: dict[int, Carrying | None] = field(default_factory=dict)

    def reply(self, session: Session, reply: Reply) -> MovedReply:
        held = holding.hold(session, reply, self.who)
        answered = list(self._answered(held))
        rewritten = self._carry(held)
        self._move_entries(held)
        self._move_clarifications(held)
        held.enter_history()
        _count(held)
        asked = asking_to_confirm.ask(held, self.before, self.way, answered)
        is_reopened = asking_to_confirm.reopen(held, asked, self.way, self.added)
        details = {
            "to": self.round.edition.public_id,
            "answers": rewritten,
            "questions": [one.question for one in asked],
            "reopened": is_reopened,
        }
        event = recording.record(session, "questions changed", self.who.at, self.who.person, details=details)
        event.round_id, event.reply_id = self.round.id, reply.id
        return MovedReply(reply, tuple(asked), is_reopened, rewritten)

    def _answered(self, held: Held) -> Iterator[QuestionDifference]:
        """Those of the questions that the state answered while they were asked as they were, and not as they are now.

        Looked at before anything is carried: places and lists are still those of the edition before.
        """
        answers, entries = held.answers, held.entries
        asked = conditions.asked(self.way.earlier, answers, entries, held.today)
        for one in self.wanted:
            old = one.old
            if old is not None and asked.question(old.code) and is_answered(old, answers, entries):
                written = (held.kept.get(str(leaf.place)) for leaf in places.leaves(old, entries))
                if any(_says_something(each) and each.edition_id != self.round.edition_id for each in written if each):
                    yield one

    def _carry(self, held: Held) -> int:
        """Writes every answer at its place in the new edition where that, or what is read there, is another."""
        before = dict(held.kept)
        sources = self._sources(held, before)
        moved = {str(one.place): str(now) for now, one in sources.items() if one.place != now}
        sources |= self._written_over(held, sources)
        operation = f"{_BY_A_MOVE}{self.round.edition_id}:{self.who.at.isoformat()}"
        answers_first = sorted(sources.items(), key=lambda one: bool(one[0].beside))  # what is beside them comes after
        for now, source in answers_first:
            self._write(held, now, source, operation)
        for address, one in before.items():
            place = places.parse(address)
            if place and place not in sources and one.answer.typed and leaf(self.way.later, place):
                held.write(place, {}, BLANK, None, operation, given_as=one)  # another thing is asked here now
        self._keep_from_more_readers(held, operation)
        _move_attachments(held, moved)
        return len(held.history)

    def _keep_from_more_readers(self, held: Held, operation: str) -> None:
        """What was answered for few readers is not published because the new edition promises less: as if the state
        had chosen so itself, it stands with the answer, and is the state's to widen."""
        for question in self.way.later.questions():
            was = self.way.was(question.code)
            promised = _promised(was, question) if was else None
            places_ = {str(one.place): one for one in places.leaves(question, held.entries)}
            given = next((held.kept[one] for one in places_ if one in held.kept and held.kept[one].answer.typed), None)
            if promised is None or given is None:
                continue
            root = held.kept.get(question.code)
            own = root.answer.disclosure if root else None
            if own and own.width <= promised.width:
                continue
            typed = root.answer.typed if root else {}
            reading = kinds.read(places_[question.code].question, typed, held.habits)
            language = root.answer.language if root else ""
            once = f"{operation} disclosure"
            held.write(Place(question.code), typed, reading, promised, once, language, given_as=root or given)

    def _sources(self, held: Held, kept: Mapping[str, Kept]) -> dict[Place, _Source]:
        """By place in the new edition what stands there; what was asked till now outranks what was left behind once."""
        found: dict[Place, _Source] = {}
        left_behind: dict[Place, _Source] = {}
        for address, one in kept.items():
            place = places.parse(address)
            if place is None:
                continue
            is_asked = leaf(self.way.earlier, place) is not None
            way = self.way if is_asked else self._way_from(held.session, one.edition_id)
            now = way.place(place) if way else None
            if way is not None and now is not None:
                (found if is_asked else left_behind)[now] = _Source(place, one, way)
        return left_behind | found

    def _written_over(self, held: Held, sources: Collection[Place]) -> dict[Place, _Source]:
        """What was written over because another thing was asked there, and is asked again now: the newest."""
        found: dict[Place, _Source] = {}
        for (address, edition), one in store.given_to_others(
            held.session, held.reply.id, self.before.id, _BY_A_MOVE
        ).items():
            place, way = places.parse(address), self._way_from(held.session, edition)
            now = way.place(place) if place and way and one.answer.typed else None
            if place is None or way is None or now is None or now in sources:
                continue
            if now not in found or found[now].kept.at < one.at:
                found[now] = _Source(place, one, way)
        return found

    def _way_from(self, session: Session, edition_id: int) -> Carrying | None:
        """The way from the edition to which an answer was given that the round does not ask any more."""
        if edition_id not in self._ways:
            edition = session.get(Edition, edition_id)
            way = former_wordings.way(self.round, edition, edition.wording_revision) if edition else None
            self._ways[edition_id] = way
        return self._ways[edition_id]

    def _write(self, held: Held, now: Place, source: _Source, operation: str) -> None:
        asked, answer = leaf(self.way.later, now), source.kept.answer
        if asked is None:
            return
        typed = self._as_it_was(held, now, source) or source.way.typed(source.place, answer.typed, answer.language)
        reading = kinds.read(asked.question, typed, held.habits)
        says_the_same = (typed, reading.mark, reading.value) == (dict(answer.typed), answer.mark, answer.value)
        if now == source.place and says_the_same and held.kept.get(str(now)) == source.kept:
            return
        held.write(now, typed, reading, answer.disclosure, operation, answer.language, given_as=source.kept)

    def _move_clarifications(self, held: Held) -> None:
        """A thread stays with its answer; one about a question that is asked no more waits until it is asked again."""
        for one in held.session.scalars(sa.select(Clarification).where(Clarification.reply_id == held.reply.id)).all():
            before = left_behind_in(one.place) or (question_at(one.place), self.before.id)
            way = self.way if before[1] == self.before.id else self._way_from(held.session, before[1])
            now = way.becomes(before[0]) if way else ""
            one.place = address_of(now) if now else left_behind(*before)

    def _as_it_was(self, held: Held, now: Place, source: _Source) -> Typed | None:
        """What was typed at a place before a move made of it what stands now, where nobody wrote since.

        An option became words, or was offered no longer: when the round goes back, it is that option again.
        """
        was, asked = leaf(source.way.earlier, source.place), leaf(self.way.later, now)
        is_as_typed = was and asked and was.question.kind is asked.question.kind
        if is_as_typed and source.kept.answer.mark is not Mark.NOT_READABLE:
            return None
        forth = Carrying(source.way.later, source.way.earlier, source.way.map.back())
        if source.kept.edition_id != self.round.edition_id or forth.place(now) != source.place:
            return None
        answer = source.kept.answer
        every = store.versions(held.session, held.reply.id, [str(now)]).get(str(now), ())
        written = [one for one in every if not self._is_made_for_another(one)]
        made_it = (one for one in reversed(written) if forth.typed(now, one.typed, answer.language) == answer.typed)
        return next((one.typed for one in made_it), None)

    def _is_made_for_another(self, version: Version) -> bool:
        """Whether a move wrote this version, and to another edition than the one that is asked now."""
        operation = version.operation
        return operation.startswith(_BY_A_MOVE) and not operation.startswith(f"{_BY_A_MOVE}{self.round.edition_id}:")

    def _move_entries(self, held: Held) -> None:
        """Entries go along with their list; those of a list that is no more are removed, softly, from its namesake."""
        for row in held.rows:
            if self.way.earlier.find(row.list_code) is None:
                continue
            now = self.way.becomes(row.list_code)
            namesake = self.way.later.find(row.list_code)
            if now:
                row.list_code = now
            elif namesake and namesake.question.kind is Kind.LIST and row.removed_at is None:
                row.removed_at, row.removed_by_id = self.who.at, self.who.id
        held.session.flush()


def move_known_facts(session: Session, round_: Round, way: Carrying) -> None:
    """What is on file about the states stands beside the rows that the new edition asks."""
    for fact in session.scalars(sa.select(KnownFact).where(KnownFact.round_id == round_.id)).all():
        place = places.parse(fact.place)
        now = way.place(place) if place else None
        if place is not None and now is not None:
            fact.typed = way.typed(place, fact.typed)
            fact.place = str(now)
    session.flush()


def _promised(was: Question, now: Question) -> Disclosure | None:
    """Who could read answers by the question itself or a part of it, where more can by what it is now."""
    inner = {one.code: one for one in (*now.fields, *now.companions)}
    pairs = [(was, now), *((one, inner[one.code]) for one in (*was.fields, *was.companions) if one.code in inner)]
    less = [before.disclosure for before, after in pairs if before.disclosure.width < _width(now, after)]
    return narrowest(*less) if less else None


def _width(question: Question, part: Question) -> int:
    return narrowest(question.disclosure, part.disclosure).width


def _says_something(kept: Kept) -> bool:
    return kept.answer.mark is not Mark.LEFT_BLANK


def _count(held: Held) -> None:
    """Progress is counted anew; a reply in which nothing was written is still not started."""
    standing = held.reply.standing
    held.count()
    if standing == Standing.NOT_STARTED:
        held.reply.standing = standing


def _move_attachments(held: Held, moved: Mapping[str, str]) -> None:
    """Files are as readable as the answer they hang on."""
    if not moved:
        return
    of_reply = sa.select(Attachment).where(Attachment.reply_id == held.reply.id, Attachment.place.in_(moved))
    for file in held.session.scalars(of_reply).all():
        file.place = moved[file.place]
