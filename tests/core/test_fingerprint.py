"""The fingerprint of what a reply says: it changes with the answers and with nothing else."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.core import submission
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.core.submission import EditionSubmitted
from tests.builders import NOT_AVAILABLE, SUBMITTED_AT, a_question, a_questionnaire, answered, frozen

FORM = a_questionnaire(
    a_question("offence", Kind.ONE, "yes partly no"),
    a_question("plan", Kind.LONG_TEXT, relevant="${offence} = 'yes'"),
    a_question("calls", Kind.INTEGER),
    a_question("laws", Kind.LIST, fields=(a_question("title"),)),
)
CHOICES = {
    "offence": ("yes", "partly", "no", NOT_AVAILABLE),
    "plan": ("One", "Two"),
    "calls": ("1", "2", "many"),
    "laws[aaaa].title": ("Act 1", "Act 2"),
    "calls@source": ("The police", "The courts"),
}
typed = st.fixed_dictionaries({}, optional={address: st.sampled_from(said) for address, said in CHOICES.items()})


def fingerprint(said, entries=("aaaa",), **facts):
    text = frozen(FORM, answered(FORM, said), {"laws": entries}, **facts)
    return submission.fingerprint(submission.read(text))


def asked_of(said):
    """What the state says: without what a condition hides, of which the reply says nothing."""
    hidden = {} if said.get("offence") == "yes" else {"plan"}
    return {address: text for address, text in said.items() if address not in hidden}


@settings(deadline=None)
@given(typed, typed)
def test_two_replies_have_the_same_fingerprint_just_where_they_say_the_same(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (asked_of(one) == asked_of(other))


@settings(deadline=None)
@given(typed)
def test_who_declares_when_and_how_often_it_was_written_does_not_matter(said):
    answers = {address: replace(one, version=7) for address, one in answered(FORM, said).items()}
    edition = EditionSubmitted(questionnaire="practices", version="1", sha256="e" * 64, wording_revision=9)
    text = frozen(
        FORM,
        answers,
        {"laws": ("aaaa",)},
        edition=edition,
        declared={},
        submitted_at=SUBMITTED_AT + timedelta(days=3),
        salt="17" * 16,
    )

    assert submission.fingerprint(submission.read(text)) == fingerprint(said)


def test_who_may_read_it_matters():
    assert fingerprint({"calls": "1"}) != fingerprint({"calls": "1"}, disclosure=Disclosure.SECRETARIAT)


def test_an_entry_more_matters():
    assert fingerprint({}) != fingerprint({}, entries=("aaaa", "bbbb"))
