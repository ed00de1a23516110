"""Wordings that go to a translator and come back, and languages that are added to an edition."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from surveyapp.actions import authoring, translating, wording_corrections
from surveyapp.actions.translating import Applied, ChangedSince, LanguageFault
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.translation import ChangeKind, Incoming
from surveyapp.core.wordings import wordings
from surveyapp.documents import translation_files
from surveyapp.documents.translation_files import Code, Fault, ReadFile
from surveyapp.store import editions
from surveyapp.store.models import Edition, Event, IncomingWordings
from tests.builders import a_question, a_questionnaire, an_option, words

NOW = datetime(2026, 9, 15, 14, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

LAW = a_question("law", Kind.ONE, (an_option("yes", wording=words("Yes", "Sí")),), list_name="yes_no")
PLAN = a_question("plan", Kind.ONE, LAW.options, list_name="yes_no")
FORM = a_questionnaire(LAW, PLAN, a_question("calls", wording=words("Calls in {last_year}", "Llamadas en {last_year}")))


def an_edition(session: Session, form: Questionnaire = FORM) -> Edition:
    return authoring.take_in(session, form, "form.xlsx", None, NOW)


def said(edition: Edition, path: str) -> Mapping[str, str]:
    return dict(wordings(authoring.questionnaire_of(edition)))[path]


def came_back(session: Session, edition: Edition, *units: Incoming, target: str = "es") -> IncomingWordings:
    return translating.keep(session, edition, ReadFile(units), "back.xlf", ("en", target), None, NOW)


def kinds(session: Session, edition: Edition, incoming: IncomingWordings) -> dict[str, ChangeKind]:
    return {one.path: one.kind for one in translating.returned(session, edition, incoming).changes}


def test_what_is_only_open_is_what_is_missing_or_stale(session: Session) -> None:
    edition = an_edition(session)
    seen = said(edition, "plan.options.yes.wording")
    wording_corrections.correct(session, edition, "plan.options.yes.wording", {"en": "Yes!"}, seen, None, NOW)

    found = translating.units(session, edition, "en", "es", only_open=True)

    assert [unit.path for unit in found] == ["law.options.yes.wording"]


@pytest.mark.parametrize("kind", translating.FORMATS)
def test_a_file_that_goes_out_comes_back(session: Session, kind: str) -> None:
    edition = an_edition(session)
    translating.add_language(session, edition, "pt", None, NOW)

    data = translating.file(edition, translating.units(session, edition, "en", "pt"), "en", "pt", kind, "es")

    read = translation_files.read(data, f"form.{kind}", "en", "pt")
    assert {unit.path for unit in read.incoming} >= {"title", "law.wording", "law.options.yes.wording"}


def test_nothing_is_applied_until_it_is_said(session: Session) -> None:
    edition = an_edition(session)

    incoming = came_back(session, edition, Incoming("law.wording", "Question law", "¿Hay ley?"))

    assert kinds(session, edition, incoming) == {"law.wording": ChangeKind.CHANGED}
    assert said(edition, "law.wording")["es"] == "Question law (es)"


def test_all_changes_of_a_file_are_one_revision(session: Session) -> None:
    edition = an_edition(session)
    incoming = came_back(
        session,
        edition,
        Incoming("law.wording", "Question law", "¿Hay ley?"),
        Incoming("law.options.yes.wording", "Yes", "Sí, la hay"),
    )

    applied = translating.apply(session, edition, incoming, None, None, LATER)

    assert applied == Applied(worded=2, confirmed=0)
    assert edition.wording_revision == 1
    assert said(edition, "plan.options.yes.wording")["es"] == "Sí, la hay"
    assert incoming.applied_at == LATER
    event = session.scalars(sa.select(Event).where(Event.deed == "translations taken over")).one()
    assert event.details["wordings"] == 2


def test_only_what_was_chosen_is_applied_and_the_rest_waits(session: Session) -> None:
    edition = an_edition(session)
    incoming = came_back(
        session,
        edition,
        Incoming("law.wording", "Question law", "¿Hay ley?"),
        Incoming("plan.wording", "Question plan", "¿Hay plan?"),
    )

    translating.apply(session, edition, incoming, {"plan.wording"}, None, LATER)

    assert said(edition, "law.wording")["es"] == "Question law (es)"
    assert kinds(session, edition, incoming) == {"law.wording": ChangeKind.CHANGED}


def test_a_translation_that_comes_back_makes_nothing_stale_and_settles_what_was(session: Session) -> None:
    edition = an_edition(session)
    seen = said(edition, "law.wording")
    wording_corrections.correct(session, edition, "law.wording", {"en": "A law?"}, seen, None, NOW)

    incoming = came_back(
        session,
        edition,
        Incoming("law.wording", "A law?", "¿Una ley?"),
        Incoming("plan.wording", "Question plan", "¿Hay plan?"),
    )
    translating.apply(session, edition, incoming, None, None, LATER)

    assert not editions.stale(session, edition)


def test_a_stale_translation_that_comes_back_unchanged_is_confirmed(session: Session) -> None:
    edition = an_edition(session)
    seen = said(edition, "law.wording")
    wording_corrections.correct(session, edition, "law.wording", {"en": "A law?"}, seen, None, NOW)
    incoming = came_back(session, edition, Incoming("law.wording", "A law?", "Question law (es)"))

    applied = translating.apply(session, edition, incoming, None, None, LATER)

    assert applied == Applied(worded=0, confirmed=1)
    assert edition.wording_revision == 1
    assert not editions.stale(session, edition)


def test_what_cannot_be_used_is_told_and_the_rest_applied(session: Session) -> None:
    edition = an_edition(session)
    incoming = came_back(
        session,
        edition,
        Incoming("law.wording", "Another source", "¿Hay ley?"),
        Incoming("calls.wording", "Calls in {last_year}", "Llamadas"),
        Incoming("nothing.wording", "Nothing", "Nada"),
        Incoming("plan.wording", "Question plan", "¿Hay plan?"),
    )

    applied = translating.apply(session, edition, incoming, None, None, LATER)

    assert applied == Applied(1, 0)
    assert kinds(session, edition, incoming) == {
        "law.wording": ChangeKind.SOURCE_CHANGED_MEANWHILE,
        "calls.wording": ChangeKind.PLACEHOLDERS_DIFFER,
        "nothing.wording": ChangeKind.UNKNOWN_PATH,
    }


def test_a_source_that_changes_while_a_file_waits_stands_in_its_way(session: Session) -> None:
    edition = an_edition(session)
    incoming = came_back(session, edition, Incoming("law.wording", "Question law", "¿Hay ley?"))
    seen = said(edition, "law.wording")
    wording_corrections.correct(session, edition, "law.wording", {"en": "A law?"}, seen, None, NOW)

    assert translating.apply(session, edition, incoming, None, None, LATER) == Applied(0, 0)


def test_the_faults_of_a_file_are_kept_with_it(session: Session) -> None:
    edition = an_edition(session)
    fault = Fault(Code.FORMULA, "Translation", 7, {"path": "law.wording"})

    incoming = translating.keep(session, edition, ReadFile((), (fault,)), "back.xlsx", ("en", "es"), None, NOW)

    assert translating.returned(session, edition, incoming).faults == (fault,)


# Further languages


@pytest.mark.parametrize(("written", "code"), [(" PT ", "pt"), ("pt_br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW")])
def test_a_language_is_added_and_touches_no_other(session: Session, written: str, code: str) -> None:
    edition = an_edition(session)
    authoring.publish(session, edition, None, NOW)
    definition = edition.definition

    assert translating.add_language(session, edition, written, None, LATER) == code

    assert authoring.questionnaire_of(edition).languages == ("en", "es", code)
    assert [(one.language, one.missing, one.is_added) for one in translating.by_language(session, edition)] == [
        ("en", 0, False),
        ("es", 0, False),
        (code, 6, True),
    ]
    assert edition.definition == definition
    assert edition.published_at == NOW


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("Portuguese", LanguageFault.MALFORMED),
        ("", LanguageFault.MALFORMED),
        ("p", LanguageFault.MALFORMED),
        ("ES", LanguageFault.ALREADY_THERE),
    ],
)
def test_what_is_no_further_language_is_not_added(session: Session, written: str, fault: LanguageFault) -> None:
    assert translating.add_language(session, an_edition(session), written, None, NOW) is fault


def test_what_was_looked_at_before_a_correction_is_not_taken_over(session: Session) -> None:
    edition = an_edition(session)
    translating.add_language(session, edition, "pt", None, NOW)
    incoming = came_back(session, edition, Incoming("law.wording", "Question law", "Há lei?"), target="pt")
    seen = authoring.seen(edition)
    translating.add_language(session, edition, "fr", None, NOW)

    with pytest.raises(ChangedSince):
        translating.apply(session, edition, incoming, None, None, LATER, seen)

    assert "pt" not in said(edition, "law.wording")


def test_a_draft_with_an_incomplete_language_is_published_once_that_is_complete_or_taken_out(session: Session) -> None:
    edition = an_edition(session)
    translating.add_language(session, edition, "pt", None, NOW)
    with pytest.raises(authoring.PublishRefused) as refused:
        authoring.publish(session, edition, None, NOW)
    assert refused.value.missing == {"pt": 6}

    assert translating.remove_language(session, edition, "pt", None, NOW)

    authoring.publish(session, edition, None, NOW)


def test_what_was_said_in_a_language_comes_back_with_it(session: Session) -> None:
    edition = an_edition(session)
    translating.add_language(session, edition, "pt", None, NOW)
    incoming = came_back(session, edition, Incoming("law.wording", "Question law", "Há lei?"), target="pt")
    translating.apply(session, edition, incoming, None, None, NOW)

    translating.remove_language(session, edition, "pt", None, NOW)
    assert "pt" not in said(edition, "law.wording")

    translating.add_language(session, edition, "pt", None, LATER)
    assert said(edition, "law.wording")["pt"] == "Há lei?"


def test_a_language_of_the_workbook_is_not_taken_out(session: Session) -> None:
    assert not translating.remove_language(session, an_edition(session), "es", None, NOW)


def test_a_language_that_was_added_survives_that_its_draft_is_imported_anew(session: Session) -> None:
    edition = an_edition(session)
    translating.add_language(session, edition, "pt", None, NOW)
    incoming = came_back(session, edition, Incoming("law.wording", "Question law", "Há lei?"), target="pt")
    translating.apply(session, edition, incoming, None, None, NOW)
    law = a_question("law", Kind.ONE, LAW.options, list_name="yes_no", wording=words("A law?", "¿Una ley?"))

    an_edition(session, a_questionnaire(law))

    assert said(edition, "law.wording") == {"en": "A law?", "es": "¿Una ley?", "pt": "Há lei?"}
    assert [(row.path, row.language) for row in editions.stale(session, edition)] == [("law.wording", "pt")]


def test_an_unfinished_language_goes_along_with_a_copy_and_a_finished_one_is_part_of_it(session: Session) -> None:
    edition = an_edition(session, a_questionnaire(a_question("law")))
    for language in ("fr", "pt"):
        translating.add_language(session, edition, language, None, NOW)
    whole = [Incoming(path, text["en"], "Mots") for path, text in wordings(authoring.questionnaire_of(edition)) if text]
    translating.apply(session, edition, came_back(session, edition, *whole, target="fr"), None, None, NOW)
    part = Incoming("law.wording", "Question law", "Há lei?")
    translating.apply(session, edition, came_back(session, edition, part, target="pt"), None, None, NOW)

    copy = authoring.copy(session, edition, "2", None, LATER)

    assert copy.languages_added == ["pt"]
    assert authoring.questionnaire_of(copy).languages == ("en", "es", "fr", "pt")
    assert said(copy, "law.wording") == {"en": "Question law", "es": "Question law (es)", "fr": "Mots", "pt": "Há lei?"}


@pytest.mark.parametrize("path", ["law.options.yes.detail", "law.hint", "law.required_message"])
def test_a_file_adds_no_text_where_the_questionnaire_says_none(session: Session, path: str) -> None:
    """A detail would make the option ask for one; and it would be said in one language alone."""
    edition = an_edition(session)
    incoming = came_back(session, edition, Incoming(path, "", "Cite la ley"))

    applied = translating.apply(session, edition, incoming, {path}, None, NOW)

    assert applied == Applied(0, 0)
    assert kinds(session, edition, incoming) == {path: ChangeKind.UNKNOWN_PATH}
    assert said(edition, path) == {}


def test_nothing_of_a_file_is_applied_in_a_language_that_was_taken_out_since(session: Session) -> None:
    edition = an_edition(session)
    translating.add_language(session, edition, "pt", None, NOW)
    incoming = came_back(session, edition, Incoming("law.wording", "Question law", "Há lei?"), target="pt")
    translating.remove_language(session, edition, "pt", None, NOW)

    assert translating.apply(session, edition, incoming, None, None, NOW) == Applied(0, 0)
    assert edition.wording_revision == 0
