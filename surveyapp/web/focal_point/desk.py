"""The desk of a state: how far its reply is, until when, what to do next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from surveyapp.actions import answering, seeing
from surveyapp.actions import presence as working_together
from surveyapp.actions.confirming import Waiting
from surveyapp.core.progress import Progress, within
from surveyapp.core.questionnaire import Disclosure, Placed, Section
from surveyapp.store import people
from surveyapp.store.models import Document, Reply, Role
from surveyapp.web import blank_form_file, clock, database, errors
from surveyapp.web.focal_point import (
    asked_of_me,
    confirming,
    drawing,
    papers,
    presence,
    progressing,
    readiness,
    sentences,
    visible,
)
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording


@blueprint.get("/reply/<reply>")
def desk(reply: str) -> str:
    found = visible.reply(reply)
    sheet = visible.sheet(visible.held(found))
    counted = sheet.held.counted()
    sections = visible.sections(found, sheet.questionnaire)
    own = [one for one in sections if seeing.is_writer(signed_in_viewer(), found, one.code)]
    waiting = confirming.of_sheet(sheet)
    tasks = _tasks(found)
    at_hand = asked_of_me.Desk(sheet, counted, sections, own, tasks, waiting)
    together = working_together.together(database.session(), found, clock.now())
    standings = readiness.shown(sheet.held, counted.sections, together.ready)
    return render_template(
        "focal_point/desk.html",
        reply=found,
        state=visible.state(found),
        sheet=sheet,
        counted=within(counted, sheet.questionnaire, {one.code for one in sections}),
        is_part=len(sections) < len(sheet.questionnaire.sections),
        own=[standings[one.code] for one in (own or sections)],
        rest=[standings[one.code] for one in sections if own and one not in own],
        tasks=tasks,
        following=next_question(sheet, counted, own),
        may_write=bool(own) and visible.takes_answers(found),
        asked=asked_of_me.of_desk(at_hand),
        to_confirm=_placed(sheet, waiting, sections),
        may_send_again=confirming.is_all_settled(found, waiting) and visible.may_submit(found),
        deadline=deadline(found),
        people=people.of_state(database.session(), found.state, clock.now()),
        last_by={person: drawing.moment(sheet, at) for person, at in progressing.last_by(sheet).items()},
        present=presence.everywhere(found, together, sheet.questionnaire),
        directs=seeing.directs(signed_in_viewer(), found),
        drawn_at=clock.now().isoformat(),
        last_activity=drawing.moment(sheet, found.last_activity_at) if found.last_activity_at else "",
        of_state=state_wording.of_state(visible.state(found), g.language),
        submitted=visible.submitted(found),
        form_languages=blank_form_file.offered_by_name(sheet.questionnaire),
        papers=papers.papers_of(found),
        may_submit=seeing.may_submit(signed_in_viewer(), found) and visible.takes_answers(found),
        may_send=visible.may_submit(found),
        takes_answers=visible.takes_answers(found),
        documents=_documents(found),
        here="desk",
    )


def _tasks(of: Reply) -> list[Role]:
    """What the viewer was asked to do as a contributor, with message and day."""
    person = signed_in_viewer().person
    held = person.roles if person else []
    return [
        one
        for one in held
        if one.role == "contributor" and one.state == of.state and seeing.is_in_force(one, clock.now())
    ]


def _documents(of: Reply) -> list[Document] | None:
    """Letters and documents of the reply; None for who does not see it whole."""
    looking = signed_in_viewer()
    sees_whole = any(looking.holds(role, of.state) for role in ("focal_point", "observer"))
    return seeing.documents_of(database.session(), looking, of) if sees_whole else None


def _placed(sheet: Sheet, waiting: list[Waiting], sections: list[Section]) -> list[Placed]:
    """The questions to be confirmed in the sections that the viewer may read, with where they stand."""
    found = (sheet.questionnaire.find(one.question.code) for one in waiting)
    return [one for one in found if one is not None and one.section in sections]


@dataclass(frozen=True)
class Deadline:
    """Until when, in the time of the state and of the secretariat."""

    day: str
    here: str
    here_at: str
    there: str
    there_at: str
    remaining: str


def deadline(of: Reply) -> Deadline:
    state, language = visible.state(of), g.language
    until = of.own_deadline or of.round.deadline
    last_day = drawing.local_day(until, state.time_zone)
    return Deadline(
        day=dates.weekday_day(last_day, language),
        here=state.name(language).capital,
        here_at=dates.time_of_day(until, state.time_zone),
        there=dates.SECRETARIAT_PLACE[language],
        there_at=_there_at(until, last_day, language),
        remaining=dates.remaining(last_day, drawing.local_day(clock.now(), state.time_zone), language),
    )


def _there_at(until: datetime, last_day: date, language: str) -> str:
    """The time of the secretariat, with the day where it is another one there."""
    time, day = dates.time_of_day(until, dates.SECRETARIAT_ZONE), drawing.local_day(until, dates.SECRETARIAT_ZONE)
    return time if day == last_day else f"{time}, {dates.day(day, language)}"


def next_question(sheet: Sheet, counted: Progress, sections: list[Section]) -> Placed | None:
    """The first question of these sections that is asked and not wholly answered."""
    codes = {one.code for one in sections}
    return next(
        (
            one
            for one in sheet.questionnaire.placed()
            if one.section.code in codes and progressing.is_open(sheet, counted, one.question)
        ),
        None,
    )


@blueprint.post("/reply/<reply>/disclosure")
def set_disclosure(reply: str) -> Any:
    found = visible.reply(reply)
    chosen = request.form.get("disclosure", "")
    if not signed_in_viewer().holds("focal_point", found.state):
        abort(404)
    if chosen not in tuple(Disclosure):
        abort(400)
    refused = answering.set_reply_disclosure(
        database.session(), found, Disclosure(chosen), signed_in_viewer().person, clock.now()
    )
    database.commit()
    if refused:
        return errors.page(_("Not saved"), sentences.refusal(refused.reason, g.language), 409)
    return redirect(url_for("focal_point.desk", reply=found.public_id))
