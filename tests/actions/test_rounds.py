from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, rounds, translating
from surveyapp.actions.rounds import PlanFault, RoundPlan
from surveyapp.core.questionnaire import Kind
from surveyapp.core.states import from_facts, taking_part
from surveyapp.store.installation import DEMONSTRATION, set_fact
from surveyapp.store.models import Event, KnownFact, MemberState, Reply
from tests.builders import a_question, a_questionnaire, words

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
FORM = a_questionnaire(
    a_question("offence", Kind.ONE, "yes no", core=True),
    a_question("law", relevant="${offence} = 'yes'"),
    a_question("palermo_protocol", Kind.CONFIRM, "party signed not_party", rows="palermo"),
)


@pytest.fixture
def plan(session: Session) -> RoundPlan:
    """A plan without fault, in which two states are asked."""
    rounds.load_member_states(session)
    edition = authoring.take_in(session, FORM, "form.xlsx", None, NOW)
    authoring.publish(session, edition, None, NOW)
    return RoundPlan(
        code="2026",
        edition=edition,
        title=words("Questionnaire, 2026", "Cuestionario, 2026"),
        mandate=words("AG/RES. 1", "AG/RES. 1"),
        meeting=words("Fourth Meeting", "Cuarta Reunión"),
        meeting_on=date(2026, 12, 1),
        period_from=date(2024, 1, 1),
        period_to=date(2025, 12, 31),
        deadline=NOW + timedelta(days=60),
        closes_at=NOW + timedelta(days=90),
        time_zone="America/New_York",
        states=[state for state in rounds.member_states(session) if state.iso3 in ("CRI", "JAM")],
    )


def test_a_plan_without_fault_can_become_a_round(session: Session, plan: RoundPlan) -> None:
    assert rounds.faults(session, plan) == []


def test_a_further_language_of_the_edition_asks_nothing_more_of_its_rounds(session: Session, plan: RoundPlan) -> None:
    assert plan.edition is not None
    translating.add_language(session, plan.edition, "pt", None, NOW)

    assert rounds.faults(session, plan) == []


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_round_that_somebody_makes_in_a_demonstration_is_illustrative(
    session: Session, plan: RoundPlan, is_demonstration: bool
) -> None:
    if is_demonstration:
        set_fact(session, DEMONSTRATION, True)

    assert rounds.create(session, plan, None, NOW).illustrative is is_demonstration


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": "round of 2026"}, PlanFault.CODE_MALFORMED),
        ({"code": "new"}, PlanFault.CODE_MALFORMED),
        ({"edition": None}, PlanFault.EDITION_NOT_PUBLISHED),
        ({"title": {"en": "Questionnaire", "es": ""}}, PlanFault.TITLE_MISSING),
        ({"mandate": {"en": "AG/RES. 1"}}, PlanFault.MANDATE_MISSING),
        ({"meeting": {"en": "Fourth Meeting", "es": ""}}, PlanFault.MEETING_WORDING_MISSING),
        ({"period_to": date(2023, 12, 31)}, PlanFault.PERIOD_REVERSED),
        ({"closes_at": NOW}, PlanFault.CLOSING_BEFORE_DEADLINE),
        ({"time_zone": "America/Nowhere"}, PlanFault.TIME_ZONE_UNKNOWN),
        ({"time_zone": "../etc/passwd"}, PlanFault.TIME_ZONE_UNKNOWN),
        ({"states": []}, PlanFault.NO_STATE_ASKED),
    ],
)
def test_what_stands_in_the_way_of_a_round_is_named(
    session: Session, plan: RoundPlan, change: dict[str, Any], fault: PlanFault
) -> None:
    assert rounds.faults(session, replace(plan, **change)) == [fault]


def test_a_round_may_be_made_without_a_meeting(session: Session, plan: RoundPlan) -> None:
    without = replace(plan, meeting={"en": "", "es": ""}, meeting_on=None)

    assert rounds.faults(session, without) == []


def test_all_faults_of_a_plan_are_named_together(session: Session, plan: RoundPlan) -> None:
    assert len(rounds.faults(session, replace(plan, code="", edition=None, states=[]))) == 3


def test_a_code_is_used_once(session: Session, plan: RoundPlan) -> None:
    rounds.create(session, replace(plan, code="2026-ii"), None, NOW)

    for same in ("2026-ii", "2026-II"):
        assert rounds.faults(session, replace(plan, code=same)) == [PlanFault.CODE_TAKEN]


def test_every_state_asked_has_a_reply_in_which_nothing_is_answered(session: Session, plan: RoundPlan) -> None:
    round_ = rounds.create(session, plan, None, NOW)

    replies = session.scalars(sa.select(Reply).where(Reply.round_id == round_.id).order_by(Reply.state)).all()
    assert [reply.state for reply in replies] == ["CRI", "JAM"]
    assert {reply.standing for reply in replies} == {"not_started"}
    assert {(reply.answered, reply.asked, reply.core_asked) for reply in replies} == {(0, 2, 1)}
    assert replies[0].section_progress == {"first": [0, 2]}


def test_what_is_known_of_a_state_is_frozen_with_the_round(session: Session, plan: RoundPlan) -> None:
    round_ = rounds.create(session, plan, None, NOW)
    session.get_one(MemberState, "CRI").facts = {}

    frozen = next(reply for reply in round_.replies if reply.state == "CRI")
    assert from_facts(frozen.state_facts).name("es").official == "República de Costa Rica"


def test_facts_on_file_are_frozen_for_the_questions_that_ask_to_confirm_them(session: Session, plan: RoundPlan) -> None:
    rounds.create(session, plan, None, NOW)

    facts = session.scalars(sa.select(KnownFact)).all()
    assert all(fact.state in ("CRI", "JAM") and fact.place.startswith("palermo_protocol/") for fact in facts)


def test_a_state_can_be_asked_later(session: Session, plan: RoundPlan) -> None:
    round_ = rounds.create(session, plan, None, NOW)
    chile = next(state for state in rounds.member_states(session) if state.iso3 == "CHL")

    reply = rounds.ask(session, round_, chile, None, NOW)

    assert (reply.round_id, reply.state, reply.asked) == (round_.id, "CHL", 2)


def test_asking_a_state_twice_is_asking_it_once(session: Session, plan: RoundPlan) -> None:
    round_ = rounds.create(session, plan, None, NOW)
    chile = next(state for state in rounds.member_states(session) if state.iso3 == "CHL")

    first, again = (rounds.ask(session, round_, chile, None, NOW) for _ in range(2))

    assert again is first


def test_opening_twice_is_opening_once(session: Session, plan: RoundPlan) -> None:
    round_ = rounds.create(session, plan, None, NOW)
    rounds.open_round(session, round_, None, NOW)

    rounds.open_round(session, round_, None, NOW + timedelta(days=1))

    assert round_.opened_at == NOW
    session.flush()
    opened = sa.select(sa.func.count()).select_from(Event).where(Event.deed == "round opened")
    assert session.scalar(opened) == 1


def test_the_states_are_brought_in_once_and_changes_to_them_stay(session: Session) -> None:
    rounds.load_member_states(session)
    costa_rica = session.get_one(MemberState, "CRI")
    costa_rica.facts = {**costa_rica.facts, "note": "changed"}

    rounds.load_member_states(session)

    assert session.get_one(MemberState, "CRI").facts["note"] == "changed"
    assert len(rounds.member_states(session)) == 35


def test_whom_to_ask_is_proposed_from_who_takes_part_on_the_day(session: Session) -> None:
    rounds.load_member_states(session)

    in_2012 = {state.iso3 for state in taking_part(rounds.member_states(session), date(2012, 6, 18))}
    in_2026 = {state.iso3 for state in taking_part(rounds.member_states(session), date(2026, 9, 15))}
    assert len(in_2012) == 34
    assert in_2012 - in_2026 == {"NIC"}
