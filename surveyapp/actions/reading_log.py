"""Who of the secretariat read answers that only the secretariat may read: on record, and the state can see it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import comparing, disclosing, holding, seeing
from surveyapp.actions.disclosing import Readable
from surveyapp.actions.recording import record
from surveyapp.actions.seeing import TRANSLATORS_OF_REPLIES, Viewer
from surveyapp.core.changes import changes, in_both
from surveyapp.core.comparison import Comparison
from surveyapp.core.disclosure import Audience, DisclosedReply
from surveyapp.core.places import leaves
from surveyapp.core.questionnaire import Disclosure, Question
from surveyapp.store import submissions
from surveyapp.store.models import Event, Reply, Round

READ = "answer read"
TAKEN = "answers taken away"
"""In a paper or a workbook for the secretariat."""
TABLE = "comparative workbook"
TRANSLATIONS = "translation file"
WORKBOOK = "reply workbook"
DATA = "data"
AGAIN_AFTER = timedelta(hours=1)
"""The same person at the same answer: so that the log does not drown in it."""
_IN_WHICH = ("officer", "publisher", "administrator", "translator")
"""Whoever holds several reads in the first of them."""


@dataclass(frozen=True)
class Reading:
    """What is to be put on record: of which reply, which questions, and in which file they left, if in one."""

    reply_id: int
    round_id: int
    questions: tuple[str, ...]
    file: str = ""


def restricted(readable: Readable) -> tuple[str, ...]:
    """The codes of the questions whose answers, wholly or in part, only the secretariat may read."""
    return tuple(
        question.code
        for _section, questions in readable.sections
        for question in questions
        if _is_restricted(readable, question)
    )


def on_page(reply: Reply, readable: Readable, only: Collection[str] | None = None) -> list[Reading]:
    """What somebody reads who opens a page of these answers, or of some of them."""
    found = tuple(code for code in restricted(readable) if only is None or code in only)
    return [Reading(reply.id, reply.round_id, found)] if found else []


def of_others(session: Session, round_: Round, reply: Reply, question: str) -> list[Reading]:
    """What somebody reads who sees what the other states of a round said to a question."""
    each = [
        (one.reply_id, restricted(disclosing.of_submission(session, one, Audience.SECRETARIAT)))
        for one in submissions.latest_of_round(session, round_.id)
        if one.reply_id != reply.id
    ]
    return [Reading(reply_id, round_.id, (question,)) for reply_id, found in each if question in found]


def in_comparison(
    round_: Round, replies: Mapping[str, int], comparison: Comparison, questions: Collection[str]
) -> list[Reading]:
    """What somebody reads who sees what the states of a round said to some questions, side by side.

    `replies`: their ids, by state. Only a comparison for the secretariat holds anything that is to be noted.
    """
    codes = [one for one in comparison.questionnaire.questions() if one.code in questions]
    each = (
        (state, tuple(one.code for one in codes if _is_closed(reply, one)))
        for state, reply in comparison.replies.items()
    )
    return [Reading(replies[state], round_.id, found) for state, found in each if found]


def in_paper(
    session: Session, viewer: Viewer, reply: Reply, file: str, now: datetime, *, is_draft: bool
) -> list[Reading]:
    """What somebody takes away with the paper of a reply."""
    if is_draft:
        readable = disclosing.draft(session, viewer, reply, now)
    else:
        readable = disclosing.submitted(session, reply, Audience.SECRETARIAT)
    found = restricted(readable) if readable else ()
    return [Reading(reply.id, reply.round_id, found, file)] if found else []


def in_workbook(session: Session, reply: Reply, sections: Collection[str] | None, now: datetime) -> list[Reading]:
    """What somebody takes away at the server with the workbook of a reply, or of some of its sections, as it stands."""
    readable = disclosing.as_it_stands(holding.read(session, reply, now))
    of = [one for one in readable.questionnaire.sections if sections is None or one.code in sections]
    questions = (question for section in of for question in readable.questionnaire.questions(section))
    found = tuple(question.code for question in questions if _is_restricted(readable, question))
    return [Reading(reply.id, reply.round_id, found, WORKBOOK)] if found else []


def in_table(session: Session, round_: Round, file: str = TABLE) -> list[Reading]:
    """What somebody takes away with a table or paper of a round made for the secretariat, reply by reply."""
    each = [
        (one.reply_id, restricted(disclosing.of_submission(session, one, Audience.SECRETARIAT)))
        for one in submissions.latest_of_round(session, round_.id)
    ]
    return [Reading(reply_id, round_.id, found, file) for reply_id, found in each if found]


def in_papers(session: Session, round_: Round, file: str = TABLE) -> list[Reading]:
    """The same of a paper that says too what changed since the round before, as all but the data files do."""
    before = comparing.round_before(session, round_) if file != DATA else None
    return in_table(session, round_, file) + (_of_changes(session, round_, before, file) if before else [])


def _of_changes(session: Session, round_: Round, before: Round, file: str) -> list[Reading]:
    """What is told of the answers to the round before."""
    now = comparing.comparison(session, round_, Audience.SECRETARIAT)
    then = comparing.comparison_before(session, round_, Audience.SECRETARIAT, before)
    if then is None:
        return []
    both = frozenset(in_both(then, now))
    ids = {one.state: one.reply_id for one in submissions.standing_in(session, before.id)}
    found = in_comparison(before, ids, then, changes(then, now))
    told = {ids[state] for state in both}
    return [replace(one, file=file) for one in found if one.reply_id in told]


def in_translations(session: Session, round_: Round, questions: Collection[tuple[int, str]]) -> list[Reading]:
    """What somebody takes away with a file of answers to be translated; `questions` by reply and code."""
    each = [
        (one, [code for code in one.questions if (one.reply_id, code) in questions])
        for one in in_table(session, round_)
    ]
    return [Reading(one.reply_id, round_.id, tuple(found), TRANSLATIONS) for one, found in each if found]


def due(session: Session, viewer: Viewer, readings: Sequence[Reading], now: datetime) -> list[Reading]:
    """What of it is not on record since an hour. Only reads."""
    if viewer.person is None or not readings:
        return list(readings)
    since = (
        sa.select(Event.reply_id, Event.deed, Event.place, Event.details)
        .where(Event.at > now - AGAIN_AFTER, Event.deed.in_((READ, TAKEN)), Event.person_id == viewer.person.id)
        .where(Event.reply_id.in_([one.reply_id for one in readings]))
    )
    known = {
        (reply_id, place if deed == READ else f"{details.get('file')} {sorted(details.get('questions', ()))}")
        for reply_id, deed, place, details in session.execute(since)
    }
    return [left for one in readings if (left := _left(one, known))]


def note(session: Session, viewer: Viewer, readings: Iterable[Reading], now: datetime) -> None:
    """Puts it on record: an event for each answer read on a page, one for all those of a file."""
    for one in readings:
        of, role = one.reply_id, role_of(viewer)
        if one.file:
            details = {"role": role, "file": one.file, "number": len(one.questions), "questions": list(one.questions)}
            record(session, TAKEN, now, viewer.person, round_id=one.round_id, reply_id=of, details=details)
            continue
        for code in one.questions:
            details = {"role": role}
            record(session, READ, now, viewer.person, round_id=one.round_id, reply_id=of, place=code, details=details)


def role_of(viewer: Viewer) -> str:
    """The role in which the viewer reads; "" at the command line."""
    if viewer.person is None:
        return ""
    held = {one.role for one in viewer.roles} & TRANSLATORS_OF_REPLIES
    return next((role for role in _IN_WHICH if role in held), "")


def seen_by_state(session: Session, viewer: Viewer, reply: Reply, most: int = 500) -> list[tuple[Event, list[str]]]:
    """For the people of the state: each reading, the newest first, with those of its questions that they may see."""
    if reply.state not in viewer.states:
        return []
    found = sa.select(Event).where(Event.reply_id == reply.id, Event.deed.in_((READ, TAKEN)))
    questionnaire = holding.questionnaire(reply)
    told = []
    for event in session.scalars(found.order_by(Event.at.desc(), Event.id.desc()).limit(most)):
        codes = [event.place] if event.deed == READ else list(event.details.get("questions", ()))
        placed = [one for code in codes if (one := questionnaire.find(code))]
        seen = [one.question.code for one in placed if seeing.sees_section(viewer, reply, one.section.code)]
        if seen:
            told.append((event, seen))
    return told


def _left(one: Reading, known: set[tuple[int, str]]) -> Reading | None:
    if one.file:
        return None if (one.reply_id, f"{one.file} {sorted(one.questions)}") in known else one
    left = tuple(code for code in one.questions if (one.reply_id, code) not in known)
    return Reading(one.reply_id, one.round_id, left) if left else None


def _is_restricted(readable: Readable, question: Question) -> bool:
    return any(
        address in readable.answers
        and readable.answers[address].mark in disclosing.SAID
        and readable.readers.get(address) is Disclosure.SECRETARIAT
        for address in (str(leaf.place) for leaf in leaves(question, readable.entries))
    )


def _is_closed(reply: DisclosedReply, question: Question) -> bool:
    """The same of what the secretariat sees of a reply."""
    cells = (reply.cells.get(str(leaf.place)) for leaf in leaves(question, reply.entries))
    return any(one and one.mark in disclosing.SAID and one.readers is Disclosure.SECRETARIAT for one in cells)
