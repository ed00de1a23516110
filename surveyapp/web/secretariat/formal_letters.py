"""Notes verbales and letters to ministers: made as Word files for one state or all that have not replied; templates."""

from datetime import date

from flask import Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config import Settings
from surveyapp.actions import formal_letters
from surveyapp.actions.formal_letters import Recipient
from surveyapp.actions.letter_wordings import Conflict, Refused
from surveyapp.core.letter_language import Reason
from surveyapp.core.text import said
from surveyapp.documents.bundles import zipped
from surveyapp.documents.formal_letters import templates
from surveyapp.documents.formal_letters.filling import FIELDS, LARGEST, NotATemplateError
from surveyapp.store import letter_wordings as store
from surveyapp.store.models import Letter, LetterTemplate, Round
from surveyapp.web import clock, database
from surveyapp.web.files import NEVER_RUN, storage
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.contacts import today
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, letter_fields
from surveyapp.wording import letters as wording
from surveyapp.wording.deeds import who_words
from surveyapp.wording.lists import join

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/rounds/<code>/formal-letters", endpoint="formal_letters")
def show_formal_letters(code: str) -> str:
    return _page(visible.round_(code))


@blueprint.post("/rounds/<code>/formal-letters/<kind>/all", endpoint="make_formal_letters")
def make_for_all(code: str, kind: str) -> ResponseReturnValue:
    """The letters to all that have not replied, as one .zip; each is a row from then on."""
    found = visible.round_(_known(code, kind))
    to = formal_letters.recipients(database.session(), kind, found, clock.now())
    able = [one for one in to if formal_letters.can_be_made(one, kind)]
    try:
        made = [(one, _make(kind, one)) for one in able]
    except NotATemplateError:
        database.commit()
        return _page(found, fault=_("The template cannot be filled in. Put another in its place.")), 422
    database.commit()
    if not made:
        return _page(found, fault=_("There is no state to which such a letter could be made.")), 422
    files = [(f"{kind}-{one.state.iso3}.docx", _bytes(letter)) for one, letter in made]
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{found.code}.zip"'}
    return Response(zipped(files), mimetype="application/zip", headers=headers)


@blueprint.post("/rounds/<code>/<string(length=3):state>/formal-letters/<kind>", endpoint="make_formal_letter")
def make_for_state(code: str, state: str, kind: str) -> ResponseReturnValue:
    found = visible.round_(_known(code, kind))
    to = formal_letters.recipient(database.session(), kind, visible.reply(found, state), clock.now())
    if not formal_letters.can_be_made(to, kind):
        database.commit()
        return _page(found, fault=_("Nobody is on file in this state to whom such a letter could go.")), 422
    try:
        letter = _make(kind, to)
    except NotATemplateError:
        database.commit()
        return _page(found, fault=_("The template cannot be filled in. Put another in its place.")), 422
    database.commit()
    return redirect(url_for("secretariat.letter", code=found.code, letter=letter.public_id))


@blueprint.post("/rounds/<code>/letters/<letter>/handed-over", endpoint="hand_over_letter")
def hand_over(code: str, letter: str) -> ResponseReturnValue:
    """A letter that was kept to be sent by hand has gone."""
    found = visible.round_(code)
    one = visible.letter(found, letter)
    day, channel = _day(), request.form.get("channel", "")
    if day is not None and channel in wording.ENTERED_CHANNELS:
        formal_letters.hand_over(database.session(), one, day, channel, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.letter", code=found.code, letter=one.public_id, _anchor="handed-over"))


@blueprint.get("/letter-templates/<kind>/<worded_in>", endpoint="letter_template")
def show_template(kind: str, worded_in: str) -> str:
    _known_template(kind, worded_in)
    return _template_page(kind, worded_in)


@blueprint.post("/letter-templates/<kind>/<worded_in>", endpoint="replace_letter_template")
def replace_template(kind: str, worded_in: str) -> ResponseReturnValue:
    _known_template(kind, worded_in)
    upload = request.files.get("template")
    content = upload.read(LARGEST + 1) if upload and upload.filename else b""
    if not upload or not content:
        database.commit()
        return _template_page(kind, worded_in, [_("Choose the template first.")]), 422
    file, seen = (upload.filename or "", content), _number("seen")
    who, now = signed_in_viewer().person, clock.now()
    try:
        outcome = formal_letters.replace_template(database.session(), storage(), kind, worded_in, file, seen, who, now)
    except NotATemplateError:
        database.commit()
        return _template_page(kind, worded_in, [_("This is no Word document (.docx) of up to 5 MB.")]), 422
    return _after(kind, worded_in, outcome)


@blueprint.post("/letter-templates/<kind>/<worded_in>/restore", endpoint="restore_letter_template")
def restore_template(kind: str, worded_in: str) -> ResponseReturnValue:
    _known_template(kind, worded_in)
    who, now, to, seen = signed_in_viewer().person, clock.now(), _number("to"), _number("seen")
    try:
        outcome = formal_letters.go_back(database.session(), kind, worded_in, to, seen, who, now)
    except ValueError:
        abort(404)
    return _after(kind, worded_in, outcome)


@blueprint.get("/letter-templates/<kind>/<worded_in>/<int:version>.docx", endpoint="letter_template_file")
def template_file(kind: str, worded_in: str, version: int) -> Response:
    """A version of the template; 0: the product's own."""
    _known_template(kind, worded_in)
    content: bytes | None = templates.original(kind, worded_in) if version == 0 else None
    one = store.version(database.session(), kind, worded_in, version) if version else None
    if one is not None:
        content = formal_letters.of_version(storage(), one)
    if content is None:
        abort(404)
    headers = {
        "Content-Disposition": f'attachment; filename="{kind}-{worded_in}-{version}.docx"',
        "Content-Security-Policy": NEVER_RUN,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, mimetype=WORD, headers=headers)


def _after(kind: str, worded_in: str, outcome: LetterTemplate | Conflict | Refused) -> ResponseReturnValue:
    database.commit()
    if isinstance(outcome, Refused):
        return _template_page(kind, worded_in, [_words_of(one.reason, one.name) for one in outcome.faults]), 422
    if isinstance(outcome, Conflict):
        words = _("Somebody else put another template in its place meanwhile. Look at it, and choose yours again.")
        return _template_page(kind, worded_in, [words]), 409
    return redirect(url_for("secretariat.letter_template", kind=kind, worded_in=worded_in, done="yes"))


def _make(kind: str, to: Recipient) -> Letter:
    settings: Settings = current_app.extensions["settings"]
    who, now = signed_in_viewer().person, clock.now()
    return formal_letters.make(database.session(), storage(), kind, to, settings.base_url, who, now)


def _bytes(letter: Letter) -> bytes:
    path = storage().path(letter.file_sha256)
    return path.read_bytes() if path else b""


def _known(code: str, kind: str) -> str:
    if kind not in templates.KINDS:
        abort(404)
    return code


def _known_template(kind: str, worded_in: str) -> None:
    if kind not in templates.KINDS or worded_in not in templates.LANGUAGES:
        abort(404)


def _page(of: Round, fault: str = "") -> str:
    session, now = database.session(), clock.now()
    found = {
        kind: sorted(formal_letters.recipients(session, kind, of, now), key=lambda one: one.state.orders[g.language])
        for kind in templates.KINDS
    }
    return render_template(
        "secretariat/formal_letters.html",
        round=of,
        kinds=[
            (kind, to, [one for one in to if not formal_letters.can_be_made(one, kind)]) for kind, to in found.items()
        ],
        can_be_made=formal_letters.can_be_made,
        languages=templates.LANGUAGES,
        language_words=_language_words,
        fault=fault,
        wording=wording,
        here="letters",
    )


def _template_page(kind: str, worded_in: str, errors: list[str] | None = None) -> str:
    versions = list(store.versions(database.session(), kind, worded_in))
    return render_template(
        "secretariat/letter_template.html",
        kind=kind,
        worded_in=worded_in,
        language_words=_language_words,
        versions=[
            (
                one,
                dates.moment(one.at, dates.SECRETARIAT_ZONE, g.language),
                who_words(name or "command line", g.language),
            )
            for one, name in versions
        ],
        seen=versions[0][0].version if versions else 0,
        fields=[(letter_fields.written(name), letter_fields.means(name, g.language)) for name in sorted(FIELDS.names)],
        errors=errors or [],
        done=request.args.get("done", ""),
        wording=wording,
        here="letter_wordings",
    )


def _language_words(worded_in: str) -> str:
    return said({"en": _("in English"), "es": _("in Spanish")}, worded_in)


def _words_of(reason: Reason, name: str) -> str:
    if reason is Reason.UNKNOWN_FIELD:
        offered = join(sorted(FIELDS.names), g.language)
        return str(_("There is no field “%(name)s”. There are: %(fields)s.", name=name, fields=offered))
    if reason is Reason.NOT_CLOSED:
        return str(_("A field or a condition in the template is not closed."))
    return str(_("Only fields, conditions on fields and lists can be used in a template."))


def _number(name: str) -> int:
    written = request.form.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0


def _day() -> date | None:
    """The day typed; None where there is none, or it has not come yet."""
    try:
        day = date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= today() else None
