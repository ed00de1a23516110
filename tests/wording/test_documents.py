import pytest

from surveyapp.actions.handing_in import Paper
from surveyapp.wording.documents import kind_words


@pytest.mark.parametrize("kind", Paper)
def test_every_kind_of_paper_has_its_words(kind: Paper) -> None:
    assert kind_words(kind, "en") != kind_words(kind, "es")
