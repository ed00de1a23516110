from surveyapp.core.questionnaire import Kind
from surveyapp.core.rules import RuleKind, deciding, listeners, rules
from tests.builders import a_column, a_group, a_question, a_questionnaire, a_row, a_section

FORM = a_questionnaire(
    a_section(
        "first",
        a_question("law", Kind.ONE, "yes no"),
        a_question("number", Kind.INTEGER, constraint=". > 0", required_when="${law} = 'yes'"),
        a_question("sum", Kind.CALCULATED, calculation="${number} + 1"),
        a_question("services", Kind.ROWS, "yes no", rows=(a_row("one"), a_row("two", relevant="${one} = 'yes'"))),
    ),
    a_section(
        "second",
        a_group("inner", a_question("plan"), relevant="${sum} > 3"),
        a_question(
            "laws",
            Kind.LIST,
            fields=(a_question("title"), a_question("year", Kind.YEAR, relevant="${title} != '' and ${two} = 'yes'")),
            count="${number}",
        ),
        a_question("grid", Kind.GRID, rows="y1", columns=(a_column("women", constraint=". >= 0"),)),
        a_question("towns", Kind.ONE, "a b", choice_filter="region = ${law}"),
        relevant="${law} = 'yes'",
    ),
)


def test_every_expression_is_found_with_whose_it_is() -> None:
    found = [(rule.owner.code, rule.kind, rule.section.code) for rule in rules(FORM)]

    assert found == [
        ("number", RuleKind.REQUIRED_WHEN, "first"),
        ("number", RuleKind.MUST_HOLD, "first"),
        ("sum", RuleKind.WORKED_OUT, "first"),
        ("two", RuleKind.ASKED_WHEN, "first"),
        ("second", RuleKind.ASKED_WHEN, "second"),
        ("inner", RuleKind.ASKED_WHEN, "second"),
        ("laws", RuleKind.ENTRIES, "second"),
        ("year", RuleKind.ASKED_WHEN, "second"),
        ("women", RuleKind.MUST_HOLD, "second"),
        ("towns", RuleKind.OPTIONS, "second"),
    ]


def test_who_listens_to_a_question_is_found_through_its_rows_too() -> None:
    found = {code: [rule.owner.code for rule in heard] for code, heard in listeners(FORM).items()}

    assert found == {"law": ["second"], "number": ["sum"], "sum": ["inner"], "services": ["year"]}


def test_only_the_places_that_decide_what_is_asked_are_offered_in_order() -> None:
    assert [str(leaf.place) for leaf in deciding(FORM)] == ["law", "number", "services/two"]
