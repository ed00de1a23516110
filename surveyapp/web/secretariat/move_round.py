"""Moving an open round to another edition: what it would do, state by state, then one press; what was done before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.actions import moving_rounds
from surveyapp.actions.moving_rounds import AnsweredBy, Concerned, Move, MoveRefused, Refusal
from surveyapp.core.editions import Change, QuestionDifference
from surveyapp.core.questionnaire import Option
from surveyapp.core.states import MemberState, from_facts, in_order
from surveyapp.core.text import Text, said_anyhow
from surveyapp.store import confirmations, rounds
from surveyapp.store.models import Edition, Event, Round
from surveyapp.web import clock, database
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.differences import called
from surveyapp.web.secretariat.filters import Choice
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, marks
from surveyapp.wording import differences as worded
from surveyapp.wording import states as state_wording
from surveyapp.wording.deeds import who_words
from surveyapp.wording.plain import plain

LONGEST_CODE = 64


@dataclass(frozen=True)
class State:
    """A state that has answered a question: where its reply stands, and whether the answer is only in what was sent."""

    name: str
    shape: str
    standing: str
    is_sent_only: bool


@dataclass(frozen=True)
class Row:
    """A question in the tables: what changed, and the states that have answered it."""

    code: str
    number: str
    wording: str
    changes: list[str]
    states: list[State]
    is_ticked: bool = False


@dataclass(frozen=True)
class Done:
    """A move that was made."""

    at: str
    by: str
    versions: tuple[str, str]
    """Of the edition that the round left, and of the one that it moved to."""
    questions: int
    states: str


@blueprint.get("/rounds/<code>/edition")
def round_edition(code: str) -> str:
    found = visible.round_(code)
    wanted = request.args.get("to", "")
    return _page(found, _edition(found, wanted) if wanted else None)


@blueprint.post("/rounds/<code>/edition")
def move_round(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    edition, also = _edition(found, request.form.get("edition", "")), _ticked()
    session, person = database.session(), signed_in_viewer().person
    try:
        moving_rounds.move(
            session,
            found,
            edition,
            also,
            person,
            clock.now(),
            current_app.extensions["settings"].base_url,
            request.form.get("seen", ""),
        )
    except MoveRefused as refused:
        database.commit()
        return _page(visible.round_(code), edition, also, _refusal(refused.refusal)), 409
    database.commit()
    return redirect(url_for("secretariat.round_edition", code=found.code, _anchor="done"))


def _edition(of: Round, public_id: str) -> Edition:
    """A published edition of the round's questionnaire, the present one too; anything else is not there."""
    every = (*moving_rounds.editions_to_choose(of), of.edition)
    return next((one for one in every if one.public_id == public_id), None) or abort(404)


def _ticked() -> list[str]:
    return [code for code in request.form.getlist("also") if len(code) <= LONGEST_CODE]


def _page(of: Round, edition: Edition | None, also: Sequence[str] = (), fault: str = "") -> str:
    session = database.session()
    move = (
        None if edition is None or edition is of.edition else moving_rounds.preview(session, of, edition, clock.now())
    )
    return render_template(
        "secretariat/move_round.html",
        round=of,
        present=called(of.edition),
        edition=edition,
        editions=[Choice(one.public_id, called(one), one is edition) for one in moving_rounds.editions_to_choose(of)],
        move=move,
        called=called(edition) if edition else "",
        fault=fault or (_refusal(Refusal.SAME_EDITION) if edition is of.edition else ""),
        told=_Told(move, also) if move else None,
        waiting=confirmations.waiting_in(session, of.id),
        done=[_done(of, event) for event in rounds.moves(session, of.id)],
        here="round",
    )


class _Told:
    """The move in words, in the language of the reader."""

    def __init__(self, move: Move, also: Sequence[str]) -> None:
        self.substance = [_row(one) for one in move.substance]
        self.reworded = [_row(one, also) for one in move.reworded]
        self.removed = [_row(one) for one in move.removed]
        self.added = [(one.number, _words(one.wording)) for one in move.added]
        self.states = len(move.states(also))
        self.answers = sum(by.in_draft for one in move.to_confirm(also) for by in one.states)
        sent = {by.state.iso3 for one in move.to_confirm(also) for by in one.states if by.in_draft and _is_sent(by)}
        self.reopened = len(sent)


def _is_sent(by: AnsweredBy) -> bool:
    return by.reply.submitted_at is not None


def _row(one: Concerned, also: Sequence[str] = ()) -> Row:
    question = one.question
    by_state = {by.state.iso3: by for by in one.states}
    ordered = in_order((by.state for by in one.states), g.language)
    return Row(
        question.code,
        question.number,
        _words(question.wording),
        [*_changes(one)],
        [_state(by_state[state.iso3]) for state in ordered],
        question.code in also,
    )


def _state(by: AnsweredBy) -> State:
    return State(
        by.state.name(g.language).short,
        marks.standing_shape(by.standing),
        marks.standing_words(by.standing, g.language),
        not by.in_draft,
    )


def _changes(one: Concerned) -> Iterator[str]:
    """What changed, each in a phrase; of options that are gone or recoded, how many states chose them."""
    difference = one.difference
    yield from (
        worded.change_of(difference, change, g.language) for change in difference.changes if change not in _NOT_NAMED
    )
    for of in (difference, *(field for fields in difference.asked.values() for field in fields)):
        yield from _options(one, of)


_NOT_NAMED = frozenset({Change.MOVED, Change.RENUMBERED, Change.OPTIONS_REMOVED, Change.OPTIONS_RECODED})
"""The first two concern no answer; the others are told option by option."""


def _options(one: Concerned, difference: QuestionDifference) -> Iterator[str]:
    for part in difference.parts.get("options", ()):
        if part.old is None or not {Change.REMOVED, Change.RECODED} & set(part.changes):
            continue
        yield _option(part.old, part.new, one)


def _option(old: Option, new: Option | None, one: Concerned) -> str:
    count, name = one.chosen(old.code), _words(old.wording)
    # What a draft chose is not told; a count that seemed whole would tell it.
    are_drafts_hidden = any(by.is_hidden_draft for by in one.states)
    if new is not None and are_drafts_hidden:
        return str(_("option recoded: “%(option)s”, %(was)s → %(now)s", option=name, was=old.code, now=new.code))
    if new is not None:
        words = ngettext(
            "option recoded: “%(option)s”, %(was)s → %(now)s (chosen by %(num)s state)",
            "option recoded: “%(option)s”, %(was)s → %(now)s (chosen by %(num)s states)",
            count,
            option=name,
            was=old.code,
            now=new.code,
        )
    elif are_drafts_hidden:
        words = ngettext(
            "option removed: “%(option)s” (chosen by %(num)s state in what it sent; drafts are not read)",
            "option removed: “%(option)s” (chosen by %(num)s states in what they sent; drafts are not read)",
            count,
            option=name,
        )
    else:
        words = ngettext(
            "option removed: “%(option)s” (chosen by %(num)s state)",
            "option removed: “%(option)s” (chosen by %(num)s states)",
            count,
            option=name,
        )
    return str(words)


def _words(wording: Text) -> str:
    return plain(said_anyhow(wording, g.language))


def _done(of: Round, event: Event) -> Done:
    versions = {one.number: one.version for one in of.edition.questionnaire.editions}
    left, reached = event.details["numbers"]
    asked = set(event.details["states"])
    named: list[MemberState] = [from_facts(reply.state_facts) for reply in of.replies if reply.state in asked]
    return Done(
        at=dates.moment(event.at, dates.SECRETARIAT_ZONE, g.language),
        by=who_words(event.by, g.language),
        versions=(versions[left], versions[reached]),
        questions=len(event.details["questions"]),
        states=state_wording.listed(named, g.language),
    )


def _refusal(refusal: Refusal) -> str:
    """Why the round does not move, and what to do."""
    sentences = {
        Refusal.OTHER_QUESTIONNAIRE: _("The round was not moved: that edition is one of another questionnaire."),
        Refusal.NOT_PUBLISHED: _("The round was not moved: that edition has not been published yet."),
        Refusal.SAME_EDITION: _("The round asks this edition already. Nothing was changed."),
        Refusal.CHANGED_MEANWHILE: _(
            "The round was not moved: it, or a wording, has changed since you looked. Look again and press once more."
        ),
    }
    return str(sentences[refusal])
