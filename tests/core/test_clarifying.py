import pytest

from surveyapp.core import clarifying
from surveyapp.core.clarifying import Deed, Status, address_of, after, left_behind, left_behind_in, question_at

LIFE = """
           send    discard    answer    ask_again  close
draft      open    discarded  -         -          -
discarded  -       -          -         -          -
open       -       -          answered  open       closed
answered   -       -          answered  open       closed
closed     -       -          -         open       -
"""


def test_the_life_of_a_clarification():
    [heads, *rows] = [line.split() for line in LIFE.strip().splitlines()]
    expected = {(status, deed): to for status, *row in rows for deed, to in zip(heads, row, strict=True)}

    found = {(status.value, deed.value): after(status, deed) or "-" for status in Status for deed in Deed}

    assert found == expected


def test_a_reply_is_not_clear_while_something_is_asked_about_it():
    assert {Status.OPEN, Status.ANSWERED} == clarifying.UNSETTLED


@pytest.mark.parametrize(
    ("address", "question", "before"),
    [("q12", "q12", None), ("q12@e7", "", ("q12", 7)), ("no address!", "", None), ("q12@source", "", None)],
)
def test_a_thread_knows_whether_its_question_is_still_asked(address, question, before):
    assert question_at(address) == question
    assert left_behind_in(address) == before


def test_a_thread_left_behind_is_found_again():
    assert question_at(address_of("laws")) == "laws"
    assert left_behind_in(left_behind("laws", 12)) == ("laws", 12)
