"""The table of one question as comma-separated values that open in any spreadsheet (RFC 4180)."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from surveyapp.web.secretariat import analyzer_words as words
from surveyapp.web.secretariat.analyzer_drawing import Page
from surveyapp.web.secretariat.analyzer_table import Value
from surveyapp.web.secretariat.states_table import harmless


def as_csv(page: Page, received_to: str, *, is_illustrative: bool) -> str:
    """A row for each line of the table below a row of headings; below it what the figures are about.

    Numbers stand as numbers, days as ISO 8601. Of a state, 1 says that it chose an option or stands under a mark.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for row in (*_table(page), [], *_about(page, received_to, is_illustrative=is_illustrative)):
        writer.writerow([harmless(cell) for cell in row])
    return file.getvalue()


def _table(page: Page) -> Iterator[list[str | int]]:
    headings = [str(_("What was answered")), str(_("Code"))]
    for band in page.table.bands:
        headings.append(band.name)
        headings += [one.name(page.language).short for one in band.members if band.is_unfolded]
    yield [*headings, *([str(_("Last round, then and now"))] if page.table.has_changes else [])]
    yield [str(_("States in the base")), "", *_bases(page)]
    for line in page.table.lines:
        figures = [_figure(one.value if one.value is not None else one.text) for one in line.cells]
        yield [line.name, line.code, *figures, *([line.change] if page.table.has_changes else [])]


def _bases(page: Page) -> Iterator[str | int]:
    for band, base in zip(page.table.bands, page.table.bases, strict=True):
        yield base
        yield from ("" for _state in band.members if band.is_unfolded)


def _about(page: Page, received_to: str, *, is_illustrative: bool) -> Iterator[list[str | int]]:
    yield [str(_("Question")), f"{page.wording} – {page.part}" if page.part else page.wording]
    yield [str(_("For")), words.audience(page.view.audience)]
    yield [str(_("Base")), page.lead]
    if page.view.criteria:
        yield [str(_("Only the states that answered")), "; ".join(one.words for one in page.side.chips)]
    yield [str(_("Information received to")), received_to]
    if is_illustrative:
        yield [str(_("illustrative answers"))]


def _figure(value: Value) -> str | int:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value.isoformat() if isinstance(value, date) else value if value is not None else ""
