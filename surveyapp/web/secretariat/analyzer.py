"""The analyzer: what the states said side by side, question by question; the address of a page is the view it shows."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.actions import comparing, grouping, reading_log, summary_plans
from surveyapp.core.disclosure import Audience
from surveyapp.store import groups, submissions
from surveyapp.store.models import Round
from surveyapp.store.submissions import Standing
from surveyapp.web import clock, database
from surveyapp.web.secretariat import analyzer_csv, analyzer_texts, analyzer_view, reading, visible
from surveyapp.web.secretariat import analyzer_words as words
from surveyapp.web.secretariat.analyzer_drawing import Page, Side, neighbours, page_of
from surveyapp.web.secretariat.analyzer_view import View
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.wording import dates

FEWEST_SUMMED_UP = 5
"""Replies, whatever a plan says of percentages: of fewer, a sum is what each of them said, and reading it is noted."""
NOTHING_CHOSEN: Mapping[str, object] = {}


@dataclass(frozen=True)
class Found:
    """A round with its replies side by side."""

    round: Round
    before: Round | None
    standing: Sequence[Standing]
    side: Side

    @property
    def view(self) -> View:
        return self.side.view

    @property
    def received_to(self) -> str:
        return dates.day(comparing.received_to(self.round, self.standing, clock.now()), g.language)


@blueprint.get("/rounds/<code>/comparison", endpoint="comparison")
def list_questions(code: str) -> ResponseReturnValue:
    found = _found(code)
    chosen = request.args.get("question", "")
    if found.side.now.questionnaire.find(chosen):
        return redirect(url_for("secretariat.compared_question", code=code, question=chosen, **found.view.arguments))
    _note(found, _criteria_of(found.view))
    return render_template(
        "secretariat/comparison.html",
        **_common(found),
        sections=list(found.side.sections()),
        # Of few states of whom the Secretariat sees everything, what they said together is what each of them said.
        tells_figures=found.view.audience is not Audience.SECRETARIAT
        or found.side.replied >= max(FEWEST_SUMMED_UP, found.side.fewest),
        address=_address("secretariat.comparison", found, {}),
    )


@blueprint.get("/rounds/<code>/comparison/<question>")
def compared_question(code: str, question: str) -> str:
    found = _found(code, question)
    page = _page(found, question, found.view.part)
    _note(found, {question, *_criteria_of(found.view)})
    earlier, later = neighbours(found.side, question)
    placed = found.side.now.questionnaire.find(question)
    return render_template(
        "secretariat/compared_question.html",
        **_common(found),
        page=page,
        section=placed.section if placed else None,
        questions=list(found.side.now.questionnaire.questions(placed.section)) if placed else [],
        earlier=earlier,
        later=later,
        address=_address("secretariat.compared_question", found, {"question": question}),
    )


@blueprint.get("/rounds/<code>/comparison/<question>/texts")
def compared_texts(code: str, question: str) -> str:
    """What each state said, whole, beside its translation."""
    found = _found(code, question)
    page = _page(found, question)
    _note(found, {question, *_criteria_of(found.view)})
    only = request.args.get("state", "")
    if only and only not in found.side.states:
        abort(404)
    known = comparing.translations(database.session(), found.round, g.language)
    return render_template(
        "secretariat/compared_texts.html",
        **_common(found),
        page=page,
        texts=analyzer_texts.of(found.side, page, known, only),
    )


@blueprint.get("/rounds/<code>/comparison/<question>/table.csv")
def compared_question_file(code: str, question: str) -> Response:
    found = _found(code, question)
    page = _page(found, question, found.view.part)
    _note(found, {question, *_criteria_of(found.view)})
    text = analyzer_csv.as_csv(page, found.received_to, is_illustrative=found.round.illustrative)
    name = f"{found.round.code}-{question}{'-illustrative' if found.round.illustrative else ''}"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.encode("utf-8-sig"), mimetype="text/csv", headers=headers)


def _found(code: str, question: str = "") -> Found:
    """The round and its comparison; of that what concerns one question and what the filter asks, or all of it."""
    session, round_ = database.session(), visible.round_(code)
    view = analyzer_view.from_address(request.args)
    only = {question, *_criteria_of(view)} if question else None
    standing = submissions.standing_in(session, round_.id)
    before = comparing.round_before(session, round_)
    terms, _ = summary_plans.terms(session, round_, view.audience)
    side = Side(
        now=comparing.comparison(session, round_, view.audience, standing, only),
        before=comparing.comparison_before(session, round_, view.audience, before, only) if before else None,
        groups=groups.groups_on(session, grouping.today(clock.now())),
        view=view,
        language=g.language,
        fewest=terms.fewest_for_shares,
        names_silent=view.audience is not Audience.PUBLIC or terms.name_missing,
    )
    return Found(round_, before, standing, side)


def _page(found: Found, question: str, part: str = "") -> Page:
    page = page_of(found.side, question, part)
    if page is None:
        abort(404)
    return page


def _common(found: Found) -> dict[str, object]:
    return {
        "round": found.round,
        "before": found.before,
        "side": found.side,
        "view": found.view,
        "words": words,
        "to": _links(found.round),
        "audiences": [(one.value, words.audience(one)) for one in Audience],
        "received_to": found.received_to,
        "here": "comparison",
    }


def _links(round_: Round) -> Callable[..., str]:
    """From a page of the analyzer, a view and a question to the address."""

    def to(page: str, view: Mapping[str, object] = NOTHING_CHOSEN, question: str = "", **others: str) -> str:
        of = {"question": question} if question else {}
        return url_for(f"secretariat.{page}", code=round_.code, **of, **others, **view)  # type: ignore[arg-type]

    return to


def _address(endpoint: str, found: Found, of: dict[str, str]) -> str:
    """The whole address of a view, the same for the same choices however one came to it."""
    arguments = found.view.but(is_plain=False)
    return url_for(endpoint, code=found.round.code, _external=True, **of, **arguments)


def _criteria_of(view: View) -> set[str]:
    return {one.place.question for one in view.criteria}


def _note(found: Found, questions: Collection[str]) -> None:
    """Puts on record which answers that only the Secretariat may read are read here, of both rounds."""
    if found.view.audience is not Audience.SECRETARIAT or not questions:
        return
    readings = reading_log.in_comparison(found.round, _ids(found.standing), found.side.now, questions)
    if found.before is not None and found.side.before is not None:
        standing = submissions.standing_in(database.session(), found.before.id)
        readings += reading_log.in_comparison(found.before, _ids(standing), found.side.before, questions)
    reading.note(readings)


def _ids(standing: Iterable[Standing]) -> dict[str, int]:
    return {one.state: one.reply_id for one in standing}
