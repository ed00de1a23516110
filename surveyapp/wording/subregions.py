"""The subregions by name."""

from surveyapp.core.states import Subregion
from surveyapp.core.text import Text, said

_NAMES: dict[str, Text] = {
    Subregion.NORTH_AMERICA: {"en": "North America", "es": "América del Norte"},
    Subregion.CENTRAL_AMERICA: {"en": "Central America", "es": "Centroamérica"},
    Subregion.CARIBBEAN: {"en": "Caribbean", "es": "Caribe"},
    Subregion.ANDEAN: {"en": "Andean countries", "es": "Países andinos"},
    Subregion.SOUTH_AMERICA: {"en": "South America", "es": "América del Sur"},
}


def subregion_name(subregion: str, language: str) -> str:
    """ "Andean countries", "Países andinos"."""
    return said(_NAMES[subregion], language)


def in_order(language: str) -> list[tuple[Subregion, str]]:
    """Every subregion with its name, in the order in which groups are shown."""
    return [(subregion, subregion_name(subregion, language)) for subregion in Subregion]
