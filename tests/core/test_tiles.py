from surveyapp import data
from surveyapp.core.states import read_states
from surveyapp.core.tiles import extent, read_tiles

TILES = read_tiles(data.text("tiles.csv"))


def test_every_member_state_has_a_tile_of_its_own() -> None:
    assert TILES.keys() == {state.iso3 for state in read_states(data.text("member_states.csv"))}
    assert len(set(TILES.values())) == len(TILES)


def test_the_map_lies_as_the_hemisphere_does() -> None:
    assert TILES["CAN"].row < TILES["MEX"].row < TILES["PAN"].row < TILES["ARG"].row
    assert TILES["PER"].column < TILES["BRA"].column


def test_the_extent_is_that_of_the_outermost_tiles() -> None:
    assert extent(TILES).column == max(tile.column for tile in TILES.values())
    assert extent(TILES).row == TILES["ARG"].row
