"""A round with replies in the store, for tests of what people do with them; what does not matter is filled in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from surveyapp import data
from surveyapp.actions import authoring
from surveyapp.core.questionnaire import Kind, Option, Questionnaire, Totals
from surveyapp.core.states import MemberState, read_states, to_facts
from surveyapp.store import models
from tests.builders import a_question, a_questionnaire, a_section, an_option, words

OPENED = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 9, 30, 21, 0, tzinfo=UTC)


def laws_and_figures() -> Questionnaire:
    """Two sections: a law with a text to cite it, a plan asked only then, a list of laws; services, figures, a file."""
    yes: Option = an_option("yes", detail=words("Cite the law", "Cite la ley"), cites="laws")
    partly: Option = an_option("partly", detail=words("Explain", "Explique"))
    return a_questionnaire(
        a_section(
            "law",
            a_question("laws", Kind.LIST, fields=(a_question("title"), a_question("year", Kind.YEAR)), entries=3),
            a_question("offence", Kind.ONE, (yes, partly, an_option("no")), core=True),
            a_question("plan", Kind.LONG_TEXT, relevant="${offence} = 'yes'"),
            a_question("treaties", Kind.CONFIRM, "party not_party", rows="palermo smuggling"),
            number="1",
        ),
        a_section(
            "help",
            a_question("services", Kind.ROWS, "state civil", rows="shelter legal", core=True),
            a_question("calls", Kind.INTEGER),
            a_question(
                "victims",
                Kind.GRID,
                rows="y1 y2",
                columns="women men",
                totals=Totals.BOTH,
                companions=(a_question("source"),),
            ),
            a_question("paper", Kind.FILE),
            a_question("budget", Kind.DECIMAL, disclosure="member_states"),
            number="2",
        ),
    )


def a_state(iso3: str) -> MemberState:
    return next(state for state in read_states(data.text("member_states.csv")) if state.iso3 == iso3)


def a_round(session: Session, questionnaire: Questionnaire | None = None, **facts: Any) -> models.Round:
    """A round that has been opened, on a published edition."""
    edition = authoring.take_in(session, questionnaire or laws_and_figures(), "form.xlsx", None, OPENED)
    edition.published_at = OPENED
    default = {
        "code": "2026",
        "edition": edition,
        "title": words("Questionnaire, 2026", "Cuestionario, 2026"),
        "mandate": words("AG/RES. 1"),
        "meeting": words("the Meeting"),
        "period_from": datetime(2024, 1, 1, tzinfo=UTC).date(),
        "period_to": datetime(2025, 12, 31, tzinfo=UTC).date(),
        "deadline": DEADLINE,
        "closes_at": DEADLINE + timedelta(days=30),
        "time_zone": "America/New_York",
        "created_at": OPENED,
        "opened_at": OPENED,
    }
    round_ = models.Round(**default | facts)
    session.add(round_)
    session.flush()
    return round_


def a_reply(session: Session, state: str = "CRI", round_: models.Round | None = None, **facts: Any) -> models.Reply:
    """A reply of a state in a round (a new one if none is given); its own facts may be given."""
    member = a_state(state)
    if session.get(models.MemberState, state) is None:
        session.add(models.MemberState(iso3=state, facts=to_facts(member)))
        session.flush()
    reply = models.Reply(
        round=round_ or a_round(session),
        state=state,
        state_facts=to_facts(member),
        standing="not_started",
        section_progress={},
        **facts,
    )
    session.add(reply)
    session.flush()
    return reply


def a_person(
    session: Session,
    name: str = "Name A",
    role: str = "focal_point",
    state: str | None = "CRI",
    sections: Sequence[str] | None = None,
    **facts: Any,
) -> models.Person:
    """A person with a role in force; the address follows from the name."""
    address = f"{name.lower().replace(' ', '.')}@example.org"
    default = {"name": name, "email": address, "email_key": address, "language": "es", "created_at": OPENED}
    person = models.Person(**default | facts)
    session.add(person)
    session.flush()
    held = models.Role(
        person_id=person.id, role=role, state=state, sections=list(sections) if sections else None, since=OPENED
    )
    session.add(held)
    session.flush()
    return person
