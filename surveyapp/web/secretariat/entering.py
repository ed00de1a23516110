"""Entering the answers of a document for a state, section by section, beside the document."""

import uuid
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.actions import holding, recording
from surveyapp.actions.answering import Saved
from surveyapp.actions.holding import Held
from surveyapp.core.document_reply import Stage
from surveyapp.core.questionnaire import Questionnaire, Section
from surveyapp.core.states import from_facts
from surveyapp.store import document_replies
from surveyapp.store.models import Reply, Round
from surveyapp.store.secretariat_models import DocumentReply
from surveyapp.web import clock, database
from surveyapp.web.focal_point import drawing, keeping, sentences
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.drawn import Drawn
from surveyapp.web.focal_point.keeping import NOTHING_DONE, Done, KeptPage, Writing
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates


@blueprint.get("/rounds/<code>/<string(length=3):state>/entering/<section>")
def entering(code: str, state: str, section: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    one, drawn = _document(reply), _section(found, section)
    return _page(found, one, _sheet(holding.read(database.session(), reply, clock.now())), drawn)


@blueprint.post("/rounds/<code>/<string(length=3):state>/entering/<section>")
def enter_section(code: str, state: str, section: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    one, drawn = _document(reply), _section(found, section)
    questionnaire = visible.asked_in(found)
    codes = {each.code for each in questionnaire.questions(drawn)}
    writing = Writing(reply, questionnaire, codes, entered_from=one.document_id)
    kept = keeping.keep(writing)
    done = keeping.do_what_the_button_says(writing)
    _record(one, drawn, kept)
    database.commit()
    if kept.needs_attention or done.refused:
        kept = keeping.after_button(writing, kept, done)
        sheet = _sheet(kept.held)
        sheet.outcomes, sheet.typed_again = kept.outcomes, kept.typed_again
        return _page(found, one, sheet, drawn), 409
    return redirect(_where_next(found, reply, drawn, done))


def _document(reply: Reply) -> DocumentReply:
    """The document that is being entered."""
    one = document_replies.open_one(database.session(), reply.id)
    if one is None or document_replies.stage_of(one) is not Stage.RECEIVED:
        abort(404)
    return one


def _section(of: Round, code: str) -> Section:
    found = visible.asked_in(of).section(code)
    if found is None:
        abort(404)
    return found


def _sheet(held: Held) -> Sheet:
    zone = from_facts(held.reply.state_facts).time_zone
    return Sheet(held=held, language=g.language, now=clock.now(), zone=zone, is_entering=True)


def _record(one: DocumentReply, drawn: Section, kept: KeptPage) -> None:
    """That something was entered; never what."""
    number = sum(isinstance(each, Saved) for each in kept.outcomes.values())
    if number:
        of, who = one.reply, signed_in_viewer().person
        details = {"document": one.document.public_id, "section": drawn.code, "answers": number}
        recording.record(
            database.session(),
            "answers entered",
            clock.now(),
            who,
            round_id=of.round_id,
            reply_id=of.id,
            details=details,
        )


def _where_next(of: Round, reply: Reply, drawn: Section, done: Done = NOTHING_DONE) -> str:
    known: dict[str, Any] = {"code": of.code, "state": reply.state}
    following = _following(visible.asked_in(of), drawn)
    if request.form.get("next") != "on" or done.concerns:
        return url_for("secretariat.entering", **known, section=drawn.code, _anchor=done.concerns or None)
    if following is None:
        return url_for("secretariat.document", **known, _anchor="ask")
    return url_for("secretariat.entering", **known, section=following.code)


def _following(asked: Questionnaire, drawn: Section) -> Section | None:
    """The next section; None after the last."""
    place = [one.code for one in asked.sections].index(drawn.code) + 1
    return asked.sections[place] if place < len(asked.sections) else None


def _page(of: Round, one: DocumentReply, sheet: Sheet, drawn: Section) -> str:
    reply = one.reply
    parts = drawing.section(sheet, drawn)
    return render_template(
        "secretariat/entering.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        sheet=sheet,
        section=drawn,
        parts=parts,
        of_the_state=sheet.held.of_the_state,
        wrong=[(part, part.first_wrong) for part in parts if isinstance(part, Drawn) and part.is_wrong],
        document=one.document,
        received_on=dates.day(one.received_on, g.language),
        tally=sheet.held.counted().sections[drawn.code],
        next_section=_following(sheet.questionnaire, drawn),
        operation=uuid.uuid4().hex,
        DISCLOSURES=sentences.disclosure_names,
        MONTHS=lambda: sentences.month_names(g.language),
        disclosure_words=sentences.disclosure_words,
        here="round",
    )
