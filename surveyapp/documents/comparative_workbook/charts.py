"""The charts of the workbook: bars with their figures written at them, in tones that a grey print tells apart.

A chart draws the cells of its sheet, so that who changes one sees it; it has a title and a description in words.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from surveyapp.documents.sheets import INK, safe

TONES = ("173E76", "7F9CC4", "D5DFEE", "5A6470", "FFFFFF", "A8AFB8", "2F2F2F", "E4E7EB")
"""Of the series, dark and light in turn; each has an outline, and a legend in the same order."""
_DARK = frozenset({"173E76", "5A6470", "2F2F2F"})
LONGEST_LABEL = 46
LONGEST_TITLE = 90
POINTS_OF_BAR = 20.0
POINTS_AROUND = 44.0
"""Of a title and the edges."""
POINTS_OF_LEGEND = 16.0
POINTS_OF_LINE = 11.0
_LETTERS_OF_LINE = 24
POINTS_OF_CENTIMETRE = 28.35


class Labels(NamedTuple):
    """What the bars are called: in words, and the cells where it stands."""

    words: Sequence[str]
    cells: Sequence[str]


class Bars(NamedTuple):
    """One series: what it is called, and the cells that hold its figures, one for each bar."""

    name: str
    cells: Sequence[str]
    """Of one sheet: "$C$7"; a run of them is one range."""


def bars(sheet: str, title: str, labels: Labels, series: Sequence[Bars], *, stacked: bool = False) -> Any:
    """Horizontal bars, the first label on top."""
    chart: Any = BarChart()
    chart.type, chart.gapWidth = "bar", 45
    if len(series) > 1:
        chart.grouping, chart.overlap = ("stacked", 100) if stacked else ("clustered", 0)
    chart.title = _title(title)
    chart.legend.position = "b"
    if len(series) == 1:
        chart.legend = None
    else:
        chart.legend.txPr = _type(800)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.x_axis.txPr = _type(800)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="8A919B"))
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.tickLblSkip = 1
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    for place, one in enumerate(series):
        chart.series.append(_series(sheet, labels, one, place, is_stacked=stacked and len(series) > 1))
    return chart


def height_of(labels: Sequence[str], series: int = 1, *, stacked: bool = False) -> float:
    """Points that a chart of so many bars needs, that of a label of several lines included."""
    of_bars = 1 if stacked else max(1, series * 0.6)
    lines = max((ceil(len(shortened(label)) / _LETTERS_OF_LINE) for label in labels), default=1)
    of_bar = max(POINTS_OF_BAR * of_bars, POINTS_OF_LINE * lines + 4)
    return POINTS_AROUND + of_bar * len(labels) + (POINTS_OF_LEGEND if series > 1 else 0)


def sized(chart: Any, width: float, height: float) -> Any:
    """The same chart so many points wide and high."""
    chart.width, chart.height = width / POINTS_OF_CENTIMETRE, height / POINTS_OF_CENTIMETRE
    return chart


def cells_in(column: str, rows: Sequence[int]) -> tuple[str, ...]:
    """The cells of one column in these rows, runs of rows as ranges."""
    found: list[list[int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return tuple(
        f"${column}${first}" if first == last else f"${column}${first}:${column}${last}" for first, last in found
    )


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    text = " ".join(safe(text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip(" ,;.") + "…"


def _formula(sheet: str, cells: Sequence[str]) -> str:
    quoted = sheet.replace("'", "''")
    ranges = [f"'{quoted}'!{cell}" for cell in cells]
    return ranges[0] if len(ranges) == 1 else f"({','.join(ranges)})"


def _series(sheet: str, labels: Labels, one: Bars, place: int, *, is_stacked: bool) -> Any:
    tone = TONES[place % len(TONES)]
    found: Any = Series(idx=place, order=place)
    found.tx = SeriesLabel(v=shortened(one.name))
    found.val = NumDataSource(numRef=NumRef(f=_formula(sheet, one.cells)))
    said = [StrVal(idx=number, v=shortened(label)) for number, label in enumerate(labels.words)]
    cached = StrData(ptCount=len(said), pt=said)
    found.cat = AxDataSource(strRef=StrRef(f=_formula(sheet, labels.cells), strCache=cached))
    found.spPr = GraphicalProperties(solidFill=tone, ln=LineProperties(solidFill=INK, w=6350))
    found.invertIfNegative = False
    found.dLbls = _figures("ctr" if is_stacked else "outEnd", "FFFFFF" if is_stacked and tone in _DARK else INK)
    return found


def _figures(position: str, colour: str) -> Any:
    """The figure at each bar, or in it; nothing for zero."""
    labels: Any = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = "#,##0;-#,##0;;"
    labels.txPr = _type(800, colour)
    labels.dLblPos = position
    return labels


def _title(text: str) -> Any:
    properties = ParagraphProperties(defRPr=CharacterProperties(sz=900, b=True, solidFill=INK))
    run = RegularTextRun(rPr=CharacterProperties(sz=900, b=True, solidFill=INK), t=shortened(text, LONGEST_TITLE))
    rich = RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, r=[run])])
    title: Any = Title(tx=Text(rich=rich), overlay=False)
    title.layout = Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.01, y=0.01))
    return title


def _type(size: int, colour: str = INK) -> Any:
    properties = ParagraphProperties(defRPr=CharacterProperties(sz=size, solidFill=colour))
    return RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties(sz=size))])
