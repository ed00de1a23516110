"""Gathering what the papers of a round tell beside the comparison, and the outline of its summary.

What is told of an answer (that it was verified, clarified, picked as a practice) is told only where the audience may
read the answer itself: two rounds that differ only in what is withheld give the same facts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp import data
from surveyapp.actions import authoring, comparing, contacts, highlighting, seeing, summary_plans
from surveyapp.core.comparison import Comparison, States
from surveyapp.core.disclosure import Audience
from surveyapp.core.marks import Mark
from surveyapp.core.tiles import read_tiles
from surveyapp.core.whole import mark_of
from surveyapp.documents import comparative_workbook as documents
from surveyapp.documents import summary
from surveyapp.documents.round_facts import Contact, Group, Level, Practice, RoundFacts, Version
from surveyapp.documents.summary import Outline
from surveyapp.store import groups, requests, reviews, rounds, tracking
from surveyapp.store import summaries as store
from surveyapp.store.models import Round
from surveyapp.store.summary_models import SummaryVersion

VERIFIED = "verified"
CLARIFIED = ("answered", "closed")


@dataclass(frozen=True)
class Gathered:
    """What papers are drawn from."""

    comparison: Comparison
    facts: RoundFacts


def gathered(
    session: Session,
    round_: Round,
    audience: Audience,
    language: str,
    now: datetime,
    version: SummaryVersion | None = None,
) -> Gathered:
    """The comparison of a round for an audience, and everything that its papers tell beside it in one language."""
    comparison = comparing.comparison(session, round_, audience)
    return Gathered(comparison, facts_of(session, round_, comparison, language, now, version))


def comparative_workbook(
    session: Session, round_: Round, audience: Audience, language: str, name_missing: bool, now: datetime
) -> bytes:
    """The comparative workbook; MissingWording where the questionnaire lacks the language.

    `name_missing`: whether to name those that have not replied, whatever the plan of the round says.
    """
    found = gathered(session, round_, audience, language, now)
    terms = replace(found.facts.terms, name_missing=name_missing)
    heading = replace(found.facts.heading, name_missing=name_missing)
    return documents.write(found.comparison, replace(found.facts, terms=terms, heading=heading), language)


def figures_told(session: Session, round_: Round, audience: Audience, now: datetime) -> dict[str, Any]:
    """The figures that the summary would tell this audience now, as they are kept with a version given out."""
    told = outline(gathered(session, round_, audience, "en", now), "en").figures
    figures: dict[str, Any] = json.loads(json.dumps(told))
    return figures


def outline(found: Gathered, language: str) -> Outline:
    return summary.outline_of(found.comparison, found.facts, language)


def facts_of(
    session: Session,
    round_: Round,
    comparison: Comparison,
    language: str,
    now: datetime,
    version: SummaryVersion | None = None,
) -> RoundFacts:
    audience = comparison.audience
    terms, _ = summary_plans.terms(session, round_, audience)
    before = comparing.round_before(session, round_)
    return RoundFacts(
        heading=replace(comparing.heading(session, round_, now), name_missing=terms.name_missing),
        terms=terms,
        before=comparing.comparison_before(session, round_, audience, before) if before else None,
        before_title=before.title if before else {},
        before_period=(before.period_from, before.period_to) if before else None,
        levels=tuple(_levels(session, round_, comparison, now)),
        groups=tuple(_groups(session, round_, now)) if audience is Audience.SECRETARIAT else (),
        translations=comparing.translations(session, round_, language),
        practices=tuple(_practices(session, round_, audience, language, now)),
        verified=_verified(session, round_, comparison),
        clarified=_clarified(session, round_, comparison),
        contacts=tuple(_contacts(session, round_)) if audience is Audience.SECRETARIAT else (),
        sentences=summary_plans.own_sentences(session, round_, audience, language),
        version=_version(session, round_, audience, version) if version else None,
        asked_on=round_.opened_at.astimezone(ZoneInfo(round_.time_zone)).date() if round_.opened_at else None,
        unworded=authoring.for_round(round_),
        tiles=read_tiles(data.text("tiles.csv")),
    )


def _levels(session: Session, round_: Round, comparison: Comparison, now: datetime) -> Iterator[Level]:
    """Of the rounds of the questionnaire, the earliest first; of this one by what has come as a document too."""
    before = [one for one in tracking.rounds_before(session, round_) if one.opened_at is not None]
    counted = tracking.replied_by(session, {one.id: now for one in before})
    for one in reversed(before):
        asked, _then, replied = counted.get(one.id, (0, 0, 0))
        if asked:
            on = one.deadline.astimezone(ZoneInfo(one.time_zone)).date()
            yield Level(title=one.title, deadline=on, asked=asked, replied=replied)
    documents = set(comparing.documents(session, round_)) - set(comparison.replies)
    yield Level(
        title=round_.title,
        deadline=round_.deadline.astimezone(ZoneInfo(round_.time_zone)).date(),
        asked=len(comparison.asked),
        replied=len(comparison.replies) + len(documents),
    )


def _groups(session: Session, round_: Round, now: datetime) -> Iterator[Group]:
    day = now.astimezone(ZoneInfo(round_.time_zone)).date()
    for one in groups.groups_on(session, day):
        yield Group(code=one.public_id, name=one.name, states=one.states)


def _practices(session: Session, round_: Round, audience: Audience, language: str, now: datetime) -> Iterator[Practice]:
    for one in highlighting.of_round(session, round_, language, now):
        if one.question is not None and audience.may_read(one.readers):
            yield Practice(
                state=one.state.iso3, question=one.question.code, title=one.practice.title, text=one.practice.text
            )


def _verified(session: Session, round_: Round, comparison: Comparison) -> dict[str, States]:
    states = {reply.id: reply.state for reply in rounds.replies(session, round_.id)}
    found = {(one.place, states[one.reply_id]) for one in reviews.found_in(session, round_.id, VERIFIED)}
    return dict(_seen(comparison, found))


def _clarified(session: Session, round_: Round, comparison: Comparison) -> dict[str, States]:
    states = {reply.id: reply.state for reply in rounds.replies(session, round_.id)}
    found = {(one.place, states[one.reply_id]) for one in requests.clarifications_in(session, round_.id, CLARIFIED)}
    return dict(_seen(comparison, found))


def _seen(comparison: Comparison, found: set[tuple[str, str]]) -> Iterator[tuple[str, States]]:
    """By question, those of these states whose answer the audience reads."""
    for question in comparison.questionnaire.questions():
        states = tuple(
            iso3
            for iso3, reply in comparison.replies.items()
            if (question.code, iso3) in found and mark_of(question, reply.cells, reply.entries) is Mark.ANSWERED
        )
        if states:
            yield question.code, states


def _contacts(session: Session, round_: Round) -> Iterator[Contact]:
    for one in contacts.log(session, seeing.SECRETARIAT, round_):
        if not one.stands or one.state is None:
            continue
        if one.entry is not None:
            kind, direction, whom, text = one.entry.kind, one.entry.direction, one.entry.with_whom, one.entry.text
        elif one.letter is not None:
            kind, direction, whom, text = "letter", "out", one.letter.email or one.letter.recipient, one.letter.subject
        yield Contact(state=one.state.iso3, on=one.on, kind=kind, direction=direction, with_whom=whom, text=text)


def _version(session: Session, round_: Round, audience: Audience, of: SummaryVersion) -> Version:
    earlier = [one for one in store.versions(session, round_.id, audience) if one.id < of.id]
    previous = earlier[0] if earlier else None
    return Version(
        kind=of.kind,
        number=of.number,
        note=of.note,
        previous_received_to=previous.received_to if previous else None,
        previous_figures=previous.figures if previous else {},
    )
