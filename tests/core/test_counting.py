"""What is read and counted as it is asked for is held against what is read whole and counted at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core import disclosure, submission
from surveyapp.core.comparison import compare
from surveyapp.core.counting import codes_seen_with, compare_as_asked, of_questions
from surveyapp.core.disclosure import Audience
from surveyapp.core.places import question_of
from surveyapp.core.questionnaire import Disclosure, Kind
from tests import strategies
from tests.builders import a_question, a_questionnaire, a_section, an_option, answered, frozen
from tests.replies import made_up_texts, states_of_2012

STATES = states_of_2012()[:4]
CITED = a_question("title")
FORM = a_questionnaire(
    a_section("one", a_question("law", Kind.ONE, (an_option("yes", cites="laws"), an_option("no")))),
    a_section("two", a_question("law_2", Kind.ROWS, "yes no", rows="a b"), a_question("count", Kind.INTEGER)),
    a_section("three", a_question("laws", Kind.LIST, fields=(CITED,)), a_question("secret")),
)


@given(strategies.questionnaires(), st.sampled_from(list(Audience)), st.integers(0, 9))
@settings(max_examples=25)
def test_each_question_alone_is_what_it_is_among_all(form, audience, seed):
    texts = list(made_up_texts(form, STATES[:3], str(seed)))
    whole = [disclosure.view(form, submission.read(one), audience) for one in texts]
    expected = compare(form, whole, STATES, audience)

    assert compare_as_asked(form, whole, STATES, audience, {}) == expected
    for code in (one.code for one in form.questions()):
        codes = codes_seen_with(form, {code})
        part = of_questions(form, codes)
        seen = [disclosure.view(part, submission.read(one), audience) for one in texts]
        found = compare_as_asked(form, seen, STATES, audience, {}, {code})
        assert found.tallies == {code: expected.tallies[code]}
        for narrow, reply in zip(seen, whole, strict=True):
            own = {address: cell for address, cell in reply.cells.items() if question_of(address) in codes}
            assert narrow.cells == own


def test_what_an_answer_cites_is_seen_with_it_and_what_is_withheld_stays_so():
    typed = {"law": {"option": "yes", "entry.yes": "e001"}, "laws[e001].title": "Ley 9095"}
    answers = answered(FORM, typed, disclosures={"laws[e001].title": Disclosure.SECRETARIAT})
    text = frozen(FORM, answers, {"laws": ("e001",)})
    whole, part = submission.read(text), of_questions(FORM, codes_seen_with(FORM, {"law"}))

    assert whole.places["law"].value["detail"] == {"entry": "e001"}
    for audience in Audience:
        narrow = disclosure.view(part, whole, audience)
        assert {question_of(one) for one in narrow.cells} == {"law", "laws"}
        assert narrow.cells["law"] == disclosure.view(FORM, whole, audience).cells["law"]


def test_of_what_was_not_read_nothing_is_counted():
    comparison = compare_as_asked(FORM, [], STATES, Audience.PUBLIC, {}, {"count"})

    assert list(comparison.tallies) == ["count"]
    assert "law" not in comparison.tallies
    assert comparison.footnotes == {}
    with pytest.raises(KeyError):
        comparison.tallies["law"]
