import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core import submission
from surveyapp.core.answers import Answer
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Disclosure, Kind
from surveyapp.core.submission import EditionSubmitted, GivenTo, Submission, Submitted, UnreadableSubmission
from tests.builders import (
    NOT_AVAILABLE,
    a_question,
    a_questionnaire,
    a_submission,
    answered,
    frozen,
)

FORM = a_questionnaire(
    a_question("law", Kind.ONE, "yes no"),
    a_question("title", relevant="${law} = 'yes'"),
    a_question("cases", Kind.INTEGER),
    a_question("budget", Kind.DECIMAL),
    a_question("plan"),
    a_question("laws", Kind.LIST, fields=(a_question("name"), a_question("paper", Kind.FILE))),
)


def test_every_place_is_there_with_its_mark():
    typed = {"law": "no", "title": "kept", "cases": "a dozen", "budget": NOT_AVAILABLE, "laws[aaaa].name": "Act"}
    submitted = a_submission(FORM, typed, {"laws": ["aaaa"]})
    assert {address: one.mark.value for address, one in submitted.places.items()} == {
        "law": "answered",
        "title": "not_asked",
        "cases": "not_readable",
        "budget": "not_available",
        "plan": "left_blank",
        "laws": "left_blank",
        "laws[aaaa].name": "answered",
        "laws[aaaa].paper": "left_blank",
    }
    assert submitted.asked == {"law", "cases", "budget", "plan", "laws"}


def test_a_text_kept_at_a_question_that_is_hidden_is_not_submitted():
    content = frozen(FORM, answered(FORM, {"law": "no", "title": "a secret draft"}))
    assert "secret" not in content
    assert submission.read(content).places["title"].version == 1


def test_what_cannot_be_read_is_submitted_as_typed():
    assert a_submission(FORM, {"cases": "a dozen"}).places["cases"].typed == {"text": "a dozen"}


def test_what_is_not_available_is_submitted_without_what_was_typed_before():
    content = frozen(FORM, answered(FORM, {"cases": {"text": "12", "not_available": "1"}}))
    assert submission.read(content).places["cases"] == Submitted(mark=Mark.NOT_AVAILABLE, version=1)


def test_an_answer_to_what_the_questionnaire_does_not_ask_is_left_in_the_history():
    answers = {"older_question": Answer(mark=Mark.ANSWERED, value={"text": "kept"}, version=1)}
    assert "older_question" not in frozen(FORM, answers)


def test_entries_stand_in_the_order_of_the_state_and_those_of_a_hidden_list_not_at_all():
    assert a_submission(FORM, {}, {"laws": ["bbbb", "aaaa"]}).entries == {"laws": ("bbbb", "aaaa")}
    hiding = a_questionnaire(a_question("laws", Kind.LIST, fields=(a_question("name"),), relevant="false()"))
    hidden = a_submission(hiding, {"laws[aaaa].name": "Act"}, {"laws": ["aaaa"]})
    assert hidden.entries == {}
    assert list(hidden.places) == ["laws"]


def test_the_files_handed_in_are_named_by_their_hash():
    typed = {"laws[aaaa].paper": f"abcdefgh 12 {'f' * 64} application/pdf Ley 26.364.pdf"}
    assert a_submission(FORM, typed, {"laws": ["aaaa"]}).attachments == {"abcdefgh": "f" * 64}


def test_what_stands_beside_an_answer_is_submitted_with_it_and_a_blank_beside_it_is_not():
    beside = {"law@source": "Gaceta 12", "law@note": "in confidence", "title@source": "of a hidden question"}
    submitted = a_submission(FORM, {"law": "no"} | beside)
    assert submitted.places["law@source"].value == {"text": "Gaceta 12"}
    assert submitted.places["law@source"].effective is Disclosure.PUBLIC
    assert submitted.places["law@note"].effective is Disclosure.SECRETARIAT
    assert {address for address in submitted.places if "@" in address} == {"law@source", "law@note"}
    assert submission.read(submission.write(submitted)) == submitted


def test_each_place_carries_its_own_and_its_effective_disclosure():
    submitted = a_submission(
        FORM, {"law": "yes"}, disclosures={"law": Disclosure.SECRETARIAT}, disclosure=Disclosure.MEMBER_STATES
    )
    assert submitted.places["law"].disclosure is Disclosure.SECRETARIAT
    assert submitted.places["title"].disclosure is None
    assert submitted.places["title"].effective is Disclosure.SECRETARIAT
    assert submitted.places["cases"].effective is Disclosure.MEMBER_STATES


def test_a_place_says_the_wording_it_was_given_to_where_that_is_not_the_whole_s():
    answers = answered(FORM, {"law": "no", "cases": "12", "plan": "A plan"})
    present, earlier = GivenTo("e" * 64, 2), GivenTo("f" * 64, 0)

    read = submission.read(frozen(FORM, answers, given={"law": present, "cases": earlier, "budget": earlier}))

    assert {address: read.given_to(read.places[address]) for address in ("law", "cases", "plan")} == {
        "law": present,
        "cases": earlier,
        "plan": present,
    }
    assert (read.places["law"].edition, read.places["law"].wording_revision) == ("", None)
    assert read.places["budget"].edition == ""  # nothing was answered there


def test_a_text_from_before_places_knew_their_wording_is_read_as_ever():
    content = frozen(FORM, answered(FORM, {"cases": "12"}))

    assert '"wording_revision":2' in content
    assert content.count("wording_revision") == 1
    read = submission.read(content)
    assert read.given_to(read.places["cases"]) == read.wording == GivenTo("e" * 64, 2)


def test_the_text_is_canonical():
    content = frozen(FORM, answered(FORM, {"plan": "Año “uno”"}))
    assert content == json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "Año “uno”" in content


def test_the_same_moment_in_another_zone_gives_the_same_text():
    there = datetime(2012, 9, 28, 9, 30, tzinfo=timezone(timedelta(hours=-6)))
    assert frozen(FORM, {}, submitted_at=there) == frozen(FORM, {})


def test_another_salt_gives_another_receipt():
    one, other = frozen(FORM, {}, salt="00" * 16), frozen(FORM, {}, salt="01" * 16)
    assert submission.sha256(one) != submission.sha256(other)


def test_a_salt_that_could_be_guessed_and_a_time_without_zone_are_refused():
    with pytest.raises(ValueError, match="at least 16 bytes"):
        frozen(FORM, {}, salt="5a")
    with pytest.raises(ValueError, match="zone"):
        frozen(FORM, {}, submitted_at=datetime(2012, 9, 28))  # noqa: DTZ001


def test_the_receipt_is_that_of_the_text_in_utf_8():
    assert submission.sha256("ñ") == hashlib.sha256(b"\xc3\xb1").hexdigest()


def test_a_receipt_number_can_be_read_out():
    assert submission.receipt_number("cr", "2012", 1) == "CR-2012-01"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"format":2}',
        '{"format":1}',
        "[" * 100_000,
        frozen(FORM, {}).replace('"left_blank"', '"perhaps"'),
        frozen(FORM, {}).replace('"plan":', '"not a place":'),
        frozen(FORM, {}).replace('"public"', '"everybody"'),
    ],
)
def test_what_is_no_submission_is_refused(content):
    with pytest.raises(UnreadableSubmission):
        submission.read(content)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.dictionaries(texts, st.one_of(texts, st.integers(), st.lists(texts, max_size=3)), max_size=3)
disclosures = st.sampled_from(Disclosure)
places_submitted = st.builds(
    Submitted,
    mark=st.sampled_from(Mark),
    value=st.none() | values,
    typed=st.none() | st.dictionaries(texts, texts, max_size=2),
    disclosure=st.none() | disclosures,
    effective=disclosures,
    version=st.integers(0, 99),
    language=st.sampled_from(["", "en", "es", "pt"]),
    edition=st.sampled_from(["", "e" * 64, "f" * 64]),
    wording_revision=st.none() | st.integers(0, 9),
)
addresses = st.sampled_from(["law", "laws[a1b2].title", "services/shelter", "victims/y1/women", "victims.source"])
submissions = st.builds(
    Submission,
    round=texts,
    state=texts,
    edition=st.builds(
        EditionSubmitted, questionnaire=texts, version=texts, sha256=texts, wording_revision=st.integers()
    ),
    disclosure=disclosures,
    places=st.dictionaries(addresses, places_submitted),
    entries=st.dictionaries(texts, st.lists(texts, max_size=3).map(tuple), max_size=2),
    declared=st.dictionaries(texts, texts, max_size=3),
    submitted_at=st.datetimes(timezones=st.just(UTC)),
    salt=texts,
)


@given(submissions)
def test_what_is_written_is_read_back_and_written_the_same(one):
    content = submission.write(one)
    assert submission.read(content) == one
    assert submission.write(submission.read(content)) == content
