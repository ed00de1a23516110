"""What two people changed in one text, put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.merging import merged

SEEN = "The law was passed in 2010. It has twelve articles."
texts = st.text("ab .\n", max_size=40)


@pytest.mark.parametrize(
    ("yours", "theirs", "both"),
    [
        (
            "The law was passed in 2012. It has twelve articles.",
            "The law was passed in 2010. It has thirty articles.",
            "The law was passed in 2012. It has thirty articles.",
        ),
        (f"{SEEN} It is in force.", f"By vote: {SEEN}", f"By vote: {SEEN} It is in force."),
        (f"{SEEN}\n\nSecond paragraph.", SEEN.replace(" was", ""), f"{SEEN.replace(' was', '')}\n\nSecond paragraph."),
    ],
)
def test_changes_that_do_not_touch_stand_together(yours: str, theirs: str, both: str) -> None:
    assert merged(SEEN, yours, theirs) == both
    assert merged(SEEN, theirs, yours) == both


@pytest.mark.parametrize(
    ("yours", "theirs"), [("in 2011", "in 2012"), ("in 2010, late", "in 2010 or 2011"), ("in 2010 late", "in")]
)
def test_changes_that_touch_are_for_a_person_to_decide(yours: str, theirs: str) -> None:
    assert merged("in 2010", yours, theirs) is None


@given(texts, texts)
def test_where_only_one_changed_something_it_is_that(seen: str, theirs: str) -> None:
    assert merged(seen, seen, theirs) == theirs
    assert merged(seen, theirs, theirs) == theirs
