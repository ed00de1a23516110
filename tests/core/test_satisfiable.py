"""A condition that no answers make hold is found; one that some answers make hold is never claimed to be one."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core import satisfiable
from surveyapp.core.expressions import Scope, holds
from surveyapp.core.questionnaire import Group, Kind, Option, Question, Questionnaire, Row, Section
from surveyapp.core.satisfiable import Never, never_asked

SAID = {"en": "A", "es": "A"}


def options(*codes: str) -> tuple[Option, ...]:
    return tuple(Option(code=code, wording=SAID) for code in codes)


def question(code: str, kind: Kind, relevant: str = "", **more: object) -> Question:
    return Question(code=code, kind=kind, wording=SAID, relevant=relevant, **more)


def form(*parts: Question | Group, relevant: str = "") -> Questionnaire:
    section = Section(code="section", wording=SAID, parts=parts, relevant=relevant)
    return Questionnaire(code="form", version="1", title=SAID, languages=("en", "es"), sections=(section,))


LAW = question("law", Kind.ONE, options=options("yes", "partly", "no"))
GROUNDS = question("grounds", Kind.SEVERAL, options=options("a", "b", "c", "d"))
NUMBER = question("number", Kind.INTEGER)
RATE = question("rate", Kind.DECIMAL)
DAY = question("day", Kind.DATE)
TITLE = question("title", Kind.SHORT_TEXT)
BOTH = question("both", Kind.CALCULATED, calculation="concat(${law}, '-', count-selected(${grounds}))")
ROWS = question(
    "services",
    Kind.ROWS,
    options=options("state", "none"),
    rows=(Row(code="shelter", wording=SAID), Row(code="legal", wording=SAID, relevant="${shelter} = 'state'")),
)
BEFORE = (LAW, GROUNDS, NUMBER, RATE, DAY, TITLE, BOTH, ROWS)


def is_never(condition: str, *before: Question) -> bool:
    return [one.code for one in never_asked(form(*(before or BEFORE), question("last", Kind.NOTE, condition)))] == [
        "last"
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "false()",
        "1 = 2",
        "${law} = 'yes' and ${law} = 'no'",
        "${law} = 'yes' and ${law} = ''",
        "not(${law} = '' or ${law} = 'yes' or ${law} = 'partly' or ${law} = 'no')",
        "selected(${law}, 'yes') and selected(${law}, 'no')",
        "selected(${grounds}, 'a') and count-selected(${grounds}) = 0",
        "count-selected(${grounds}) > 4",
        "selected(${grounds}, 'a') and selected(${grounds}, 'b') and count-selected(${grounds}) = 1",
        "${grounds} = 'a' and selected(${grounds}, 'b')",
        "${grounds} = '' and selected(${grounds}, 'a')",
        "${number} > 5 and ${number} < 6",
        "${number} = 2.5",
        "${number} > 10 and ${number} < 10",
        "${number} >= 10 and ${number} = ''",
        "${number} = 'many'",
        "${number} < -3 and ${number} > -4",
        "${rate} > 5 and ${rate} <= 5",
        "${day} > '2012-12-31' and ${day} < '2012-01-01'",
        "${day} > date('2012-10-15') and ${day} < '2012-10-16'",
        "${title} = 'A' and ${title} = 'B'",
        "string-length(${title}) > 5 and string-length(${title}) < 3",
        "${title} = '' and string-length(${title}) > 0",
        "${both} = 'yes-5'",
        "${both} = 'yes-2' and ${law} = 'no'",
        "if(${law} = 'yes', 1, 0) + if(${law} = 'no', 1, 0) = 2",
        "${legal} = 'none' and ${shelter} = 'none'",
        "${shelter} = 'state' and ${shelter} = 'none'",
        "coalesce(${law}, 'no') = 'maybe'",
    ],
)
def test_what_can_never_hold_is_found(condition: str) -> None:
    assert is_never(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "true()",
        "${law} = 'yes' or ${law} = 'no'",
        "${law} != 'yes' and ${law} != 'no'",
        "selected(${grounds}, 'a') and selected(${grounds}, 'd')",
        "selected(${grounds}, 'a') and count-selected(${grounds}) = 4",
        "count-selected(${grounds}) = 3 and not(selected(${grounds}, 'a'))",
        "${grounds} = 'a b'",
        "${grounds} = 'b a'",
        "${number} > 5 and ${number} < 7",
        "${number} < 0",
        "${number} != 0 and ${number} != 1 and ${number} != -1 and ${number} != ''",
        "${rate} > 5 and ${rate} < 6",
        "${rate} > 5 and ${rate} < 6 and ${rate} != 5.5",
        "${day} > '2012-10-15' and ${day} < '2012-10-17'",
        "${title} != 'A' and ${title} != 'B' and ${title} != ''",
        "string-length(${title}) = 120",
        "${title} > 5 and ${title} < 6",
        "selected(${title}, 'a') and selected(${title}, 'b')",
        "${both} = 'yes-2' and ${law} = 'yes'",
        "${legal} = 'none' and ${shelter} = 'state'",
        # What cannot be looked through is left alone.
        "${number} * 2 = 50",
        "${number} + ${rate} > 1000",
        "${number} > ${rate}",
        "regex(${title}, '[A-Z]{3}-[0-9]+')",
        "contains(${title}, 'law') and contains(${title}, 'decree')",
        "${day} > today()",
        "today() > '2020-01-01'",
        "now() > '2020-01-01'",
        "number() > 5",
        "sum(${number}, ${rate}) > 5",
        "sqrt(${number}) = 5",
        "${unknown} = 'x' and ${unknown} = 'y'",
        "${law} = 'yes' and",
    ],
)
def test_what_may_hold_is_left_alone(condition: str) -> None:
    assert not is_never(condition)


def test_a_condition_is_tried_with_those_under_which_its_questions_are_asked() -> None:
    second = question("second", Kind.ONE, "${law} = 'yes'", options=options("x", "y"))

    assert is_never("${law} = 'no' and ${second} = 'x'", LAW, second)
    assert not is_never("${law} = 'no' and ${second} = ''", LAW, second)


def test_a_condition_that_excludes_that_of_its_group_names_the_group() -> None:
    inner = Group(
        code="inner", wording=SAID, relevant="${law} = 'yes'", parts=(question("last", Kind.NOTE, "${law} = 'no'"),)
    )

    assert never_asked(form(LAW, inner)) == [Never("last", "", "${law} = 'no'", ("inner",))]


def test_below_what_is_never_asked_nothing_more_is_told() -> None:
    never = "${law} = 'yes' and ${law} = 'no'"
    inner = Group(code="inner", wording=SAID, relevant=never, parts=(question("first", Kind.SHORT_TEXT, never),))

    assert [one.code for one in never_asked(form(LAW, inner, question("last", Kind.NOTE, "${first} = 'x'")))] == [
        "inner"
    ]


def test_a_field_of_a_list_sees_the_fields_of_its_entry() -> None:
    fields = (
        question("force", Kind.ONE, options=options("yes", "no")),
        question("since", Kind.YEAR, "${force} = 'yes' and ${force} = 'no'"),
    )
    laws = question("laws", Kind.LIST, fields=fields)

    assert [(one.inside, one.code) for one in never_asked(form(LAW, laws))] == [("laws", "since")]


def test_a_row_that_is_never_asked_is_found() -> None:
    rows = (Row(code="one", wording=SAID), Row(code="two", wording=SAID, relevant="${law} = 'yes' and ${law} = 'no'"))

    assert [(one.inside, one.code) for one in never_asked(form(LAW, question("grid", Kind.GRID, rows=rows)))] == [
        ("grid", "two")
    ]


def test_nothing_is_built_on_a_doubtful_expression() -> None:
    condition = "${law} = 'yes' and ${law} = 'maybe'"

    assert not never_asked(form(LAW, question("last", Kind.NOTE, condition)), {condition})


def test_too_many_answers_are_not_tried() -> None:
    many = [question(f"q{n}", Kind.ONE, options=options("a", "b", "c")) for n in range(12)]
    condition = " and ".join(f"${{q{n}}} = 'a'" for n in range(12)) + " and ${q0} = 'b'"

    assert not never_asked(form(*many, question("last", Kind.NOTE, condition)))


def test_the_search_ends_however_many_conditions_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(satisfiable, "MOST_WORK", 200_000)
    many = [question(f"q{n}", Kind.ONE, options=options("a", "b", "c")) for n in range(8)]
    hidden = [
        question(f"n{n}", Kind.NOTE, " and ".join(f"${{q{k}}} = 'a'" for k in range(8)) + f" and ${{q0}} = 'b{n}'")
        for n in range(50)
    ]

    assert len(never_asked(form(*many, *hidden))) < 50


# Against trying everything

CODES = ("a", "b", "c")
_ATOMS = st.one_of(
    st.builds(
        "${{q{}}} {} '{}'".format, st.integers(0, 2), st.sampled_from(("=", "!=")), st.sampled_from((*CODES, ""))
    ),
    st.builds("selected(${{m}}, '{}')".format, st.sampled_from(CODES)),
    st.builds("count-selected(${{m}}) {} {}".format, st.sampled_from(("=", "<", ">=")), st.integers(0, 4)),
    st.builds("${{n}} {} {}".format, st.sampled_from(("=", "!=", "<", ">", "<=", ">=")), st.integers(-2, 2)),
)
_CONDITIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not({})".format, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(_CONDITIONS)
def test_it_finds_just_what_trying_everything_finds(condition: str) -> None:
    before = [question(f"q{n}", Kind.ONE, options=options(*CODES)) for n in range(3)]
    before += [question("m", Kind.SEVERAL, options=options(*CODES)), question("n", Kind.INTEGER)]
    sets = [
        " ".join(code for code, is_in in zip(CODES, chosen, strict=True) if is_in)
        for chosen in product((True, False), repeat=3)
    ]
    numbers = ["", *map(str, range(-4, 5))]

    holds_somewhere = any(
        holds(condition, Scope({"q0": one, "q1": two, "q2": three, "m": several, "n": number}, date(2026, 9, 15)))
        for one, two, three in product((*CODES, ""), repeat=3)
        for several in sets
        for number in numbers
    )

    assert is_never(condition, *before) is not holds_somewhere
