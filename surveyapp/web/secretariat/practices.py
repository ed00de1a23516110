"""Highlighted practices: an answer picked for the summary with a title and a short text; their list, also as a file."""

from datetime import datetime

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import disclosing, highlighting, reading_log
from surveyapp.actions.highlighting import LANGUAGES, Conflict, Fault, Highlighted, Refused
from surveyapp.core.disclosure import Audience
from surveyapp.core.states import from_facts
from surveyapp.store import highlighted_practices as store
from surveyapp.store.models import Reply, Round
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.translations import MEDIA_TYPES
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answers as answer_words
from surveyapp.wording import dates, practices
from surveyapp.wording.deeds import who_words
from surveyapp.wording.language_names import language_name

Typed = dict[str, dict[str, str]]
"""What was typed: "title" and "text", by language."""


@blueprint.get("/rounds/<code>/practices", endpoint="practices")
def of_round(code: str) -> str:
    found = visible.round_(code)
    listed = highlighting.of_round(database.session(), found, g.language, clock.now())
    return render_template(
        "secretariat/practices.html",
        round=found,
        practices=[(one, _remarks(one)) for one in listed],
        languages=LANGUAGES,
        called=_called,
        done=request.args.get("done", ""),
        here="round",
    )


@blueprint.get("/rounds/<code>/practices.xlsx", endpoint="practices_workbook")
def workbook(code: str) -> Response:
    found = visible.round_(code)
    listed = highlighting.of_round(database.session(), found, g.language, clock.now())
    ending, media_type = MEDIA_TYPES["xlsx"]
    response = Response(highlighting.workbook(found, listed, g.language), mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"practices-{found.code}.{g.language}.{ending}")
    return response


@blueprint.route(
    "/rounds/<code>/<string(length=3):state>/practice/<question>", methods=["GET", "POST"], endpoint="practice"
)
def of_answer(code: str, state: str, question: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    return _page(found, reply, question) if request.method == "GET" else _written(found, reply, question)


def _written(of: Round, reply: Reply, question: str) -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        address = url_for("secretariat.practice", code=of.code, state=reply.state, question=question, language=language)
        return redirect(address, 307)
    placed = visible.asked_in(of).find(question)
    if placed is None or not placed.question.asks or reply.submitted_at is None:
        abort(404)
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    typed, seen = _typed(), request.form.get("seen", "")
    if language:
        database.commit()
        return _page(of, reply, question, typed)
    if request.form.get("deed") == "remove":
        done = highlighting.remove(session, reply, question, seen, who, now)
        database.commit()
        if not done:
            return _page(of, reply, question, fault=_changed()), 409
        return redirect(url_for("secretariat.practices", code=of.code, done="removed"))
    outcome = highlighting.highlight(session, reply, placed.question, typed["title"], typed["text"], seen, who, now)
    database.commit()
    if isinstance(outcome, Refused):
        errors = {f"{name}-{one}": _why(name, fault) for (name, one), fault in outcome.faults.items()}
        return _page(of, reply, question, typed, errors), 422
    if isinstance(outcome, Conflict):
        return _page(of, reply, question, typed, fault=_changed()), 409
    return redirect(url_for("secretariat.practices", code=of.code, done="saved"))


def _page(
    of: Round,
    reply: Reply,
    question: str,
    typed: Typed | None = None,
    errors: dict[str, str] | None = None,
    fault: str = "",
) -> str:
    session, now = database.session(), clock.now()
    readable = disclosing.submitted(session, reply, Audience.SECRETARIAT)
    placed = readable.questionnaire.find(question) if readable else None
    if readable is None or placed is None or not placed.question.asks:
        abort(404)
    reading.note(reading_log.on_page(reply, readable, [question]))
    standing = store.at(session, reply.id, question, now)
    as_it_stands = {"title": standing.title, "text": standing.text} if standing else {"title": {}, "text": {}}
    answer = answer_words.answer_words(
        readable.questionnaire, placed.question, readable.answers, readable.entries, g.language
    )
    return render_template(
        "secretariat/practice.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        question=placed.question,
        answer=answer,
        standing=standing,
        remarks=practices.remarks(False, readable.who_reads(placed.question)[1], g.language),
        typed=typed or as_it_stands,
        errors=errors or {},
        fault=fault,
        languages=LANGUAGES,
        called=_called,
        longest={"title": highlighting.LONGEST_TITLE, "text": highlighting.LONGEST_TEXT},
        history=[
            (one, who_words(by or "command line", g.language), _moment(one.at), _moment(one.ended_at))
            for one, by in store.history(session, reply.id, question)
        ],
        here="round",
    )


def _typed() -> Typed:
    return {name: {one: request.form.get(f"{name}-{one}", "") for one in LANGUAGES} for name in ("title", "text")}


def _remarks(one: Highlighted) -> list[str]:
    return practices.remarks(one.has_changed, one.readers, g.language)


def _moment(at: datetime | None) -> str:
    return dates.moment(at, dates.SECRETARIAT_ZONE, g.language) if at else ""


def _called(code: str) -> str:
    return language_name(code, g.language)


def _changed() -> str:
    return str(_("Somebody else changed this practice meanwhile; nothing was saved. Below it stands as it is now."))


def _why(name: str, fault: Fault) -> str:
    longest = highlighting.LONGEST_TITLE if name == "title" else highlighting.LONGEST_TEXT
    if fault is Fault.TOO_LONG:
        return str(_("This is too long: write at most %(max)d characters.", max=longest))
    return str(_("Write the title in both languages.") if name == "title" else _("Write the text in both languages."))
