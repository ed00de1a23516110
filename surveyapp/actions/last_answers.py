"""Last round's answers beside this round's questions: shown on request, taken over at a press, known as unchanged.

Which earlier submission there is, is one statement (`earlier`); it is read whole only when somebody asks to see it
(`last`). Nothing is copied without a press, nothing that stands is overwritten. What was taken over says from where
until somebody writes there by hand.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from surveyapp.actions import answering, authoring, editions_map, holding, recording, worded
from surveyapp.actions.answering import Refused
from surveyapp.actions.holding import Held, Reason, Who
from surveyapp.core import kinds, places, taking_over
from surveyapp.core import submission as submissions
from surveyapp.core.editions import Map
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Disclosure, Kind, Question, Questionnaire, narrowest
from surveyapp.core.submission import Submission
from surveyapp.core.taking_over import Left, Taken, TakenLeaf, Why
from surveyapp.store import answers, earlier_replies, editions, models
from surveyapp.store.answers import Kept
from surveyapp.store.earlier_replies import Earlier


@dataclass(frozen=True)
class LastAnswer:
    """What a state answered then to a question of now, and what of it can be taken over."""

    now: Question
    then: Question
    """As it was worded then, with the years of that round."""
    taken: Taken
    is_answered: bool
    of_other_years: bool
    """Whether the question is asked about other years now."""
    reworded: bool
    """Whether it is worded otherwise now, the years apart."""


@dataclass(frozen=True)
class LastReply:
    """A state's newest earlier submission, read whole, and the way from the questions of now to it."""

    earlier: Earlier
    submission: Submission
    questionnaire: Questionnaire
    """As it was answered."""
    way: Map
    files: Mapping[str, models.Attachment]
    """Those handed in with it, by identifier."""

    def answer(self, held: Held, code: str) -> LastAnswer | None:
        """What was answered then to a question of now; None for one that was not asked then."""
        placed, before = held.questionnaire.find(code), self.questionnaire.find(self.way.question(code))
        if placed is None or before is None or not (placed.question.asks and before.question.asks):
            return None
        now, then = placed.question, before.question
        taken = taking_over.take_over(now, then, self.way, self.submission, held.entries, held.habits)
        of_other_years = taking_over.differs_in_years(then, now)
        return LastAnswer(
            now=now,
            then=then,
            taken=_with_files_there(taken, self.files),
            is_answered=taking_over.is_answered(then, self.submission),
            of_other_years=of_other_years,
            reworded=then.wording != now.wording and not of_other_years,
        )


@dataclass(frozen=True)
class TakenOver:
    """The answer of then stands at the question of now; `left` does not."""

    left: tuple[Left, ...] = field(default=())


Outcome = TakenOver | Refused


def earlier(session: Session, reply: models.Reply) -> Earlier | None:
    """The newest submission of the same state in an earlier round, of this edition or one it leads back to."""
    return earlier_replies.earlier(session, reply)


def asked_then(session: Session, reply: models.Reply, found: Earlier) -> Collection[str]:
    """The questions of now that were asked in the round of that submission. Its answers are not read for this."""
    form = holding.questionnaire(reply)
    if found.edition_id == reply.round.edition_id:
        return [question.code for question in form.questions()]
    way = editions_map.map_between(session.get_one(models.Edition, found.edition_id), reply.round.edition)
    return [question.code for question in form.questions() if way.question(question.code)]


def last(session: Session, reply: models.Reply) -> LastReply | None:
    """That submission, read whole; None where there is none."""
    found = earlier(session, reply)
    return read_whole(session, reply, found) if found else None


def read_whole(session: Session, reply: models.Reply, found: Earlier) -> LastReply:
    """The submission that was found, with its answers and its files."""
    row = earlier_replies.submission(session, found.submission_id)
    content = submissions.read(row.content)
    edition = _edition_of(session, content, row.reply.round)
    has_files = bool(content.attachments)
    return LastReply(
        earlier=found,
        submission=content,
        questionnaire=worded.in_round(row.reply.round, edition, content.edition.wording_revision),
        way=editions_map.map_between(edition, reply.round.edition),
        files=earlier_replies.attachments(session, row.reply_id) if has_files else {},
    )


def _edition_of(session: Session, content: Submission, round_: models.Round) -> models.Edition:
    """The edition that was answered: the round may have moved to another since."""
    if content.edition.sha256 == round_.edition.sha256:
        return round_.edition
    answered = editions.by_sha256(session, round_.edition.questionnaire_id, [content.edition.sha256])
    return answered.get(content.edition.sha256, round_.edition)


def take_over(
    session: Session,
    reply: models.Reply,
    question: str,
    operation: str,
    who: models.Person | None,
    now: datetime,
) -> Outcome:
    """Writes the answer of then at the places of now; a second press changes nothing.

    Refused where anything is answered already. A part that cannot be told of the question of now is left and named.
    """
    held = holding.hold(session, reply, Who(who, now))
    refusal = holding.refusal_of(reply, question, now)
    if refusal:
        return Refused(refusal)
    found = last(session, reply)
    answer = found.answer(held, question) if found else None
    if found is None or answer is None or not answer.taken.is_possible:
        return Refused(Reason.NOTHING_TO_TAKE_OVER)
    if unchanged(held).get(question) == found.earlier.submission_id:
        return TakenOver(answer.taken.left)
    if _stands(held, answer):
        is_done = _is_done_already(session, reply, question, operation)
        return TakenOver(answer.taken.left) if is_done else Refused(Reason.ANSWERED_ALREADY)
    _write(held, answer, found, operation)
    held.finish()
    details = {"from": found.earlier.receipt, "whole": answer.taken.is_whole}
    recording.record(
        session,
        "answer taken over",
        now,
        who,
        round_id=reply.round_id,
        reply_id=reply.id,
        place=question,
        details=details,
    )
    return TakenOver(answer.taken.left)


def unchanged(held: Held) -> dict[str, int]:
    """The questions whose whole answer was taken over and left as it was, and the earlier submission it stood in."""
    sources = {place: kept.carried_from_id for place, kept in held.kept.items()}
    if not any(sources.values()):
        return {}
    said = {place for place, kept in held.kept.items() if kept.answer.mark is not Mark.LEFT_BLANK}
    found = taking_over.unchanged(sources, said, held.entries)
    return {code: source for code, source in found.items() if held.questionnaire.find(code)}


def unchanged_in(session: Session, round_: models.Round) -> dict[int, int]:
    """The same of a whole round, counted: by the id of a reply, without those in which nothing was taken over.

    Two statements, however many replies there are.
    """
    carried = answers.carried_of_round(session, round_.id)
    entries = answers.entry_rows_of_round(session, round_.id) if carried else {}
    questionnaire = authoring.questionnaire_of(round_.edition)
    counted = {}
    for reply_id, rows in carried.items():
        sources = {place: source for place, _mark, source in rows}
        said = {place for place, mark, _source in rows if mark is not Mark.LEFT_BLANK}
        found = taking_over.unchanged(sources, said, answers.present(entries.get(reply_id, ())))
        counted[reply_id] = sum(questionnaire.find(code) is not None for code in found)
    return counted


def rounds_of(session: Session, unchanged: Mapping[str, int]) -> dict[str, str]:
    """Question to the code of the earlier round from which its answer was taken over."""
    rounds = earlier_replies.rounds_of(session, set(unchanged.values())) if unchanged else {}
    return {code: rounds[source] for code, source in unchanged.items()}


def _with_files_there(taken: Taken, files: Mapping[str, models.Attachment]) -> Taken:
    """The same without files of which there is no record any more."""
    leaves, some_gone = _leaves_with_files_there(taken.leaves, files)
    beside, more_gone = _leaves_with_files_there(taken.beside, files)
    left = (*taken.left, Left(Why.FILE_GONE)) if some_gone or more_gone else taken.left
    return replace(taken, leaves=leaves, beside=beside, left=left)


def _leaves_with_files_there(
    taken: Mapping[Place, TakenLeaf], files: Mapping[str, models.Attachment]
) -> tuple[dict[Place, TakenLeaf], bool]:
    """These without such files, and whether there were any."""
    leaves: dict[Place, TakenLeaf] = {}
    gone = False
    for place, leaf in taken.items():
        listed = (leaf.reading.value or {}).get("files") if leaf.reading.mark is Mark.ANSWERED else None
        if listed is None:
            leaves[place] = leaf
            continue
        there = [one for one in listed if _is_there(one, files)]
        gone = gone or len(there) < len(listed)
        if there:
            typed = {"files": "\n".join(taking_over.file_line(one) for one in there)}
            reading = kinds.Reading(Mark.ANSWERED, {"files": there})
            leaves[place] = replace(leaf, typed=typed, reading=reading, is_whole=len(there) == len(listed))
    return leaves, gone


def _is_there(file: Mapping[str, Any], files: Mapping[str, models.Attachment]) -> bool:
    return file["id"] in files and files[file["id"]].sha256 == file["sha256"]


def _is_done_already(session: Session, reply: models.Reply, question: str, operation: str) -> bool:
    """Whether what stands there was written by this very press."""
    written = answers.versions(session, reply.id, [question]).get(question, [])
    return bool(written) and written[-1].operation.startswith(_prefix(operation))


def _stands(held: Held, answer: LastAnswer) -> bool:
    """Whether anything is said at the question now, or something is typed there that taking over would write over."""
    for leaf in places.leaves(answer.now, held.entries):
        kept = held.kept.get(str(leaf.place))
        if kept is None or not kept.answer.typed:
            continue
        taken = answer.taken.leaves.get(leaf.place)
        if kept.answer.mark is not Mark.LEFT_BLANK or (taken and _merged(held, leaf.question, kept, taken) is None):
            return True
    return False


def _merged(held: Held, question: Question, kept: Kept, taken: TakenLeaf) -> dict[str, str] | None:
    """What is taken over, with texts that stayed in boxes of options not chosen; None where they contradict it."""
    typed = {**kept.answer.typed, **taken.typed}
    return typed if kinds.read(question, typed, held.habits) == taken.reading else None


def _write(held: Held, answer: LastAnswer, found: LastReply, operation: str) -> None:
    entries = _entries(held, answer, operation)
    taken = {_moved(place, entries): leaf for place, leaf in answer.taken.leaves.items()}
    root, is_whole = Place(answer.now.code), answer.taken.is_whole
    for leaf in places.leaves(answer.now, {answer.now.code: list(entries.values())}):
        one, kept = taken.get(leaf.place), held.kept.get(str(leaf.place))
        own = kept.answer.disclosure if kept else None
        disclosure = _narrower(held, answer, own) if leaf.place == root else own
        if one is None and kept is None and disclosure is None and leaf.place != root:
            continue
        one = one or TakenLeaf({}, kinds.BLANK, "", is_whole=True)
        typed = _merged(held, leaf.question, kept, one) if kept else None
        one = _with_files_of_now(held, leaf.place, one, found.files)
        held.write(
            leaf.place,
            one.typed if typed is None or leaf.question.kind is Kind.FILE else typed,
            one.reading,
            disclosure,
            _once(operation, leaf.place, kept),
            one.language,
            carried_from=found.earlier.submission_id if one.is_whole and (is_whole or leaf.place != root) else None,
        )
    _write_beside(held, answer, found, operation)


def _write_beside(held: Held, answer: LastAnswer, found: LastReply, operation: str) -> None:
    """What stood beside the answer stands beside it again, where nothing was written there meanwhile."""
    for place, leaf in answer.taken.beside.items():
        kept = held.kept.get(str(place))
        if kept is None or not kept.answer.typed:
            one = _with_files_of_now(held, place, leaf, found.files)
            own = kept.answer.disclosure if kept else None
            once, source = _once(operation, place, kept), found.earlier.submission_id
            held.write(place, one.typed, one.reading, own, once, one.language, carried_from=source)


def _entries(held: Held, answer: LastAnswer, operation: str) -> dict[str, str]:
    """Entries of now for those of then, under the same ids where these are free, so that citations lead to them."""
    code, made = answer.now.code, {}
    of_list = [row for row in held.rows if row.list_code == code]
    position = max((row.position for row in of_list), default=0)
    for number, entry in enumerate(answer.taken.entries, 1):
        taken = {row.entry for row in of_list}
        row = models.Entry(
            reply_id=held.reply.id,
            list_code=code,
            entry=entry if entry not in taken else answering.new_entry(taken),
            position=position + number,
            added_at=held.who.at,
            added_by_id=held.who.id,
            operation=f"over {operation}"[:40],
        )
        held.session.add(row)
        held.rows.append(row)
        of_list.append(row)
        made[entry] = row.entry
    return made


def _moved(place: Place, entries: Mapping[str, str]) -> Place:
    return replace(place, entry=entries[place.entry]) if place.entry else place


def _narrower(held: Held, answer: LastAnswer, own: Disclosure | None) -> Disclosure | None:
    """The state's own choice of now and of then, the narrower, where it is narrower than what holds anyway."""
    chosen = [one for one in (own, answer.taken.disclosure) if one]
    if not chosen:
        return None
    anyway = narrowest(answer.now.disclosure, Disclosure(held.reply.disclosure))
    wished = narrowest(*chosen)
    return wished if own or wished.width < anyway.width else None


def _with_files_of_now(held: Held, place: Place, one: TakenLeaf, files: Mapping[str, models.Attachment]) -> TakenLeaf:
    """The same files under records of this reply: their bytes lie there already."""
    listed = (one.reading.value or {}).get("files") if one.reading.mark is Mark.ANSWERED else None
    if listed is None:
        return one
    made = [_handed_in_again(held, place, files[file["id"]]) for file in listed]
    held.session.add_all(made)
    typed = {"files": "\n".join(_line(row) for row in made)}
    value = {"files": [file | {"id": row.public_id} for file, row in zip(listed, made, strict=True)]}
    return replace(one, typed=typed, reading=kinds.Reading(Mark.ANSWERED, value))


def _handed_in_again(held: Held, place: Place, before: models.Attachment) -> models.Attachment:
    return models.Attachment(
        public_id=models.new_public_id(),
        reply_id=held.reply.id,
        place=str(place),
        name=before.name,
        media_type=before.media_type,
        size=before.size,
        sha256=before.sha256,
        at=held.who.at,
        person_id=held.who.id,
    )


def _line(row: models.Attachment) -> str:
    return kinds.file_line(row.public_id, row.size, row.sha256, row.media_type, row.name)


def _once(operation: str, place: Place, kept: Kept | None) -> str:
    """Of this deed at this place at this version: pressed again after the answer was emptied, it is another deed."""
    version = kept.answer.version if kept else 0
    return f"{_prefix(operation)}{version}:{hashlib.sha256(str(place).encode()).hexdigest()[:16]}"


def _prefix(operation: str) -> str:
    return f"over {operation[:40]}:"
