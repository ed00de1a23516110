from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, editions_map
from surveyapp.actions.editions_map import CorrectionsRefused, NotEarlier, Unknown
from surveyapp.core.editions import Change, Reason
from surveyapp.core.questionnaire import Kind, Question
from surveyapp.store.models import Edition, Event
from tests.builders import a_question, a_questionnaire, an_option, words
from tests.stored import a_person

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
OFFENCE = words("Is trafficking in persons an offence of its own?")


def an_edition(session: Session, version: str, *questions: Question, published: bool = True) -> Edition:
    form = a_questionnaire(*questions, version=version)
    edition = authoring.take_in(session, form, f"{version}.xlsx", None, NOW)
    if published:
        edition.published_at = NOW
    session.flush()
    return edition


@pytest.fixture
def first(session: Session) -> Edition:
    return an_edition(session, "1", a_question("q1", Kind.ONE, "1 2", wording=OFFENCE), a_question("plan"))


@pytest.fixture
def second(session: Session, first: Edition) -> Edition:
    return an_edition(session, "2", a_question("offence", Kind.ONE, "1 2", wording=OFFENCE), a_question("policy"))


def test_the_first_edition_has_no_map(first: Edition) -> None:
    assert editions_map.map_of(first) is None


def test_an_edition_leads_to_the_one_published_before_it(first: Edition, second: Edition) -> None:
    found = editions_map.map_of(second)

    assert editions_map.previous_of(second) is first
    assert found
    assert found.question("offence") == "q1"


def test_a_draft_is_not_what_an_edition_leads_to(session: Session, first: Edition) -> None:
    draft = Edition(
        number=2, questionnaire=first.questionnaire, version="2", definition="", sha256="", imported_at=NOW
    )  # fmt: skip
    session.add(draft)
    newer = Edition(
        number=3, questionnaire=first.questionnaire, version="3", definition="", sha256="", imported_at=NOW
    )  # fmt: skip
    session.add(newer)
    session.flush()
    session.refresh(first.questionnaire)

    assert editions_map.previous_of(newer) is first


def test_a_correction_is_kept_with_who_and_when_and_on_record(session: Session, second: Edition) -> None:
    officer = a_person(session, "An officer", "officer", None)

    editions_map.correct_map(session, second, {"questions": {"policy": "plan"}}, officer, NOW)

    found = editions_map.map_of(second)
    assert found
    assert (found.question("policy"), found.ways["policy"].reason) == ("plan", Reason.CORRECTED)
    last = editions_map.last_corrected(second)
    assert last
    assert (last.by, last.at) == ("An officer", NOW)
    event = session.scalars(sa.select(Event).where(Event.deed == "map corrected")).one()
    assert event.person_id == officer.id
    assert event.details["corrections"] == {"questions": {"policy": "plan"}}


def test_a_correction_fixes_the_edition_it_was_made_for(session: Session, first: Edition, second: Edition) -> None:
    editions_map.correct_map(session, second, {"questions": {"policy": "plan"}}, None, NOW)

    assert second.previous is first


def test_the_corrections_of_some_questions_leave_those_of_others(session: Session, second: Edition) -> None:
    editions_map.correct_map(session, second, {"questions": {"policy": "plan"}}, None, NOW)

    editions_map.correct_map(session, second, {"options": {"offence": {"1": "2"}}}, None, NOW, of={"offence"})

    assert editions_map.said_of(second) == {"questions": {"policy": "plan"}, "options": {"offence": {"1": "2"}}}


def test_a_correction_can_be_taken_back(session: Session, second: Edition) -> None:
    editions_map.correct_map(session, second, {"questions": {"policy": "plan"}}, None, NOW)

    editions_map.correct_map(session, second, {}, None, NOW + timedelta(hours=1), of={"policy"})

    assert editions_map.said_of(second) == {}
    assert editions_map.map_of(second) == editions_map.proposed_of(second)


def test_every_correction_that_names_what_there_is_not_is_told_and_nothing_is_kept(
    session: Session, second: Edition
) -> None:
    wrong = {"questions": {"policy": "lex", "nothing": ""}, "options": {"offence": {"9": "1", "1": "8"}}}

    with pytest.raises(CorrectionsRefused) as refused:
        editions_map.correct_map(session, second, wrong, None, NOW)

    assert refused.value.unknown == (
        Unknown("questions", "policy", "lex", in_new=False),
        Unknown("questions", "nothing", "nothing", in_new=True),
        Unknown("options", "offence", "9", in_new=True),
        Unknown("options", "offence", "8", in_new=False),
    )
    assert second.map_corrections is None


def test_the_first_edition_cannot_be_corrected(session: Session, first: Edition) -> None:
    with pytest.raises(NotEarlier):
        editions_map.correct_map(session, first, {}, None, NOW)


def test_another_earlier_edition_can_be_chosen(session: Session, first: Edition, second: Edition) -> None:
    third = an_edition(session, "3", a_question("offence", Kind.ONE, "1 2", wording=OFFENCE))
    editions_map.correct_map(session, third, {"questions": {"offence": ""}}, None, NOW)

    editions_map.set_previous(session, third, first, None, NOW)

    assert editions_map.previous_of(third) is first
    assert editions_map.last_corrected(third) is None
    event = session.scalars(sa.select(Event).where(Event.deed == "map set")).one()
    assert event.details["corrections_let_go"] == {"questions": {"offence": ""}}


def test_only_an_earlier_edition_of_the_same_questionnaire_can_be_chosen(
    session: Session, first: Edition, second: Edition
) -> None:
    other = authoring.take_in(session, a_questionnaire(a_question("law"), code="other"), "other.xlsx", None, NOW)

    for wrong in (second, other):
        with pytest.raises(NotEarlier):
            editions_map.set_previous(session, second, wrong, None, NOW)
    with pytest.raises(NotEarlier):
        editions_map.set_previous(session, first, second, None, NOW)


def test_a_map_over_two_editions_goes_through_what_was_corrected(session: Session, first: Edition) -> None:
    second = an_edition(session, "2", a_question("policy", wording=words("Which policies?")))
    editions_map.correct_map(session, second, {"questions": {"policy": "plan"}}, None, NOW)
    third = an_edition(session, "3", a_question("strategy", previous="policy"))

    found = editions_map.map_between(first, third)

    assert found.question("strategy") == "plan"


def test_a_map_to_an_edition_beside_the_way_is_the_proposed_one(
    session: Session, first: Edition, second: Edition
) -> None:
    third = an_edition(session, "3", a_question("policy"))
    editions_map.set_previous(session, third, first, None, NOW)

    assert editions_map.map_between(second, third).question("policy") == "policy"


def test_the_map_of_an_edition_to_itself_leads_everything_to_itself(first: Edition) -> None:
    assert editions_map.map_between(first, first).question("plan") == "plan"


def test_differences_follow_the_corrected_map(session: Session, first: Edition, second: Edition) -> None:
    editions_map.correct_map(session, second, {"questions": {"policy": "plan"}}, None, NOW)

    found = editions_map.differences_of(first, second).question("policy")

    assert found
    assert found.changes == (Change.RECODED, Change.REWORDED)


def test_a_draft_that_was_imported_anew_is_mapped_anew(session: Session, first: Edition) -> None:
    draft = an_edition(session, "2", a_question("a", Kind.ONE, [an_option("1")]), published=False)
    editions_map.correct_map(session, draft, {"questions": {"a": "plan"}}, None, NOW)

    again = an_edition(session, "2", a_question("plan"), published=False)

    found = editions_map.map_of(again)
    assert again is draft
    assert found
    assert found.question("plan") == "plan"
    assert first.published_at
