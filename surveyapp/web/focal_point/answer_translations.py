"""The secretariat's translations of what the state wrote: read beside the original, confirmed, or sent back."""

from collections.abc import Mapping

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import reading_translations
from surveyapp.actions.translating_answers import LANGUAGES, Piece
from surveyapp.core.answer_texts import Stage
from surveyapp.store.models import Reply
from surveyapp.web import clock, database, languages
from surveyapp.web.focal_point import visible
from surveyapp.web.focal_point.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answer_translations as words
from surveyapp.wording.language_names import language_name

LONGEST_NOTE = 2_000
SEND_BACK = "send_back"
"""Value of the button that says what is wrong; any other confirms."""


@blueprint.route("/reply/<reply>/translations", methods=["GET", "POST"], endpoint="answer_translations")
def answer_translations(reply: str) -> ResponseReturnValue:
    found = visible.reply(reply)
    return _page(found) if request.method == "GET" else _judged(found)


def _judged(of: Reply) -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("focal_point.answer_translations", reply=of.public_id, language=language), 307)
    to, seen, note = request.form.get("to", ""), _seen(), request.form.get("note", "")
    session, who, now = database.session(), signed_in_viewer().person, clock.now()
    if language:
        database.commit()
        return _page(of, noted=(next(iter(seen), ""), note))
    if request.form.get("deed") != SEND_BACK:
        number = reading_translations.confirm(session, of, to, seen, who, now)
        database.commit()
        missed = number < len(seen)
        done = "some" if missed else "confirmed"
        return redirect(url_for("focal_point.answer_translations", reply=of.public_id, to=to, done=done))
    key, version = next(iter(seen.items()), ("", 0))
    fault = _fault(note)
    if fault:
        database.commit()
        return _page(of, noted=(key, note), fault=fault), 422
    is_sent = reading_translations.send_back(session, of, to, key, version, note, who, now)
    database.commit()
    if not is_sent:
        fault = _("The translation was changed meanwhile; nothing was sent. Read it as it is now.")
        return _page(of, noted=(key, note), fault=fault), 409
    return redirect(url_for("focal_point.answer_translations", reply=of.public_id, to=to, done="sent_back"))


def _seen() -> dict[str, int]:
    """The translations that the form is about, each with the version that was read: "CRI:plan 2"."""
    found = (one.rpartition(" ") for one in request.form.getlist("seen"))
    return {key: int(version) for key, _space, version in found if version.isdecimal() and len(version) < 10}


def _fault(note: str) -> str:
    if not note.strip():
        return str(_("Say what is wrong with the translation."))
    if len(note) > LONGEST_NOTE:
        return str(_("This is too long: write at most %(max)d characters.", max=LONGEST_NOTE))
    return ""


def _page(of: Reply, noted: tuple[str, str] = ("", ""), fault: str = "") -> str:
    session = database.session()
    by_language = {one: reading_translations.to_read(session, of, one) for one in LANGUAGES}
    to = _language(by_language)
    pieces = by_language[to]
    return render_template(
        "focal_point/answer_translations.html",
        reply=of,
        language=to,
        languages=[one for one, some in by_language.items() if some],
        called=lambda code: language_name(code, g.language),
        shown=[
            (
                one,
                words.within(one.context, g.language),
                words.stage(one.stage, g.language),
                words.written_in(one.context, g.language),
            )
            for one in pieces
        ],
        waiting=[one for one in pieces if one.stage is Stage.TRANSLATED],
        noted=noted,
        fault=fault,
        done=request.args.get("done", ""),
        here="desk",
    )


def _language(by_language: Mapping[str, list[Piece]]) -> str:
    """The one asked for; else the first in which something is to be read."""
    asked = request.values.get("to", "")
    if asked in by_language:
        return asked
    unread = (code for code, some in by_language.items() if any(one.stage is Stage.TRANSLATED for one in some))
    read = (code for code, some in by_language.items() if some)
    return next(unread, None) or next(read, LANGUAGES[0])
