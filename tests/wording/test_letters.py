import pytest

from surveyapp.wording.letters import ATTENTION, STATUSES, kind_words, status_shape, status_words


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_shape_and_words(status: str) -> None:
    assert len(status_shape(status)) == 1
    assert status_words(status, "en") != status_words(status, "es")


def test_what_only_a_person_can_settle_is_marked() -> None:
    assert {status for status in STATUSES if status_shape(status) == "!"} == ATTENTION


def test_a_kind_without_a_name_of_its_own_is_a_letter() -> None:
    assert kind_words("invitation", "es") == "Invitación"
    assert kind_words("another", "en") == "Letter"
