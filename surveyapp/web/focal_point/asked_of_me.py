"""What is asked of the person who looks at the desk: a list, to which each matter adds its own through a provider."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.actions import asking_to_join, reading_translations, seeing
from surveyapp.actions.confirming import Waiting
from surveyapp.core.progress import Progress
from surveyapp.core.questionnaire import Section
from surveyapp.core.standing import Standing
from surveyapp.store import document_replies
from surveyapp.store.models import Reply, Role
from surveyapp.web import clock, database
from surveyapp.web.focal_point import clarifications, drawing, progressing, visible
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, supplements
from surveyapp.wording.lists import join
from surveyapp.wording.plain import plain


@dataclass(frozen=True)
class Asked:
    """One thing to do: what the link says, where it leads, whether it cannot wait; `more` is said below in small."""

    words: str
    link: str
    is_urgent: bool = False
    more: str = ""


@dataclass(frozen=True)
class Desk:
    """What the desk has at hand already, for providers to look at."""

    sheet: Sheet
    counted: Progress
    readable: Sequence[Section]
    """The sections that the viewer may read."""
    own: Sequence[Section]
    """Those he or she may write."""
    tasks: Sequence[Role]
    """What the viewer is asked to do as a contributor."""
    waiting: Sequence[Waiting]
    """Answers to be confirmed."""

    @property
    def reply(self) -> Reply:
        return self.sheet.held.reply


Provider = Callable[[Desk], Iterable[Asked]]


def requests_to_be_let_in(desk: Desk) -> Iterator[Asked]:
    for one in seeing.access_requests(database.session(), signed_in_viewer(), desk.reply):
        yield Asked(
            _("%(name)s asks to be let in", name=one.name),
            url_for("focal_point.people", reply=desk.reply.public_id, _anchor=f"asked-{one.public_id}"),
            is_urgent=True,
            more=one.institution,
        )


def entered_to_confirm(desk: Desk) -> Iterator[Asked]:
    """What the secretariat entered from a document: to be confirmed, or rejected."""
    reply = desk.reply
    if reply.standing != Standing.TO_BE_CONFIRMED:
        return
    one = document_replies.open_one(database.session(), reply.id)
    if one is not None and one.confirm_by is not None:
        day = dates.day(drawing.local_day(one.confirm_by, desk.sheet.zone), g.language)
        yield Asked(
            _("Confirm the answers that the Secretariat entered from your document"),
            url_for("focal_point.entered", reply=reply.public_id),
            is_urgent=True,
            more=_("By %(day)s; after that they stand as they were entered.", day=day),
        )


def asked_about_answers(desk: Desk) -> Iterator[Asked]:
    """What the secretariat asks about answers and the state has not said."""
    reply = desk.reply
    if reply.submitted_at is None or reply.is_asked_about is False:
        return
    for thread in clarifications.of_reply(reply):
        if thread.is_to_be_answered:
            yield Asked(
                _("Answer what is asked about %(number)s", number=thread.name),
                url_for(
                    "focal_point.clarification", reply=reply.public_id, clarification=thread.clarification.public_id
                ),
                is_urgent=True,
                more=_("The Secretariat asks about this answer."),
            )


def translations_to_read(desk: Desk) -> Iterator[Asked]:
    """That the secretariat has translated answers of the reply that was sent."""
    reply = desk.reply
    if reply.submitted_at is None or not signed_in_viewer().holds("focal_point", reply.state):
        return
    if reading_translations.has_unread(database.session(), reply):
        yield Asked(
            _("Read the translations of your answers"),
            url_for("focal_point.answer_translations", reply=reply.public_id),
            more=_("You can confirm them or say what is wrong."),
        )


def answers_to_confirm(desk: Desk) -> Iterator[Asked]:
    """One line for all of them: each is named above."""
    codes = {section.code for section in desk.readable}
    placed = [desk.sheet.questionnaire.find(one.question.code) for one in desk.waiting]
    here = [one for one in placed if one is not None and one.section.code in codes]
    if here:
        words = ngettext("Confirm one answer", "Confirm %(num)s answers", len(here))
        yield Asked(words, _question(desk, here[0].section.code, here[0].question.code), is_urgent=True)


def sections_sent(desk: Desk) -> Iterator[Asked]:
    """To a contributor: the sections that are not wholly answered, with the day the focal point set."""
    if not visible.takes_answers(desk.reply):
        return
    for task in desk.tasks:
        chosen = [one for one in desk.own if task.sections is None or one.code in task.sections]
        open_ones = [one for one in chosen if not _is_whole(desk, one)]
        if open_ones:
            yield _to_answer(desk, open_ones, task)


def unreadable_answers(desk: Desk) -> Iterator[Asked]:
    if not visible.takes_answers(desk.reply):
        return
    readable = {section.code for section in desk.readable}
    for placed in progressing.unreadable(desk.sheet):
        if placed.section.code in readable:
            named = placed.question.number or plain(placed.question.wording.get(g.language, placed.question.code))
            yield Asked(
                _("Correct the answer to %(number)s", number=named),
                _question(desk, placed.section.code, placed.question.code),
                is_urgent=True,
                more=_("It could not be read and is kept as typed."),
            )


def files_by_mail(desk: Desk) -> Iterator[Asked]:
    """Files that were announced to follow by mail."""
    readable = {section.code for section in desk.readable}
    for placed in desk.sheet.questionnaire.placed():
        if not desk.sheet.asked.question(placed.question.code) or placed.section.code not in readable:
            continue
        if supplements.files_by_mail(placed.question, desk.sheet.answers, desk.sheet.held.entries):
            named = placed.question.number or plain(placed.question.wording.get(g.language, placed.question.code))
            yield Asked(
                _("Send the file to %(number)s by mail", number=named),
                _question(desk, placed.section.code, placed.question.code),
                more=_("It was announced. If it can be sent here after all, add it at the question."),
            )


def open_core_questions(desk: Desk) -> Iterator[Asked]:
    missing = desk.counted.core.asked - desk.counted.core.answered
    if missing > 0 and desk.reply.reopened_for is None and visible.may_submit(desk.reply):
        yield Asked(
            _("See which core questions are open"),
            url_for("focal_point.review", reply=desk.reply.public_id),
            more=ngettext("%(num)s core question is not answered", "%(num)s core questions are not answered", missing),
        )


def latest_letter(desk: Desk) -> Iterator[Asked]:
    """The newest to this person, or to nobody in particular: what is written to colleagues is theirs."""
    own = signed_in_viewer().person
    letters = [
        one
        for one in seeing.letters_of(database.session(), signed_in_viewer(), desk.reply)
        if one.kind != asking_to_join.KIND and (one.person_id is None or (own is not None and one.person_id == own.id))
    ]
    for letter in letters[:1]:
        day = dates.day(drawing.local_day(letter.created_at, desk.sheet.zone), g.language)
        yield Asked(
            _("Read the letter of %(day)s", day=day),
            url_for("focal_point.letter", reply=desk.reply.public_id, letter=letter.public_id),
            more=letter.subject,
        )


PROVIDERS: tuple[Provider, ...] = (
    entered_to_confirm,
    requests_to_be_let_in,
    asked_about_answers,
    answers_to_confirm,
    sections_sent,
    unreadable_answers,
    files_by_mail,
    open_core_questions,
    translations_to_read,
    latest_letter,
)
"""In the order in which they are asked; what cannot wait is shown first."""


def of_desk(desk: Desk) -> list[Asked]:
    """All that is asked, what is urgent first."""
    return sorted((asked for provider in PROVIDERS for asked in provider(desk)), key=lambda one: not one.is_urgent)


def _to_answer(desk: Desk, sections: Sequence[Section], task: Role) -> Asked:
    numbers = join([one.number or one.code for one in sections], g.language)
    words = ngettext("Answer section %(numbers)s", "Answer sections %(numbers)s", len(sections), numbers=numbers)
    link = url_for("focal_point.section", reply=desk.reply.public_id, section=sections[0].code)
    if task.wanted_by is None:
        return Asked(words, link)
    today = drawing.local_day(clock.now(), desk.sheet.zone)
    day = dates.day(task.wanted_by, g.language)
    return Asked(
        words, link, task.wanted_by < today, _("Your focal point would like to have them by %(day)s.", day=day)
    )


def _is_whole(desk: Desk, section: Section) -> bool:
    tally = desk.counted.sections[section.code]
    return tally.answered == tally.asked


def _question(desk: Desk, section: str, question: str) -> str:
    return url_for("focal_point.section", reply=desk.reply.public_id, section=section, _anchor=f"q-{question}")
