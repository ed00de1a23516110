"""The language in which officers word letters: what it takes, what it refuses, and that values are never read as it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.letter_language import Fault, Fields, Reason, faults, rendered
from surveyapp.mail import letters
from surveyapp.mail.letters import NoWordingError, Wording, compose
from tests.mail.test_letters import FACTS, INVITATION, KINDS

OFFERED = Fields(frozenset({"title", "meeting", "questions", "count"}), frozenset({"questions"}))


def found(body: str, fields: Fields = OFFERED) -> list[tuple[Reason, int, str]]:
    return [(fault.reason, fault.line, fault.name) for fault in faults("{{ title }}", body, fields)]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", letters.kinds())
def test_every_wording_that_the_product_brings_along_can_be_changed_by_officers(kind, language):
    original = letters.original(kind, language)

    assert faults(original.subject, original.body, letters.fields(kind)) == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_product_s_own_wording_saved_as_it_is_changes_no_letter(kind, language):
    facts, worded = FACTS[kind] | {"illustrative": True}, replace(letters.original(kind, language), version=1)

    as_brought, as_saved = compose(kind, language, facts), compose(kind, language, facts, worded)

    assert replace(as_saved, template_version=None) == as_brought
    assert as_saved.template_version == 1


@pytest.mark.parametrize(
    "body",
    [
        "{{ title }}",
        "{% if meeting %}{{ meeting }}{% endif %}",
        "{% if not meeting or count == 1 %}one{% elif count != 2 %}more{% else %}two{% endif %}",
        "{% for one in questions %}- {{ one }}\n{% endfor %}",
        "{{ questions | length }} {% if questions | length == 1 %}x{% endif %}{{ 'a' if meeting else 'b' }}",
    ],
)
def test_fields_conditions_and_lists_can_be_written(body):
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "reason", "line", "name"),
    [
        ("one\n{{ titel }}", Reason.UNKNOWN_FIELD, 2, "titel"),
        ("{% if metting %}x{% endif %}", Reason.UNKNOWN_FIELD, 1, "metting"),
        ("one\n\n{{ title", Reason.NOT_CLOSED, 3, ""),
        ("{% if meeting %}\nx", Reason.NOT_CLOSED, 2, ""),
        ("one\n{ title }", Reason.LONE_BRACE, 2, ""),
        ("one\ntitle }}", Reason.LONE_BRACE, 2, ""),
        ("{{ title.__class__ }}", Reason.FORBIDDEN, 1, ""),
        ("{{ title()}}", Reason.FORBIDDEN, 1, ""),
        ("{{ title | upper }}", Reason.FORBIDDEN, 1, ""),
        ("{{ 7 * 7 }}", Reason.FORBIDDEN, 1, ""),
        ("{{ title[0] }}", Reason.FORBIDDEN, 1, ""),
        ("{% include 'receipt.en.txt' %}", Reason.FORBIDDEN, 1, ""),
        ("{% set title = 'x' %}{{ title }}", Reason.FORBIDDEN, 1, ""),
        ("{% macro a() %}{% endmacro %}", Reason.FORBIDDEN, 1, ""),
        ("{% for one in title %}{% endfor %}", Reason.FORBIDDEN, 1, "title"),
        ("{% for one in range(9) %}{% endfor %}", Reason.FORBIDDEN, 1, ""),
        ("{# a remark #}", Reason.FORBIDDEN, 1, ""),
        ("{% raw %}{{ title }}{% endraw %}", Reason.FORBIDDEN, 1, ""),
        ("", Reason.EMPTY, 1, ""),
        ("x" * 20_001, Reason.TOO_LONG, 1, ""),
    ],
)
def test_anything_else_is_refused_with_its_line(body, reason, line, name):
    assert (reason, line, name) in found(body)


def test_a_subject_is_one_line():
    assert Fault("subject", Reason.SEVERAL_LINES) in faults("Subject\nBcc: x@example.org", "text", OFFERED)


@pytest.mark.parametrize(
    ("body", "is_taken"),
    [
        ("{{ title }}", True),
        ("{% if meeting %}{{ title }}{% endif %}", False),
        ("{% if meeting %}{{ title }}{% else %}({{ title }}){% endif %}", True),
        ("{% if title %}x{% endif %}", False),
    ],
)
def test_what_a_letter_cannot_do_without_stands_where_no_condition_leaves_it_out(body, is_taken):
    required = replace(OFFERED, required=frozenset({"title"}))

    assert (found(body, required) == []) is is_taken


@pytest.mark.parametrize("kind", ["sign_in_code", "official_act_code", "secretariat_invitation"])
def test_a_letter_with_a_code_cannot_be_worded_without_it(kind):
    names = [fault.name for fault in faults("Code", "Your code.", letters.fields(kind))]

    assert "code" in names


@given(st.text(), st.text())
def test_the_value_of_a_field_is_never_read_as_language(value, other):
    said = rendered("{{ title }}|{{ meeting }}", {"title": "{{ meeting }}{% if x %}" + value, "meeting": other})

    assert said == "{{ meeting }}{% if x %}" + value + "|" + other


@pytest.mark.parametrize("field", ["title", "recipient", "state", "email", "deadline"])
def test_no_value_adds_a_heading_or_a_line(field):
    hostile = 'Ñandú "O\'Neil"\r\nBcc: thief@example.org\u2028\x00{{ code }}'
    worded = Wording("{{ title }} {{ recipient }} {{ email }}", f"One\n{{{{ {field} }}}}\nTwo\n", 3)

    letter = compose("invitation", "es", INVITATION | {field: hostile}, worded)

    assert len(letter.subject.splitlines()) == 1
    assert letter.body.splitlines()[1].startswith('Ñandú "O\'Neil" Bcc: thief@example.org')
    assert letter.body.splitlines()[-1] == "Two"


def test_a_list_stands_as_lines_and_what_is_missing_as_nothing():
    assert rendered("{{ a }}|{{ b }}|{{ c }}", {"a": ["x", "y"], "b": True}) == "    - x\n    - y||"


@pytest.mark.parametrize(("language", "words"), [("en", "ILLUSTRATIVE LETTER"), ("es", "CARTA ILUSTRATIVA")])
def test_a_letter_of_a_demonstration_says_so_however_officers_word_it(language, words):
    worded = Wording("{{ title }}", "{{ base_url }}\n", 1)

    assert compose("invitation", language, INVITATION | {"illustrative": True}, worded).body.startswith(words)


def test_in_a_withdrawn_wording_nothing_is_composed():
    with pytest.raises(NoWordingError):
        compose("invitation", "es", INVITATION, Wording("", "", 2))
