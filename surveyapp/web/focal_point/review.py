"""Reviewing the reply, declaring it and sending it; the receipt."""

import secrets
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, Form, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from surveyapp.actions import coming_in, holding, seeing, submitting
from surveyapp.actions.answering import Refused
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.sealing import Sealing
from surveyapp.core import contents, submission
from surveyapp.core.checking import Finding, Severity
from surveyapp.core.questionnaire import Question, Section
from surveyapp.store.models import Reply
from surveyapp.web import clock, database
from surveyapp.web.focal_point import confirming, drawing, progressing, sentences, visible
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import problems, receipts, supplements
from surveyapp.wording import states as state_wording

LONGEST_LINE = 200
LONGEST_EXPLANATION = 2_000
MISSING = ("missing_core", "missing")


def without_control_characters(text: str | None) -> str:
    """What cannot be printed, and not be kept by every database, comes from a paste and is left out."""
    kept = (one for one in text or "" if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs"))
    return "".join(kept)


TIDY = (without_control_characters,)


def _required(longest: int) -> list[Any]:
    return [
        InputRequired(lazy_gettext("Please fill in this field.")),
        Length(max=longest, message=lazy_gettext("This is too long: write at most %(max)d characters.")),
    ]


class Declaration(Form):
    """Who declares that the reply is official, with a word on what is missing."""

    operation = HiddenField(filters=TIDY)
    name = StringField(lazy_gettext("Name of the official who declares"), _required(LONGEST_LINE), TIDY)
    title = StringField(lazy_gettext("Title"), _required(LONGEST_LINE), TIDY)
    institution = StringField(lazy_gettext("Institution"), _required(LONGEST_LINE), TIDY)
    gaps = TextAreaField(
        lazy_gettext("A word on what is missing, if you wish"),
        [Length(max=LONGEST_EXPLANATION, message=lazy_gettext("This is too long: write at most %(max)d characters."))],
        TIDY,
    )
    declare = BooleanField(
        validators=[InputRequired(lazy_gettext("Tick the declaration: without it the reply cannot be sent."))]
    )
    code = StringField(filters=TIDY)

    def declared(self) -> dict[str, str]:
        return {part: str(self[part].data or "") for part in submitting.DECLARED}


@dataclass(frozen=True)
class Line:
    """A question on the review page, with what is said of it."""

    question: Question
    section: Section
    words: str
    disclosure: str = ""
    is_taken: bool = True
    """Whether an answer to it can be written, as the reply stands."""
    beside: tuple[supplements.Line, ...] = ()
    """What stands beside the answer."""
    written_in: str = ""
    """That its text is in another language than the page, in words."""


@dataclass(frozen=True)
class Answered:
    """A section on the review page, with the questions that have been answered."""

    section: Section
    answers: list[Line]
    is_writable: bool


@blueprint.get("/reply/<reply>/review")
def review(reply: str) -> str:
    found = visible.reply(reply)
    return _page(found, _prefilled())


@blueprint.post("/reply/<reply>/submit")
def submit(reply: str) -> Any:
    found = visible.reply(reply)
    if not signed_in_viewer().holds("focal_point", found.state):
        abort(404)
    declaration = Declaration(request.form)
    if not declaration.validate():
        database.commit()
        return _page(found, declaration, code_asked=_is_code_asked()), 422
    if not _is_fresh() and not _is_code_asked():
        return _ask_code(found, declaration)
    return _send(found, declaration)


@blueprint.get("/reply/<reply>/receipt/<made>")
def receipt(reply: str, made: str) -> str:
    found = seeing.submission(database.session(), signed_in_viewer(), made)
    if found is None or found.reply.public_id != reply:
        abort(404)
    of, state, language = found.reply, visible.state(found.reply), g.language
    counted = contents.contents(visible.questionnaire(of), submission.read(found.content))
    return render_template(
        "focal_point/receipt.html",
        reply=of,
        state=state,
        submission=found,
        official_name=state_wording.official_name(state, language),
        thanks=state_wording.thanks([state], language),
        received=receipts.received(found.submitted_at, state, language),
        deadline=receipts.deadline(submitting.deadline_of(of), found.submitted_at, state, language),
        contents=receipts.contents(counted, language),
        declared=receipts.declared_by(found.declared),
        fingerprint=receipts.fingerprint(found.sha256),
        here="review",
    )


def _ask_code(of: Reply, declaration: Declaration) -> Any:
    try:
        coming_in.ask_fresh_code(database.session(), _sealing(), signed_in_viewer(), g.language, clock.now())
    except TooOftenError:
        database.commit()
        return _page(of, declaration, fault=_too_often()), 429
    database.commit()
    return _page(of, declaration, code_asked=True)


def _send(of: Reply, declaration: Declaration) -> Any:
    session, now, looking = database.session(), clock.now(), signed_in_viewer()
    try:
        code = declaration.code.data or ""
        is_right = _is_fresh() or coming_in.confirm_fresh_code(session, _sealing(), looking, code, now)
    except TooOftenError:
        database.commit()
        return _page(of, declaration, code_asked=True, fault=_too_often()), 429
    session.commit()  # a code counts as tried, or as used, whatever becomes of the submission
    if not is_right:
        database.commit()
        declaration.code.errors = [_("The code is not right, or no longer good. Look at it again or ask for another.")]
        return _page(of, declaration, code_asked=True), 422
    salt = secrets.token_hex(16)
    operation = declaration.operation.data or uuid.uuid4().hex
    made = submitting.submit(session, of, declaration.declared(), operation, looking.person, now, salt)
    database.commit()
    if isinstance(made, Refused):
        return _page(of, declaration, fault=sentences.refusal(made.reason, g.language)), 409
    return redirect(url_for("focal_point.receipt", reply=of.public_id, made=made.public_id))


def _page(of: Reply, declaration: Declaration, *, code_asked: bool = False, fault: str = "") -> str:
    sheet = visible.sheet(visible.held(of))
    sections = visible.sections(of, sheet.questionnaire)
    found = [one for one in _findings(sheet) if _section(sheet, one) in sections]
    looking = signed_in_viewer()
    may_submit = seeing.may_submit(looking, of) and visible.takes_answers(of)
    left = [
        one for one in found if one.severity is not Severity.BLOCKER and holding.takes(of, one.place.question)
    ]  # of a reply that was reopened for some questions, the others can be read and not be answered
    return render_template(
        "focal_point/review.html",
        reply=of,
        state=visible.state(of),
        declaration=declaration,
        to_confirm=_unconfirmed(sheet, sections),
        required=_lines(sheet, (one for one in found if one.severity is Severity.BLOCKER)),
        missing_core=_lines(sheet, (one for one in left if one.kind == "missing_core")),
        missing=_lines(sheet, (one for one in left if one.kind == "missing")),
        odd=_lines(sheet, (one for one in found if one.kind not in MISSING)),
        answered=[_answered(sheet, section) for section in sections],
        may_submit=may_submit,
        submitted=visible.submitted(of),
        why_not="" if may_submit else visible.why_not_sent(of),
        is_fresh=_is_fresh(),
        code_asked=code_asked,
        address=looking.person.email if looking.person else "",
        fault=fault,
        of_state=state_wording.of_state(visible.state(of), g.language, official=True),
        here="review",
    )


def _unconfirmed(sheet: Sheet, sections: list[Section]) -> list[Line]:
    """The answers that were given to an earlier wording and not confirmed: they may be sent all the same."""
    found = ((one, sheet.questionnaire.find(one.question.code)) for one in confirming.of_sheet(sheet))
    words = _("It was answered before the question changed, and has not been confirmed.")
    return [Line(one.question, at.section, str(words)) for one, at in found if at and at.section in sections]


def _findings(sheet: Sheet) -> list[Finding]:
    return sheet.held.findings(sheet.asked)


def _section(sheet: Sheet, finding: Finding) -> Section | None:
    placed = sheet.questionnaire.find(finding.place.question)
    return placed.section if placed else None


def _lines(sheet: Sheet, findings: Iterable[Finding]) -> list[Line]:
    """What was found, each question once."""
    lines: dict[str, Line] = {}
    for one in findings:
        placed = sheet.questionnaire.find(one.place.question)
        if placed and placed.question.code not in lines:
            words = problems.found(sheet.questionnaire, one, sheet.language)
            lines[placed.question.code] = Line(placed.question, placed.section, words)
    return list(lines.values())


def _answered(sheet: Sheet, section: Section) -> Answered:
    reply = sheet.held.reply
    asked = (one for one in sheet.questionnaire.questions(section) if sheet.asked.question(one.code))
    answers = [
        Line(
            one,
            section,
            sheet.said(one),
            drawing.disclosure(sheet, one).now.value,
            holding.takes(reply, one.code),
            tuple(sheet.beside_lines(one)),
            supplements.other_languages(one, sheet.answers, sheet.held.entries, sheet.language),
        )
        for one in asked
        if progressing.is_begun(sheet, one) or sheet.beside_lines(one)
    ]
    return Answered(section, answers, visible.may_write(reply, section.code))


def _prefilled() -> Declaration:
    person = signed_in_viewer().person
    known = {part: getattr(person, part, "") for part in ("name", "title", "institution")}
    return Declaration(data=known | {"operation": uuid.uuid4().hex})


def _is_code_asked() -> bool:
    """Whether this is the second step; pressing "send another code" goes back to the first."""
    return request.form.get("deed") == "submit"


def _is_fresh() -> bool:
    return coming_in.is_fresh(signed_in_viewer(), clock.now())


def _sealing() -> Sealing:
    found: Sealing = current_app.extensions["sealing"]
    return found


def _too_often() -> str:
    return str(_("This was tried too often. Please wait a quarter of an hour."))
