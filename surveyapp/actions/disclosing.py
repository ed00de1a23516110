"""Giving a reply to read: what was submitted as an audience may see it, or a draft where the round lets it be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, former_wordings, holding, last_answers, seeing
from surveyapp.actions.holding import Held
from surveyapp.actions.seeing import Viewer
from surveyapp.core import disclosure, earlier_wordings, submission
from surveyapp.core.disclosure import Audience
from surveyapp.core.earlier_wordings import Footnote
from surveyapp.core.marks import Mark
from surveyapp.core.places import Entries, leaves, question_of
from surveyapp.core.questionnaire import Disclosure, Question, Questionnaire, Section, narrowest
from surveyapp.core.whole import Said
from surveyapp.store import answers, earlier_replies, submissions
from surveyapp.store.models import Reply, Submission


@dataclass(frozen=True)
class Readable:
    """A reply as it may be read: section by section the questions that are shown, and what stands at each place."""

    questionnaire: Questionnaire
    sections: tuple[tuple[Section, tuple[Question, ...]], ...]
    answers: Mapping[str, Said]
    entries: Entries
    footnotes: Mapping[str, tuple[Footnote, ...]] = field(default_factory=dict)
    """By code of question, the earlier wordings of it to which something that is shown was given."""
    taken_over: Mapping[str, str] = field(default_factory=dict)
    """By code of question, the code of the earlier round whose answer stands there without change; the secretariat's
    to know."""
    readers: Mapping[str, Disclosure] = field(default_factory=dict)
    """By address, who may in the end read what stands there; the secretariat's to know."""
    entered: frozenset[str] = frozenset()
    """Codes of the questions at which something stands that the secretariat entered from a document."""

    def who_reads(self, question: Question) -> tuple[Disclosure, Disclosure]:
        """Who may read the answer to a question as a whole, and who may read that part of it which fewest may read."""
        whole = self.readers.get(question.code, Disclosure.PUBLIC)
        places = (str(leaf.place) for leaf in leaves(question, self.entries))
        said_here = (place for place in places if place in self.answers and self.answers[place].mark in SAID)
        return whole, narrowest(whole, *(self.readers.get(place, Disclosure.PUBLIC) for place in said_here))


SAID = frozenset({Mark.ANSWERED, Mark.NOT_AVAILABLE, Mark.NOT_READABLE})
"""Marks of what was answered: there is something to read."""


def submitted(session: Session, reply: Reply, audience: Audience) -> Readable | None:
    """The submission that stands, as this audience may see it; None where nothing was submitted."""
    latest = submissions.latest(session, reply.id)
    return of_submission(session, latest, audience) if latest else None


def of_submission(session: Session, one: Submission, audience: Audience) -> Readable:
    """The same of any submission, a replaced one too."""
    reply = one.reply
    questionnaire = authoring.for_round(reply.round)
    content = submission.read(one.content)
    earlier = former_wordings.of_submissions(session, reply.round, [content])
    seen = disclosure.view(questionnaire, content, audience, earlier)
    sections = tuple((one, tuple(questionnaire.questions(one))) for one in questionnaire.sections)
    notes = earlier_wordings.footnotes(questionnaire, {seen.state: seen}, earlier)
    taken_over = _taken_over(session, content) if audience is Audience.SECRETARIAT else {}
    readers = {address: cell.readers for address, cell in seen.cells.items()}
    by_hand = entered_in(session, one, content)
    return Readable(questionnaire, sections, seen.cells, seen.entries, notes, taken_over, readers, by_hand)


def entered_now(held: Held) -> frozenset[str]:
    """The questions at which something stands in a draft that the secretariat entered from a document."""
    kept = held.kept.items()
    return frozenset(question_of(address) for address, one in kept if one.entered_from_id and one.answer.typed)


def entered_in(session: Session, one: Submission, content: submission.Submission) -> frozenset[str]:
    """The questions of which a submission says something that the secretariat entered from a document."""
    written = answers.entered(session, one.reply_id)
    said = ((address, place.version) for address, place in content.places.items() if place.mark in SAID)
    return frozenset(question_of(address) for address, version in said if (address, version) in written)


def draft(session: Session, viewer: Viewer, reply: Reply, now: datetime) -> Readable | None:
    """The answers as they stand now, of the questions that are asked; None where the viewer may not read them."""
    if not seeing.may_read_draft(viewer, reply):
        return None
    held = holding.read(session, reply, now)
    return as_it_stands(held, last_answers.rounds_of(session, last_answers.unchanged(held)))


def as_it_stands(held: Held, taken_over: Mapping[str, str] = MappingProxyType({})) -> Readable:
    """The answers as they stand, whoever asks: for a deed that is put on record."""
    questionnaire, asked = authoring.for_round(held.reply.round), held.asked()
    sections = tuple(
        (one, tuple(question for question in questionnaire.questions(one) if asked.question(question.code)))
        for one in questionnaire.sections
    )
    readers = disclosure.effective(questionnaire, held.answers, held.entries, Disclosure(held.reply.disclosure))
    return Readable(
        questionnaire,
        sections,
        held.answers,
        held.entries,
        taken_over=taken_over,
        readers=readers,
        entered=entered_now(held),
    )


def _taken_over(session: Session, content: submission.Submission) -> dict[str, str]:
    """Question to the earlier round from which a submission says that its answer was taken over."""
    receipts = {address: one.taken_over for address, one in content.places.items() if one.taken_over}
    rounds = earlier_replies.rounds_of_receipts(session, set(receipts.values())) if receipts else {}
    return {code: rounds.get(receipt, receipt) for code, receipt in receipts.items()}
