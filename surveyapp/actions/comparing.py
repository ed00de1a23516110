"""Comparing the replies of a round: submissions, as one audience may see them, side by side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, former_wordings
from surveyapp.core import disclosure, submission
from surveyapp.core.answer_texts import Known, Translated
from surveyapp.core.comparison import Comparison, compare
from surveyapp.core.disclosure import Audience
from surveyapp.core.document_reply import Stage
from surveyapp.core.making import uncollected
from surveyapp.core.states import from_facts
from surveyapp.documents.comparative_workbook import Heading, write
from surveyapp.store import answer_translations, document_replies, rounds, submissions
from surveyapp.store.models import Round, Submission
from surveyapp.wording.plain import plain_questionnaire


def comparison(session: Session, round_: Round, audience: Audience) -> Comparison:
    """What the states of the round submitted, as this audience may see it. Drafts are never in it."""
    return _compare(session, round_, submissions.latest_of_round(session, round_.id), audience)


def comparative_workbook(
    session: Session, round_: Round, audience: Audience, language: str, name_missing: bool, now: datetime
) -> bytes:
    """The comparative table as an Excel workbook; MissingWording where the questionnaire lacks the language."""
    standing = submissions.latest_of_round(session, round_.id)
    compared = _compare(session, round_, standing, audience)
    received, as_documents = received_to(round_, standing, now), _documents(session, round_)
    heading = replace(_heading(round_, received, name_missing, now), documents=as_documents)
    return write(compared, heading, language, _translations(session, standing, language))


def _translations(session: Session, standing: Sequence[Submission], language: str) -> dict[str, Known]:
    """By state, what was translated into a language; what of it is shown hangs on its originals."""
    replies = {one.reply_id: one.reply for one in standing}
    found: dict[str, dict[tuple[str, str], Translated]] = {}
    for (reply_id, place, part), one in answer_translations.current(session, replies.values(), language).items():
        known = found.setdefault(replies[reply_id].state, {})
        known[place, part] = Translated(one.text, one.source, one.status)
    return dict(found)


def received_to(round_: Round, standing: Sequence[Submission], now: datetime) -> date:
    """The day to which the information reaches, in the zone of the round.

    Today while the round is open; once it is closed, the day it closed or, if replies came later, that of the last.
    """
    last = max((one.submitted_at for one in standing), default=round_.closes_at)
    until = min(now, max(round_.closes_at, last))
    return until.astimezone(ZoneInfo(round_.time_zone)).date()


def _compare(session: Session, round_: Round, standing: Sequence[Submission], audience: Audience) -> Comparison:
    questionnaire = authoring.for_round(round_)
    said = plain_questionnaire(questionnaire)
    asked = [from_facts(reply.state_facts) for reply in rounds.replies(session, round_.id)]
    with uncollected():
        submitted = [submission.read(one.content) for one in standing]
        earlier = former_wordings.of_submissions(session, round_, submitted)
        disclosed = [disclosure.view(questionnaire, one, audience, earlier) for one in submitted]
        said_before = {
            given: replace(way, earlier=plain_questionnaire(way.earlier), later=said) for given, way in earlier.items()
        }
        return compare(said, disclosed, asked, audience, said_before)


def _documents(session: Session, round_: Round) -> dict[str, tuple[Stage, date]]:
    """The states whose reply came as a document and was not confirmed: where it stands, when it was received."""
    states = {reply.id: reply.state for reply in rounds.replies(session, round_.id)}
    found = document_replies.of_round(session, round_.id)
    told = {states[reply]: (document_replies.stage_of(one), one.received_on) for reply, one in found.items()}
    return {state: one for state, one in told.items() if one[0] is not Stage.CONFIRMED}


def _heading(round_: Round, received: date, name_missing: bool, now: datetime) -> Heading:
    return Heading(
        title=round_.title,
        mandate=round_.mandate,
        meeting=round_.meeting,
        period_from=round_.period_from,
        period_to=round_.period_to,
        received_to=received,
        made_at=now,
        illustrative=round_.illustrative,
        name_missing=name_missing,
    )
