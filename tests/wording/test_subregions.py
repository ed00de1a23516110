import pytest

from surveyapp.core.states import Subregion
from surveyapp.core.text import MissingWording
from surveyapp.wording.subregions import in_order, subregion_name


def test_subregions_are_shown_from_north_to_south():
    assert [name for _, name in in_order("es")] == [
        "América del Norte",
        "Centroamérica",
        "Caribe",
        "Países andinos",
        "América del Sur",
    ]


def test_a_subregion_is_known_by_its_plain_code():
    assert subregion_name("andean", "en") == subregion_name(Subregion.ANDEAN, "en") == "Andean countries"


def test_an_unknown_language_is_refused():
    with pytest.raises(MissingWording):
        in_order("fr")
