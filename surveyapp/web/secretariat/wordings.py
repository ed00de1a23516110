"""The wordings of an edition in all languages: looked through, corrected in place, confirmed, traced back."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.actions import wording_corrections
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.actions.wording_corrections import Conflict, Fault, Reason, Refused
from surveyapp.core import translation, wordings
from surveyapp.core.editions import words_changed
from surveyapp.store import editions
from surveyapp.store.editions import Revised
from surveyapp.store.models import Edition
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.worded import Correction, Looked, as_looked_at
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, translations
from surveyapp.wording.deeds import who_words
from surveyapp.wording.lists import join

MOST_REVISIONS = 200
"""Shown of the history of a whole edition."""


@blueprint.route("/questionnaires/<edition>/wordings", methods=["GET", "POST"], endpoint="wordings")
def show_wordings(edition: str) -> ResponseReturnValue:
    if request.method == "POST":
        return _corrected(edition)
    return _page(visible.edition(edition), Correction(request.args.get("edit", "")), done=request.args.get("done", ""))


def _corrected(public_id: str) -> ResponseReturnValue:
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.wordings", edition=public_id, language=language), 307)
    edition, path = visible.edition(public_id), request.form.get("path", "")
    typed, seen = _by_language("w."), _by_language("seen.")
    if language:
        database.commit()
        return _page(edition, Correction(path, typed, seen))
    who, now = signed_in_viewer().person, clock.now()
    outcome = wording_corrections.correct(database.session(), edition, path, typed, seen, who, now)
    database.commit()
    if outcome == Refused():
        return _page(edition, Correction(), is_gone=True), 409
    if isinstance(outcome, Conflict):
        return _page(edition, Correction(path, typed, conflicts=outcome.languages)), 409
    if isinstance(outcome, Refused):
        errors = {fault.language: _words_of(fault) for fault in outcome.faults}
        return _page(edition, Correction(path, typed, seen, errors=errors)), 422
    return redirect(_back(edition, path, done=path))


@blueprint.post("/questionnaires/<edition>/wordings/confirm", endpoint="confirm_wording")
def confirm_wording(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    path, language = request.form.get("path", ""), request.form.get("of", "")
    wording_corrections.confirm(database.session(), found, path, language, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(_back(found, path))


@blueprint.get("/questionnaires/<edition>/wordings/history", endpoint="wording_history")
def wording_history(edition: str) -> str:
    found, path = visible.edition(edition), request.args.get("path", "")
    form = questionnaire_of(found)
    every = {one.path: one for one in wordings.every(form)}
    if path and path not in every:
        abort(404)
    history = editions.history(database.session(), found, wordings.alike(form, path) if path else None)
    first = wordings.first_paths(form)
    told = [one for one in history if _is_told(one, first)]
    return render_template(
        "secretariat/wording_history.html",
        edition=found,
        questionnaire=form,
        path=path,
        where=_where(every[path]) if path else "",
        section=_section_of(every[path]) if path else None,
        present=[(_name(language), language, every[path].text.get(language, "")) for language in form.languages]
        if path
        else [],
        told=[_told(one, every) for one in told[:MOST_REVISIONS]],
        more=max(0, len(told) - MOST_REVISIONS),
        here="questionnaires",
    )


def _page(edition: Edition, correction: Correction, done: str = "", is_gone: bool = False) -> str:
    looked = Looked.from_address(request.values, questionnaire_of(edition))
    page = as_looked_at(database.session(), edition, looked, correction, g.language)
    if correction.path and not page.has_open:
        abort(404)
    return render_template(
        "secretariat/wordings.html",
        edition=edition,
        questionnaire=page.form,
        page=page,
        looked=looked,
        correction=correction,
        done=_done(edition, done),
        is_gone=is_gone,
        open_in=[one.code for one in editions.open_rounds(database.session(), edition, clock.now())],
        here="questionnaires",
    )


def _done(edition: Edition, path: str) -> str:
    """Where the wording stands that was just saved; "" for none."""
    one = next((one for one in wordings.every(questionnaire_of(edition)) if one.path == path), None)
    return _where(one) if path and one else ""


def _where(one: wordings.Wording) -> str:
    return translations.where(translation.context_of(one), g.language)


def _section_of(one: wordings.Wording) -> str | None:
    return one.section.code if one.section else None


def _by_language(prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in request.form.items() if name.startswith(prefix)}


def _back(edition: Edition, path: str, **more: str) -> str:
    """To the same list, at the wording that was worked on."""
    kept = {name: request.form[name] for name in Looked.NAMES if request.form.get(name)}
    values: dict[str, Any] = {**kept, **more}
    return url_for("secretariat.wordings", edition=edition.public_id, _anchor=f"w-{path}", **values)


def _name(language: str) -> str:
    return translations.language_called(language, g.language)


def _is_told(one: Revised, first: dict[str, str]) -> bool:
    """An option of a list once, and nothing that was only carried over."""
    path = one.revision.path
    return one.revision.was != one.revision.wording and first.get(path, path) == path


def _told(one: Revised, every: dict[str, wordings.Wording]) -> dict[str, object]:
    revision = one.revision
    known = every.get(revision.path)
    return {
        "revision": revision,
        "at": dates.moment(revision.at, dates.SECRETARIAT_ZONE, g.language),
        "by": who_words(one.by or "command line", g.language),
        "language": _name(revision.language),
        "where": _where(known) if known else revision.path,
        "is_known": known is not None,
        "pieces": words_changed(revision.was, revision.wording),
    }


def _words_of(fault: Fault) -> str:
    """What is wrong with a wording and what to do."""
    names = join([f"{{{name}}}" for name in fault.names], g.language) if fault.names else ""
    words: dict[Reason, str] = {
        Reason.EMPTY: _("Write the wording: it is needed in every language."),
        Reason.TOO_LONG: ngettext(
            "Shorten it: %(num)s character fits here.", "Shorten it: %(num)s characters fit here.", fault.longest
        ),
        Reason.UNWRITABLE: _(
            "Remove what cannot be shown: control characters, and ${…}, which would name another question."
        ),
        Reason.UNKNOWN_PLACEHOLDER: _("No round fills in %(names)s. Remove it or correct its name.", names=names),
        Reason.PLACEHOLDERS_DIFFER: _(
            "%(names)s stands in another language and not here. Write it in every language or in none.", names=names
        ),
    }
    return words[fault.reason]
