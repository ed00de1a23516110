"""Reviewing one answer: beside the last round's and other states', a finding, notes, what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from surveyapp.actions import comparing, disclosing, holding, last_answers, reading_log, reviewing, seeing
from surveyapp.actions.reviewing import Found, Verification
from surveyapp.core.clarifying import address_of
from surveyapp.core.disclosure import Audience
from surveyapp.core.editions import Piece, words_changed
from surveyapp.core.questionnaire import Placed, Question
from surveyapp.core.reviewing import Finding, How
from surveyapp.core.states import from_facts, in_order
from surveyapp.store import requests, reviews, submissions
from surveyapp.store.models import Reply, Round, Submission
from surveyapp.store.secretariat_models import AnswerReview, InternalNote
from surveyapp.web import asked_and_answered, clock, database
from surveyapp.web.day_field import DayField
from surveyapp.web.focal_point.declaration import TIDY
from surveyapp.web.secretariat import clarifications, reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answers as answer_words
from surveyapp.wording import dates
from surveyapp.wording import reviewing as words

LONGEST_NOTE, LONGEST_SOURCE, LONGEST_LINE = 5_000, 2_000, 200
_TOO_LONG = _l("This is too long: write at most %(max)d characters.")


class FindingForm(Form):
    """What is found of an answer; of a verified one with what it was compared."""

    finding = RadioField(_l("What is found of this answer?"), validate_choice=False)
    how = RadioField(_l("With what was it compared?"), validate_choice=False)
    source = TextAreaField(_l("Source"), [Length(max=LONGEST_SOURCE, message=_TOO_LONG)], TIDY)
    verified_by = StringField(_l("Compared by"), [Length(max=LONGEST_LINE, message=_TOO_LONG)], TIDY)
    verified_on = DayField(_l("On which day"), [Optional()])


class NoteForm(Form):
    text = TextAreaField(
        _l("Internal note"),
        [Length(max=LONGEST_NOTE, message=_TOO_LONG)],
        TIDY,
        description=_l("Only the Secretariat reads it; the state never does."),
    )


@dataclass(frozen=True)
class Told:
    """A note or a finding as it is read."""

    words: str
    who: str
    when: str
    public_id: str = ""
    shape: str = ""
    is_own_text: bool = False


@blueprint.get("/rounds/<code>/<string(length=3):state>/review/<question>")
def review_answer(code: str, state: str, question: str) -> str:
    found = visible.round_(code)
    reply, placed = _placed(found, state, question)
    return _page(found, reply, placed, _form(reply, question))


@blueprint.post("/rounds/<code>/<string(length=3):state>/review/<question>")
def record_finding(code: str, state: str, question: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply, placed = _placed(found, state, question)
    form = _with_choices(FindingForm(request.form))
    form.validate()
    finding = form.finding.data if form.finding.data in tuple(Finding) else ""
    if not finding:
        form.finding.errors = [_("Choose what is found.")]
    if finding == Finding.VERIFIED and form.how.data not in tuple(How):
        form.how.errors = [_("Say with what it was compared.")]
    if form.errors:
        database.commit()
        return _page(found, reply, placed, form), 422
    of = _verification(form) if finding == Finding.VERIFIED else None
    who = signed_in_viewer().person
    reviewing.find(database.session(), reply, question, Finding(finding), of, who, clock.now())
    database.commit()
    return redirect(_where_next(found, reply, question, finding))


@blueprint.post("/rounds/<code>/<string(length=3):state>/notes")
def internal_note(code: str, state: str) -> ResponseReturnValue:
    """Keeps a note on an answer or on the reply, or takes one back."""
    found = visible.round_(code)
    reply = visible.reply(found, state)
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    question, form = request.form.get("question", ""), NoteForm(request.form)
    text = str(form.text.data or "").strip()
    if request.form.get("withdraw"):
        if not reviewing.withdraw_note(session, reply, request.form["withdraw"], who, now):
            abort(404)
    elif text and form.validate():
        reviewing.write_note(session, reply, question, text, who, now)
    database.commit()
    known: dict[str, Any] = {"code": code, "state": state}
    placed = visible.asked_in(found).find(question) if question and reply.submitted_at else None
    if placed is not None:
        return redirect(url_for("secretariat.review_answer", **known, question=question, _anchor="notes"))
    return redirect(url_for("secretariat.state", **known, _anchor="notes"))


def notes_told(notes: Sequence[InternalNote]) -> list[Told]:
    """Notes with who wrote them and when."""
    names = requests.names(database.session(), {one.person_id for one in notes if one.person_id})
    return [Told(one.text, names.get(one.person_id or 0, ""), _moment(one), public_id=one.public_id) for one in notes]


def mark_of(found: Found | None) -> tuple[str, str, bool]:
    """Shape and words of a finding, and whether it wants attention."""
    if found is None:
        return words.finding_shape(Finding.NONE), words.finding_words(Finding.NONE, g.language), False
    in_words = words.finding_words(found.finding, g.language)
    if found.is_of_earlier_text:
        in_words = _("%(finding)s, about an earlier text", finding=in_words)
    wants = found.is_of_earlier_text or found.finding is Finding.TO_CLARIFY
    return words.finding_shape(found.finding), str(in_words), wants


def _placed(of: Round, state: str, question: str) -> tuple[Reply, Placed]:
    reply = visible.reply(of, state)
    placed = visible.asked_in(of).find(question)
    if placed is None or not placed.question.asks or submissions.latest(database.session(), reply.id) is None:
        abort(404)
    return reply, placed


def _form(reply: Reply, question: str) -> FindingForm:
    before = reviews.newest_of(database.session(), reply.id).get(address_of(question))
    who = signed_in_viewer()
    known = {"verified_by": who.name}
    if before is not None:
        known = {part: getattr(before, part) for part in ("finding", "how", "source", "verified_by", "verified_on")}
        known["verified_by"] = known["verified_by"] or who.name
    return _with_choices(FindingForm(data=known))


def _with_choices(form: FindingForm) -> FindingForm:
    form.finding.choices = [(one.value, words.finding_words(one, g.language)) for one in Finding]
    form.how.choices = [(one.value, words.how_words(one, g.language)) for one in How]
    return form


def _verification(form: FindingForm) -> Verification:
    return Verification(
        How(form.how.data),
        str(form.source.data or "").strip(),
        str(form.verified_by.data or "").strip(),
        form.verified_on.data,
    )


def _where_next(of: Round, reply: Reply, question: str, finding: str) -> str:
    """To the next answer; of one to be clarified, to where the question is written."""
    known: dict[str, Any] = {"code": of.code, "state": reply.state}
    if finding == Finding.TO_CLARIFY:
        return url_for("secretariat.clarification", **known, question=question)
    _before, after = _neighbours(of, question)
    if after is None or request.form.get("next") != "on":
        return url_for("secretariat.review_answer", **known, question=question)
    return url_for("secretariat.review_answer", **known, question=after.code)


def _neighbours(of: Round, question: str) -> tuple[Question | None, Question | None]:
    asked = [one for one in visible.asked_in(of).questions() if one.asks]
    place = [one.code for one in asked].index(question)
    return asked[place - 1] if place else None, asked[place + 1] if place + 1 < len(asked) else None


def _page(of: Round, reply: Reply, placed: Placed, form: FindingForm) -> str:
    session, question = database.session(), placed.question
    reviewed = reviewing.review_of(session, reply)
    found = reviewed.found.get(address_of(question.code))
    answered = asked_and_answered.with_beside(submissions.latest(session, reply.id), question)
    answer = answered.words
    before, after = _neighbours(of, question.code)
    wants_others = request.args.get("others") == "1"
    _on_record(of, reply, question.code, with_others=wants_others)
    return render_template(
        "secretariat/review.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        question=question,
        section=placed.section,
        counted=reviewed.sections.get(placed.section.code),
        whole=reviewed.whole,
        name=asked_and_answered.name_of(question),
        answer=answer,
        beside_lines=answered.beside,
        readers=answered.readers,
        mark=mark_of(found),
        pieces=_since(found, question, answer),
        amended=_amended(reply, question, answer),
        history=_findings(reviews.history_of(session, reply.id, address_of(question.code))),
        last=_last(reply, question.code),
        others=_others(of, reply, question) if wants_others else None,
        threads=clarifications.of_reply(reply, question.code),
        notes=notes_told(seeing.internal_notes_of(session, signed_in_viewer(), reply, address_of(question.code))),
        note_form=NoteForm(),
        form=form,
        before=before,
        after=after,
        here="round",
    )


def _on_record(of: Round, reply: Reply, question: str, *, with_others: bool) -> None:
    session = database.session()
    readable = disclosing.submitted(session, reply, Audience.SECRETARIAT)
    read = reading_log.on_page(reply, readable, [question]) if readable else []
    reading.note([*read, *(reading_log.of_others(session, of, reply, question) if with_others else ())])


def _since(found: Found | None, question: Question, answer: str) -> list[Piece]:
    """What changed since it was looked at, word by word; empty where nothing did."""
    if found is None or not found.is_of_earlier_text:
        return []
    then = database.session().get_one(Submission, found.review.submission_id)
    return words_changed(asked_and_answered.answer_in(then, question), answer)


def _amended(reply: Reply, question: Question, answer: str) -> list[Piece]:
    """What the submission that stands says otherwise than the one before it, word by word; empty where nothing."""
    sent = seeing.submissions_of(database.session(), signed_in_viewer(), reply)
    if len(sent) < 2:
        return []
    before = asked_and_answered.answer_in(sent[1], question)
    return words_changed(before, answer) if before != answer else []


def _findings(every: Sequence[AnswerReview]) -> list[Told]:
    names = requests.names(database.session(), {one.person_id for one in every if one.person_id})
    return [
        Told(_finding(one), names.get(one.person_id or 0, ""), _moment(one), shape=words.finding_shape(_of(one)))
        for one in every
    ]


def _of(one: AnswerReview) -> Finding:
    return Finding(one.finding)


def _finding(one: AnswerReview) -> str:
    parts = [words.finding_words(_of(one), g.language)]
    if one.how:
        parts.append(words.how_words(How(one.how), g.language))
    parts += [one.source, one.verified_by]
    parts += [dates.day(one.verified_on, g.language)] if one.verified_on else []
    return "; ".join(part for part in parts if part)


def _last(reply: Reply, code: str) -> tuple[str, str] | None:
    """Code of the last round and what the state answered then; None where it was not asked or did not reply."""
    session = database.session()
    last = last_answers.last(session, reply)
    then = last.answer(holding.read(session, reply, clock.now()), code) if last else None
    if last is None or then is None:
        return None
    content = last.submission
    said_then = answer_words.answer_words(last.questionnaire, then.then, content.places, content.entries, g.language)
    return last.earlier.round_code, said_then


def _others(of: Round, reply: Reply, question: Question) -> list[tuple[str, str]]:
    """What the other states that replied said to the same question, in the official order."""
    compared = comparing.comparison(database.session(), of, Audience.SECRETARIAT)
    found = []
    for state in in_order(compared.replied, g.language):
        if state.iso3 != reply.state:
            cells = compared.replies[state.iso3]
            in_words = answer_words.answer_words(
                compared.questionnaire, question, cells.cells, cells.entries, g.language
            )
            found.append((state.name(g.language).short, in_words))
    return found


def _moment(one: AnswerReview | InternalNote) -> str:
    return dates.moment(one.at, dates.SECRETARIAT_ZONE, g.language)
