"""The wordings of letters: what goes to states, missions and people, changed by officers, previewed, traced back."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config import Settings
from surveyapp.actions import letter_wordings, previewing_letters, seeing
from surveyapp.actions.letter_wordings import Conflict, Refused
from surveyapp.actions.previewing_letters import Preview, Recipient
from surveyapp.core import letter_language
from surveyapp.core.editions import words_changed
from surveyapp.core.letter_language import Fault, Reason
from surveyapp.core.text import said
from surveyapp.documents.formal_letters import templates
from surveyapp.mail import letters
from surveyapp.mail.letters import Fact, Wording
from surveyapp.store import letter_wordings as store
from surveyapp.store.models import LetterTemplate, Round
from surveyapp.web import clock, database, languages
from surveyapp.web.letter_text import blocks
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, letter_fields
from surveyapp.wording import letters as wording
from surveyapp.wording.deeds import who_words
from surveyapp.wording.lists import join

WRITTEN = {
    "field": "{{ title }}",
    "begins": "{% if meeting %}",
    "ends": "{% endif %}",
    "loop": "{% for question in questions %} … {% endfor %}",
}
"""How the language of letters is written, shown as it is."""
UNSAVED = 1_000_000
"""The version of a wording that is only looked at."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form, and the version that was seen when it was opened."""

    subject: str
    body: str
    seen: int
    faults: tuple[Fault, ...] = ()
    newer: LetterTemplate | None = None
    """What somebody else has saved meanwhile."""


@dataclass(frozen=True)
class FieldRow:
    """A named field in words."""

    written: str
    means: str
    example: str
    is_required: bool


@blueprint.get("/letter-wordings", endpoint="letter_wordings")
def list_wordings() -> str:
    newest = store.every(database.session())
    rows = [
        (kind, [(language, _standing(newest.get((kind, language)))) for language in letter_wordings.LANGUAGES])
        for kind in letters.kinds()
    ]
    return render_template(
        "secretariat/letter_wordings.html",
        rows=sorted(rows, key=lambda row: wording.kind_words(row[0], g.language)),
        formal=templates.KINDS,
        wording=wording,
        here="letter_wordings",
    )


@blueprint.get("/letter-wordings/<kind>/<worded_in>", endpoint="letter_wording")
def show_wording(kind: str, worded_in: str) -> str:
    _known(kind, worded_in)
    return _page(kind, worded_in, _as_kept(kind, worded_in), done=request.args.get("done", ""))


@blueprint.post("/letter-wordings/<kind>/<worded_in>", endpoint="save_letter_wording")
def save_wording(kind: str, worded_in: str) -> ResponseReturnValue:
    _known(kind, worded_in)
    if (language := languages.switched_to()) and language != g.language:
        address = url_for("secretariat.save_letter_wording", kind=kind, worded_in=worded_in, language=language)
        return redirect(address, 307)
    typed = _typed()
    if language:
        database.commit()
        return _page(kind, worded_in, typed)
    who, now = signed_in_viewer().person, clock.now()
    outcome = letter_wordings.save(database.session(), kind, worded_in, typed.subject, typed.body, typed.seen, who, now)
    return _after(kind, worded_in, outcome, typed)


@blueprint.post("/letter-wordings/<kind>/<worded_in>/preview", endpoint="preview_letter_wording")
def preview_wording(kind: str, worded_in: str) -> ResponseReturnValue:
    """The letter as it would be, in a wording that is not saved."""
    _known(kind, worded_in)
    typed = _typed()
    if faults := letter_language.faults(typed.subject.strip(), typed.body, letters.fields(kind)):
        return _page(kind, worded_in, replace(typed, faults=tuple(faults))), 422
    to = _recipient(kind, worded_in, request.form.get("round", ""), request.form.get("state", ""))
    made = _preview(kind, to, Wording(typed.subject.strip(), typed.body, UNSAVED)) if to else None
    return _page(kind, worded_in, typed, preview=made, to=to, is_asked=True)


@blueprint.get("/letter-wordings/<kind>/<worded_in>/recipients", endpoint="letter_recipients")
def list_recipients(kind: str, worded_in: str) -> str:
    """Everybody to whom this letter would be written in a round."""
    _known(kind, worded_in)
    chosen = _round(request.args.get("round", ""))
    found = previewing_letters.recipients(database.session(), kind, chosen, clock.now()) if chosen else []
    return render_template(
        "secretariat/letter_recipients.html",
        kind=kind,
        worded_in=worded_in,
        language_words=_language_words,
        recipients=[one for one in found if one.language == worded_in],
        others=sum(one.language != worded_in for one in found),
        rounds=_rounds(),
        chosen=chosen,
        wording=wording,
        here="letter_wordings",
    )


@blueprint.get("/letter-wordings/<kind>/<worded_in>/recipients/<code>/<state>/<to>", endpoint="letter_preview")
def show_preview(kind: str, worded_in: str, code: str, state: str, to: str) -> str:
    """The letter as it would be written now to one of them."""
    _known(kind, worded_in)
    recipient = _recipient(kind, worded_in, visible.round_(code).code, state, to)
    in_force = letter_wordings.in_force(database.session(), kind).get(worded_in)
    if recipient is None or (in_force is not None and in_force.is_withdrawn):
        abort(404)
    made = _preview(kind, recipient, in_force)
    return render_template(
        "secretariat/letter_preview.html",
        kind=kind,
        worded_in=worded_in,
        to=recipient,
        made=made,
        blocks=blocks(made.letter.body),
        examples=join(sorted(made.examples), g.language),
        code=code,
        wording=wording,
        here="letter_wordings",
    )


@blueprint.get("/letter-wordings/<kind>/<worded_in>/versions", endpoint="letter_versions")
def list_versions(kind: str, worded_in: str) -> str:
    _known(kind, worded_in)
    found = list(store.versions(database.session(), kind, worded_in))
    original = letters.original(kind, worded_in)
    texts = [*(_whole(one) for one, _name in found), f"{original.subject}\n\n{original.body}"]
    return render_template(
        "secretariat/letter_versions.html",
        kind=kind,
        worded_in=worded_in,
        language_words=_language_words,
        versions=[
            (one, _moment(one), who_words(name or "command line", g.language), words_changed(texts[at + 1], texts[at]))
            for at, (one, name) in enumerate(found)
        ],
        seen=found[0][0].version if found else 0,
        wording=wording,
        here="letter_wordings",
    )


@blueprint.post("/letter-wordings/<kind>/<worded_in>/restore", endpoint="restore_letter_wording")
def restore_wording(kind: str, worded_in: str) -> ResponseReturnValue:
    """An earlier version, or the product's own wording, once more."""
    _known(kind, worded_in)
    who, now = signed_in_viewer().person, clock.now()
    to, seen = _number("to"), _number("seen")
    try:
        outcome = letter_wordings.go_back(database.session(), kind, worded_in, to, seen, who, now)
    except ValueError:
        abort(404)
    return _after(kind, worded_in, outcome, _as_kept(kind, worded_in))


@blueprint.post("/letter-wordings/<kind>/<worded_in>/withdraw", endpoint="withdraw_letter_wording")
def withdraw_wording(kind: str, worded_in: str) -> ResponseReturnValue:
    _known(kind, worded_in)
    if kind not in letter_wordings.MAY_BE_WITHDRAWN:
        abort(404)
    who, now = signed_in_viewer().person, clock.now()
    outcome = letter_wordings.withdraw(database.session(), kind, worded_in, _number("seen"), who, now)
    return _after(kind, worded_in, outcome, _as_kept(kind, worded_in))


def _after(
    kind: str, worded_in: str, outcome: LetterTemplate | Conflict | Refused, typed: Typed
) -> ResponseReturnValue:
    database.commit()
    if isinstance(outcome, Refused):
        return _page(kind, worded_in, replace(typed, faults=outcome.faults)), 422
    if isinstance(outcome, Conflict):
        return _page(kind, worded_in, replace(typed, newer=outcome.newest)), 409
    return redirect(
        url_for("secretariat.letter_wording", kind=kind, worded_in=worded_in, done="yes" if outcome.body else "none")
    )


def _page(
    kind: str,
    worded_in: str,
    typed: Typed,
    *,
    preview: Preview | None = None,
    to: Recipient | None = None,
    is_asked: bool = False,
    done: str = "",
) -> str:
    newest = store.of_kind(database.session(), kind).get(worded_in)
    return render_template(
        "secretariat/letter_wording.html",
        kind=kind,
        worded_in=worded_in,
        language_words=_language_words,
        typed=typed,
        seen=newest.version if newest else 0,
        standing=_standing(newest),
        is_withdrawn=newest is not None and not newest.body,
        may_be_withdrawn=kind in letter_wordings.MAY_BE_WITHDRAWN,
        faults=[(fault.part, _words_of(fault, kind)) for fault in typed.faults],
        newer=_whole(typed.newer) if typed.newer else "",
        fields=_fields(kind, worded_in),
        preview=preview,
        blocks=blocks(preview.letter.body) if preview else [],
        examples=join(sorted(preview.examples), g.language) if preview else "",
        to=to,
        is_asked=is_asked,
        rounds=_rounds(),
        states=_states(kind, worded_in),
        chosen=(request.form.get("round", ""), request.form.get("state", "")),
        done=done,
        written=WRITTEN,
        wording=wording,
        here="letter_wordings",
    )


def _known(kind: str, worded_in: str) -> None:
    if kind not in letters.kinds() or worded_in not in letter_wordings.LANGUAGES:
        abort(404)


def _as_kept(kind: str, worded_in: str) -> Typed:
    """The newest version; of a withdrawn one, the product's own to begin from."""
    newest = store.of_kind(database.session(), kind).get(worded_in)
    original = letters.original(kind, worded_in)
    if newest is None or not newest.body:
        return Typed(original.subject, original.body, newest.version if newest else 0)
    return Typed(newest.subject, newest.body, newest.version)


def _typed() -> Typed:
    body = request.form.get("body", "").replace("\r\n", "\n").replace("\r", "\n")
    return Typed(request.form.get("subject", ""), body, _number("seen"))


def _number(name: str) -> int:
    written = request.form.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0


def _rounds() -> list[Round]:
    return list(seeing.rounds(database.session(), signed_in_viewer()))


def _round(code: str) -> Round | None:
    """The round asked for, else the one whose deadline is latest."""
    known = _rounds()
    return next((one for one in known if one.code == code), known[0] if known else None)


def _states(kind: str, worded_in: str) -> list[tuple[str, str]]:
    """The states of which somebody would be written to in this language in the latest round, or the one chosen."""
    chosen = _round(request.form.get("round", ""))
    found = previewing_letters.recipients(database.session(), kind, chosen, clock.now()) if chosen else []
    return list(
        dict.fromkeys((one.state.iso3, one.state.name(g.language).short) for one in found if one.language == worded_in)
    )


def _recipient(kind: str, worded_in: str, code: str, state: str, key: str = "") -> Recipient | None:
    chosen = _round(code)
    if chosen is None:
        return None
    found = [
        one
        for one in previewing_letters.recipients(database.session(), kind, chosen, clock.now())
        if one.language == worded_in
    ]
    wanted = [one for one in found if one.state.iso3 == state and key in ("", one.key)]
    return next(iter(wanted if state else found), None)


def _preview(kind: str, to: Recipient, worded: Wording | None) -> Preview:
    settings: Settings = current_app.extensions["settings"]
    way_in: dict[str, Fact] = {"base_url": settings.base_url, "by_second_factor": settings.states_by_second_factor}
    return previewing_letters.preview(database.session(), kind, to, worded, way_in, clock.now())


def _fields(kind: str, worded_in: str) -> list[FieldRow]:
    offered = letters.fields(kind)
    rows = []
    for name in sorted(offered.names):
        example = letter_fields.example(name, worded_in, is_list=name in offered.lists)
        shown = "; ".join(example) if isinstance(example, list) else "" if isinstance(example, bool) else str(example)
        means = letter_fields.means(name, g.language)
        rows.append(FieldRow(letter_fields.written(name), means, shown, name in offered.required))
    return rows


def _standing(one: LetterTemplate | None) -> dict[str, Any]:
    """Whose wording is in force: shape and words, and when it was written."""
    if one is None:
        return {"shape": "○", "words": _("the product’s own"), "attention": False, "at": ""}
    if one.is_original:
        return {"shape": "○", "words": _("the product’s own, again"), "attention": False, "at": _moment(one)}
    if not one.body:
        return {"shape": "!", "words": _("withdrawn: nothing is sent"), "attention": True, "at": _moment(one)}
    words = _("version %(number)s", number=one.version)
    return {"shape": "●", "words": words, "attention": False, "at": _moment(one)}


def _whole(one: LetterTemplate) -> str:
    return f"{one.subject}\n\n{one.body}" if one.body else ""


def _moment(one: LetterTemplate) -> str:
    return dates.moment(one.at, dates.SECRETARIAT_ZONE, g.language) if one.at else ""


def _language_words(worded_in: str) -> str:
    return said({"en": _("in English"), "es": _("in Spanish")}, worded_in)


def _words_of(fault: Fault, kind: str) -> str:
    """What is wrong, in which line, and what to do."""
    offered = join([f"{{{{ {name} }}}}" for name in sorted(letters.fields(kind).names)], g.language)
    where = _("Subject") if fault.part == "subject" else _("Text, line %(line)s", line=fault.line)
    words = {
        Reason.EMPTY: _("write it: it cannot be empty."),
        Reason.SEVERAL_LINES: _("write it in one line."),
        Reason.TOO_LONG: _("shorten it: a subject has at most 200 characters, a text 20,000."),
        Reason.UNKNOWN_FIELD: _(
            "there is no field “%(name)s” in this letter. There are: %(fields)s.", name=fault.name, fields=offered
        ),
        Reason.NOT_CLOSED: _(
            "a field or a condition is not closed. A field is written %(field)s; what begins with %(begins)s ends with "
            "%(ends)s.",
            **WRITTEN,
        ),
        Reason.LONE_BRACE: _(
            "a brace stands alone. A field is written with two on each side: %(field)s.", field=WRITTEN["field"]
        ),
        Reason.FORBIDDEN: _(
            "only fields (%(field)s), conditions on them (%(begins)s … %(ends)s) and lists (%(loop)s) can be used "
            "here.",
            **WRITTEN,
        ),
        Reason.REQUIRED: _(
            "this letter cannot do without %(field)s: write it where no condition can leave it out.",
            field=f"{{{{ {fault.name} }}}}",
        ),
    }
    if fault.reason is Reason.REQUIRED:
        where = _("Text")
    return f"{where}: {words[fault.reason]}"
