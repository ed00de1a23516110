from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import authoring
from surveyapp.actions.authoring import PublishRefused, Reason
from surveyapp.core import definition
from surveyapp.store import editions
from surveyapp.store.database import writing
from surveyapp.store.models import Edition, Event, Round
from tests.builders import a_question, a_questionnaire

SMALL_FORM = Path(__file__).parents[1] / "data" / "small_form.xlsx"
NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

FIRST = a_questionnaire(a_question("law"))
SECOND = a_questionnaire(a_question("law"), a_question("body"))


def taken_in(session: Session, questionnaire=FIRST, now: datetime = NOW) -> Edition:
    return authoring.take_in(session, questionnaire, "form.xlsx", None, now)


def test_a_workbook_becomes_an_edition_that_is_not_yet_published(session: Session) -> None:
    edition = authoring.import_workbook(session, SMALL_FORM.read_bytes(), "small_form.xlsx", None, NOW)

    assert isinstance(edition, Edition)
    assert (edition.questionnaire.code, edition.number, edition.version) == ("small_form", 1, "1")
    assert edition.published_at is None
    assert edition.sha256 == definition.sha256(edition.definition)


def test_a_workbook_with_errors_leaves_nothing_behind(session: Session) -> None:
    faults = authoring.import_workbook(session, b"no workbook", "form.xlsx", None, NOW)

    assert isinstance(faults, tuple)
    assert faults
    assert not editions.all_editions(session)


def test_the_same_definition_once_more_is_the_same_edition(session: Session) -> None:
    edition = taken_in(session)
    authoring.publish(session, edition, None, NOW)

    assert taken_in(session, now=LATER) is edition
    assert edition.imported_at == NOW


def test_an_edition_that_was_published_meanwhile_is_not_replaced(engine: sa.Engine, session: Session) -> None:
    first = taken_in(session)
    session.commit()
    with writing(engine) as other:
        authoring.publish(other, other.get_one(Edition, first.id), None, NOW)
        other.commit()

    second = taken_in(session, SECOND, LATER)

    assert (first.number, second.number) == (1, 2)
    assert authoring.questionnaire_of(first) == FIRST


def test_an_edition_that_is_not_published_is_replaced_by_the_next_import(session: Session) -> None:
    first = taken_in(session)

    second = taken_in(session, SECOND, LATER)

    assert second is first
    assert authoring.questionnaire_of(second) == SECOND
    assert len(editions.all_editions(session)) == 1


def test_a_published_edition_stays_and_the_next_import_is_a_new_one(session: Session) -> None:
    first = taken_in(session)
    authoring.publish(session, first, None, NOW)

    second = taken_in(session, replace(SECOND, version="2"), LATER)

    assert (first.number, second.number) == (1, 2)
    assert authoring.questionnaire_of(first) == FIRST
    assert editions.newest(session, "practices") is second


def test_an_edition_that_lacks_a_wording_is_not_published(session: Session) -> None:
    edition = taken_in(session, a_questionnaire(a_question("law", wording={"en": "Law"})))

    with pytest.raises(PublishRefused) as refused:
        authoring.publish(session, edition, None, NOW)

    assert refused.value.reason is Reason.MISSING_WORDING
    assert edition.published_at is None


def test_two_editions_are_not_published_under_one_version(session: Session) -> None:
    authoring.publish(session, taken_in(session), None, NOW)
    second = taken_in(session, SECOND, LATER)

    with pytest.raises(PublishRefused) as refused:
        authoring.publish(session, second, None, LATER)

    assert refused.value.reason is Reason.VERSION_TAKEN


def test_publishing_twice_keeps_the_first_date(session: Session) -> None:
    edition = taken_in(session)
    authoring.publish(session, edition, None, NOW)

    authoring.publish(session, edition, None, LATER)

    assert edition.published_at == NOW


def test_importing_and_publishing_are_on_record(session: Session) -> None:
    authoring.publish(session, taken_in(session), None, NOW)
    session.flush()

    deeds = session.scalars(sa.select(Event.deed).order_by(Event.id)).all()

    assert deeds == ["questionnaire taken in", "questionnaire published"]


def test_a_definition_comes_back_from_the_store_and_is_read_once(session: Session) -> None:
    edition = taken_in(session)
    session.commit()
    session.expire_all()

    questionnaire = authoring.questionnaire_of(edition)

    assert questionnaire == FIRST
    assert authoring.questionnaire_of(edition) is questionnaire


def test_a_round_sees_its_own_years_in_the_wordings(session: Session) -> None:
    wording = {"en": "Calls in {last_year}", "es": "Llamadas en {last_year}"}
    edition = taken_in(session, a_questionnaire(a_question("calls", wording=wording)))
    of_2012 = Round(edition=edition, period_from=date(2010, 1, 1), period_to=date(2011, 12, 31))

    (question,) = authoring.for_round(of_2012).questions()

    assert question.wording == {"en": "Calls in 2011", "es": "Llamadas en 2011"}
    assert authoring.for_round(of_2012) is authoring.for_round(of_2012)
