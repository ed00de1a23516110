"""Moving an open round to another edition of its questionnaire: looked at first, then done as one deed.

No answer is lost: where the code of a question, a row or an option is another, the answer gets a next version at its
place in the new edition and still knows the wording it was given to; what is asked no longer stays in the history. The
states that had answered what changed are asked to confirm just these answers.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from surveyapp.actions import asking_to_confirm, former_wordings, moving_replies, recording, worded
from surveyapp.actions.asking_to_confirm import IS_READ
from surveyapp.actions.holding import Held, Who
from surveyapp.core import editions, submission
from surveyapp.core.carrying import Carrying
from surveyapp.core.conditions import Asked
from surveyapp.core.disclosure import Audience, DisclosedReply, view
from surveyapp.core.editions import OF_SUBSTANCE, Change, Differences, QuestionDifference
from surveyapp.core.kinds import options_in
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.core.standing import Standing
from surveyapp.core.states import MemberState, from_facts
from surveyapp.core.whole import is_answered
from surveyapp.store import answers, rounds, submissions
from surveyapp.store.models import Edition, Person, Reply, Round

_READ_THE_SAME = frozenset(change for change in Change if change.value.endswith("recoded"))
"""Another code alone: what the state reads, and what it said, is the same."""


class Refusal(StrEnum):
    """Why a round cannot move to an edition."""

    OTHER_QUESTIONNAIRE = "other_questionnaire"
    NOT_PUBLISHED = "not_published"
    SAME_EDITION = "same_edition"
    CHANGED_MEANWHILE = "changed_meanwhile"
    """The round or the edition is not any more what was looked at."""


class MoveRefused(Exception):
    """The round stays with its edition."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class AnsweredBy:
    """A state that has answered a question: in its answers as they stand now, in its submission, or in both."""

    reply: Reply
    state: MemberState
    in_draft: bool
    in_submission: bool
    chose: frozenset[str] = frozenset()
    """Codes of the options chosen, of those that are there no longer or are called otherwise: in what was sent, and in
    a draft only where the round lets the secretariat read drafts. With one state to a count, a count tells."""

    @property
    def standing(self) -> Standing:
        return Standing(self.reply.standing)

    @property
    def is_hidden_draft(self) -> bool:
        """Whether what it chose is not told: it stands in a draft alone, and the round lets nobody read drafts."""
        return not self.in_submission and not self.reply.round.drafts_visible


@dataclass(frozen=True)
class Concerned:
    """A question whose answers may no longer say what was meant."""

    difference: QuestionDifference
    states: tuple[AnsweredBy, ...]

    @property
    def question(self) -> Question:
        """As the new edition asks it; of one that was removed, as it was."""
        return self.difference.question

    @property
    def is_of_substance(self) -> bool:
        return _needs_confirming(self.difference)

    def chosen(self, option: str) -> int:
        """How many states chose an option of the present edition."""
        return sum(option in one.chose for one in self.states)


@dataclass(frozen=True)
class Move:
    """What moving a round to an edition would do."""

    round: Round
    edition: Edition
    differences: Differences
    substance: tuple[Concerned, ...]
    """Changed in substance: the states that answered them are asked to confirm."""
    reworded: tuple[Concerned, ...]
    """Worded otherwise, or with other codes alone: the officer says which of them need confirming too."""
    removed: tuple[Concerned, ...]
    """Asked no longer, or in another shape: their answers stay in the history."""
    added: tuple[Question, ...]

    def to_confirm(self, also: Collection[str] = ()) -> tuple[Concerned, ...]:
        """The questions of which answers are to be confirmed, `also` those of these codes that are only reworded."""
        return (*self.substance, *(one for one in self.reworded if one.question.code in also))

    def states(self, also: Collection[str] = ()) -> tuple[MemberState, ...]:
        """The states that would be asked to confirm something, each once."""
        found = {by.state.iso3: by.state for one in self.to_confirm(also) for by in one.states if by.in_draft}
        return tuple(found.values())

    @property
    def seen(self) -> str:
        """What tells this move from one prepared on other ground: it is posted with the press that confirms it."""
        return seen(self.round, self.edition)


@dataclass(frozen=True)
class Moved:
    """What moving did: the replies that were asked to confirm answers, by how many; those reopened for it."""

    asked: Mapping[str, int] = field(default_factory=dict)
    """ISO 3166 alpha-3 of the state to the number of its answers to be confirmed."""
    reopened: tuple[str, ...] = ()
    letters: int = 0
    rewritten: int = 0
    """Answers that got a next version, because a code is another or they are read otherwise."""


def seen(round_: Round, edition: Edition) -> str:
    """The round's present edition and the one looked at, with their wordings, in one text."""
    of_both = ((one.sha256[:16], str(one.wording_revision)) for one in (round_.edition, edition))
    return ".".join(part for parts in of_both for part in parts)


def editions_to_choose(round_: Round) -> list[Edition]:
    """The published editions to which a round can move, the newest first."""
    others = (one for one in round_.edition.questionnaire.editions if one is not round_.edition)
    return sorted((one for one in others if one.published_at is not None), key=lambda one: -one.number)


def preview(session: Session, round_: Round, edition: Edition, now: datetime) -> Move:
    """What would be otherwise, and whom it concerns. Only looks; MoveRefused for an edition that cannot be chosen."""
    _check(round_, edition)
    way = _way(round_, edition)
    found = editions.differences(way.earlier, way.later, way.map)
    replies = list(_replies(session, round_, way, now))
    concerned = [_concerned(one, replies) for one in found.questions if _may_matter(one)]
    removed = [one for one in concerned if _is_lost(way, one.difference)]
    kept = [one for one in concerned if one not in removed]
    return Move(
        round=round_,
        edition=edition,
        differences=found,
        substance=tuple(one for one in kept if one.is_of_substance),
        reworded=tuple(one for one in kept if not one.is_of_substance),
        removed=tuple(removed),
        added=tuple(one for one in way.later.questions() if way.was(one.code) is None),
    )


def move(
    session: Session,
    round_: Round,
    edition: Edition,
    confirm_also: Collection[str],
    who: Person | None,
    now: datetime,
    base_url: str = "",
    as_seen: str | None = None,
) -> Moved:
    """Moves a round and all its replies. MoveRefused where it cannot, or is not any more what was looked at.

    `confirm_also`: codes of questions that are only reworded and of which answers are to be confirmed all the same.
    `base_url`: the address that stands in the letters. `as_seen`: what `Move.seen` said when it was looked at.
    """
    rounds.held(session, round_)
    session.refresh(round_, ["edition_id", "edition"])
    found = preview(session, round_, edition, now)
    if as_seen is not None and as_seen != found.seen:
        raise MoveRefused(Refusal.CHANGED_MEANWHILE)
    before, way = round_.edition, _way(round_, edition)
    wanted = [one.difference for one in found.to_confirm(confirm_also)]
    round_.edition = edition
    session.flush()
    moving = moving_replies.Moving(round_, before, way, wanted, [one.code for one in found.added], Who(who, now))
    moved = [moving.reply(session, reply) for reply in rounds.replies(session, round_.id)]
    moving_replies.move_known_facts(session, round_, way)
    asked = {one.reply.state: len(one.asked) for one in moved if one.asked}
    letters = asking_to_confirm.write_letters(
        session, round_, {one.reply: one.asked for one in moved if one.asked}, base_url, now
    )
    details = {
        "from": before.public_id,
        "to": edition.public_id,
        "numbers": [before.number, edition.number],
        "questions": sorted(one.question.code for one in wanted),
        "states": sorted(asked),
    }
    recording.record(session, "round moved", now, who, round_id=round_.id, details=details)
    session.flush()
    return Moved(
        asked=asked,
        reopened=tuple(one.reply.state for one in moved if one.is_reopened),
        letters=letters,
        rewritten=sum(one.rewritten for one in moved),
    )


def _check(round_: Round, edition: Edition) -> None:
    if edition.questionnaire_id != round_.edition.questionnaire_id:
        raise MoveRefused(Refusal.OTHER_QUESTIONNAIRE)
    if edition.published_at is None:
        raise MoveRefused(Refusal.NOT_PUBLISHED)
    if edition.id == round_.edition_id:
        raise MoveRefused(Refusal.SAME_EDITION)


def _way(round_: Round, edition: Edition) -> Carrying:
    """From what the round asks now to what it would ask."""
    later = worded.in_round(round_, edition, edition.wording_revision)
    return Carrying(worded.for_round(round_), later, former_wordings.between(round_.edition, edition))


def _may_matter(one: QuestionDifference) -> bool:
    """Whether an answer could be concerned: the question asked something, and what was read or said is otherwise."""
    if one.old is None or not one.old.asks:
        return False
    read = (rewording.fact.rpartition(".")[2] for rewording in one.every_rewording())
    return one.is_of_substance or not IS_READ.isdisjoint(read)


def _is_lost(way: Carrying, one: QuestionDifference) -> bool:
    return one.old is not None and not way.becomes(one.old.code)


def _needs_confirming(one: QuestionDifference) -> bool:
    """Whether something of substance is otherwise, codes apart."""
    changes = set(one.changes)
    changes.update(change for parts in one.parts.values() for part in parts for change in part.changes)
    inner = (field_ for fields in one.asked.values() for field_ in fields)
    return bool(changes & OF_SUBSTANCE - _READ_THE_SAME) or any(_needs_confirming(field_) for field_ in inner)


# Who has answered


@dataclass(frozen=True)
class _Answers:
    """What one state answered, as it stands now and as it was submitted, at the questions of the present edition."""

    held: Held
    asked: Asked
    submitted: DisclosedReply | None
    state: MemberState

    def to(self, question: Question, options: Collection[str]) -> AnsweredBy | None:
        held, sent = self.held, self.submitted
        in_draft = self.asked.question(question.code) and is_answered(question, held.answers, held.entries)
        in_submission = sent is not None and is_answered(question, sent.cells, sent.entries)
        if not (in_draft or in_submission):
            return None
        return AnsweredBy(held.reply, self.state, in_draft, in_submission, self._chosen(question) & frozenset(options))

    def _chosen(self, question: Question) -> frozenset[str]:
        return frozenset(self._sent(question)) | frozenset(self._typed(question))

    def _sent(self, question: Question) -> Iterator[str]:
        sent = self.submitted
        for leaf in leaves(question, sent.entries) if sent else ():
            cell = sent.cells.get(str(leaf.place)) if sent else None
            if cell and cell.value is not None and leaf.question.kind in (Kind.ONE, Kind.SEVERAL):
                yield from options_in(cell.value)

    def _typed(self, question: Question) -> Iterator[str]:
        if not self.held.reply.round.drafts_visible:
            return
        for leaf in leaves(question, self.held.entries):
            kept = self.held.kept.get(str(leaf.place))
            typed = kept.answer.typed if kept else {}
            yield from (typed.get("option") or typed.get("options", "")).split()


def _replies(session: Session, round_: Round, way: Carrying, now: datetime) -> Iterator[_Answers]:
    """Of every state that has begun, read in as many statements however many there are."""
    sent = {one.reply_id: submission.read(one.content) for one in submissions.latest_of_round(session, round_.id)}
    earlier = former_wordings.of_submissions(session, round_, list(sent.values()))
    kept = answers.kept_of_round(session, round_.id)
    rows = answers.entry_rows_of_round(session, round_.id)
    for reply in rounds.replies(session, round_.id):
        if reply.id not in kept and reply.id not in sent:
            continue
        held = Held(session, reply, way.earlier, Who(None, now), kept.get(reply.id, {}), rows.get(reply.id, []))
        submitted = sent.get(reply.id)
        seen_ = view(way.earlier, submitted, Audience.SECRETARIAT, earlier) if submitted else None
        yield _Answers(held, held.asked(), seen_, from_facts(reply.state_facts))


def _concerned(one: QuestionDifference, replies: Sequence[_Answers]) -> Concerned:
    if one.old is None:
        return Concerned(one, ())
    options = _options_concerned(one)
    found = [reply.to(one.old, options) for reply in replies]
    return Concerned(one, tuple(by for by in found if by is not None))


def _options_concerned(one: QuestionDifference) -> list[str]:
    """Codes of the options that are gone, or called otherwise, in the question or in a field of it."""
    inner = (field_ for fields in one.asked.values() for field_ in fields)
    own = (part.old.code for part in one.parts.get("options", ()) if part.old and _GONE & set(part.changes))
    return [*own, *(code for field_ in inner for code in _options_concerned(field_))]


_GONE = frozenset({Change.REMOVED, Change.RECODED})
