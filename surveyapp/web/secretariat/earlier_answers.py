"""Answers of an earlier round brought in from a workbook: an empty one to take away, every fault, a preview, one press.

A workbook without errors is kept among the files, and its preview carries a signed note of it: what is then brought in
is what was looked at, held against the round once more.
"""

import io
import secrets
from pathlib import Path

from flask import Response, abort, current_app, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer

from surveyapp.actions import authoring, earlier_answers
from surveyapp.actions.earlier_answers import Checked, Done
from surveyapp.core.states import from_facts, in_order
from surveyapp.documents import earlier_answers as document
from surveyapp.documents.earlier_answers import LARGEST_FILE
from surveyapp.store.models import Round
from surveyapp.web import clock, database
from surveyapp.web.files import storage
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.standing import XLSX
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates
from surveyapp.wording.earlier_answers import worded

GOOD_FOR_SECONDS = 12 * 60 * 60
LONGEST_NAME = 120


@blueprint.route("/rounds/<code>/earlier-answers", methods=["GET", "POST"], endpoint="earlier_answers")
def bring_in(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    if request.method == "GET":
        return _page(found)
    return _confirmed(found) if "confirm" in request.form else _looked_at(found)


@blueprint.get("/rounds/<code>/earlier-answers/workbook", endpoint="earlier_answers_workbook")
def empty_workbook(code: str) -> Response:
    """An empty workbook for the states and the questions of a round."""
    found = visible.round_(code)
    states = [from_facts(reply.state_facts) for reply in found.replies]
    made = document.template(authoring.for_round(found), states, g.language)
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=f"{found.code}-{_file_words()}.xlsx")


def _looked_at(of: Round) -> ResponseReturnValue:
    chosen = request.files.get("workbook")
    database.commit()  # reading a workbook takes its time: nobody shall wait for it
    if chosen is None or not chosen.filename:
        return _page(of, missing=True), 422
    data, name = chosen.stream.read(LARGEST_FILE + 1), chosen.filename[-LONGEST_NAME:]
    checked = earlier_answers.check(database.session(), of, data, name, clock.now())
    if checked.has_errors:
        return _page(of, checked, name), 422
    return _page(of, checked, name, _serializer().dumps([of.public_id, storage().keep(data), name]))


def _confirmed(of: Round) -> ResponseReturnValue:
    kept = _opened(of, request.form["confirm"])
    if kept is None:
        database.commit()
        return _page(of, missing=True), 422
    data, name = kept
    viewer = signed_in_viewer()
    outcome = earlier_answers.bring_in(
        database.session(), of, data, name, viewer.person, clock.now(), secrets.token_hex(16)
    )
    database.commit()
    if not isinstance(outcome, Done):
        return _page(of, outcome, name), 409
    return redirect(url_for("secretariat.round", code=of.code, _anchor="states"))


def _opened(of: Round, token: str) -> tuple[bytes, str] | None:
    """The workbook that was looked at, and its name; None if the note is not ours, is too old, or of another round."""
    try:
        round_id, sha256, name = _serializer().loads(token, max_age=GOOD_FOR_SECONDS)
    except (BadData, ValueError):
        return None
    path: Path | None = storage().path(sha256)
    if path is None or round_id != of.public_id:
        return None
    return path.read_bytes(), name


def _serializer() -> URLSafeTimedSerializer:
    if not current_app.secret_key:
        abort(500)
    return URLSafeTimedSerializer(current_app.secret_key, salt="earlier answers")


def _page(of: Round, checked: Checked | None = None, name: str = "", token: str = "", *, missing: bool = False) -> str:
    faults = checked.faults if checked else ()
    return render_template(
        "secretariat/earlier_answers.html",
        round=of,
        name=name,
        checked=checked,
        errors=sum(one.severity == "error" for one in faults),
        faults=[(one, worded(one.code, one.details, g.language)) for one in faults],
        states=_states(checked) if checked and not checked.has_errors else [],
        token=token,
        missing=missing,
        takes_workbook=clock.now() >= of.closes_at,
        limit=LARGEST_FILE // 2**20,
        here="round",
    )


def _states(checked: Checked) -> list[tuple[str, int, str, bool]]:
    """Name, number of answers, day of receipt, whether it is there already: of each state, in official order."""
    found = {one.state.iso3: one for one in checked.states}
    return [
        (
            state.name(g.language).short,
            len(found[state.iso3].answers),
            dates.day(received, g.language) if (received := found[state.iso3].received) else "",
            found[state.iso3].is_there_already,
        )
        for state in in_order((one.state for one in checked.states), g.language)
    ]


def _file_words() -> str:
    return "respuestas-anteriores" if g.language == "es" else "earlier-answers"
