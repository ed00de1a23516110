"""The states of a round as a table of comma-separated values that opens in any spreadsheet (RFC 4180).

A text that a spreadsheet would take for a formula is led by an apostrophe; times are ISO 8601 in Washington's zone.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from surveyapp.actions.following import StateStanding
from surveyapp.core.states import in_order
from surveyapp.store import document_replies
from surveyapp.web.secretariat.drawing import Page
from surveyapp.wording import dates, marks, subregions
from surveyapp.wording import document_replies as document_words

_TAKEN_FOR_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(page: Page, unchanged: Mapping[int, int]) -> str:
    """One row for each state asked, in official order, below a row of headings.

    `unchanged`: by the id of a reply, how many of its answers stand as they did in an earlier round.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_headings(page))
    standings = {one.state.iso3: one for one in page.standing.states}
    for state in in_order((one.state for one in standings.values()), page.language):
        one = standings[state.iso3]
        writer.writerow([harmless(cell) for cell in _cells(page, one, unchanged.get(one.reply.id, 0))])
    return file.getvalue()


def harmless(cell: str | int) -> str | int:
    """The cell as it can be opened in a spreadsheet without being computed."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_TAKEN_FOR_FORMULAS) else cell


def _headings(page: Page) -> list[str]:
    headings = [
        _("Code"),
        _("State"),
        _("Subregion"),
        _("Status"),
        _("Overdue"),
        _("Late"),
        _("Answered"),
        _("Asked"),
        _("Core answered"),
        _("Core asked"),
        _("No change since an earlier round"),
        _("Focal points"),
        _("Addresses"),
        _("Deadline"),
        _("Invited"),
        _("Last activity"),
        _("Submitted"),
        _("As a document"),
    ]
    return [*headings, _("Illustrative")] if page.round.illustrative else headings


def _cells(page: Page, one: StateStanding, unchanged: int) -> Iterator[str | int]:
    reply, language = one.reply, page.language
    yield one.state.iso3
    yield one.state.name(language).short
    yield subregions.subregion_name(one.state.subregion, language)
    yield marks.standing_words(one.standing, language)
    yield _yes_or_no(one.is_overdue)
    yield _yes_or_no(one.is_late)
    yield from (reply.answered, reply.asked, reply.core_answered, reply.core_asked, unchanged)
    yield "; ".join(person.name for person in one.focal_points)
    yield "; ".join(person.email for person in one.focal_points)
    for when in (one.deadline, reply.invited_at, reply.last_activity_at, reply.submitted_at):
        yield _time(when)
    document = page.documents.get(reply.id)
    stage = document_replies.stage_of(document) if document else None
    yield document_words.stage(stage, language)[1] if stage else ""
    if page.round.illustrative:
        yield _("illustrative answers")


def _yes_or_no(is_so: bool) -> str:
    return str(_("yes") if is_so else _("no"))


def _time(when: datetime | None) -> str:
    return when.astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).isoformat(timespec="minutes") if when else ""
