"""Confirming answers whose questions changed while the round was open: what waits, what changed, and the press itself.

A request is settled when the state confirms the answer as it stands, or when nothing of the answer stands any more as
it was given to the earlier wording, because all of it was changed (`settling`). A state may send its reply with
requests open: the tables then say under which wording it answered.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.actions import editions_map, former_wordings, holding, recording, settling
from surveyapp.actions.answering import Refused
from surveyapp.actions.asking_to_confirm import How, settle
from surveyapp.actions.holding import Held, Reason, Who
from surveyapp.actions.remembering import Remembered
from surveyapp.actions.worded import Facts, facts_of, is_changing
from surveyapp.core import editions, kinds, places
from surveyapp.core.carrying import Carrying
from surveyapp.core.conditions import Asked
from surveyapp.core.editions import Differences, QuestionDifference
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Question
from surveyapp.core.text import Text
from surveyapp.store import confirmations
from surveyapp.store.models import Confirmation, Edition, Person, Reply, Round

MOST_KEPT = 16


@dataclass(frozen=True)
class Waiting:
    """An answer that its state is asked to confirm, and why."""

    request: Confirmation
    question: Question
    """As it is asked now."""
    difference: QuestionDifference | None
    """What is otherwise; None where nothing that is read is."""
    unreadable: tuple[Text, ...]
    """What was chosen and is offered no longer, in words: such an answer cannot be confirmed, only given anew."""
    is_confirmable: bool


def waiting(session: Session, held: Held, asked: Asked) -> list[Waiting]:
    """What a state is asked to confirm now, in the order of the questionnaire.

    No statement where every answer was given to the present edition: then nothing is left to confirm.
    """
    if all(one.edition_id == held.reply.round.edition_id for one in held.kept.values()):
        return []
    requests = {one.question: one for one in confirmations.unsettled(session, held.reply.id)}
    if not requests:
        return []
    questions = (one for one in held.questionnaire.questions() if one.code in requests and asked.question(one.code))
    return [_waiting(held, requests[one.code], one) for one in questions]


def confirm(
    session: Session, reply: Reply, question: str, who: Person | None, now: datetime, language: str = ""
) -> bool | Refused:
    """Says that an answer holds for its question as it is asked now; False where nobody asks for that (any more)."""
    held = holding.hold(session, reply, Who(who, now, language))
    refusal = holding.refusal_of(reply, question, now)
    if refusal:
        return Refused(refusal)
    request = next(iter(confirmations.unsettled(session, reply.id, [question])), None)
    placed = held.questionnaire.find(question)
    if request is None or placed is None or not held.asked().question(question):
        return False
    if not _is_confirmable(held, placed.question):
        return Refused(Reason.CANNOT_BE_CONFIRMED)
    for address, kept in settling.given_before(held, placed.question).items():
        leaf = held.leaf_at(address)
        if leaf is not None:
            reading = kinds.read(leaf.question, kept.answer.typed, held.habits)
            once = f"confirm:{request.id}:{kept.answer.version}"
            held.write(leaf.place, kept.answer.typed, reading, kept.answer.disclosure, once, kept.answer.language)
    held.finish()
    settle(held, request, How.CONFIRMED)
    event = recording.record(session, "answer confirmed", now, who, place=question)
    event.round_id, event.reply_id = reply.round_id, reply.id
    return True


def _waiting(held: Held, request: Confirmation, question: Question) -> Waiting:
    before = settling.given_before(held, question)
    every = held.reply.round.edition.questionnaire.editions
    edition = next(one for one in every if one.id == request.edition_from_id)
    revisions = [one.wording_revision for one in before.values() if one.edition_id == edition.id]
    found = _differences(held.reply.round, edition, max(revisions, default=edition.wording_revision))
    way = Carrying(found.old, found.new, found.map)
    there = ((places.parse(address), one.answer) for address, one in before.items())
    former = [way.in_former_words(place, one.typed) for place, one in there if place and one.mark is Mark.NOT_READABLE]
    return Waiting(
        request,
        question,
        found.question(question.code),
        tuple(one for one in former if one),
        _is_confirmable(held, question),
    )


def _is_confirmable(held: Held, question: Question) -> bool:
    """Whether all that stands can be read as an answer to the question as it is asked now."""
    return all(one.answer.mark is not Mark.NOT_READABLE for one in settling.given_before(held, question).values())


_told: Remembered[tuple[Facts, Facts, str, date, date], Differences] = Remembered(MOST_KEPT)


def _differences(round_: Round, earlier: Edition, revision: int) -> Differences:
    """What is otherwise between an edition as it was worded then and what the round asks now."""
    now = round_.edition
    maps = editions_map.told_by(now.questionnaire)
    key = (facts_of(earlier, revision), facts_of(now), maps, round_.period_from, round_.period_to)

    def found() -> Differences:
        way = former_wordings.way(round_, earlier, revision)
        return editions.differences(way.earlier, way.later, way.map)

    return _told.fact(key, found, is_to_be_kept=not (is_changing(earlier) or is_changing(now)))
