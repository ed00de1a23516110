"""Pictures of figures as SVG: a map of equal tiles, bars. Nothing is told by colour alone.

As PNG for programs that draw no SVG.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from surveyapp.core.tiles import Tile, extent
from surveyapp.documents.typesetting import pictured

_TEMPLATE = Path(__file__).with_name("pictures.typ")
_SIDE, _GAP = 44, 4
_STEP, _LINE = _SIDE + _GAP, 28
_BROADEST_LETTER = 7.6
"""Of the legend, on average over a line."""
_LETTERS = 'font-family="Libertinus Serif" text-anchor="middle"'
_BLUE, _MIDDLE, _LIGHT, _PLAIN, _INK, _SOFT = "#173e76", "#7d9cc9", "#dbe5f3", "#f2f3f5", "#1c2430", "#4a525f"
_LOOKS = {
    "●": (_BLUE, "#ffffff"),
    "◐": (_MIDDLE, _INK),
    "△": (_LIGHT, _INK),
    "○": ("#ffffff", _INK),
}
"""By shape: the colour of a tile and of what stands on it."""
_REST = (_PLAIN, _SOFT)


def tile_map(tiles: Mapping[str, Tile], shapes: Mapping[str, str], legend: Sequence[tuple[str, str]]) -> str:
    """Each state asked as a tile with its shape ("" for any other); beside the uppermost the legend: shape, words."""
    last = extent(tiles)
    width, height = (last.column + 1) * _STEP, (last.row + 1) * _STEP
    drawn = [_tile(iso3, tile, shapes.get(iso3, "")) for iso3, tile in sorted(tiles.items())]
    beside = [tile.column for tile in tiles.values() if tile.row * _STEP < len(legend) * _LINE + _GAP]
    left = (max(beside, default=-1) + 1) * _STEP + 2 * _GAP
    longest = max((len(_short(words)) for _, words in legend), default=0)
    key = [_legend(at, shape, words) for at, (shape, words) in enumerate(legend)]
    drawn += [f'<g transform="translate({left} 2)">{one}</g>' for one in key]
    return _svg(max(width, left + 30 + longest * _BROADEST_LETTER), height, drawn)


def bars(lines: Sequence[tuple[str, int]], base: int) -> str:
    """A bar for each line, its count at its end; the rule behind it is the whole base."""
    step, left, full = 26, 250, 330
    drawn = []
    for at, (words, count) in enumerate(lines):
        y = at * step + 6
        length = full * count / base if base else 0
        drawn.append(
            f'<text x="{left - 8}" y="{y + 12}" font-family="Libertinus Serif" font-size="12" text-anchor="end"'
            f' fill="{_INK}">{escape(_short(words))}</text>'
            f'<rect x="{left}" y="{y}" width="{full}" height="15" fill="{_PLAIN}"/>'
            f'<rect x="{left}" y="{y}" width="{length:.1f}" height="15" fill="{_BLUE}"/>'
            f'<text x="{left + full + 8}" y="{y + 12}" font-family="Libertinus Serif" font-size="12" font-weight="bold"'
            f' fill="{_INK}">{count}</text>'
        )
    return _svg(left + full + 40, len(lines) * step + 8, drawn)


def as_pngs(pictures: Sequence[str]) -> list[bytes]:
    """Each as PNG, fine enough to be printed in the size of a figure."""
    return pictured(_TEMPLATE, "pictures", [{"picture": one} for one in pictures]) if pictures else []


def size(picture: str) -> tuple[float, float]:
    """Width and height as drawn."""
    _, _, width, height = picture.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return float(width), float(height)


_LONGEST_LABEL = 44


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1].rstrip() + "…"


def _svg(width: float, height: float, drawn: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}">{"".join(drawn)}</svg>'
    )


def _tile(iso3: str, tile: Tile, shape: str) -> str:
    fill, ink = _LOOKS.get(shape, _REST)
    x, y = tile.column * _STEP + 1, tile.row * _STEP + 1
    return (
        f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" rx="3" fill="{fill}" stroke="{_SOFT}"'
        f' stroke-width="0.7"/><text x="{x + _SIDE / 2}" y="{y + 18}" {_LETTERS} font-size="16"'
        f' fill="{ink}">{escape(iso3)}</text>{_shape(shape, x + _SIDE / 2, y + 31, ink)}'
    )


def _shape(shape: str, x: float, y: float, ink: str) -> str:
    """The shape as a drawing, so that no font is needed for it."""
    around = f'<circle cx="{x}" cy="{y}" r="6" fill="none" stroke="{ink}" stroke-width="1.6"/>'
    return {
        "●": f'<circle cx="{x}" cy="{y}" r="6" fill="{ink}"/>',
        "◐": f'{around}<path d="M {x} {y - 6} A 6 6 0 0 0 {x} {y + 6} Z" fill="{ink}"/>',
        "△": f'<path d="M {x} {y - 6} L {x + 6.5} {y + 5} L {x - 6.5} {y + 5} Z" fill="none" stroke="{ink}"'
        ' stroke-width="1.6"/>',
        "○": around,
    }.get(shape, "")


def _legend(at: int, shape: str, words: str) -> str:
    fill, ink = _LOOKS.get(shape, _REST)
    y = at * _LINE
    return (
        f'<rect x="0" y="{y}" width="22" height="22" rx="3" fill="{fill}" stroke="{_SOFT}" stroke-width="0.7"/>'
        f"{_shape(shape, 11, y + 11, ink)}"
        f'<text x="30" y="{y + 16}" font-family="Libertinus Serif" font-size="16" fill="{_INK}">'
        f"{escape(_short(words))}</text>"
    )
