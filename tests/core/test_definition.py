import dataclasses
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core import definition
from surveyapp.core.definition import MalformedDefinition, UnknownFormat
from surveyapp.core.questionnaire import (
    Column,
    Disclosure,
    Group,
    Kind,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
    Totals,
)
from tests.builders import a_group, a_question, a_questionnaire, a_section, words

codes = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
wordings = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
texts = st.dictionaries(st.sampled_from(["en", "es", "pt-BR"]), wordings, max_size=3)
numbers = st.integers(min_value=0, max_value=99)
options = st.builds(
    Option,
    code=codes,
    wording=texts,
    hint=texts,
    detail=texts,
    cites=codes,
    exclusive=st.booleans(),
    short=texts,
)
rows = st.builds(Row, code=codes, wording=texts, hint=texts, relevant=wordings)
columns = st.builds(Column, code=codes, wording=texts, kind=st.sampled_from([Kind.INTEGER, Kind.DECIMAL]))


def few(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=2).map(tuple)


def questions(parts: st.SearchStrategy[tuple[object, ...]]) -> st.SearchStrategy[Question]:
    return st.builds(
        Question,
        code=codes,
        kind=st.sampled_from(Kind),
        wording=texts,
        heading=texts,
        core=st.booleans(),
        relevant=wordings,
        disclosure=st.sampled_from(Disclosure),
        options=few(options),
        rows=few(rows),
        columns=few(columns),
        totals=st.sampled_from(Totals),
        fields=parts,
        entries=numbers,
    )


parts = st.recursive(
    questions(st.just(())),
    lambda inner: (
        st.builds(Group, code=codes, wording=texts, parts=few(inner)) | questions(few(questions(st.just(()))))
    ),
    max_leaves=4,
)
sections = st.builds(Section, code=codes, wording=texts, parts=few(parts), usually=texts, minutes=numbers)
questionnaires = st.builds(
    Questionnaire,
    code=codes,
    version=wordings,
    title=texts,
    languages=st.just(("en", "es")),
    sections=few(sections),
)


@settings(max_examples=60, deadline=None)
@given(questionnaires)
def test_a_questionnaire_comes_back_exactly(questionnaire: Questionnaire) -> None:
    text = definition.to_json(questionnaire)

    again = definition.from_json(text)

    assert again == questionnaire
    assert definition.to_json(again) == text


def test_equal_questionnaires_have_the_same_text_in_whatever_order_their_wordings_were_given() -> None:
    one = a_questionnaire(a_question("law", wording={"en": "Law", "es": "Ley"}))
    other = a_questionnaire(a_question("law", wording={"es": "Ley", "en": "Law"}))

    assert definition.to_json(one) == definition.to_json(other)


def test_the_text_is_canonical() -> None:
    text = definition.to_json(a_questionnaire(a_question("ley", wording=words("Law", "Ñandú"))))

    assert "Ñandú" in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_facts_that_have_their_default_value_are_left_out() -> None:
    text = definition.to_json(a_questionnaire(a_question("law")))

    (question,) = json.loads(text)["questionnaire"]["sections"][0]["parts"]
    assert question.keys() == {"code", "kind", "wording"}


def test_groups_and_questions_are_told_apart() -> None:
    questionnaire = a_questionnaire(a_section("laws", a_group("inner", a_question("law")), a_question("other")))

    inner, other = definition.from_json(definition.to_json(questionnaire)).sections[0].parts

    assert (type(inner), type(other)) == (Group, Question)


def test_the_sha256_is_that_of_the_text_in_utf_8() -> None:
    assert definition.sha256("ñ") == hashlib.sha256("ñ".encode()).hexdigest()


@pytest.mark.parametrize("found", ["{}", '{"format": 2, "questionnaire": {}}', '{"format": "1"}', "[1]", "null"])
def test_an_unknown_format_is_refused(found: str) -> None:
    with pytest.raises(UnknownFormat):
        definition.from_json(found)


A_SMALL_ONE = json.loads(definition.to_json(a_questionnaire(a_question("law"))))["questionnaire"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sections": 3}, "questionnaire.sections: a list"),
        ({"titel": {}}, "questionnaire: unknown titel"),
        ({"title": ["a"]}, "questionnaire.title: wordings"),
        ({"version": 1}, "questionnaire.version: str"),
        ({"sections": [{"code": "a"}]}, r"sections\[0\]: without wording"),
        ({"sections": [{"code": "a", "wording": {}, "minutes": True}]}, "minutes: int"),
        (
            {"sections": [{"code": "a", "wording": {}, "parts": [{"kind": "odd", "code": "a", "wording": {}}]}]},
            "odd",
        ),
    ],
)
def test_a_malformed_definition_is_refused_with_the_place_of_the_fault(change: dict[str, object], says: str) -> None:
    with pytest.raises(MalformedDefinition, match=says):
        definition.from_json(json.dumps({"format": 1, "questionnaire": A_SMALL_ONE | change}))


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, '{"format": 1}', '{"format": 1, "questionnaire": {}, "x": 1}']
)
def test_what_is_no_definition_is_refused(text: str) -> None:
    with pytest.raises(MalformedDefinition):
        definition.from_json(text)


def test_no_fact_of_the_vocabulary_is_forgotten() -> None:
    """Every field of every part of a questionnaire can be written and read, whatever its type."""
    for kind in (Option, Row, Column, Question, Group, Section, Questionnaire):
        assert definition._facts_of(kind).keys() == {field.name for field in dataclasses.fields(kind) if field.init}
