from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, exporting, wording_corrections
from surveyapp.actions.authoring import (
    CopyReason,
    CopyRefused,
    PublishRefused,
    Reason,
    TakeInReason,
    TakeInRefused,
)
from surveyapp.core import definition, wordings
from surveyapp.core.questionnaire import Kind
from surveyapp.documents import xlsform
from surveyapp.store import editions
from surveyapp.store.database import writing
from surveyapp.store.models import Edition, Event, Round
from tests.builders import a_question, a_questionnaire, an_option, words

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


# Drafts that are imported anew, new editions, copies


def corrected(session: Session, edition: Edition, path: str, **words: str) -> None:
    seen = dict(wordings.wordings(authoring.questionnaire_of(edition)))[path]
    outcome = wording_corrections.correct(session, edition, path, words, seen, None, NOW)
    assert isinstance(outcome, wording_corrections.Corrected)


def stale(session: Session, edition: Edition) -> list[tuple[str, str]]:
    return [(row.path, row.language) for row in editions.stale(session, edition)]


def test_a_draft_imported_anew_keeps_its_history_and_says_what_the_workbook_says(session: Session) -> None:
    edition = taken_in(session)
    corrected(session, edition, "law.wording", en="Law?")

    taken_in(session, SECOND, LATER)

    assert authoring.questionnaire_of(edition) == SECOND
    history = [(one.revision.was, one.revision.wording) for one in editions.history(session, edition, ["law.wording"])]
    assert history == [("Law?", "Question law"), ("Question law", "Law?")]
    assert editions.overruled(session, edition) == 1


def test_an_import_that_says_what_was_corrected_replaces_nothing(session: Session) -> None:
    edition = taken_in(session)
    corrected(session, edition, "law.wording", en="Law?")

    taken_in(session, a_questionnaire(a_question("law", wording=words("Law?", "Ley"))), LATER)

    assert editions.overruled(session, edition) == 0


def test_what_an_edition_says_already_is_that_edition_once_more_although_it_was_corrected(session: Session) -> None:
    edition = taken_in(session)
    corrected(session, edition, "law.wording", en="Law?")
    authoring.publish(session, edition, None, NOW)

    assert taken_in(session, authoring.questionnaire_of(edition), LATER) is edition


def test_a_workbook_in_which_one_language_was_changed_makes_the_other_stale(session: Session) -> None:
    edition = taken_in(session, a_questionnaire(a_question("law", wording=words("Law", "Ley"))))

    taken_in(session, a_questionnaire(a_question("law", wording=words("Laws", "Ley"))), LATER)
    assert stale(session, edition) == [("law.wording", "es")]

    taken_in(session, a_questionnaire(a_question("law", wording=words("Laws", "Leyes"))), LATER)
    assert stale(session, edition) == []


def test_what_is_gone_from_a_draft_is_not_stale_any_more(session: Session) -> None:
    edition = taken_in(session, SECOND)
    corrected(session, edition, "body.wording", en="Body?")

    taken_in(session, FIRST, LATER)

    assert stale(session, edition) == []


def test_a_new_edition_begins_from_the_one_published_last_and_knows_what_became_stale(session: Session) -> None:
    first = taken_in(session)
    authoring.publish(session, first, None, NOW)

    second = taken_in(session, a_questionnaire(a_question("law", wording={"en": "Laws", "es": "Question law (es)"})))

    assert (second.based_on, second.previous) == (first, first)
    assert stale(session, second) == [("law.wording", "es")]


def test_the_draft_of_the_same_version_is_replaced_although_it_is_not_the_newest(session: Session) -> None:
    first = taken_in(session)
    authoring.copy(session, first, "2", None, NOW)

    again = taken_in(session, SECOND, LATER)

    assert again is first


def test_a_workbook_can_be_meant_for_one_draft(session: Session) -> None:
    first = taken_in(session)
    second = authoring.copy(session, first, "2", None, NOW)

    taken = authoring.take_in(session, SECOND, "form.xlsx", None, LATER, into=second)

    assert taken is second
    assert second.version == "1"
    assert authoring.questionnaire_of(first) == FIRST


def test_a_workbook_is_not_taken_into_another_questionnaire_or_a_published_edition(session: Session) -> None:
    edition = taken_in(session)
    with pytest.raises(TakeInRefused) as refused:
        authoring.take_in(session, replace(SECOND, code="other"), "form.xlsx", None, LATER, into=edition)
    assert refused.value.reason is TakeInReason.OTHER_QUESTIONNAIRE

    authoring.publish(session, edition, None, NOW)

    with pytest.raises(TakeInRefused) as refused:
        authoring.take_in(session, SECOND, "form.xlsx", None, LATER, into=edition)
    assert refused.value.reason is TakeInReason.ALREADY_PUBLISHED


def test_a_copy_is_a_draft_that_says_what_its_original_says_now(session: Session) -> None:
    edition = taken_in(session)
    authoring.publish(session, edition, None, NOW)
    corrected(session, edition, "law.wording", en="Law?", es="¿Ley?")

    copy = authoring.copy(session, edition, "2", None, LATER)

    assert (copy.number, copy.version, copy.published_at, copy.based_on) == (2, "2", None, edition)
    assert copy.wording_revision == 0
    (law,) = definition.from_json(copy.definition).questions()
    assert law.wording == {"en": "Law?", "es": "¿Ley?"}


def test_a_copy_of_a_copy_leads_back_to_what_it_was_copied_from(session: Session) -> None:
    choice = a_question("law", Kind.ONE, (an_option("yes", previous="si"),), previous="ley")
    first = taken_in(session, a_questionnaire(choice))

    copy = authoring.copy(session, authoring.copy(session, first, "2", None, NOW), "3", None, LATER)

    (law,) = authoring.questionnaire_of(copy).questions()
    assert (law.previous, law.options[0].previous) == ("law", "yes")
    assert copy.based_on is not None
    assert copy.based_on.version == "2"


def test_a_copy_leaves_as_a_workbook_that_comes_back_without_a_word(session: Session) -> None:
    edition = authoring.import_workbook(session, SMALL_FORM.read_bytes(), "small_form.xlsx", None, NOW)
    assert isinstance(edition, Edition)
    copy = authoring.copy(session, edition, "2", None, LATER)

    read = xlsform.read(exporting.workbook(copy), "2.xlsx")

    assert read.faults == ()
    assert read.questionnaire == authoring.questionnaire_of(copy)


def test_a_copy_knows_what_was_stale_in_its_original(session: Session) -> None:
    edition = taken_in(session)
    corrected(session, edition, "law.wording", en="Law?")

    assert stale(session, authoring.copy(session, edition, "2", None, NOW)) == [("law.wording", "es")]


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("1", CopyReason.VERSION_TAKEN),
        ("  ", CopyReason.VERSION_MISSING),
        ("9" * 65, CopyReason.VERSION_TOO_LONG),
        ("2\0", CopyReason.VERSION_UNPRINTABLE),
    ],
)
def test_a_copy_needs_a_version_of_its_own(session: Session, version: str, reason: CopyReason) -> None:
    with pytest.raises(CopyRefused) as refused:
        authoring.copy(session, taken_in(session), version, None, NOW)

    assert refused.value.reason is reason


# What was looked at is what is published


def test_an_edition_that_was_corrected_since_it_was_looked_at_is_not_published(session: Session) -> None:
    edition = taken_in(session)
    seen = authoring.seen(edition)
    corrected(session, edition, "law.wording", en="Law?")

    with pytest.raises(PublishRefused) as refused:
        authoring.publish(session, edition, None, NOW, seen)

    assert refused.value.reason is Reason.CHANGED_SINCE


def test_what_is_lacking_is_counted_by_language(session: Session) -> None:
    edition = taken_in(session, a_questionnaire(a_question("law", wording={"en": "Law"}), a_question("body")))

    with pytest.raises(PublishRefused) as refused:
        authoring.publish(session, edition, None, NOW)

    assert refused.value.missing == {"es": 1}
