"""The public page on which anybody who holds a receipt, or the text that was submitted, has it checked."""

from flask import Blueprint, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import receipt_checks
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.receipt_checks import Checked
from surveyapp.core.states import from_facts
from surveyapp.core.text import said
from surveyapp.web import clock, database
from surveyapp.wording import receipt_checks as wording
from surveyapp.wording import receipts as receipt_wording

blueprint = Blueprint("receipts", __name__)
LARGEST_FILE = 16 * 1024 * 1024


@blueprint.get("/receipts")
def ask() -> str:
    return _page()


@blueprint.post("/receipts")
def check() -> ResponseReturnValue:
    file = request.files.get("file")
    if file is not None and file.filename:
        if _is_too_often():
            return _page(fault=_too_often()), 429
        checked = receipt_checks.of_file(database.session(), file.stream.read(LARGEST_FILE))
        return _page(checked=checked, is_file=True)
    return _of_number(request.form.get("number", ""), request.form.get("sha256", ""))


@blueprint.get("/receipts/<number>")
def receipt(number: str) -> ResponseReturnValue:
    """Where the code on a receipt leads; without a fingerprint it only fills in the number."""
    sha256 = request.args.get("sha256", "")
    return _of_number(number, sha256) if sha256 else _page(number=number)


def _of_number(number: str, sha256: str) -> ResponseReturnValue:
    number, sha256 = number.strip()[:80], sha256.strip()[:200]
    if not number or not sha256:
        fault = _("Write the number and the fingerprint of the receipt, or choose a file.")
        return _page(number=number, sha256=sha256, fault=fault), 422
    if _is_too_often():
        return _page(number=number, sha256=sha256, fault=_too_often()), 429
    return _page(number=number, sha256=sha256, checked=receipt_checks.of_number(database.session(), number, sha256))


def _is_too_often() -> bool:
    """Counts this check, apart: what is asked here is only read."""
    with database.writing() as apart:
        try:
            receipt_checks.count(apart, current_app.extensions["sealing"], request.remote_addr or "", clock.now())
            return False
        except TooOftenError:
            return True
        finally:
            apart.commit()


def _too_often() -> str:
    return str(_("This was tried too often. Please wait a quarter of an hour."))


def _page(
    *, number: str = "", sha256: str = "", checked: Checked | None = None, is_file: bool = False, fault: str = ""
) -> str:
    return render_template(
        "public/receipts.html",
        number=number,
        sha256=sha256,
        checked=checked,
        verdict=wording.found(checked.verdict, g.language, is_file=is_file) if checked else "",
        shape=wording.shape(checked.verdict) if checked else "",
        facts=_facts(checked),
        paper_only=wording.paper_only(g.language) if checked and checked.is_paper and checked.is_genuine else "",
        fault=fault,
        here="receipts",
    )


def _facts(checked: Checked | None) -> list[tuple[str, str]]:
    """What stands on the receipt itself; nothing of answers."""
    if checked is None or checked.submission is None:
        return []
    made = checked.submission
    state = from_facts(made.reply.state_facts)
    return [
        (_("Receipt"), made.receipt),
        (_("State"), state.name(g.language).official),
        (_("Questionnaire"), said(made.reply.round.title, g.language)),
        (_("Received"), receipt_wording.received(made.submitted_at, state, g.language)),
        (_("SHA-256 fingerprint"), receipt_wording.fingerprint(made.sha256)),
        ("", "") if not made.reply.round.illustrative else (_("Note"), str(_("Illustrative answers."))),
    ]
