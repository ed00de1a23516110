"""One state in a round: how far it is, who answers for it, what was written to it, what was done, what it answered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, g, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.actions import (
    authoring,
    disclosing,
    following,
    holding,
    last_answers,
    reading_log,
    receiving,
    reply_papers,
    reviewing,
    seeing,
)
from surveyapp.actions.disclosing import Readable
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Question
from surveyapp.core.standing import Standing
from surveyapp.core.states import MemberState, from_facts
from surveyapp.core.text import said
from surveyapp.store import confirmations, document_replies, highlighted_practices, people
from surveyapp.store.models import Event, Reply, Round
from surveyapp.web import asked_and_answered, clock, database, paper_file
from surveyapp.web.asked_and_answered import Thread
from surveyapp.web.secretariat import assigning, clarifications, reading, review, translated_answers, visible
from surveyapp.web.secretariat.drawing import marks_of
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.translated_answers import Translations
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answers as answer_words
from surveyapp.wording import confirmations as confirmation_words
from surveyapp.wording import dates, deeds, earlier_answers, footnotes, supplements
from surveyapp.wording import documents as document_words
from surveyapp.wording import letters as letter_words
from surveyapp.wording.papers import narrower_readers
from surveyapp.wording.plain import plain

NOT_DECLARED: Mapping[str, str] = {}


@blueprint.get("/rounds/<code>/<string(length=3):state>", endpoint="state")
def show_state(code: str, state: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    session, viewer = database.session(), signed_in_viewer()
    events = seeing.events_of(session, viewer, reply)
    standing = following.standing_of(session, found, reply, clock.now())
    came_as = document_replies.newest(session, reply.id)
    return render_template(
        "secretariat/state.html",
        round=found,
        reply=reply,
        member=from_facts(reply.state_facts),
        marks=marks_of(standing, clock.now(), g.language, came_as),
        people=standing.focal_points,
        alternates=_alternates(reply),
        facts=[*_facts(found, reply), *_acceptance(reply, events), *_taken_over(found, reply)],
        sections=_sections(found, reply),
        letters=seeing.letters_of(session, viewer, reply),
        requests=list(_requests(found, reply)),
        asked=asked_and_answered.told(
            seeing.requests_of(session, viewer, reply), dates.SECRETARIAT_ZONE, for_the_state=False
        ),
        threads=clarifications.of_reply(reply),
        submissions=seeing.submissions_of(session, viewer, reply),
        in_language=lambda declared: earlier_answers.in_language(declared, g.language),
        events=[_told(event) for event in events],
        documents=seeing.documents_of(session, viewer, reply),
        may_submit=holding.refusal(reply, clock.now()) is None and found.opened_at is not None,
        may_receive=receiving.may_receive(reply),
        came_as_document=came_as is not None,
        document_words=document_words,
        may_read_draft=seeing.may_read_draft(viewer, reply),
        letter_words=letter_words,
        officers=assigning.who_can_be_assigned(),
        notes=review.notes_told(seeing.internal_notes_of(session, viewer, reply, "")),
        note_form=review.NoteForm(),
        may_accept=reviewing.may_accept(session, reply),
        day=_moment,
        here="round",
    )


@blueprint.get("/rounds/<code>/<string(length=3):state>/answers", endpoint="answers")
def show_answers(code: str, state: str) -> str:
    """What was submitted, as the secretariat may read it."""
    found = visible.round_(code)
    reply = visible.reply(found, state)
    readable = disclosing.submitted(database.session(), reply, Audience.SECRETARIAT)
    sent = seeing.submissions_of(database.session(), signed_in_viewer(), reply)
    return _answers_page(found, reply, readable, is_draft=False, declared=sent[0].declared if sent else NOT_DECLARED)


@blueprint.get("/rounds/<code>/<string(length=3):state>/draft", endpoint="draft")
def show_draft(code: str, state: str) -> str:
    """The answers as they stand now, in a round whose drafts the secretariat may read."""
    found = visible.round_(code)
    reply = visible.reply(found, state)
    readable = disclosing.draft(database.session(), signed_in_viewer(), reply, clock.now())
    return _answers_page(found, reply, readable, is_draft=True)


def _answers_page(
    of: Round, reply: Reply, readable: Readable | None, *, is_draft: bool, declared: Mapping[str, str] = NOT_DECLARED
) -> str:
    """`declared`: with what words the reply was declared, that on what is missing among them."""
    if readable is None:
        abort(404)
    reading.note(reading_log.on_page(reply, readable))
    sections = [(section, list(_worded(readable, number))) for number, (section, _q) in enumerate(readable.sections)]
    return render_template(
        "secretariat/answers.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        sections=sections,
        is_draft=is_draft,
        gaps=earlier_answers.in_language(declared, g.language).get("gaps", ""),
        gaps_are_words_of_a_person=earlier_answers.in_language(declared, g.language) is declared,
        lapsed=asked_and_answered.lapsed(reply, _codes(reply), is_draft=is_draft),
        taken_over=len(readable.taken_over),
        entered=readable.entered,
        reviewed=None if is_draft else reviewing.review_of(database.session(), reply),
        mark_of=review.mark_of,
        may_accept=not is_draft and reviewing.may_accept(database.session(), reply),
        threads=_threads(reply) if not is_draft else {},
        translations=translated_answers.of_reply(reply, readable) if not is_draft else Translations(),
        highlighted=_highlighted(of, reply) if not is_draft else (),
        paper_languages=paper_file.offered(readable.questionnaire),
        here="round",
    )


def _alternates(reply: Reply) -> set[int]:
    """Who of its focal points is an alternate."""
    held = [one for one in people.of_state(database.session(), reply.state, clock.now()) if one.role == "focal_point"]
    return {one.person_id for one in held if one.is_alternate} - {one.person_id for one in held if not one.is_alternate}


def _codes(reply: Reply) -> Iterator[str]:
    return (one.code for one in holding.questionnaire(reply).questions())


def _highlighted(of: Round, reply: Reply) -> Collection[str]:
    """The questions whose answer is highlighted as a practice."""
    found = highlighted_practices.of_round(database.session(), of, clock.now())
    return {one.place for one in found if one.reply_id == reply.id}


def _threads(reply: Reply) -> dict[str, list[Thread]]:
    """By code of question, what was asked about its answer."""
    found: dict[str, list[Thread]] = {}
    for one in clarifications.of_reply(reply):
        if one.question is not None:
            found.setdefault(one.question.code, []).append(one)
    return found


@dataclass(frozen=True)
class Worded:
    """A question with what was answered to it, in words."""

    number: str
    wording: str
    words: str
    since: str
    """That it is the answer of an earlier round."""
    notes: list[str]
    language: str
    """The language of its text, where one is known."""
    written_in: str
    """That this is another language than the page's, in words."""
    readers: list[str]
    """Who may read it, in words, where that is not everybody."""
    beside: list[supplements.Line]
    question: Question


def _worded(readable: Readable, section: int) -> Iterator[Worded]:
    """The questions of a section."""
    for question in readable.sections[section][1]:
        words = answer_words.answer_words(
            readable.questionnaire, question, readable.answers, readable.entries, g.language
        )
        wording, since = said(question.wording, g.language), _since(readable, question.code)
        of = (question, readable.answers, readable.entries)
        yield Worded(
            question.number,
            wording,
            words,
            since,
            _notes(readable, question),
            supplements.language_of(*of),
            supplements.other_languages(*of, g.language),
            narrower_readers(*readable.who_reads(question), g.language) if words else [],
            supplements.lines(question, readable.answers, g.language),
            question,
        )


def _notes(readable: Readable, question: Question) -> list[str]:
    """Both wordings, where the answer was given to an earlier one."""
    found = readable.footnotes.get(question.code, ())
    notes = (footnotes.wording_then(note, question, g.language) for note in found)
    return [note for note in notes if note]


def _since(readable: Readable, code: str) -> str:
    """That the answer was taken over from an earlier round and left as it was."""
    earlier = readable.taken_over.get(code)
    return str(_("no change since %(round)s", round=earlier)) if earlier else ""


def _sections(of: Round, reply: Reply) -> Iterator[tuple[str, str, int, int]]:
    """Number and name of each section, how many of its questions are answered and how many are asked."""
    for section in authoring.for_round(of).sections:
        answered, asked = reply.section_progress.get(section.code, (0, 0))
        yield section.number, plain(said(section.wording, g.language)), answered, asked


def _facts(of: Round, reply: Reply) -> list[tuple[str, str]]:
    state = from_facts(reply.state_facts)
    return [
        (_("Deadline"), _deadline(of, reply, state)),
        (_("Answered"), _("%(answered)s of %(asked)s questions", answered=reply.answered, asked=reply.asked)),
        (
            _("Core questions"),
            _("%(answered)s of %(asked)s", answered=reply.core_answered, asked=reply.core_asked),
        ),
        (_("Invited"), _moment(reply.invited_at) if reply.invited_at else _("not yet")),
        (_("Last wrote"), _moment(reply.last_activity_at) if reply.last_activity_at else ""),
        (_("Approval"), _approval(reply)),
        (_("Submitted"), _moment(reply.submitted_at) if reply.submitted_at else ""),
    ]


def _acceptance(reply: Reply, events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """When the reply was accepted and by whom, or that something undid it."""
    last = next((one for one in events if one.deed in ("reply accepted", "acceptance undone")), None)
    if last is None:
        return
    when = _moment(last.at)
    if reply.accepted_at is not None:
        yield (
            str(_("Accepted")),
            str(_("%(moment)s, by %(name)s", moment=when, name=deeds.who_words(last.by, g.language))),
        )
    else:
        yield str(_("Accepted")), str(_("not any more: something was submitted or asked on %(moment)s", moment=when))


def _approval(reply: Reply) -> str:
    """Until when the state expects the approval of its authorities, and what it says of it."""
    if reply.standing != Standing.AWAITING_APPROVAL or reply.approval_expected_on is None:
        return ""
    on = dates.day(reply.approval_expected_on, g.language)
    said_of_it = f" ({reply.approval_note})" if reply.approval_note else ""
    return str(_("expected on %(day)s", day=on)) + said_of_it


def _taken_over(of: Round, reply: Reply) -> Iterator[tuple[str, str]]:
    """How many answers were taken over unchanged from an earlier round; which, where the answers may be read."""
    held = holding.read(database.session(), reply, clock.now())
    unchanged = last_answers.unchanged(held)
    if not unchanged:
        return
    counted = ngettext("%(num)s answer", "%(num)s answers", len(unchanged))
    may_know = not reply_papers.is_draft(reply) or seeing.may_read_draft(signed_in_viewer(), reply)
    questions = [one for one in authoring.for_round(of).questions() if one.code in unchanged]
    numbers = ", ".join(one.number or said(one.wording, g.language) for one in questions)
    words = _("%(answers)s: %(numbers)s", answers=counted, numbers=numbers) if may_know else counted
    yield str(_("No change since an earlier round")), str(words)


def _deadline(of: Round, reply: Reply, state: MemberState) -> str:
    until = reply.own_deadline or of.deadline
    return dates.deadline(until, state.time_zone, state.name(g.language).capital, g.language)


def _requests(of: Round, reply: Reply) -> Iterator[tuple[str, str, str, str, str]]:
    """What the state was asked to confirm: number and wording, when, what came of it (shape, words), when that was."""
    asked = authoring.for_round(of)
    for one in confirmations.of_reply(database.session(), reply.id):
        placed = asked.find(one.question)
        question = placed.question if placed else None
        name = f"{question.number} {plain(said(question.wording, g.language))}".strip() if question else one.question
        shape, words = confirmation_words.settled(one.how, g.language)
        when = _moment(one.settled_at) if one.settled_at else ""
        yield name, _moment(one.asked_at), shape, words, when


def _told(event: Event) -> tuple[str, str, str]:
    return _moment(event.at), deeds.deed_words(event.deed, g.language), deeds.who_words(event.by, g.language)


def _moment(when: datetime) -> str:
    return dates.moment(when, dates.SECRETARIAT_ZONE, g.language)
