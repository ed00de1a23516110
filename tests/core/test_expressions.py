import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.expressions import (
    LONGEST,
    NAMES_OF_FUNCTIONS,
    Fault,
    Scope,
    fault,
    for_option,
    holds,
    references,
    value,
)
from surveyapp.core.functions import FUNCTIONS, LONGEST_MADE

HERE = Scope(
    {
        "law": "yes",
        "areas": "courts police",
        "cases": "5",
        "rate": "12.50",
        "day": "2012-10-15",
        "title": "Ley 26.364",
        "and": "odd",
        "blank": "",
    },
    today=date(2012, 11, 22),
    dot="12",
)


@pytest.mark.parametrize(
    ("expression", "true"),
    [
        # Comparisons (XPath 1.0, section 3.4)
        ("${law} = 'yes'", True),
        ("${law} = 'no'", False),
        ("${law} != 'no'", True),
        ("${law} != 'yes'", False),
        ("${cases} = 5", True),
        ("${cases} = '5'", True),
        ("${rate} = 12.5", True),
        ("${rate} = '12.5'", False),
        ("${cases} < 6", True),
        ("${cases} <= 5", True),
        ("${cases} > 5", False),
        ("${cases} >= 5", True),
        ("${cases} < ${rate}", True),
        ("'10' > '9'", True),
        ("true() = 'anything'", True),
        ("true() = ${blank}", False),
        ("false() = 0", True),
        ("true() > 0", True),
        # What is blank is no number, and never an error
        ("${blank} >= 5", False),
        ("${blank} < 5", False),
        ("${blank} = 0", False),
        ("${blank} != 0", True),
        ("${blank} = ''", True),
        ("${never_heard_of} = ''", True),
        ("${title} > 1", False),
        ("${blank} + 1 = 1", False),
        # A text is true when it is not empty, a number when it is not zero
        ("${law}", True),
        ("${blank}", False),
        ("0", False),
        ("'0'", True),
        ("number('x')", False),
        ("-1", True),
        # and, or, brackets
        ("${law} = 'yes' or ${law} = 'partly'", True),
        ("${law} = 'no' or ${law} = 'partly'", False),
        ("${law} = 'yes' and ${cases} > 9", False),
        ("false() and false() or true()", True),
        ("false() and (false() or true())", False),
        ("${and} = 'odd' and true()", True),
        # Arithmetic
        ("${cases} + 1 = 6", True),
        ("${cases} - 1 = 4", True),
        ("${cases}-1 = 4", True),
        ("2 + 3 * 4 = 14", True),
        ("(2 + 3) * 4 = 20", True),
        ("${cases} * ${cases} = 25", True),
        ("${cases} div 2 = 2.5", True),
        ("1 div 0 > 1000000", True),
        ("-1 div 0 < -1000000", True),
        ("0 div 0 = 0 div 0", False),
        ("5 mod 2 = 1", True),
        ("5 mod -2 = 1", True),
        ("-5 mod 2 = -1", True),
        ("1.5 mod 0.5 = 0", True),
        ("5 mod 0 = 5 mod 0", False),
        ("-${cases} = -5", True),
        ("--${cases} = 5", True),
        (".5 + 5. = 5.5", True),
        # Texts in either quotes; what looks like a reference in them is none
        ("'${law}' = 'yes'", False),
        ('"it\'s" = "it\'s"', True),
        # The value that is being checked
        (". = 12", True),
        (". >= 1 and . <= 10", False),
        # Choices
        ("selected(${areas}, 'police')", True),
        ("selected(${areas}, 'pol')", False),
        ("selected(${areas}, '')", False),
        ("selected(${blank}, 'police')", False),
        ("count-selected(${areas}) = 2", True),
        ("count-selected(${blank}) = 0", True),
        ("selected-at(${areas}, 1) = 'police'", True),
        ("selected-at(${areas}, 2) = ''", True),
        ("selected-at(${areas}, -1) = ''", True),
        ("selected-at(${areas}, 'x') = ''", True),
        ("if(${cases} > 3, 'many', 'few') = 'many'", True),
        ("if(false(), 1, 2) = 2", True),
        ("coalesce(${blank}, ${law}) = 'yes'", True),
        ("coalesce('', '') = ''", True),
        # The whole text must match
        ("regex(., '[0-9]+')", True),
        ("regex(., '^[0-9]{2}$')", True),
        ("regex(., '[0-9]')", False),
        ("regex(., ${title})", False),
        ("regex(., concat('(', ''))", False),
        ("regex('ñandú', '\\w+|[[:alpha:]ñú]+')", True),
        # Dates compare as days
        ("${day} < today()", True),
        ("${day} > '2012-10-14'", True),
        ("today() = '2012-11-22'", True),
        ("today() - ${day} = 38", True),
        ("date(${day}) = ${day}", True),
        ("date(15628) = ${day}", True),
        ("date(0) = '1970-01-01'", True),
        ("date('2012-02-30') = ''", True),
        ("date('x') = ''", True),
        ("date(99999999999) = ''", True),
        ("${day} <= date('2012-10-15')", True),
        ("'2012-02-30' < 99999", False),
        ("format-date(${day}, '%Y') = 2012", True),
        ("format-date(${day}, '%e.%n.%y') = '15.10.12'", True),
        ("format-date(${day}, '%Y-%m-%d') = ${day}", True),
        ("format-date('', '%Y') = ''", True),
        ("format-date(${day}, '%Q') = ''", True),
        ("format-date(${day}, '%b %a') = ' '", True),
        ("now() = today()", True),
        ("${day} <= now()", True),
        ("date-time(${day}) = ${day}", True),
        ("date-time('') = ''", True),
        ("decimal-date-time(${day}) = 15628", True),
        ("decimal-date-time('') = 0", False),
        ("decimal-date-time('x') != decimal-date-time('x')", True),
        # Truths
        ("not(${law} = 'yes')", False),
        ("not(${blank})", True),
        ("boolean('false')", True),
        ("boolean(0)", False),
        ("boolean-from-string('true')", True),
        ("boolean-from-string(1)", True),
        ("boolean-from-string('TRUE')", False),
        ("boolean-from-string(${law})", False),
        ("checklist(1, 2, ${law} = 'yes', ${cases} > 9)", True),
        ("checklist(2, -1, ${law} = 'yes', ${cases} > 9)", False),
        ("checklist(-1, 0, ${law} = 'yes', ${cases} > 9)", False),
        ("checklist('x', 2, true())", False),
        ("weighted-checklist(3, 5, true(), 2, true(), 1, false(), 9)", True),
        ("weighted-checklist(4, 5, true(), 2, true(), 1)", False),
        ("weighted-checklist(1, 5, true(), ${title})", False),
        # Numbers
        ("number('12') = 12", True),
        ("number() = 12", True),
        ("number(' 12 ') = 12", True),
        ("number('1e3') = 1000", False),
        ("number('+1') = 1", False),
        ("number(true()) = 1", True),
        ("int(2.9) = 2", True),
        ("int(-2.9) = -2", True),
        ("int('x') = 0", False),
        ("floor(2.9) = 2", True),
        ("floor(-2.1) = -3", True),
        ("ceiling(2.1) = 3", True),
        ("ceiling(-2.9) = -2", True),
        ("floor(1 div 0) = 1 div 0", True),
        ("round(2.5) = 3", True),
        ("round(-2.5) = -2", True),
        ("round(2.567, 2) = 2.57", True),
        ("round(1250, -2) = 1300", True),
        ("round('x') = 0", False),
        ("round(1, 99) = 1", False),
        ("round(1 div 0) = 1 div 0", True),
        ("abs(-3) = 3", True),
        ("pow(2, 10) = 1024", True),
        ("pow(10, 999) = 1 div 0", True),
        ("pow(-1, 0.5) = 1", False),
        ("min(3, ${cases}, 9) = 3", True),
        ("max(3, ${cases}, 9) = 9", True),
        ("max(3, ${blank}) = 3", False),
        ("sum(1, ${cases}, 2.5) = 8.5", True),
        ("sum(${cases}, ${blank}) = 5", True),
        ("sum(${blank}) = 0", True),
        ("sum(1, ${title}) = 1", False),
        ("sum(true(), 1) = 2", True),
        ("count-non-empty(${law}, ${blank}, '  ', ${cases}) = 2", True),
        ("count-non-empty(${blank}) = 0", True),
        ("count-non-empty(0, false()) = 2", True),
        ("sqrt(${cases} * 5) = 5", True),
        ("sqrt(-1) = sqrt(-1)", False),
        ("sqrt(1 div 0) = 1 div 0", True),
        ("exp(0) = 1", True),
        ("exp(99999) = 1 div 0", True),
        ("exp10(3) = 1000", True),
        ("exp10(999) = 1 div 0", True),
        ("log(exp(1)) = 1", True),
        ("log(0) = -1 div 0", True),
        ("log(-1) = log(-1)", False),
        ("log10(1000) = 3", True),
        ("log10('x') = 0", False),
        ("round(pi(), 2) = 3.14", True),
        # Texts
        ("string(5) = '5'", True),
        ("string(1 div 4) = '0.25'", True),
        ("string(0.0000001) = '0.0000001'", True),
        ("string(1 div 0) = 'Infinity'", True),
        ("string(-1 div 0) = '-Infinity'", True),
        ("string(0 div 0) = 'NaN'", True),
        ("string(1 = 1) = 'true'", True),
        ("string(1 = 2) = 'false'", True),
        ("string() = '12'", True),
        ("concat('a', 1, true()) = 'a1true'", True),
        ("join(', ', ${law}, ${cases}) = 'yes, 5'", True),
        ("join(', ', ${blank}, ${law}) = ', yes'", True),
        ("join('', 'a') = 'a'", True),
        ("contains(${title}, '26')", True),
        ("contains(${title}, 'x')", False),
        ("starts-with(${title}, 'Ley')", True),
        ("ends-with(${title}, '364')", True),
        ("string-length(${law}) = 3", True),
        ("string-length() = 2", True),
        ("normalize-space('  a   b ') = 'a b'", True),
        ("normalize-space() = '12'", True),
        ("substring('12345', 2) = '2345'", True),
        ("substring('12345', 2, 3) = '234'", True),
        ("substring('12345', 1.5, 2.6) = '234'", True),
        ("substring('12345', 0, 3) = '12'", True),
        ("substring('12345', 0 div 0, 3) = ''", True),
        ("substring('12345', -42, 1 div 0) = '12345'", True),
        ("substring('12345', -1 div 0, 1 div 0) = ''", True),
        ("substr('12345', 1, 3) = '23'", True),
        ("substr('12345', -2) = '45'", True),
        ("substr('12345', 'x') = ''", True),
        ("substring-before('1999/04', '/') = '1999'", True),
        ("substring-before('1999', '/') = ''", True),
        ("substring-after('1999/04', '/') = '04'", True),
        ("substring-after('1999', '/') = ''", True),
        ("substring-after('1999', '') = '1999'", True),
        ("translate('bar', 'abc', 'AB') = 'BAr'", True),
    ],
)
def test_an_expression_means_what_xpath_and_openrosa_say(expression, true):
    assert fault(expression) is None
    assert holds(expression, HERE) is true


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("", Fault.SYNTAX),
        ("   ", Fault.SYNTAX),
        ("${law} = ", Fault.SYNTAX),
        ("${law} 'yes'", Fault.SYNTAX),
        ("${law} = 'yes", Fault.SYNTAX),
        ("${law", Fault.SYNTAX),
        ("${law-title} = 1", Fault.SYNTAX),
        ("${ley_número} = 1", Fault.SYNTAX),
        ("$law = 'yes'", Fault.SYNTAX),
        ("$_law = 'yes'", Fault.SYNTAX),
        ("1 = 1 = 1", Fault.SYNTAX),
        ("+1", Fault.SYNTAX),
        ("1, 2", Fault.SYNTAX),
        ("“yes” = ${law}", Fault.SYNTAX),
        ("not(1", Fault.SYNTAX),
        ("/data/law = 'yes'", Fault.PATH),
        ("../law = 'yes'", Fault.PATH),
        ("law = 'yes'", Fault.PATH),
        ("//law", Fault.PATH),
        ("@law", Fault.PATH),
        ("*", Fault.PATH),
        ("child::law", Fault.PATH),
        ("true()[1]", Fault.PATH),
        ("${law} | ${areas}", Fault.PATH),
        ("foo(${law})", Fault.UNKNOWN_FUNCTION),
        ("position(..)", Fault.UNKNOWN_FUNCTION),
        ("count(${laws}) > 1", Fault.UNKNOWN_FUNCTION),
        ("once(${law})", Fault.UNKNOWN_FUNCTION),
        ("random()", Fault.UNKNOWN_FUNCTION),
        ("uuid()", Fault.UNKNOWN_FUNCTION),
        ("jr:choice-name(${law}, '${law}')", Fault.UNKNOWN_FUNCTION),
        ("indexed-repeat(${law}, ${laws}, 1)", Fault.UNKNOWN_FUNCTION),
        ("now(1)", Fault.WRONG_ARGUMENTS),
        ("join(', ')", Fault.WRONG_ARGUMENTS),
        ("checklist(1, 2)", Fault.WRONG_ARGUMENTS),
        ("pulldata('a', 'b', 'c', 'd')", Fault.UNKNOWN_FUNCTION),
        ("document('/etc/passwd')", Fault.UNKNOWN_FUNCTION),
        ("doc('file:///etc/passwd')", Fault.UNKNOWN_FUNCTION),
        ("fn:not(1)", Fault.UNKNOWN_FUNCTION),
        ("text()", Fault.UNKNOWN_FUNCTION),
        ("selected(${law})", Fault.WRONG_ARGUMENTS),
        ("selected()", Fault.WRONG_ARGUMENTS),
        ("not()", Fault.WRONG_ARGUMENTS),
        ("true(1)", Fault.WRONG_ARGUMENTS),
        ("today(1)", Fault.WRONG_ARGUMENTS),
        ("if(1, 2)", Fault.WRONG_ARGUMENTS),
        ("regex(., '(')", Fault.BAD_PATTERN),
        ("regex(., '(?=x)')", Fault.BAD_PATTERN),
        ("'" + "x" * LONGEST + "'", Fault.TOO_LONG),
        ("(" * 500 + "1" + ")" * 500, Fault.TOO_DEEP),
        ("not(" * 150 + "1" + ")" * 150, Fault.TOO_DEEP),
        ("-" * 900 + "1", Fault.TOO_DEEP),
        ("1" + "+1" * 200, Fault.TOO_DEEP),
    ],
)
def test_a_faulty_expression_is_named_and_never_holds(expression, found):
    assert fault(expression) is found
    assert holds(expression, HERE) is False


def test_every_function_is_in_the_table_above():
    source = str([mark.args[1] for mark in test_an_expression_means_what_xpath_and_openrosa_say.pytestmark])
    assert [name for name in NAMES_OF_FUNCTIONS if not re.search(rf"(?<![\w-]){name}\(", source)] == []


def test_references_are_the_names_outside_of_texts():
    expression = "${law} = 'yes' or selected( ${ areas } , '${police}')"
    assert references(expression) == {"law", "areas"}


def test_a_pattern_made_to_take_for_ever_does_not():
    scope = Scope({}, date(2012, 1, 1), "a" * 20_000 + "!")
    assert holds("regex(., '^(a+)+$')", scope) is False


LONG = Scope({"x": "ab" * 10_000, "n": "9" * 300, "p": "(((((a+)+)+)+)+)+" * 50}, date(2012, 1, 1))


@pytest.mark.parametrize(
    "expression",
    [
        "concat(" + ", ".join(["${x}"] * 99) + ")",
        "concat(concat(concat(concat(" + ", ".join(["${x}"] * 90) + "), ${x}), ${x}), ${x})",
        "join(${x}, " + ", ".join(["${x}"] * 98) + ")",
        "translate(" * 60 + "${x}" + ", 'a', ${x})" * 60,
        "normalize-space(" * 70 + "${x}" + ")" * 70,
        "substring(" * 60 + "${x}" + ", 1)" * 60,
        "pow(" * 60 + "9" + ", 999999999)" * 60,
        "pow(${n}, ${n})",
        "round(pow(10, 308), 15)",
        "string(pow(10, 308) * 10)",
        "exp10(" * 50 + "3" + ")" * 50,
        "contains(${x}, concat(substring(${x}, 2), 'c'))",
        "regex(${x}, ${p})",
        "regex(${x}, '((a|b)*)*c')",
        "sum(" + ", ".join(["${n}"] * 99) + ")",
        "selected-at(${x}, ${n})",
    ],
)
def test_an_expression_made_to_grow_or_to_hang_is_bounded(expression):
    assert fault(expression) is None
    assert len(value(expression, LONG)) <= LONGEST_MADE


def test_a_chain_of_calculations_that_each_repeat_the_one_before_stays_bounded():
    text = "x"
    for _ in range(50):
        text = value("concat(" + ", ".join(["${x}"] * 90) + ")", Scope({"x": text}, date(2012, 1, 1)))
    assert len(text) == LONGEST_MADE


@pytest.mark.parametrize(
    ("expression", "worth"),
    [
        ("${law}", "yes"),
        ("${cases} * 2", "10"),
        ("${cases} div 4", "1.25"),
        ("1 = 1", "true"),
        ("today()", "2012-11-22"),
        ("${blank}", ""),
        ("${blank} + 1", ""),
        ("1 div 0", ""),
        ("foo(", ""),
        ("if(${cases} > 3, 'many', 'few')", "many"),
    ],
)
def test_the_value_of_an_expression_is_a_text(expression, worth):
    assert value(expression, HERE) == worth


@pytest.mark.parametrize(
    ("choice_filter", "written"),
    [
        ("region = ${region}", "'south' = ${region}"),
        ("region='south' and population > 5", "'south'='south' and '12' > 5"),
        ("selected(${areas}, name)", "selected(${areas}, 'police')"),
        ("not(region = 'region')", "not('south' = 'region')"),
        ("unknown = ''", "'' = ''"),
        ('called = "x"', 'concat(\'it\', "\'", \'s "odd"\') = "x"'),
        ("quote = 1", '"it\'s" = 1'),
        ("population div 2 mod 3", "'12' div 2 mod 3"),
        ("true()", "true()"),
    ],
)
def test_a_choice_filter_is_the_condition_of_each_option(choice_filter, written):
    says = {"region": "south", "population": "12", "name": "police", "called": 'it\'s "odd"', "quote": "it's"}

    assert for_option(choice_filter, says) == written
    assert fault(written) is None


OPERATORS = ["=", "!=", "<", ">=", " and ", " or ", " div ", " mod ", *"+-*"]
OPERANDS = ["${law}", "${areas}", "${cases}", "${blank}", "'yes'", "''", "1", "0.5", "9" * 19, "today()", "true()", "."]
MARKS = [*"()[],|/@$", "..", "::"]

pieces = st.sampled_from([*(f"{name}(" for name in FUNCTIONS), *OPERATORS, *OPERANDS, *MARKS])


@given(st.lists(pieces, max_size=12).map("".join))
def test_whatever_is_written_nothing_is_raised(expression):
    holds(expression, HERE)
    references(expression)


@given(st.text(max_size=40))
def test_whatever_is_typed_nothing_is_raised(expression):
    assert fault(expression) is None or not holds(expression, HERE)


values = st.one_of(st.text(max_size=12), st.integers().map(str), st.floats().map(str), st.dates().map(date.isoformat))
operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


@given(left=values, right=values, operator=operators)
def test_comparing_answers_never_fails_and_orders_only_numbers(left, right, operator):
    scope = Scope({"left": left, "right": right}, date(2012, 1, 1))
    held = holds(f"${{left}} {operator} ${{right}}", scope)
    if operator in ("=", "!="):
        assert held is ((left == right) is (operator == "="))
    elif math.isnan(_as_number(left)) or math.isnan(_as_number(right)):
        assert held is False


def _as_number(text):
    scope = Scope({"x": text}, date(2012, 1, 1))
    return 0.0 if holds("${x} * 1 = ${x} * 1", scope) else math.nan
