"""What a translator is given, and what a translation that comes back would change."""

from typing import Any

import pytest

from surveyapp.core import translation
from surveyapp.core.questionnaire import Kind, Questionnaire
from surveyapp.core.translation import Change, ChangeKind, Incoming, Standing
from tests.builders import a_column, a_question, a_questionnaire, a_row, a_section, an_option, words

YEARS = {"en": "Cases in {last_year}", "es": "Casos en {last_year}"}


def a_form(**facts: Any) -> Questionnaire:
    scale = {"list_name": "scale", "options": [an_option("yes", short=words("Y", "S"))]}
    return a_questionnaire(
        a_section(
            "laws",
            a_question("law", Kind.ONE, number="1.1", **scale),
            a_question("plan", Kind.ONE, **scale),
            a_question("cases", Kind.INTEGER, wording=YEARS),
            heading=words("Laws", "Leyes"),
            number="1",
        ),
        **facts,
    )


def change(path: str, target: str, source: str, *, stale: set[str] = frozenset(), **facts: Any) -> Change:
    """What one unit from English to Spanish would change in the form."""
    incoming = [Incoming(path, source, target, **facts)]
    [found] = translation.changes(a_form(), "en", "es", incoming, stale)
    return found


# Out


def test_units_come_in_the_order_of_the_questionnaire_and_an_option_of_a_list_once() -> None:
    paths = [unit.path for unit in translation.units(a_form(), "en", "es")]

    assert paths == [
        "title",
        "laws.wording",
        "laws.heading",
        "law.wording",
        "law.options.yes.wording",
        "law.options.yes.short",
        "plan.wording",
        "cases.wording",
    ]


def test_a_unit_holds_both_wordings() -> None:
    unit = translation.units(a_form(), "en", "es")[-1]

    assert (unit.source, unit.target, unit.standing) == (YEARS["en"], YEARS["es"], Standing.TRANSLATED)


def test_in_a_further_language_everything_is_missing() -> None:
    found = translation.units(a_form(), "es", "pt")

    assert {unit.standing for unit in found} == {Standing.MISSING}
    assert found[-1].source == YEARS["es"]


def test_a_translation_whose_source_changed_is_stale() -> None:
    stale = [
        unit.path for unit in translation.units(a_form(), "en", "es", {"laws.wording"}) if unit.standing == "stale"
    ]

    assert stale == ["laws.wording"]


def test_an_option_of_a_list_is_stale_at_whichever_question_it_was_noted() -> None:
    found = translation.units(a_form(), "en", "es", {"plan.options.yes.wording"})

    assert [unit.path for unit in found if unit.standing is Standing.STALE] == ["law.options.yes.wording"]


def test_what_is_missing_is_not_stale_too() -> None:
    form = a_questionnaire(a_question(wording={"en": "Law"}))

    unit = translation.units(form, "en", "es", {"question.wording"})[-1]

    assert unit.standing is Standing.MISSING


def test_what_lacks_in_the_source_language_cannot_be_translated_from_it() -> None:
    form = a_questionnaire(a_question(wording={"es": "Ley"}))

    assert "question.wording" not in [unit.path for unit in translation.units(form, "en", "es")]


def test_a_unit_says_where_it_stands() -> None:
    unit = translation.units(a_form(), "en", "es")[4]

    context = unit.context
    assert (context.section, context.question, context.of, context.part) == ("1", "1.1", "option", "yes")
    assert (context.fact, context.kind, context.list_name) == ("wording", Kind.ONE, "scale")


@pytest.mark.parametrize(
    ("path", "of"),
    [
        ("title", "questionnaire"),
        ("first.wording", "section"),
        ("victims.wording", "question"),
        ("victims.rows.y1.wording", "row"),
        ("victims.columns.women.wording", "column"),
        ("victims.companions.source.wording", "companion"),
        ("laws.fields.title.wording", "field"),
    ],
)
def test_every_part_of_a_questionnaire_is_called_by_its_name(path: str, of: str) -> None:
    grid = {"rows": (a_row("y1"),), "columns": (a_column("women"),), "companions": (a_question("source"),)}
    laws = a_question("laws", Kind.LIST, fields=(a_question("title"),))
    form = a_questionnaire(a_question("victims", Kind.GRID, **grid), laws)

    found = {unit.path: unit.context.of for unit in translation.units(form, "en", "es")}

    assert found[path] == of


# Back


def test_a_wording_where_there_was_none_is_new() -> None:
    [found] = translation.changes(a_form(), "en", "pt", [Incoming("law.wording", "Question law", "Pergunta")])

    assert (found.kind, found.before, found.after, found.applies) == (ChangeKind.NEW, "", "Pergunta", True)


def test_another_wording_is_a_change() -> None:
    found = change("law.wording", "Ley", "Question law")

    assert (found.kind, found.before, found.after) == (ChangeKind.CHANGED, "Question law (es)", "Ley")


def test_the_same_wording_changes_nothing() -> None:
    found = change("law.wording", "Question law (es)", "Question law")

    assert (found.kind, found.applies, found.is_fault) == (ChangeKind.UNCHANGED, False, False)


def test_the_same_wording_confirms_what_was_stale() -> None:
    found = change("law.wording", "Question law (es)", "Question law", stale={"law.wording"})

    assert (found.kind, found.applies) == (ChangeKind.CONFIRMED, True)


def test_a_stale_wording_that_the_translator_did_not_look_at_is_not_confirmed() -> None:
    found = change("law.wording", "Question law (es)", "Question law", stale={"law.wording"}, is_approved=False)

    assert found.kind is ChangeKind.UNCHANGED


def test_a_unit_without_a_translation_leaves_what_stands() -> None:
    found = change("law.wording", "  ", "Question law")

    assert (found.kind, found.applies, found.is_fault) == (ChangeKind.EMPTY, False, False)


def test_an_unknown_path_is_a_fault() -> None:
    found = change("gone.wording", "Ley", "Law")

    assert (found.kind, found.is_fault, found.applies) == (ChangeKind.UNKNOWN_PATH, True, False)


def test_a_translation_of_words_that_are_no_longer_there_is_held_back() -> None:
    found = change("law.wording", "Ley", "What the question was")

    assert (found.kind, found.applies) == (ChangeKind.SOURCE_CHANGED_MEANWHILE, False)
    assert (found.source, found.source_seen) == ("Question law", "What the question was")


@pytest.mark.parametrize(
    ("target", "lacking", "foreign"),
    [
        ("Casos", ("last_year",), ()),
        ("Casos en {last_year} y {period}", (), ("period",)),
        ("Casos en {ultimo_ano}", ("last_year",), ("ultimo_ano",)),
    ],
)
def test_other_placeholders_than_the_source_has_are_a_fault(
    target: str, lacking: tuple[str, ...], foreign: tuple[str, ...]
) -> None:
    found = change("cases.wording", target, YEARS["en"])

    assert (found.kind, found.lacking, found.foreign) == (ChangeKind.PLACEHOLDERS_DIFFER, lacking, foreign)


def test_a_fault_blocks_its_own_unit_alone() -> None:
    incoming = [Incoming("gone.wording", "", "Ley"), Incoming("law.wording", "Question law", "Ley")]

    assert [one.applies for one in translation.changes(a_form(), "en", "es", incoming)] == [False, True]


@pytest.mark.parametrize(
    ("path", "source", "longest"),
    [("laws.heading", "Laws", 27), ("law.options.yes.short", "Y", 12)],
)
def test_what_does_not_fit_where_it_is_shown_is_a_fault(path: str, source: str, longest: int) -> None:
    assert change(path, "x" * longest, source).applies
    assert change(path, "x" * (longest + 1), source).kind is ChangeKind.TOO_LONG


@pytest.mark.parametrize("target", ["Ley\x07", "Ley ${law}", "x" * 10_001])
def test_what_no_wording_can_hold_is_a_fault(target: str) -> None:
    assert change("law.wording", target, "Question law").kind is ChangeKind.UNWRITABLE


def test_spaces_and_line_ends_are_read_as_the_workbook_reads_them() -> None:
    found = change("law.wording", " Ley\r\nuno\u00a0dos ", " Question law\n")

    assert (found.kind, found.after) == (ChangeKind.CHANGED, "Ley\nuno dos")


def test_an_option_is_known_by_the_path_of_any_question_that_uses_its_list() -> None:
    assert change("plan.options.yes.wording", "Sí", "Yes").applies
