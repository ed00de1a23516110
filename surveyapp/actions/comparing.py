"""Comparing the replies of a round: submissions, as one audience may see them, side by side."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.actions import authoring, compared_replies, editions_map, worded
from surveyapp.actions.compared_replies import Shelf
from surveyapp.core.answer_texts import Known, Translated
from surveyapp.core.comparison import Comparison
from surveyapp.core.counting import compare_as_asked
from surveyapp.core.disclosure import Audience
from surveyapp.core.document_reply import Stage
from surveyapp.core.making import uncollected
from surveyapp.core.states import from_facts
from surveyapp.documents.comparative_workbook import Heading
from surveyapp.store import answer_translations, document_replies, earlier_replies, rounds, submissions
from surveyapp.store.models import Reply, Round, Submission
from surveyapp.store.submissions import Standing
from surveyapp.wording.plain import plain_questionnaire

FEW_UNREAD = 40
"""Of as many replies as these a page of one question reads everything: it takes no longer than making the page."""

MOST_MADE_READY = 400
"""States asked, of a round that is read before anybody asks for it."""


def comparison(
    session: Session,
    round_: Round,
    audience: Audience,
    standing: Sequence[Standing] | None = None,
    only: Collection[str] | None = None,
) -> Comparison:
    """What the states of the round submitted, as this audience may see it. Drafts are never in it.

    Made once in a process and kept while the same submissions stand, worded the same. `standing`: what stands in the
    round, where it was looked up already. `only`: codes of the questions that are looked at; where many replies were
    not read yet, nothing else is read of them and compared.
    """
    found = submissions.standing_in(session, round_.id) if standing is None else standing
    told_by = _told_by(round_)
    kept = compared_replies.shelf(round_, told_by, audience)
    return _comparison(kept, found, only, lambda some: _compare(session, round_, found, audience, kept, some))


def round_before(session: Session, round_: Round) -> Round | None:
    """The newest earlier round of the same questionnaire to which anybody replied."""
    return earlier_replies.round_before(session, round_)


def comparison_before(
    session: Session,
    round_: Round,
    audience: Audience,
    before: Round | None = None,
    only: Collection[str] | None = None,
) -> Comparison | None:
    """The replies to the round before, as answers to what the round asks now and as this audience may see them.

    None where there is no round before. Kept as the comparison of the round is. `before`: that round, where it was
    looked up already. `only`: as of `comparison`.
    """
    found = before or round_before(session, round_)
    if found is None:
        return None
    standing = submissions.standing_in(session, found.id)
    kept = compared_replies.shelf(round_, (_told_by(round_), _told_by(found)), audience)
    return _comparison(
        kept, standing, only, lambda some: _compare_earlier(session, found, round_, standing, audience, kept, some)
    )


def make_ready(session: Session, now: datetime, audience: Audience) -> None:
    """Reads what the first page on the replies of the newest round would read otherwise; not of a very large round."""
    round_ = rounds.newest_opened(session, now)
    standing = submissions.standing_in(session, round_.id) if round_ else ()
    if round_ is not None and len(standing) <= MOST_MADE_READY:
        list(comparison(session, round_, audience, standing).tallies.values())
        comparison_before(session, round_, audience)


def _comparison(
    kept: Shelf,
    standing: Sequence[Standing],
    only: Collection[str] | None,
    make: Callable[[Collection[str] | None], Comparison],
) -> Comparison:
    """The one that is kept, if it is of the same; else one made anew, of the whole if that is little to read."""
    told, known = _told(standing), kept.compared
    wanted = None if only is None or kept.unread(standing) <= FEW_UNREAD else frozenset(only)
    if known is None or known[0] not in ((told, None), (told, wanted)):
        known = kept.compared = ((told, wanted), make(wanted))
    return known[1]


def _told_by(round_: Round) -> Hashable:
    """What tells how the answers of a round are read: its questionnaire, its years, the maps between the editions."""
    maps = editions_map.told_by(round_.edition.questionnaire)
    return round_.public_id, worded.facts_of(round_.edition), round_.period_from, round_.period_to, maps


def _told(standing: Iterable[Standing]) -> Hashable:
    """What tells the submissions that stand, and who was asked."""
    return tuple((one.public_id, one.sha256) for one in standing)


def heading(session: Session, round_: Round, now: datetime) -> Heading:
    """What stands over every table and paper of the round."""
    received = received_to(round_, submissions.standing_in(session, round_.id), now)
    return replace(_heading(round_, received, now), documents=documents(session, round_))


def translations(session: Session, round_: Round, language: str) -> dict[str, Known]:
    """By state, what was translated into a language; what of it is shown hangs on its originals."""
    return _translated(session, rounds.replies(session, round_.id), language)


def _translated(session: Session, of: Sequence[Reply], language: str) -> dict[str, Known]:
    replies = {one.id: one for one in of}
    found: dict[str, dict[tuple[str, str], Translated]] = {}
    for (reply_id, place, part), one in answer_translations.current(session, replies.values(), language).items():
        known = found.setdefault(replies[reply_id].state, {})
        known[place, part] = Translated(one.text, one.source, one.status)
    return dict(found)


def received_to(round_: Round, standing: Sequence[Submission | Standing], now: datetime) -> date:
    """The day to which the information reaches, in the zone of the round.

    Today while the round is open; once it is closed, the day it closed or, if replies came later, that of the last.
    """
    last = max((one.submitted_at for one in standing if one.submitted_at is not None), default=round_.closes_at)
    until = min(now, max(round_.closes_at, last))
    return until.astimezone(ZoneInfo(round_.time_zone)).date()


def _compare(
    session: Session,
    round_: Round,
    standing: Sequence[Standing],
    audience: Audience,
    kept: Shelf,
    only: Collection[str] | None,
) -> Comparison:
    said = plain_questionnaire(authoring.for_round(round_))
    asked = [from_facts(reply.state_facts) for reply in rounds.replies(session, round_.id)]
    with uncollected():
        disclosed, earlier = compared_replies.of_round(session, round_, standing, audience, kept, only=only)
    said_before = {
        given: replace(way, earlier=plain_questionnaire(way.earlier), later=said) for given, way in earlier.items()
    }
    return compare_as_asked(said, disclosed, asked, audience, said_before, only)


def _compare_earlier(
    session: Session,
    before: Round,
    round_: Round,
    standing: Sequence[Standing],
    audience: Audience,
    kept: Shelf,
    only: Collection[str] | None,
) -> Comparison:
    said = plain_questionnaire(authoring.for_round(round_))
    asked = [from_facts(reply.state_facts) for reply in rounds.replies(session, before.id)]
    with uncollected():
        disclosed, _ways = compared_replies.of_round(session, round_, standing, audience, kept, before, only)
    return compare_as_asked(said, disclosed, asked, audience, {}, only)


def documents(session: Session, round_: Round) -> dict[str, tuple[Stage, date]]:
    """The states whose reply came as a document and was not confirmed: where it stands, when it was received."""
    states = {reply.id: reply.state for reply in rounds.replies(session, round_.id)}
    found = document_replies.of_round(session, round_.id)
    told = {states[reply]: (document_replies.stage_of(one), one.received_on) for reply, one in found.items()}
    return {state: one for state, one in told.items() if one[0] is not Stage.CONFIRMED}


def _heading(round_: Round, received: date, now: datetime) -> Heading:
    return Heading(
        title=round_.title,
        mandate=round_.mandate,
        meeting=round_.meeting,
        period_from=round_.period_from,
        period_to=round_.period_to,
        received_to=received,
        made_at=now,
        illustrative=round_.illustrative,
    )
