"""What the secretariat asks about answers, for the state: the threads, answering one, and correcting the answer."""

from collections.abc import Mapping

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import Form, MultipleFileField, TextAreaField
from wtforms.validators import Length

from surveyapp.actions import clarifying, seeing
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.clarifying import File, NotPossible
from surveyapp.core.clarifying import UNSETTLED, address_of, question_at
from surveyapp.store.models import Clarification, Reply
from surveyapp.web import asked_and_answered, clock, database, languages, pressing
from surveyapp.web.asked_and_answered import Thread
from surveyapp.web.files import storage
from surveyapp.web.focal_point import sentences, visible
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer

LONGEST_MESSAGE = 10_000
CORRECT = "correct"
"""Value of the button that says what was written, if anything was, and opens the answer to be corrected."""


class AnswerForm(Form):
    text = TextAreaField(
        _l("Your answer to the Secretariat"),
        [Length(max=LONGEST_MESSAGE, message=_l("This is too long: write at most %(max)d characters."))],
        TIDY,
    )
    files = MultipleFileField(
        _l("Files (optional)"),
        description=_l("PDF, Word, Excel, OpenDocument, images or plain text, 10 MB each."),
    )


@blueprint.get("/reply/<reply>/clarifications")
def clarifications(reply: str) -> str:
    found = visible.reply(reply)
    return render_template(
        "focal_point/clarifications.html",
        reply=found,
        threads=of_reply(found),
        here="desk",
    )


@blueprint.get("/reply/<reply>/clarification/<clarification>")
def clarification(reply: str, clarification: str) -> str:
    found = visible.reply(reply)
    return _page(found, _visible(found, clarification), AnswerForm())


@blueprint.post("/reply/<reply>/clarification/<clarification>")
def answer_clarification(reply: str, clarification: str) -> ResponseReturnValue:
    found = visible.reply(reply)
    one = _visible(found, clarification)
    if not seeing.may_answer(signed_in_viewer(), found, one):
        abort(404)
    if (language := languages.switched_to()) and language != g.language:
        address = url_for("focal_point.clarification", reply=reply, clarification=clarification, language=language)
        return redirect(address, 307)
    form = AnswerForm(request.form)
    if language:
        database.commit()
        return _page(found, one, form)
    wants_to_correct = request.form.get("deed") == CORRECT
    fault = _answer(one, form, wants_to_correct=wants_to_correct)
    if fault is None and wants_to_correct:
        outcome = clarifying.correct(database.session(), one, signed_in_viewer().person, clock.now())
        fault = _not_possible(outcome) if isinstance(outcome, NotPossible) else None
    database.commit()
    if fault is not None:
        return _page(found, one, form, fault), 409 if fault else 422
    return redirect(_where_next(found, one, wants_to_correct=wants_to_correct))


def of_reply(reply: Reply, question: str = "") -> list[Thread]:
    """The clarifications of a reply, or of one question, that this viewer may read."""
    place = address_of(question) if question else ""
    found = seeing.clarifications_of(database.session(), signed_in_viewer(), reply, place)
    return asked_and_answered.threads(reply, found, visible.state(reply).time_zone, for_the_state=True)


def of_sheet(sheet: Sheet) -> Mapping[str, list[Thread]]:
    """By code of question what the secretariat asks about its answer; no statement where it asks nothing."""
    reply = sheet.held.reply
    if reply.submitted_at is None or reply.is_asked_about is False:
        return {}
    found: dict[str, list[Thread]] = {}
    for one in of_reply(reply):
        if one.question is not None:
            found.setdefault(one.question.code, []).append(one)
    return found


def _visible(of: Reply, public_id: str) -> Clarification:
    found = seeing.clarification(database.session(), signed_in_viewer(), of, public_id)
    if found is None:
        abort(404)
    return found


def _answer(one: Clarification, form: AnswerForm, *, wants_to_correct: bool) -> str | None:
    """Says what was written; None where it is said, or correcting needs no words; what is wrong, "" beside fields."""
    files = [File(each.filename or "", each.read()) for each in _uploads()]
    text = str(form.text.data or "").strip()
    if not (text or files):
        if wants_to_correct:
            return None
        form.text.errors = [_("Write an answer, attach a file, or correct the answer in the reply.")]
        return ""
    if not form.validate():
        return ""
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    outcome = clarifying.answer(
        session, storage(), one, text, files, pressing.pressed(), who, now, amends=wants_to_correct
    )
    if isinstance(outcome, FileRefused):
        form.files.errors = [sentences.file_fault(outcome)]
        return ""
    return _not_possible(outcome) if isinstance(outcome, NotPossible) else None


def _uploads() -> list[FileStorage]:
    return [one for one in request.files.getlist("files") if one.filename]


def _not_possible(outcome: NotPossible) -> str:
    if outcome.is_round_closed:
        return str(_("The round is closed: nothing was sent. What you wrote is below, to be kept."))
    words = _("The Secretariat has closed this clarification: nothing was sent. What you wrote is below, to be kept.")
    return str(words)


def _where_next(of: Reply, one: Clarification, *, wants_to_correct: bool) -> str:
    question = question_at(one.place)
    placed = visible.questionnaire(of).find(question)
    if wants_to_correct and placed:
        return url_for("focal_point.section", reply=of.public_id, section=placed.section.code, _anchor=f"q-{question}")
    return url_for("focal_point.clarification", reply=of.public_id, clarification=one.public_id)


def _page(of: Reply, one: Clarification, form: AnswerForm, fault: str = "") -> str:
    looking = signed_in_viewer()
    [thread] = asked_and_answered.threads(of, [one], visible.state(of).time_zone, for_the_state=True)
    may_answer = seeing.may_answer(looking, of, one)
    can_be_answered = one.status in UNSETTLED and not thread.is_round_closed
    made = visible.standing_submission(of)
    question = thread.question
    return render_template(
        "focal_point/clarification.html",
        reply=of,
        thread=thread,
        answer=asked_and_answered.answer_in(made, question) if question else "",
        form=form if may_answer and (can_be_answered or fault) else None,
        is_closed_to_form=not can_be_answered,
        may_correct=may_answer and question is not None,
        sends=looking.holds("focal_point", of.state),
        may_answer=may_answer,
        is_open_for_it=question is not None and visible.is_open_for(of, question.code),
        fault=fault,
        operation=pressing.pressed() if form.errors else pressing.new(),
        here="desk",
    )
