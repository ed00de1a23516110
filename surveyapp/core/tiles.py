"""Where each state stands on the map of equal tiles: data, so that no state is larger than another."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """A place on the grid, counted from the north-west corner."""

    column: int
    row: int


def read_tiles(csv_text: str) -> dict[str, Tile]:
    """ISO 3166 alpha-3 to tile, of a file with the columns of the bundled tiles.csv."""
    rows = csv.DictReader(csv_text.splitlines())
    return {row["iso3"]: Tile(int(row["column"]), int(row["row"])) for row in rows}


def extent(tiles: Mapping[str, Tile]) -> Tile:
    """The last column and the last row that hold a tile."""
    return Tile(max(tile.column for tile in tiles.values()), max(tile.row for tile in tiles.values()))
