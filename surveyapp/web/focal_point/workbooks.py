"""The reply as a workbook: taken away to work offline, brought back, looked at cell by cell, taken at a press."""

import io
from dataclasses import dataclass

from flask import Response, abort, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from surveyapp.actions import reply_workbooks, returning_workbooks, seeing
from surveyapp.actions.answering import Refused
from surveyapp.actions.returning_workbooks import Choice, Preview
from surveyapp.core.editions import words_changed
from surveyapp.core.editions.words import Piece
from surveyapp.core.reply_cells import TEXT
from surveyapp.core.returned import TO_BE_CHOSEN, Change, ChangeKind
from surveyapp.core.text import Text
from surveyapp.documents.reply_workbook import LARGEST_FILE, Unreadable
from surveyapp.store.models import Reply, ReturnedWorkbook
from surveyapp.web import clock, database
from surveyapp.web.files import storage
from surveyapp.web.focal_point import sentences, visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answers as answer_wording
from surveyapp.wording import dates
from surveyapp.wording import returned_workbooks as wording
from surveyapp.wording.answers import Titles
from surveyapp.wording.faults import Worded
from surveyapp.wording.translations import language_called

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 100
"""Cells on a page."""
LONGEST_NAME = 120


@blueprint.get("/reply/<reply>/workbook")
def offline(reply: str) -> str:
    found = visible.reply(reply)
    form = visible.questionnaire(found)
    return render_template(
        "focal_point/workbook.html",
        reply=found,
        state=visible.state(found),
        sections=visible.sections(found, form),
        chosen=request.args.getlist("section"),
        languages=[(one, language_called(one, g.language)) for one in reply_workbooks.languages(form)],
        may_return=_may_return(found),
        here="desk",
    )


@blueprint.get("/reply/<reply>/workbook.xlsx")
def workbook_file(reply: str) -> Response:
    """The workbook of the sections chosen; of all that the person may read where none is."""
    found = visible.reply(reply)
    form = visible.questionnaire(found)
    languages = reply_workbooks.languages(form)
    language = request.args.get("language", g.language)
    if language not in languages:
        abort(404)
    seen = [one.code for one in visible.sections(found, form)]
    chosen = [one for one in seen if one in request.args.getlist("section")] or seen
    viewer = signed_in_viewer()
    made = reply_workbooks.make(database.session(), found, chosen, language, viewer.name, clock.now())
    some = chosen if len(chosen) < len(form.sections) else None
    name = reply_workbooks.file_name(found, language, some)
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=name)


@blueprint.route("/reply/<reply>/workbook/return", methods=["GET", "POST"])
def return_workbook(reply: str) -> ResponseReturnValue:
    found = visible.reply(reply)
    if not _may_return(found):
        abort(404)
    if request.method == "GET":
        return _return_page(found)
    chosen = request.files.get("workbook")
    database.commit()  # reading a workbook takes its time: nobody shall wait for it
    if chosen is None or not chosen.filename:
        return _return_page(found, is_missing=True), 422
    data, name = chosen.stream.read(LARGEST_FILE + 1), chosen.filename[-LONGEST_NAME:]
    book = returning_workbooks.check(database.session(), found, data, name)
    if isinstance(book, Unreadable):
        return _return_page(found, wording.fault(book.code, book.details, g.language)), 422
    with database.writing() as apart:
        own = apart.get_one(Reply, found.id)
        row = returning_workbooks.keep(apart, storage(), own, book, data, name, signed_in_viewer().person, clock.now())
        apart.commit()
        kept = row if isinstance(row, Unreadable) else row.public_id
    if isinstance(kept, Unreadable):
        return _return_page(found, wording.fault(kept.code, kept.details, g.language)), 422
    return redirect(url_for("focal_point.workbook_changes", reply=found.public_id, returned=kept))


@blueprint.route("/reply/<reply>/workbook/<returned>", methods=["GET", "POST"])
def workbook_changes(reply: str, returned: str) -> ResponseReturnValue:
    found = visible.reply(reply)
    row = seeing.returned_workbook(database.session(), signed_in_viewer(), found, returned)
    if row is None:
        abort(404)
    if request.method == "GET":
        return _changes_page(found, row)
    database.commit()  # reading a workbook takes its time: nobody shall wait for it
    book = returning_workbooks.book_of(storage(), row)
    if book is None:
        abort(404)
    with database.writing() as apart:
        outcome = returning_workbooks.apply(
            apart,
            apart.get_one(Reply, found.id),
            apart.get_one(ReturnedWorkbook, row.id),
            book,
            _may_write(found),
            _choices(),
            signed_in_viewer().person,
            clock.now(),
        )
        apart.commit()
    if isinstance(outcome, Refused):
        return _changes_page(found, row, outcome), 409
    return redirect(url_for("focal_point.workbook_changes", reply=found.public_id, returned=row.public_id, applied=1))


def _may_return(of: Reply) -> bool:
    return any(seeing.is_writer(signed_in_viewer(), of, one.code) for one in visible.questionnaire(of).sections)


def _may_write(of: Reply) -> returning_workbooks.MayWrite:
    viewer = signed_in_viewer()
    return lambda section: seeing.is_writer(viewer, of, section)


def _return_page(of: Reply, fault: Worded | None = None, *, is_missing: bool = False) -> str:
    return render_template(
        "focal_point/workbook_return.html",
        reply=of,
        state=visible.state(of),
        fault=fault,
        is_missing=is_missing,
        limit=LARGEST_FILE // 2**20,
        here="desk",
    )


def _choices() -> dict[str, Choice] | None:
    """What the person ticked and chose; None: all that is in no conflict and takes nothing away."""
    if "all" in request.form:
        return None
    chosen = {key: Choice() for key in request.form.getlist("take")}
    for name, which in request.form.items():
        if name.startswith("keep.") and which.isascii() and which.isdigit() and len(which) < 3:
            key = name.removeprefix("keep.")
            seen = request.form.get(f"seen.{key}", "")
            over = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
            chosen[key] = Choice(int(which), over)
    return chosen


# The changes, cell by cell


@dataclass(frozen=True)
class Shown:
    """A changed cell in words."""

    change: Change
    id: str
    called: str
    kind: str
    shape: str
    before: str
    after: list[str]
    given: str
    pieces: list[Piece]
    why: str
    by: str

    @property
    def is_to_be_chosen(self) -> bool:
        return self.change.can_be_taken and self.change.kind in TO_BE_CHOSEN

    @property
    def can_be_ticked(self) -> bool:
        return self.change.can_be_taken and self.change.kind not in TO_BE_CHOSEN


def _changes_page(of: Reply, row: ReturnedWorkbook, refused: Refused | None = None) -> str:
    book = returning_workbooks.book_of(storage(), row)
    if book is None:
        abort(404)
    preview = returning_workbooks.preview(database.session(), of, book, _may_write(of), clock.now())
    changes = preview.compared.changes
    pages = max(1, -(-len(changes) // SHOWN))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    titles = _titles(preview)
    on_page = changes[(page - 1) * SHOWN : page * SHOWN]
    rows = [_shown(preview, one, number, titles) for number, one in enumerate(on_page)]
    kinds = dict.fromkeys(one.kind for one in changes)
    zone = visible.state(of).time_zone
    reason = refused.reason if refused else preview.refusal
    return render_template(
        "focal_point/workbook_changes.html",
        reply=of,
        state=visible.state(of),
        row=row,
        rows=rows,
        sections=[
            (section, inside)
            for section in preview.held.questionnaire.sections
            if (inside := [one for one in rows if one.change.section == section.code])
        ],
        elsewhere=[one for one in rows if preview.held.questionnaire.section(one.change.section) is None],
        counts=[(wording.kind_words(kind, g.language), sum(one.kind is kind for one in changes)) for kind in kinds],
        total=len(changes),
        same=preview.compared.same,
        loose=book.loose,
        takable=sum(one.can_be_taken for one in changes) if not preview.refusal else 0,
        removals=not preview.refusal and any(one.takes_away and one.can_be_taken for one in changes),
        refusal=sentences.refusal(reason, g.language) if reason else "",
        page=page,
        pages=pages,
        made=dates.moment(book.made_at, zone, g.language) if book.made_at else "",
        outcome=row.outcome if row.applied_at and "applied" in request.args else None,
        applied_sections=_sections_applied(preview, row),
        here="desk",
    )


def _sections_applied(preview: Preview, row: ReturnedWorkbook) -> list[tuple[str, Text, int]]:
    """Code, wording and how many cells, of the sections into which something was taken last."""
    counted = (row.outcome or {}).get("sections", {})
    return [
        (one.code, one.wording, counted[one.code]) for one in preview.held.questionnaire.sections if one.code in counted
    ]


def _titles(preview: Preview) -> Titles:
    held = preview.held
    return answer_wording.entry_titles(held.questionnaire, held.answers, held.entries, g.language)


def _unnamed(_list_code: str, _entry: str) -> str:
    return ""


def _is_prose(change: Change) -> bool:
    """Whether before and after are compared word by word: texts are, choices and numbers stand side by side."""
    held = [one for one in (change.before, *change.after) if one]
    return len(change.after) == 1 and all(one.startswith(TEXT) for one in held)


def _shown(preview: Preview, change: Change, number: int, titles: Titles) -> Shown:
    language, held = g.language, preview.held
    if change.kind is ChangeKind.NOT_YOURS:
        titles = _unnamed  # what an entry of another section is called now is not told

    def said(content: str) -> str:
        return wording.content_words(change.leaf, change.part, content, language, titles, held.habits.decimal_mark)

    before, after = said(change.before), [said(one) for one in change.after]
    writer = preview.writers.get(str(change.place))
    zone = visible.state(held.reply).time_zone
    at = dates.moment(writer.at, zone, language) if writer else ""
    return Shown(
        change=change,
        id=f"c{number}",
        called=wording.cell_called(change, language, titles),
        kind=wording.kind_words(change.kind, language),
        shape=wording.SHAPES[change.kind],
        before=before,
        after=after,
        given=said(change.given),
        pieces=words_changed(before, after[0]) if _is_prose(change) else [],
        why=wording.why(change, language, held.habits),
        by=", ".join(filter(None, (writer.by, at))) if writer else "",
    )
