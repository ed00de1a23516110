"""Asking a state about its answers: questions are collected, sent together and, once answered, closed or asked on."""

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, TextAreaField
from wtforms.validators import Length

from surveyapp.actions import clarifying, disclosing, holding, reading_log, reviewing, seeing
from surveyapp.actions.clarifying import NotPossible
from surveyapp.core.clarifying import UNSETTLED, Status, address_of
from surveyapp.core.disclosure import Audience
from surveyapp.core.questionnaire import Placed
from surveyapp.core.states import from_facts
from surveyapp.store import requests as store
from surveyapp.store import submissions
from surveyapp.store.models import Clarification, Reply, Round
from surveyapp.web import asked_and_answered, clock, database, languages, pressing
from surveyapp.web.asked_and_answered import Thread
from surveyapp.web.files import as_download
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates

LONGEST_QUESTION = 5_000
CLOSE, DISCARD, SEND = "close", "discard", "send"


class QuestionForm(Form):
    text = TextAreaField(
        _l("Question to the state"),
        [Length(max=LONGEST_QUESTION, message=_l("This is too long: write at most %(max)d characters."))],
        TIDY,
    )


@blueprint.get("/rounds/<code>/<string(length=3):state>/clarifications")
def clarifications(code: str, state: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    threads = of_reply(reply)
    drafts = [one for one in threads if one.clarification.status == Status.DRAFT]
    return render_template(
        "secretariat/clarifications.html",
        round=found,
        reply=reply,
        member=from_facts(reply.state_facts),
        threads=threads,
        drafts=drafts,
        may_accept=reviewing.may_accept(database.session(), reply)
        and not reviewing.has_open_clarifications(database.session(), reply),
        here="round",
    )


@blueprint.post("/rounds/<code>/<string(length=3):state>/clarifications")
def send_clarifications(code: str, state: str) -> ResponseReturnValue:
    """Sends what was collected, as one letter."""
    found = visible.round_(code)
    reply = visible.reply(found, state)
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    clarifying.send(session, reply, who, now, base_url())
    database.commit()
    return redirect(url_for("secretariat.clarifications", code=code, state=state))


@blueprint.get("/rounds/<code>/<string(length=3):state>/clarifications/<question>")
def clarification(code: str, state: str, question: str) -> str:
    """One answer, with all that was ever asked about it."""
    found = visible.round_(code)
    reply, placed = _placed(found, state, question)
    form = QuestionForm()
    draft = _draft(reply, question)
    if draft is not None:
        form.text.data = draft.messages[-1].text
    return _page(found, reply, placed, form)


@blueprint.post("/rounds/<code>/<string(length=3):state>/clarifications/<question>")
def ask_about_answer(code: str, state: str, question: str) -> ResponseReturnValue:
    language = languages.switched_to()
    address = url_for(
        "secretariat.clarification", code=code, state=state, question=question, language=language or g.language
    )
    if language and language != g.language:
        return redirect(address, 307)
    found = visible.round_(code)
    reply, placed = _placed(found, state, question)
    form = QuestionForm(request.form)
    if language:
        database.commit()
        return _page(found, reply, placed, form)
    fault = _ask(reply, question, form)
    database.commit()
    if fault is not None:
        return _page(found, reply, placed, form, fault), 409 if fault else 422
    return redirect(address)


@blueprint.get("/rounds/<code>/<string(length=3):state>/clarification-file/<attachment>")
def clarification_file(code: str, state: str, attachment: str) -> Response:
    reply = visible.reply(visible.round_(code), state)
    found = seeing.attachment(database.session(), signed_in_viewer(), attachment)
    is_of_thread = found is not None and found.message_id is not None and found.reply_id == reply.id
    response = as_download(found) if found and is_of_thread else None
    if response is None:
        abort(404)
    return response


def of_reply(reply: Reply, question: str = "") -> list[Thread]:
    """The clarifications of a reply, or of one question, as the secretariat reads them."""
    place = address_of(question) if question else ""
    found = seeing.clarifications_of(database.session(), signed_in_viewer(), reply, place)
    return asked_and_answered.threads(reply, found, dates.SECRETARIAT_ZONE, for_the_state=False)


def _placed(of: Round, state: str, question: str) -> tuple[Reply, Placed]:
    """The reply that was submitted, and the question with its section."""
    reply = visible.reply(of, state)
    placed = visible.asked_in(of).find(question)
    if placed is None or not placed.question.asks or reply.submitted_at is None:
        abort(404)
    return reply, placed


def _ask(reply: Reply, question: str, form: QuestionForm) -> str | None:
    """None where it is done; what is wrong as a whole, "" where it stands beside the field."""
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    one = _named(reply)
    deed = request.form.get("deed", "")
    if one is not None and deed in (CLOSE, DISCARD):
        done = (clarifying.close if deed == CLOSE else clarifying.discard)(session, one, who, now)
        return _not_possible() if isinstance(done, NotPossible) else None
    text = str(form.text.data or "").strip()
    if not text:
        form.text.errors = [_("Write what you ask.")]
    if not text or not form.validate():
        return ""
    if one is not None and one.status != Status.DRAFT:
        asked = clarifying.ask_again(session, one, text, pressing.pressed(), who, now, base_url())
        return _not_possible() if isinstance(asked, NotPossible) else None
    clarifying.draft(session, reply, question, text, pressing.pressed(), who, now)
    if deed == SEND:
        clarifying.send(session, reply, who, now, base_url())
    return None


def _named(reply: Reply) -> Clarification | None:
    """The clarification that the form is about; None where it begins one."""
    named = request.form.get("clarification", "")
    found = seeing.clarification(database.session(), signed_in_viewer(), reply, named) if named else None
    if named and found is None:
        abort(404)
    return found


def _draft(reply: Reply, question: str) -> Clarification | None:
    found = store.clarifications_of(database.session(), reply.id, [Status.DRAFT], address_of(question))
    return found[0] if found else None


def _not_possible() -> str:
    return str(_("It was closed, sent or discarded meanwhile; nothing was done."))


def _page(of: Round, reply: Reply, placed: Placed, form: QuestionForm, fault: str = "") -> str:
    question = placed.question
    readable = disclosing.submitted(database.session(), reply, Audience.SECRETARIAT)
    reading.note(reading_log.on_page(reply, readable, [question.code]) if readable else [])
    threads = of_reply(reply, question.code)
    live = next((one for one in threads if one.clarification.status in UNSETTLED), None)
    draft = next((one for one in threads if one.clarification.status == Status.DRAFT), None)
    asked_of = live or (threads[-1] if threads else None)
    latest = submissions.latest(database.session(), reply.id)
    answered = asked_and_answered.with_beside(latest, question)
    return render_template(
        "secretariat/clarification.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        question=question,
        name=asked_and_answered.name_of(question),
        answered=answered,
        has_lapsed=bool(asked_and_answered.lapsed(reply, [question.code])),
        is_asked_about=asked_of is not None and asked_of.clarification.submission_id is not None,
        pieces=asked_and_answered.difference(asked_of.clarification, question) if asked_of else [],
        threads=[one for one in threads if one.clarification.status != Status.DRAFT],
        live=live,
        is_round_closed=holding.is_closed(reply, clock.now()),
        draft=draft,
        form=form,
        fault=fault,
        operation=pressing.pressed() if form.errors else pressing.new(),
        here="round",
    )
