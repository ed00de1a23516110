"""Preparing a round: planning it, choosing whom to ask, naming focal points, opening it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp import data
from surveyapp.actions import authoring
from surveyapp.actions.recording import record
from surveyapp.core import conditions
from surveyapp.core.known_facts import KnownFact, on_file, read_known_facts
from surveyapp.core.places import Place, leaf
from surveyapp.core.progress import Progress, progress
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.states import LANGUAGES, MemberState, from_facts, read_states, to_facts
from surveyapp.core.text import languages_missing
from surveyapp.store import models
from surveyapp.store import rounds as store
from surveyapp.store.installation import installation

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}")
_TAKEN_BY_PAGES = frozenset({"new"})
"""Words that stand where the code of a round stands in the addresses of the secretariat's pages."""


class PlanFault(StrEnum):
    """Why a round cannot be made as planned."""

    CODE_MALFORMED = "code_malformed"
    CODE_TAKEN = "code_taken"
    EDITION_NOT_PUBLISHED = "edition_not_published"
    TITLE_MISSING = "title_missing"
    MANDATE_MISSING = "mandate_missing"
    MEETING_WORDING_MISSING = "meeting_wording_missing"
    PERIOD_REVERSED = "period_reversed"
    CLOSING_BEFORE_DEADLINE = "closing_before_deadline"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"
    NO_STATE_ASKED = "no_state_asked"


@dataclass(frozen=True, kw_only=True)
class RoundPlan:
    """All that an officer decides before a round begins. Moments are aware; texts are in every language."""

    code: str
    edition: models.Edition | None
    title: Mapping[str, str]
    mandate: Mapping[str, str]
    meeting: Mapping[str, str]
    meeting_on: date | None
    period_from: date
    period_to: date
    deadline: datetime
    closes_at: datetime
    time_zone: str
    states: Sequence[MemberState]
    drafts_visible: bool = False


def member_states(session: Session) -> tuple[MemberState, ...]:
    """The states as the organization lists them today, in no particular order."""
    return tuple(from_facts(state.facts) for state in session.scalars(select(models.MemberState)))


def load_member_states(session: Session) -> None:
    """Brings in the bundled list of states, leaving alone those already known."""
    known = set(session.scalars(select(models.MemberState.iso3)))
    for state in read_states(data.text("member_states.csv")):
        if state.iso3 not in known:
            session.add(models.MemberState(iso3=state.iso3, facts=to_facts(state)))
    session.flush()


def faults(session: Session, plan: RoundPlan) -> list[PlanFault]:
    """Everything that stands in the way of making this round."""
    found = {
        PlanFault.CODE_MALFORMED: not _CODE.fullmatch(plan.code) or plan.code.casefold() in _TAKEN_BY_PAGES,
        PlanFault.CODE_TAKEN: _by_code(session, plan.code) is not None,
        PlanFault.EDITION_NOT_PUBLISHED: plan.edition is None or plan.edition.published_at is None,
        PlanFault.TITLE_MISSING: not all(plan.title.get(language) for language in LANGUAGES),
        PlanFault.MANDATE_MISSING: not all(plan.mandate.get(language) for language in LANGUAGES),
        PlanFault.MEETING_WORDING_MISSING: bool(languages_missing(plan.meeting, LANGUAGES)),
        PlanFault.PERIOD_REVERSED: plan.period_to < plan.period_from,
        PlanFault.CLOSING_BEFORE_DEADLINE: plan.closes_at < plan.deadline,
        PlanFault.TIME_ZONE_UNKNOWN: not _is_time_zone(plan.time_zone),
        PlanFault.NO_STATE_ASKED: not plan.states,
    }
    return [fault for fault, is_so in found.items() if is_so]


def create(session: Session, plan: RoundPlan, who: models.Person | None, now: datetime) -> models.Round:
    """The round, with a reply for each state asked and the facts on file frozen. `faults` must be empty.

    Who is asked, and what is known of each, stays as it is today, whatever becomes of the list of states. Whatever
    round a demonstration holds is illustrative, and its letters and papers say so.
    """
    if plan.edition is None:
        raise ValueError("a round needs a published edition")
    round_ = models.Round(
        code=plan.code,
        edition=plan.edition,
        title=dict(plan.title),
        mandate=dict(plan.mandate),
        meeting=dict(plan.meeting),
        meeting_on=plan.meeting_on,
        period_from=plan.period_from,
        period_to=plan.period_to,
        deadline=plan.deadline,
        closes_at=plan.closes_at,
        time_zone=plan.time_zone,
        drafts_visible=plan.drafts_visible,
        illustrative=installation(session).is_demonstration,
        created_at=now,
        created_by_id=who.id if who else None,
    )
    session.add(round_)
    session.flush()
    _ask(session, round_, plan.states, now)
    record(session, "round created", now, who=who, round_id=round_.id, details={"states": len(plan.states)})
    return round_


def ask(
    session: Session, round_: models.Round, state: MemberState, who: models.Person | None, now: datetime
) -> models.Reply:
    """Adds a state to those asked; of one that is asked already, its reply as it stands."""
    store.held(session, round_)
    asked = store.reply(session, round_.id, state.iso3)
    if asked is not None:
        return asked
    (reply,) = _ask(session, round_, [state], now)
    record(session, "state asked", now, who=who, round_id=round_.id, reply_id=reply.id)
    return reply


def open_round(session: Session, round_: models.Round, who: models.Person | None, now: datetime) -> None:
    """From now on the states may answer. Opening twice is opening once."""
    store.held(session, round_)
    if round_.opened_at is None:
        round_.opened_at = now
        record(session, "round opened", now, who=who, round_id=round_.id)


def _by_code(session: Session, code: str) -> models.Round | None:
    """The round with this code, however its letters are written: the numbers of receipts have capitals only."""
    return session.scalar(select(models.Round).where(func.lower(models.Round.code) == code.lower()))


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


def _ask(session: Session, round_: models.Round, states: Sequence[MemberState], now: datetime) -> list[models.Reply]:
    """A reply for each state, as one in which nothing is answered yet."""
    questionnaire = authoring.questionnaire_of(round_.edition)
    today = now.astimezone(ZoneInfo(round_.time_zone)).date()
    counted = progress(questionnaire, {}, {}, conditions.asked(questionnaire, {}, {}, today))
    replies = [_reply(round_, state, counted) for state in states]
    session.add_all(replies)
    facts = read_known_facts(data.text("known_facts.csv"))
    for state in states:
        for fact in on_file(facts, state.iso3, today):
            _put_on_file(session, round_, questionnaire, fact)
    session.flush()
    return replies


def _reply(round_: models.Round, state: MemberState, counted: Progress) -> models.Reply:
    return models.Reply(
        round=round_,
        state=state.iso3,
        state_facts=to_facts(state),
        asked=counted.whole.asked,
        core_asked=counted.core.asked,
        section_progress={code: [0, tally.asked] for code, tally in counted.sections.items()},
    )


def _put_on_file(session: Session, round_: models.Round, questionnaire: Questionnaire, fact: KnownFact) -> None:
    """Freezes a fact for the question that asks for confirmation of it, if this questionnaire has one."""
    place = Place(fact.question, row=fact.row)
    asked = leaf(questionnaire, place)
    if asked is None or asked.root.kind is not Kind.CONFIRM or asked.question.option(fact.option) is None:
        return
    session.add(
        models.KnownFact(
            round_id=round_.id,
            state=fact.iso3,
            place=str(place),
            typed={"option": fact.option, f"detail.{fact.option}": str(fact.year)},
            as_of=fact.as_of,
            source=fact.source,
        )
    )
