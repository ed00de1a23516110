"""The directory as a workbook: taken away, and brought back after it was shown what it would change.

A workbook without errors is kept among the files, and its preview carries a signed note of it and of what it would do:
what is then done is what was looked at.
"""

import io

from flask import Response, abort, current_app, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer

from surveyapp.actions import directory_files
from surveyapp.actions.directory_files import Change, Checked, What
from surveyapp.core.text import said
from surveyapp.documents import directory_workbook as document
from surveyapp.documents.directory_workbook import LARGEST_FILE, Name
from surveyapp.web import clock, database
from surveyapp.web.files import storage
from surveyapp.web.secretariat import directory
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.standing import XLSX
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import directory as directory_wording
from surveyapp.wording import directory_files as wording

GOOD_FOR_SECONDS = 12 * 60 * 60
LONGEST_NAME = 120


@blueprint.get("/directory/workbook", endpoint="directory_workbook")
def export() -> Response:
    made = directory_files.export(database.session(), g.language, clock.now())
    name = f"{_('directory')}-{clock.now():%Y-%m-%d}.xlsx"
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=name)


@blueprint.route("/directory/import", methods=["GET", "POST"], endpoint="directory_import")
def bring_in() -> ResponseReturnValue:
    if request.method == "GET":
        return _page()
    return _confirmed() if "confirm" in request.form else _looked_at()


def _looked_at() -> ResponseReturnValue:
    chosen = request.files.get("workbook")
    database.commit()  # reading a workbook takes its time: nobody shall wait for it
    if chosen is None or not chosen.filename:
        return _page(missing=True), 422
    data, name = chosen.stream.read(LARGEST_FILE + 1), chosen.filename[-LONGEST_NAME:]
    checked = directory_files.check(database.session(), data, name, clock.now())
    if checked.has_errors:
        return _page(checked, name), 422
    return _page(checked, name, _serializer().dumps([storage().keep(data), name, checked.fingerprint]))


def _confirmed() -> ResponseReturnValue:
    """Does what was shown; where the directory has changed meanwhile, shows it anew."""
    try:
        kept, name, told = _serializer().loads(request.form["confirm"], max_age=GOOD_FOR_SECONDS)
    except (BadData, ValueError):
        kept, name, told = "", "", ""
    path = storage().path(kept) if kept else None
    if path is None:
        database.commit()
        return _page(missing=True), 422
    data, who = path.read_bytes(), signed_in_viewer().person
    outcome = directory_files.bring_in(database.session(), data, name, who, clock.now(), seen=told)
    database.commit()
    if isinstance(outcome, Checked):
        token = "" if outcome.has_errors else _serializer().dumps([kept, name, outcome.fingerprint])
        return _page(outcome, name, token, is_otherwise=True), 409
    return redirect(url_for("secretariat.directory"))


def _serializer() -> URLSafeTimedSerializer:
    if not current_app.secret_key:
        abort(500)
    return URLSafeTimedSerializer(current_app.secret_key, salt="directory")


def _page(
    checked: Checked | None = None,
    name: str = "",
    token: str = "",
    *,
    missing: bool = False,
    is_otherwise: bool = False,
) -> str:
    faults = checked.faults if checked else ()
    names = {one.iso3: one.name(g.language).short for one in directory.in_official_order()}
    return render_template(
        "secretariat/directory_import.html",
        name=name,
        checked=checked,
        errors=sum(document.is_error(one) for one in faults),
        faults=[(one, document.is_error(one), wording.worded(one.code, one.details, g.language)) for one in faults],
        changes=[_worded(one, names) for one in checked.changes] if checked and not checked.has_errors else [],
        counts={what.value: checked.count(what) for what in What} if checked else {},
        token=token,
        missing=missing,
        is_otherwise=is_otherwise,
        limit=LARGEST_FILE // 2**20,
        words=wording,
        here="directory",
    )


def _worded(change: Change, names: dict[str, str]) -> tuple[str, str, Change, list[tuple[str, str, str]]]:
    """Place, subject, the change itself, and of each column its header, what was there and what will be."""
    at = 1 if g.language == "es" else 0
    columns = document.COLUMNS[change.sheet]
    subject = change.subject
    if change.sheet is Name.AUTHORITIES:
        subject = directory_wording.kind_words(change.subject, g.language)
    whose = names.get(change.state, change.state)
    place = _("%(sheet)s, row %(row)s", sheet=said(document.SHEETS[change.sheet], g.language), row=change.row)
    fields = [
        (columns[one.column][at], _value(one.column, one.was), _value(one.column, one.becomes)) for one in change.fields
    ]
    return place, f"{whose}: {subject}" if whose else subject, change, fields


def _value(column: str, value: str) -> str:
    """A code by its word."""
    if column == "post" and value:
        return directory_wording.post_words(value, g.language)
    known = document.code_of(document.LANGUAGES, value) if column == "language" else ""
    return document.word(document.LANGUAGES, known, g.language) if known else value
