"""Reviewing the reply, declaring it and sending it; the receipt."""

import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from surveyapp.actions import handing_in, holding, reply_papers, seeing, submitting
from surveyapp.actions.answering import Outcome, Refused
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.handing_in import Paper
from surveyapp.actions.limiting import TooOftenError
from surveyapp.core import places, submission
from surveyapp.core.answers import Typed
from surveyapp.core.checking import Finding, FindingKind, Severity
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Section
from surveyapp.core.standing import WRITABLE, Standing
from surveyapp.store import documents, submissions
from surveyapp.store.models import Document, Reply, Submission
from surveyapp.web import clock, database
from surveyapp.web.day_field import as_written_in
from surveyapp.web.files import storage
from surveyapp.web.focal_point import (
    confirming,
    drawing,
    explaining,
    fresh_code,
    papers,
    part_names,
    progressing,
    saved_now,
    sentences,
    visible,
)
from surveyapp.web.focal_point.declaration import Approval, Correction, Declaration, without_control_characters
from surveyapp.web.focal_point.drawing import Sheet
from surveyapp.web.focal_point.explaining import Line
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import earlier_answers, lists, problems, receipts, supplements
from surveyapp.wording import states as state_wording

MISSING = ("missing_core", "missing")


@dataclass(frozen=True)
class Answered:
    """A section on the review page, with the questions that have been answered."""

    section: Section
    answers: list[Line]
    is_writable: bool


@blueprint.get("/reply/<reply>/review")
def review(reply: str) -> str:
    found = visible.reply(reply)
    return page(found)


@blueprint.post("/reply/<reply>/submit")
def submit(reply: str) -> Any:
    found = visible.reply(reply)
    if not signed_in_viewer().holds("focal_point", found.state):
        abort(404)
    made = _sent_already(found)
    if made is not None:
        database.commit()
        return _to_receipt(made)
    form = _form_of(found)
    refused = _take_letter(found, form) if isinstance(form, Declaration) else None
    if not form.validate() or refused:
        database.commit()
        return page(found, form, code_asked=_is_code_asked(), letter_fault=refused), 422
    if not fresh_code.is_fresh() and not _is_code_asked():
        return _ask_code(found, form)
    return _send(found, form)


@blueprint.get("/reply/<reply>/receipt/<made>")
def receipt(reply: str, made: str) -> str:
    found = seeing.submission(database.session(), signed_in_viewer(), made)
    if found is None or found.reply.public_id != reply:
        abort(404)
    of, state, language = found.reply, visible.state(found.reply), g.language
    declared = earlier_answers.in_language(found.declared, language)
    counted = reply_papers.counted(database.session(), of.round, submission.read(found.content))
    return render_template(
        "focal_point/receipt.html",
        reply=of,
        state=state,
        submission=found,
        official_name=state_wording.official_name(state, language),
        thanks=state_wording.thanks([state], language),
        received=receipts.received(found.submitted_at, state, language),
        deadline=receipts.deadline(submitting.deadline_of(of), of.submitted_at or found.submitted_at, state, language),
        contents=receipts.contents(counted, language),
        declared=receipts.declared_by(declared),
        gaps=declared.get("gaps", ""),
        gaps_are_words_of_a_person=declared is found.declared,
        approved_on=receipts.approved_on(found.declared, language),
        sent_by=submitting.sent_by(database.session(), found),
        is_on_instruction=found.received_as == submitting.ON_INSTRUCTION,
        documents=[one for one in _documents(of) if one.submission_id == found.id],
        fingerprint=receipts.fingerprint(found.sha256),
        papers=papers.papers_of(of),
        check_address=url_for("receipts.receipt", number=found.receipt, sha256=found.sha256),
        here="review",
    )


def _sent_already(of: Reply) -> Submission | None:
    """What this press, or a colleague a moment ago, has sent: there is nothing left to send."""
    operation = without_control_characters(request.form.get("operation"))[:80]
    made = submissions.by_operation(database.session(), of.id, operation)
    is_open = Standing(of.standing) in WRITABLE
    return made or (None if is_open else submissions.latest(database.session(), of.id))


def _to_receipt(made: Submission) -> Any:
    return redirect(url_for("focal_point.receipt", reply=made.reply.public_id, made=made.public_id))


def _form_of(of: Reply) -> Declaration | Correction:
    """What was posted: a declaration, or of a reply reopened for some questions no more than that it is sent."""
    if submitting.declaration_of(database.session(), of) is not None:
        return Correction(request.form)
    # The letter is taken from what was sent as a file, and nothing else is.
    form = Declaration(request.form, **as_written_in(visible.state(of)))
    form.today = _today(of)
    return form


def _take_letter(of: Reply, form: Declaration) -> FileRefused | None:
    """Keeps the letter that was chosen, so that it is here when the code has been typed."""
    upload = request.files.get("letter")
    if not upload or not upload.filename:
        return None
    sheet = handing_in.Sheet(upload.filename, upload.read())
    who = signed_in_viewer().person
    kept = handing_in.hand_in(database.session(), storage(), of, Paper.LETTER, sheet, who, clock.now())
    if isinstance(kept, FileRefused):
        return kept
    form.with_letter.data = kept.public_id
    return None


def _ask_code(of: Reply, form: Declaration | Correction) -> Any:
    try:
        fresh_code.ask()
    except TooOftenError:
        database.commit()
        return page(of, form, fault=fresh_code.too_often()), 429
    database.commit()
    return page(of, form, code_asked=True)


def _send(of: Reply, form: Declaration | Correction) -> Any:
    try:
        is_right = fresh_code.is_fresh() or fresh_code.is_right(form.code.data or "")
    except TooOftenError:
        database.commit()
        return page(of, form, code_asked=True, fault=fresh_code.too_often()), 429
    if not is_right:
        database.commit()
        form.code.errors = [fresh_code.wrong()]
        return page(of, form, code_asked=True), 422
    made = _submitted(of, form)
    database.commit()
    if isinstance(made, Refused):
        return page(of, form, fault=sentences.refusal(made.reason, g.language)), 409
    return _to_receipt(made)


def _submitted(of: Reply, form: Declaration | Correction) -> Submission | Refused:
    session, who, now, salt = database.session(), signed_in_viewer().person, clock.now(), secrets.token_hex(16)
    operation = form.operation.data or uuid.uuid4().hex
    if isinstance(form, Correction):
        return submitting.amend(session, of, operation, who, now, salt)
    letter = documents.called(session, of.id, form.with_letter.data or "")
    return submitting.submit(session, of, form.declared(), operation, who, now, salt, letter)


def page(
    of: Reply,
    form: Declaration | Correction | None = None,
    *,
    approval: Approval | None = None,
    code_asked: bool = False,
    fault: str = "",
    letter_fault: FileRefused | None = None,
    explained: Mapping[Place, Outcome] | None = None,
    typed_again: Mapping[Place, Typed] | None = None,
) -> str:
    """The review: what is missing, what looks odd, what was answered; then approval and declaration.

    `form`, `approval`: as posted, where something is wrong with them; `explained`: what became of explanations;
    `typed_again`: what was typed as such.
    """
    sheet = replace(visible.sheet(visible.held(of)), outcomes=explained or {}, typed_again=typed_again or {})
    sections = visible.sections(of, sheet.questionnaire)
    found = [one for one in _findings(sheet) if _section(sheet, one) in sections]
    may_submit = visible.may_submit(of)
    left = [
        one for one in found if one.severity is not Severity.BLOCKER and holding.takes(of, one.place.question)
    ]  # of a reply that was reopened for some questions, the others can be read and not be answered
    odd = explaining.of_review(sheet, _lines(sheet, (one for one in found if one.kind not in MISSING)))
    declaration = form or _prefilled(of)
    return render_template(
        "focal_point/review.html",
        reply=of,
        state=visible.state(of),
        saved_now=saved_now.of_request(sheet),
        declaration=declaration,
        corrects=submitting.declaration_of(database.session(), of),
        approval=approval or _approval(of),
        may_await=may_submit and of.standing not in (Standing.REOPENED, Standing.TO_BE_CONFIRMED),
        is_late=not of.submitted_at and clock.now() > submitting.deadline_of(of),
        letter=_letter(of, declaration) if may_submit else None,
        letter_fault=letter_fault,
        to_confirm=_unconfirmed(sheet, sections),
        required=_lines(sheet, (one for one in found if one.severity is Severity.BLOCKER)),
        missing_core=_lines(sheet, (one for one in left if one.kind == "missing_core")),
        missing=_lines(sheet, (one for one in left if one.kind == "missing")),
        odd=[one for one in odd if not one.is_explained],
        explained=[one for one in odd if one.is_explained],
        answered=[_answered(sheet, section) for section in sections],
        may_submit=may_submit,
        submitted=visible.submitted(of),
        entered=sheet.entered,
        why_not="" if may_submit else visible.why_not_sent(of),
        is_fresh=fresh_code.is_fresh(),
        papers=papers.papers_of(of),
        version=papers.fingerprint(sheet.held) if may_submit else "",
        code_asked=code_asked,
        address=fresh_code.address(),
        fault=fault,
        of_state=state_wording.of_state(visible.state(of), g.language, official=True),
        operation=uuid.uuid4().hex,
        here="review",
    )


def _documents(of: Reply) -> list[Document]:
    return seeing.documents_of(database.session(), signed_in_viewer(), of)


def _letter(of: Reply, form: Declaration | Correction) -> Document | None:
    """The signed letter that is here and would go with the reply."""
    return documents.newest_not_sent(database.session(), of.id, Paper.LETTER) if isinstance(form, Declaration) else None


def _today(of: Reply) -> date:
    return drawing.local_day(clock.now(), visible.state(of).time_zone)


def approval_posted(of: Reply) -> Approval:
    return _dated(of, Approval(request.form, **as_written_in(visible.state(of))))


def _approval(of: Reply) -> Approval:
    """The form with what was said before."""
    return _dated(of, Approval(data={"expected_on": of.approval_expected_on, "note": of.approval_note}))


def _dated(of: Reply, form: Approval) -> Approval:
    form.today = _today(of)
    form.last_day = drawing.local_day(holding.closes_at(of), visible.state(of).time_zone)
    return form


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
    """What was found, each question once; of its entries, every one that is empty by its name."""
    by_question: dict[str, list[Finding]] = {}
    for one in findings:
        by_question.setdefault(one.place.question, []).append(one)
    placed = ((sheet.questionnaire.find(code), found) for code, found in by_question.items())
    return [Line(at.question, at.section, _in_words(sheet, found)) for at, found in placed if at]


def _in_words(sheet: Sheet, found: list[Finding]) -> str:
    """All that was found at a question: each sentence once, after the parts of which it is said; its empty entries."""
    empty = [one.place for one in found if one.kind is FindingKind.EMPTY_ENTRY]
    parts_of: dict[str, list[str]] = {}
    for one in found:
        if one.kind is not FindingKind.EMPTY_ENTRY:
            words = problems.found(sheet.questionnaire, one, sheet.language, sheet.decimal_mark)
            parts_of.setdefault(words, []).append(_part_name(sheet, one.place))
    said = [_of_parts([name for name in names if name], words, sheet.language) for words, names in parts_of.items()]
    names = [_entry_name(sheet, place) for place in empty]
    return " ".join([*said, *([problems.empty_entries(names, sheet.language)] if names else [])])


def _of_parts(names: list[str], words: str, language: str) -> str:
    return f"{lists.join(names, language)}: {words}" if names else words


def _part_name(sheet: Sheet, place: Place) -> str:
    leaf = places.leaf(sheet.questionnaire, place)
    return part_names.of(sheet, place, leaf) if leaf else ""


def _entry_name(sheet: Sheet, place: Place) -> str:
    """ "entry 2": by its place in the list, which is what an empty one is known by."""
    number = list(sheet.held.entries.get(place.question, ())).index(place.entry) + 1
    return str(_("entry %(number)s", number=number))


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


def _prefilled(of: Reply) -> Declaration | Correction:
    operation = {"operation": uuid.uuid4().hex}
    if submitting.declaration_of(database.session(), of) is not None:
        return Correction(data=operation)
    person, waiting = signed_in_viewer().person, documents.newest_not_sent(database.session(), of.id, Paper.LETTER)
    known = {part: getattr(person, part, "") for part in ("name", "title", "institution")}
    letter = {"with_letter": waiting.public_id if waiting else ""}
    return Declaration(data=known | operation | letter | {"approved_on": _today(of)})


def _is_code_asked() -> bool:
    """Whether this is the second step; pressing "send another code" goes back to the first."""
    return request.form.get("deed") == "submit"
