from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core.editions import Change, Piece, Words, differences, proposed_map, words_changed
from surveyapp.core.questionnaire import Disclosure, Kind, Property, Question, Questionnaire, Totals
from tests.builders import a_column, a_group, a_question, a_questionnaire, a_row, a_section, an_option, words
from tests.core.test_editions_map import sound
from tests.stored import laws_and_figures

GRID: dict[str, Any] = {"kind": Kind.GRID, "rows": "y1 y2", "columns": "women men"}


def changes(old: Question, new: Question) -> tuple[Change, ...]:
    found = differences(a_questionnaire(old), a_questionnaire(new)).question(new.code)
    return found.changes if found else ()


SHELTER = words("Shelter")


@settings(max_examples=30, deadline=None)
@given(sound)
def test_equal_editions_do_not_differ(questionnaire: Questionnaire) -> None:
    assert differences(questionnaire, questionnaire).is_empty


@settings(max_examples=30, deadline=None)
@given(sound, sound)
def test_every_question_is_told_once_or_as_it_was(old: Questionnaire, new: Questionnaire) -> None:
    found = differences(old, new)

    gone = [one.old.code for one in found.questions if one.new is None and one.old]
    assert gone == proposed_map(old, new).left_behind() or sorted(gone) == sorted(proposed_map(old, new).left_behind())
    now = [one.new.code for one in found.questions if one.new]
    assert len(now) == len(set(now))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"wording": words("What is in force?", "¿Qué está en vigor?")}, Change.REWORDED),
        ({}, {"hint": words("In a few words")}, Change.REWORDED),
        ({"guidance": words("Long")}, {}, Change.REWORDED),
        ({"number": "1.1"}, {"number": "1.2"}, Change.RENUMBERED),
        ({}, {"kind": Kind.LONG_TEXT}, Change.KIND),
        ({}, {"relevant": "true()"}, Change.CONDITION),
        ({}, {"choice_filter": "region = 'caribbean'"}, Change.CONDITION),
        ({}, {"constraint": "string-length(.) > 3"}, Change.CONSTRAINT),
        ({"kind": Kind.INTEGER}, {"kind": Kind.INTEGER, "highest": "10"}, Change.CONSTRAINT),
        ({"kind": Kind.LIST, "entries": 3}, {"kind": Kind.LIST, "entries": 5}, Change.CONSTRAINT),
        (
            {"kind": Kind.CALCULATED, "calculation": "1"},
            {"kind": Kind.CALCULATED, "calculation": "2"},
            Change.CALCULATION,
        ),
        ({}, {"default": "none"}, Change.PROPOSAL),
        ({}, {"required": True}, Change.REQUIRED),
        ({}, {"required_when": "true()"}, Change.REQUIRED),
        ({}, {"disclosure": Disclosure.SECRETARIAT}, Change.DISCLOSURE),
        ({}, {"core": True}, Change.CORE),
        ({}, {"summary": "count"}, Change.SUMMARY),
        (GRID, GRID | {"totals": Totals.ROWS}, Change.TOTALS),
        ({"kind": Kind.CITATION, "cites": "laws"}, {"kind": Kind.CITATION, "cites": "plans"}, Change.CITES),
        ({"rows": "a"}, {"rows": "a b"}, Change.ROWS_ADDED),
        ({"rows": "a b"}, {"rows": "a"}, Change.ROWS_REMOVED),
        ({"rows": (a_row("a", wording=SHELTER),)}, {"rows": (a_row("b", wording=SHELTER),)}, Change.ROWS_RECODED),
        ({"rows": "a"}, {"rows": (a_row("a", wording=words("Shelter")),)}, Change.ROWS_REWORDED),
        ({"rows": "a b c"}, {"rows": "b c a"}, Change.ROWS_MOVED),
        ({"rows": "a"}, {"rows": (a_row("a", relevant="true()"),)}, Change.ROWS_CHANGED),
        (GRID, GRID | {"columns": "women men girls"}, Change.COLUMNS_ADDED),
        (GRID, GRID | {"columns": "women"}, Change.COLUMNS_REMOVED),
        (GRID, GRID | {"columns": (a_column("w", wording=words("Women")), a_column("men"))}, Change.COLUMNS_RECODED),
        (GRID, GRID | {"columns": (a_column("women", wording=SHELTER), a_column("men"))}, Change.COLUMNS_REWORDED),
        (GRID, GRID | {"columns": "men women"}, Change.COLUMNS_MOVED),
        (GRID, GRID | {"columns": (a_column("women", kind=Kind.DECIMAL), a_column("men"))}, Change.COLUMNS_CHANGED),
        ({}, {"fields": (a_question("title"),)}, Change.FIELDS_ADDED),
        ({"fields": (a_question("title"),)}, {}, Change.FIELDS_REMOVED),
        (
            {"fields": (a_question("title", wording=words("Title")),)},
            {"fields": (a_question("name", wording=words("Title")),)},
            Change.FIELDS_RECODED,
        ),
        (
            {"fields": (a_question("title"),)},
            {"fields": (a_question("title", wording=words("Title of the act")),)},
            Change.FIELDS_REWORDED,
        ),
        (
            {"fields": (a_question("title"), a_question("year"))},
            {"fields": (a_question("year"), a_question("title"))},
            Change.FIELDS_MOVED,
        ),
        (
            {"fields": (a_question("year"),)},
            {"fields": (a_question("year", Kind.YEAR),)},
            Change.FIELDS_CHANGED,
        ),
        ({}, {"companions": (a_question("source"),)}, Change.COMPANIONS_ADDED),
        ({"companions": (a_question("source"),)}, {}, Change.COMPANIONS_REMOVED),
    ],
)  # fmt: skip
def test_what_is_otherwise_in_a_question_is_told_by_its_kind(
    before: dict[str, Any], after: dict[str, Any], expected: Change
) -> None:
    assert changes(a_question("law", **before), a_question("law", **after)) == (expected,)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("yes no", "yes partly no", (Change.OPTIONS_ADDED,)),
        ("yes partly no", "yes no", (Change.OPTIONS_REMOVED,)),
        ("yes no", "no yes", (Change.OPTIONS_MOVED,)),
        ("yes", [an_option("y", wording=words("Yes"))], (Change.OPTIONS_RECODED,)),
        ("yes", [an_option("yes", wording=words("Yes, by law"))], (Change.OPTIONS_REWORDED,)),
        ("yes", [an_option("yes", detail=words("Cite the law"))], (Change.OPTIONS_REWORDED,)),
        ("yes", [an_option("yes", exclusive=True)], (Change.OPTIONS_CHANGED,)),
        ("yes", [an_option("yes", properties=(Property("region", "caribbean"),))], (Change.OPTIONS_CHANGED,)),
        ("1", [an_option("1", cites="laws")], (Change.OPTIONS_CHANGED,)),
    ],
)
def test_what_is_otherwise_in_the_options_is_told(before: Any, after: Any, expected: tuple[Change, ...]) -> None:
    old, new = a_question("law", Kind.ONE, before), a_question("law", Kind.ONE, after)

    assert changes(old, new) == expected


def test_an_option_renumbered_by_the_one_put_before_it_was_recoded() -> None:
    def law(*codes_and_words: tuple[str, str]) -> Question:
        return a_question("law", Kind.ONE, [an_option(code, wording=words(said)) for code, said in codes_and_words])

    old, new = law(("1", "Yes"), ("2", "No")), law(("1", "Yes"), ("2", "In part"), ("3", "No"))

    assert changes(old, new) == (Change.OPTIONS_ADDED, Change.OPTIONS_RECODED)


# Questions


def test_a_question_that_was_added_is_told() -> None:
    found = differences(a_questionnaire(a_question("law")), a_questionnaire(a_question("law"), a_question("body")))

    assert [(one.old, one.new and one.new.code, one.changes) for one in found.questions] == [
        (None, "body", (Change.ADDED,))
    ]


def test_a_question_that_was_removed_is_told_after_the_one_it_followed() -> None:
    plan = a_question("plan", wording=words("Which plan is carried out?"))
    old = a_questionnaire(a_question("law"), plan, a_question("body"))
    new = a_questionnaire(a_question("law", number="1"), a_question("body", number="2"))

    found = differences(old, new)

    assert [(one.question.code, one.new is None) for one in found.questions] == [
        ("law", False),
        ("plan", True),
        ("body", False),
    ]
    assert {one.section for one in found.questions} == {"first"}


def test_a_question_with_another_code_is_recoded() -> None:
    old, new = a_question("q1", wording=words("Law")), a_question("law", wording=words("Law"))

    assert changes(old, new) == (Change.RECODED,)


def moved(old: Questionnaire, new: Questionnaire) -> list[str]:
    return [one.question.code for one in differences(old, new).questions if Change.MOVED in one.changes]


def questions(codes: str) -> tuple[Question, ...]:
    return tuple(map(a_question, codes.split()))


def test_only_the_question_that_was_moved_is_told_and_not_those_it_passed() -> None:
    assert moved(a_questionnaire(*questions("a b c d")), a_questionnaire(*questions("d a b c"))) == ["d"]


def test_a_question_in_another_section_was_moved() -> None:
    old = a_questionnaire(a_section("one", *questions("a b")), a_section("two", *questions("c")))
    new = a_questionnaire(a_section("one", *questions("a")), a_section("two", *questions("c b")))

    assert moved(old, new) == ["b"]


def test_a_question_in_another_group_was_moved() -> None:
    old = a_questionnaire(a_group("laws", *questions("a b")))
    new = a_questionnaire(a_group("laws", *questions("a")), *questions("b"))

    assert moved(old, new) == ["b"]


def test_questions_that_stay_in_a_section_that_was_moved_were_not_moved() -> None:
    one, two = a_section("one", *questions("a b")), a_section("two", *questions("c d"))

    found = differences(a_questionnaire(one, two), a_questionnaire(two, one))

    assert found.questions == ()
    assert [(part.code, part.changes) for part in found.sections] == [("two", (Change.MOVED,))]


# Conditions


def test_a_condition_of_a_section_or_group_is_one_of_every_question_in_it() -> None:
    old = a_questionnaire(a_section("one", a_group("inner", *questions("a b"))))
    new = a_questionnaire(a_section("one", a_group("inner", *questions("a b"), relevant="true()")))

    assert [one.changes for one in differences(old, new).questions] == [(Change.CONDITION,)] * 2


def test_a_condition_that_names_a_question_by_its_new_code_says_the_same() -> None:
    wording = words("Is there a law against trafficking?")
    old = a_questionnaire(
        a_question("q1", Kind.ONE, [an_option("1", wording=words("Yes"))], wording=wording),
        a_question("plan", relevant="${q1}='1'"),
    )
    new = a_questionnaire(
        a_question("law", Kind.ONE, [an_option("yes", wording=words("Yes"))], wording=wording),
        a_question("plan", relevant="${law} = 'yes'"),
    )

    assert differences(old, new).question("plan") is None


def test_a_condition_moved_from_a_question_to_its_group_says_the_same() -> None:
    old = a_questionnaire(a_group("inner", a_question("a", relevant="true()")))
    new = a_questionnaire(a_group("inner", a_question("a"), relevant="true()"))

    found = differences(old, new)

    assert found.questions == ()
    assert [one.changes for one in found.groups] == [(Change.CONDITION,)]


def test_a_condition_on_another_option_is_another() -> None:
    law = a_question("law", Kind.ONE, "yes no")
    old, new = (a_questionnaire(law, a_question("plan", relevant=f"${{law}} = '{code}'")) for code in ("yes", "no"))

    found = differences(old, new).question("plan")

    assert found
    assert [(fact.name, fact.was, fact.now) for fact in found.facts] == [
        ("relevant", "${law} = 'yes'", "${law} = 'no'")
    ]


# Substance


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"wording": words("Something else altogether")}, False),
        ({"number": "2"}, False),
        ({"disclosure": Disclosure.SECRETARIAT}, False),
        ({"required": True}, False),
        ({"kind": Kind.SEVERAL}, True),
        ({"relevant": "true()"}, True),
        ({"options": (an_option("yes"), an_option("no"), an_option("partly"))}, True),
        ({"options": (an_option("yes"),)}, True),
        ({"options": (an_option("yes", wording=words("Yes, by law")), an_option("no"))}, False),
        ({"rows": (a_row("a"), a_row("b"))}, True),
        ({"rows": (a_row("a", relevant="true()"),)}, True),
        ({"fields": (a_question("title", number="3"),)}, False),
        ({"fields": (a_question("title", Kind.YEAR),)}, True),
    ],
)
def test_what_may_touch_the_sense_of_an_answer_is_of_substance(facts: dict[str, Any], expected: bool) -> None:
    old = a_question("law", Kind.ONE, "yes no", rows="a", fields=(a_question("title"),))

    found = differences(a_questionnaire(old), a_questionnaire(replace(old, **facts))).question("law")

    assert found
    assert found.is_of_substance is expected


# Wordings


def test_a_rewording_says_fact_language_and_words() -> None:
    old = a_question("law", wording={"en": "Is there a law?", "es": "¿Hay una ley?"})
    new = a_question("law", wording={"en": "Is there any law?", "es": "¿Hay una ley?"})

    found = differences(a_questionnaire(old), a_questionnaire(new)).question("law")

    assert found
    (rewording,) = found.every_rewording()
    assert (rewording.fact, rewording.language) == ("wording", "en")
    assert rewording.pieces == [
        Piece(Words.SAME, "Is there"),
        Piece(Words.REMOVED, " a"),
        Piece(Words.ADDED, " any"),
        Piece(Words.SAME, " law?"),
    ]


def test_a_rewording_deep_in_a_question_has_its_path() -> None:
    def laws(detail: str) -> Questionnaire:
        field = a_question("kind", Kind.ONE, [an_option("act", detail=words(detail, "Cite"))])
        return a_questionnaire(a_question("laws", Kind.LIST, fields=(field,)))

    found = differences(laws("Cite"), laws("Cite the act")).question("laws")

    assert found
    assert [one.fact for one in found.every_rewording()] == ["fields.kind.options.act.detail"]


def test_spaces_alone_are_no_rewording() -> None:
    assert changes(a_question("law", wording=words("A  law ")), a_question("law", wording=words("A law"))) == ()


def test_a_language_that_was_added_is_told_once_and_not_for_every_wording() -> None:
    old = a_questionnaire(a_question("law", wording={"en": "Law", "es": "Ley"}))
    new = a_questionnaire(
        a_question("law", wording={"en": "Law", "es": "Ley", "pt": "Lei"}), languages=("en", "es", "pt")
    )

    found = differences(old, new)

    assert (found.languages_added, found.questions) == (("pt",), ())


def test_title_sections_and_groups_are_told() -> None:
    old = a_questionnaire(
        a_section("one", a_group("inner", *questions("a"))),
        a_section("two", *questions("b"), wording=words("Help and protection")),
        title=words("Practices"),
    )
    new = a_questionnaire(
        a_section("one", a_group("inner", *questions("a"), wording=words("Laws in force")), wording=words("The law")),
        a_section("three", *questions("b"), wording=words("Figures")),
        title=words("Best practices"),
    )

    found = differences(old, new)

    assert [one.fact for one in found.title] == ["title", "title"]
    assert [(one.code, one.changes) for one in found.sections] == [
        ("one", (Change.REWORDED,)),
        ("three", (Change.ADDED,)),
        ("two", (Change.REMOVED,)),
    ]
    assert [(one.code, one.changes) for one in found.groups] == [("inner", (Change.REWORDED,))]


def test_counts_say_how_many_questions_each_change_concerns() -> None:
    new = a_questionnaire(*(a_question(code, number=code) for code in "ab"), a_question("c"))

    found = differences(a_questionnaire(*questions("a b")), new)

    assert found.counts == {Change.RENUMBERED: 2, Change.ADDED: 1}


def test_the_questions_of_a_section_that_was_removed_are_told_with_it() -> None:
    found = differences(laws_and_figures(), replace(laws_and_figures(), sections=laws_and_figures().sections[:1]))

    assert {one.question.code for one in found.in_section("help")} == {
        "services", "calls", "victims", "paper", "budget"
    }  # fmt: skip


texts = st.text(st.sampled_from("ab ,.ñ\n"), max_size=30)


@given(texts, texts)
def test_same_and_added_words_are_the_new_text_and_same_and_removed_those_of_the_old(was: str, now: str) -> None:
    pieces = words_changed(was, now)

    def of(*became: Words) -> list[str]:
        return " ".join(piece.text for piece in pieces if piece.became in became).split()

    def signs(text: str) -> str:
        return "".join(text.split())

    assert "".join(of(Words.SAME, Words.ADDED)) == signs(now)
    assert "".join(of(Words.SAME, Words.REMOVED)) == signs(was)


def test_very_long_texts_are_compared_in_no_time() -> None:
    was, now = " ".join(["word"] * 20_000), " ".join(["other", *["word"] * 19_998, "end"])

    assert words_changed(was, now)[0].became is Words.REMOVED
