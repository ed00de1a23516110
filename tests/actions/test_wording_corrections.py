"""Wordings corrected in place: revisions over an edition, at once, also under an open round."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import answering, authoring, wording_corrections
from surveyapp.actions.wording_corrections import Conflict, Corrected, Reason, Refused, Unchanged
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.wordings import wordings
from surveyapp.store import editions
from surveyapp.store.database import writing
from surveyapp.store.models import AnswerVersion, Edition, Event
from tests.builders import a_question, a_questionnaire, a_section, an_option, words
from tests.stored import a_person, a_reply, a_round, laws_and_figures

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

CHOICE = a_question("law", Kind.ONE, (an_option("yes", detail=words("Cite", "Cite la ley")),), list_name="yes_no")
FORM = a_questionnaire(
    a_section("laws", CHOICE, replace(CHOICE, code="plan"), a_question("calls", hint=words("In figures", "En cifras")))
)
IN_YEARS = a_questionnaire(a_question("calls", wording=words("Calls in {last_year}", "Llamadas en {last_year}")))


def an_edition(session: Session, form: Questionnaire = FORM) -> Edition:
    return authoring.take_in(session, form, "form.xlsx", None, NOW)


def corrected(session: Session, edition: Edition, path: str, **words: str):
    """Corrects a wording as somebody does who looks at it as it is now."""
    seen = said(edition, path)
    return wording_corrections.correct(session, edition, path, words, seen, None, LATER)


def said(edition: Edition, path: str):

    return dict(wordings(authoring.questionnaire_of(edition)))[path]


def stale(session: Session, edition: Edition) -> set[tuple[str, str, str]]:
    return {(row.path, row.language, row.changed_language) for row in editions.stale(session, edition)}


def test_a_correction_is_a_revision_that_applies_at_once(session: Session) -> None:
    edition = an_edition(session)
    authoring.publish(session, edition, None, NOW)
    definition = edition.definition

    outcome = corrected(session, edition, "calls.wording", en="How many calls?")

    assert outcome == Corrected(1, ("calls.wording",), ("en",))
    assert said(edition, "calls.wording") == {"en": "How many calls?", "es": "Question calls (es)"}
    assert edition.definition == definition


def test_who_corrected_what_and_when_is_kept_with_what_it_was(session: Session) -> None:
    edition, who = an_edition(session), a_person(session, "Ana Mora", "officer", None)

    wording_corrections.correct(
        session, edition, "calls.hint", {"es": "Con cifras"}, said(edition, "calls.hint"), who, LATER
    )

    (one,) = editions.history(session, edition, ["calls.hint"])
    assert (one.by, one.revision.was, one.revision.wording, one.revision.at) == (
        "Ana Mora",
        "En cifras",
        "Con cifras",
        LATER,
    )
    event = session.scalars(sa.select(Event).where(Event.deed == "wording corrected")).one()
    assert event.details == {
        "questionnaire": "practices",
        "version": "1",
        "revision": 1,
        "path": "calls.hint",
        "languages": ["es"],
    }


def test_an_option_of_a_list_is_corrected_in_every_question_that_uses_the_list(session: Session) -> None:
    edition = an_edition(session)

    outcome = corrected(session, edition, "plan.options.yes.wording", en="Yes, there is", es="Sí, la hay")

    assert isinstance(outcome, Corrected)
    assert said(edition, "law.options.yes.wording") == said(edition, "plan.options.yes.wording")
    assert said(edition, "law.options.yes.wording")["es"] == "Sí, la hay"


def test_the_other_languages_become_stale_once_for_a_list(session: Session) -> None:
    edition = an_edition(session)

    corrected(session, edition, "plan.options.yes.wording", en="Yes, there is")

    assert stale(session, edition) == {("law.options.yes.wording", "es", "en")}


def test_a_wording_corrected_in_all_languages_at_once_makes_nothing_stale(session: Session) -> None:
    edition = an_edition(session)

    corrected(session, edition, "calls.wording", en="Calls?", es="¿Llamadas?")

    assert not stale(session, edition)


def test_a_translation_written_because_it_was_stale_is_settled_and_makes_nothing_stale(session: Session) -> None:
    edition = an_edition(session)
    corrected(session, edition, "calls.wording", en="Calls?")

    corrected(session, edition, "calls.wording", es="¿Llamadas?")

    assert not stale(session, edition)


def test_a_translation_can_be_confirmed_as_it_is(session: Session) -> None:
    edition = an_edition(session)
    corrected(session, edition, "calls.wording", en="Calls?")

    assert wording_corrections.confirm(session, edition, "calls.wording", "es", None, LATER)

    assert not stale(session, edition)
    assert not wording_corrections.confirm(session, edition, "calls.wording", "es", None, LATER)


def test_what_was_lacking_makes_nothing_stale_when_it_is_written(session: Session) -> None:
    edition = an_edition(session, a_questionnaire(a_question("law", wording={"en": "Law"})))

    corrected(session, edition, "law.wording", es="Ley")

    assert not stale(session, edition)
    authoring.publish(session, edition, None, LATER)


def test_of_two_officers_the_second_sees_what_the_first_wrote(engine: sa.Engine, session: Session) -> None:
    edition = an_edition(session)
    session.commit()
    seen = said(edition, "calls.wording")
    with writing(engine) as other:
        theirs = other.get_one(Edition, edition.id)
        wording_corrections.correct(other, theirs, "calls.wording", {"en": "Calls?"}, seen, None, LATER)
        other.commit()

    outcome = wording_corrections.correct(session, edition, "calls.wording", {"en": "Calls!"}, seen, None, LATER)

    assert outcome == Conflict({"en": "Calls?", "es": "Question calls (es)"}, ("en",))
    assert said(edition, "calls.wording")["en"] == "Calls?"


def test_a_language_that_was_left_alone_is_not_set_back(session: Session) -> None:
    edition = an_edition(session)
    seen = said(edition, "calls.wording")
    corrected(session, edition, "calls.wording", en="Calls?")

    mine = {"en": seen["en"], "es": "¿Llamadas?"}
    wording_corrections.correct(session, edition, "calls.wording", mine, seen, None, LATER)

    assert said(edition, "calls.wording") == {"en": "Calls?", "es": "¿Llamadas?"}


@pytest.mark.parametrize(
    ("path", "language", "wording", "reason"),
    [
        ("calls.wording", "en", " ", Reason.EMPTY),
        ("calls.wording", "es", "Llamadas", Reason.PLACEHOLDERS_DIFFER),
        ("calls.wording", "es", "Llamadas en {last_year} y {anno}", Reason.UNKNOWN_PLACEHOLDER),
        ("calls.wording", "es", "Llamadas en {last_year} ${law}", Reason.UNWRITABLE),
        ("calls.wording", "es", "{last_year}" + "x" * 10_000, Reason.TOO_LONG),
    ],
)
def test_words_that_cannot_stand_are_refused(
    session: Session, path: str, language: str, wording: str, reason: Reason
) -> None:
    edition = an_edition(session, IN_YEARS)

    outcome = corrected(session, edition, path, **{language: wording})

    assert isinstance(outcome, Refused)
    assert reason in {fault.reason for fault in outcome.faults}
    assert edition.wording_revision == 0


def test_placeholders_may_change_in_all_languages_together(session: Session) -> None:
    edition = an_edition(session, IN_YEARS)

    outcome = corrected(session, edition, "calls.wording", en="Calls in {period}", es="Llamadas en {period}")

    assert isinstance(outcome, Corrected)


def test_a_hint_may_be_taken_away_in_all_languages_and_written_again(session: Session) -> None:
    edition = an_edition(session)

    assert isinstance(corrected(session, edition, "calls.hint", en="", es=""), Corrected)
    assert not said(edition, "calls.hint")
    assert isinstance(corrected(session, edition, "calls.hint", en="Figures", es="Cifras"), Corrected)


def test_what_decides_what_is_asked_is_not_taken_away(session: Session) -> None:
    edition = an_edition(session)

    assert isinstance(corrected(session, edition, "law.options.yes.detail", en="", es=""), Refused)


@pytest.mark.parametrize("path", ["nothing.wording", "calls.guidance", "law.options.yes.hint"])
def test_nothing_is_said_where_the_questionnaire_says_nothing(session: Session, path: str) -> None:
    edition = an_edition(session)

    outcome = wording_corrections.correct(session, edition, path, {"en": "More"}, {}, None, LATER)

    assert outcome == Refused()


def test_the_same_words_are_no_revision(session: Session) -> None:
    edition = an_edition(session)

    assert corrected(session, edition, "calls.wording", en="Question calls \r\n") == Unchanged()
    assert edition.wording_revision == 0


def test_an_open_round_sees_a_correction_at_once(engine: sa.Engine, session: Session) -> None:
    round_ = a_round(session)
    session.commit()
    assert authoring.for_round(round_).find("calls")
    with writing(engine) as other:
        corrected(other, other.get_one(Edition, round_.edition_id), "calls.wording", en="Calls?")
        other.commit()

    session.refresh(round_.edition)

    found = authoring.for_round(round_).find("calls")
    assert found is not None
    assert found.question.wording["en"] == "Calls?"


def test_an_answer_knows_the_wording_it_was_given_to(session: Session) -> None:
    reply = a_reply(session)
    who = a_person(session)
    corrected(session, reply.round.edition, "calls.wording", en="Calls?")

    answering.save_answer(session, reply, Place("calls"), {"text": "12"}, 0, "operation-1", who, LATER)

    version = session.scalars(sa.select(AnswerVersion)).one()
    assert (version.edition_id, version.wording_revision) == (reply.round.edition_id, 1)


def test_an_edition_can_be_read_as_it_was_worded_at_a_revision(session: Session) -> None:
    edition = an_edition(session, laws_and_figures())
    for wording in ("First", "Second"):
        corrected(session, edition, "calls.wording", en=wording)

    said_at = [authoring.questionnaire_at(edition, at).find("calls").question.wording["en"] for at in (0, 1, 2)]

    assert said_at == ["Question calls", "First", "Second"]


def test_what_is_read_in_a_deed_that_is_undone_is_not_kept(engine: sa.Engine, session: Session) -> None:
    edition = an_edition(session)
    session.commit()
    with writing(engine) as other:
        undone = other.get_one(Edition, edition.id)
        corrected(other, undone, "calls.wording", en="Undone")
        assert said(undone, "calls.wording")["en"] == "Undone"

    corrected(session, edition, "calls.wording", en="Done")
    session.commit()

    with writing(engine) as third:
        assert said(third.get_one(Edition, edition.id), "calls.wording")["en"] == "Done"
