"""Translations of an edition: how complete they are, files for a translator and back, further languages."""

from collections.abc import Sequence

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import authoring, translating
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.actions.translating import ChangedSince, LanguageFault
from surveyapp.core.editions import words_changed
from surveyapp.core.translation import Change, ChangeKind
from surveyapp.documents import translation_files
from surveyapp.documents.translation_files import LARGEST_FILE, Fault
from surveyapp.store import editions
from surveyapp.store.models import Edition, IncomingWordings
from surveyapp.web import clock, database
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, translation_faults, translations
from surveyapp.wording.deeds import who_words

MOST_SHOWN = 200
"""Changes on one page of a file that came back."""
MEDIA_TYPES = {
    "xliff": ("xlf", "application/x-xliff+xml"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@blueprint.route("/questionnaires/<edition>/translations", methods=["GET", "POST"], endpoint="translations")
def show_translations(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    return _page(found) if request.method == "GET" else _taken_in(found)


@blueprint.get("/questionnaires/<edition>/translations/file", endpoint="translation_file")
def translation_file(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    languages, kind = _languages(found), request.args.get("format", "")
    if languages is None:
        return _page(found, error=_two_languages()), 422
    if kind not in translating.FORMATS:
        abort(404)
    only_open = request.args.get("which") != "all"
    wanted = translating.units(database.session(), found, *languages, only_open=only_open)
    if not wanted:
        return _page(found, error=_("Nothing is missing or to be checked in this language. Choose all wordings.")), 422
    ending, media_type = MEDIA_TYPES[kind]
    name = f"{found.questionnaire.code}-{found.version}.{languages[0]}-{languages[1]}.{ending}"
    response = Response(translating.file(found, wanted, *languages, kind, g.language), mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _taken_in(edition: Edition) -> ResponseReturnValue:
    languages, chosen = _languages(edition), request.files.get("file")
    who, now = signed_in_viewer().person, clock.now()
    database.session().commit()  # reading a file takes its time: nobody shall wait for it
    error = _two_languages() if languages is None else ""
    if chosen is None or not chosen.filename:
        error = error or _("Choose the file first.")
    if error or languages is None or chosen is None:
        database.commit()
        return _page(edition, error=error), 422
    name = chosen.filename or ""
    read = translation_files.read(chosen.stream.read(LARGEST_FILE + 1), name, *languages)
    if read.is_refused:
        database.commit()
        return _page(edition, faults=read.faults, file=name), 422
    incoming = translating.keep(database.session(), edition, read, name, languages, who, now)
    database.commit()
    return redirect(_address_of(edition, incoming))


@blueprint.route(
    "/questionnaires/<edition>/translations/<incoming>", methods=["GET", "POST"], endpoint="translation_changes"
)
def translation_changes(edition: str, incoming: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    came = _incoming(found, incoming)
    return _changes_page(found, came) if request.method == "GET" else _applied(found, came)


def _applied(edition: Edition, came: IncomingWordings) -> ResponseReturnValue:
    paths = None if "all" in request.form else set(request.form.getlist("path"))
    person, seen = signed_in_viewer().person, request.form.get("seen", "")
    try:
        translating.apply(database.session(), edition, came, paths, person, clock.now(), seen)
    except ChangedSince:
        database.commit()
        return _changes_page(edition, came, changed=True), 409
    database.commit()
    return redirect(_address_of(edition, came))


@blueprint.post("/questionnaires/<edition>/languages", endpoint="add_language")
def add_language(edition: str) -> ResponseReturnValue:
    found, written = visible.edition(edition), request.form.get("code", "")
    outcome = translating.add_language(database.session(), found, written, signed_in_viewer().person, clock.now())
    database.commit()
    if isinstance(outcome, LanguageFault):
        return _page(found, language_error=_words_of(outcome), written=written), 422
    return redirect(url_for("secretariat.translations", edition=found.public_id, to=outcome))


@blueprint.route("/questionnaires/<edition>/languages/remove", methods=["GET", "POST"], endpoint="remove_language")
def remove_language(edition: str) -> ResponseReturnValue:
    found = visible.edition(edition)
    if request.method == "GET":
        return _removing_page(found, request.args.get("code", ""))
    translating.remove_language(
        database.session(), found, request.form.get("code", ""), signed_in_viewer().person, clock.now()
    )
    database.commit()
    return redirect(url_for("secretariat.translations", edition=found.public_id))


def _removing_page(edition: Edition, language: str) -> ResponseReturnValue:
    """What taking out a language does, before it is done."""
    if language not in edition.languages_added:  # taken out meanwhile
        return redirect(url_for("secretariat.translations", edition=edition.public_id))
    every = translating.by_language(database.session(), edition)
    return render_template(
        "secretariat/remove_language.html",
        edition=edition,
        questionnaire=questionnaire_of(edition),
        standing=next(one for one in every if one.language == language),
        language=_called(language),
        open_in=[one.code for one in editions.open_rounds(database.session(), edition, clock.now())],
        here="questionnaires",
    )


def _page(
    edition: Edition,
    error: str = "",
    faults: Sequence[Fault] = (),
    file: str = "",
    language_error: str = "",
    written: str = "",
) -> str:
    form = questionnaire_of(edition)
    source = request.values.get("from", form.languages[0])
    target = request.values.get("to", next((one for one in form.languages if one != source), ""))
    return render_template(
        "secretariat/translations.html",
        edition=edition,
        questionnaire=form,
        standings=translating.by_language(database.session(), edition),
        called=_called,
        source=source,
        target=target,
        error=error,
        faults=[(one, translation_faults.worded(one.code, one.details, g.language)) for one in faults],
        file=file,
        language_error=language_error,
        written=written,
        came_back=[_listed(one, by) for one, by in editions.came_back(database.session(), edition)],
        limit=LARGEST_FILE // 2**20,
        here="questionnaires",
    )


def _changes_page(edition: Edition, incoming: IncomingWordings, changed: bool = False) -> str:
    came = translating.returned(database.session(), edition, incoming)
    applicable = [one for one in came.changes if one.applies]
    pages = max(1, -(-len(applicable) // MOST_SHOWN))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "secretariat/translation_changes.html",
        edition=edition,
        questionnaire=questionnaire_of(edition),
        incoming=incoming,
        came=came,
        changed=changed,
        seen=authoring.seen(edition),
        total=len(applicable),
        changes=[_drawn(one) for one in applicable[(page - 1) * MOST_SHOWN : page * MOST_SHOWN]],
        unusable=[_drawn(one) for one in came.changes if one.is_fault],
        faults=[(one, translation_faults.worded(one.code, one.details, g.language)) for one in came.faults],
        applied=dates.moment(incoming.applied_at, dates.SECRETARIAT_ZONE, g.language) if incoming.applied_at else "",
        open_in=[one.code for one in editions.open_rounds(database.session(), edition, clock.now())],
        page=page,
        pages=pages,
        called=_called,
        here="questionnaires",
    )


def _drawn(change: Change) -> dict[str, object]:
    words = {
        ChangeKind.NEW: _("new"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.CONFIRMED: _("confirmed as it is"),
    }
    return {
        "change": change,
        "where": translations.where(change.context, g.language) if change.context.of else change.path,
        "pieces": words_changed(change.before, change.after),
        "kind": words.get(change.kind, ""),
        "obstacle": translation_faults.obstacle(change, g.language),
    }


def _listed(incoming: IncomingWordings, by: str) -> dict[str, object]:
    return {
        "incoming": incoming,
        "at": dates.moment(incoming.at, dates.SECRETARIAT_ZONE, g.language),
        "by": who_words(by or "command line", g.language),
        "applied": dates.moment(incoming.applied_at, dates.SECRETARIAT_ZONE, g.language) if incoming.applied_at else "",
    }


def _languages(edition: Edition) -> tuple[str, str] | None:
    """The language translated from and the other one; None where they are not two of the edition's."""
    source, target = request.values.get("from", ""), request.values.get("to", "")
    known = questionnaire_of(edition).languages
    return (source, target) if source in known and target in known and source != target else None


def _incoming(edition: Edition, public_id: str) -> IncomingWordings:
    found = editions.incoming(database.session(), edition, public_id)
    if found is None:
        abort(404)
    return found


def _address_of(edition: Edition, incoming: IncomingWordings) -> str:
    return url_for("secretariat.translation_changes", edition=edition.public_id, incoming=incoming.public_id)


def _called(language: str) -> str:
    return translations.language_called(language, g.language)


def _two_languages() -> str:
    return str(_("Choose two different languages: the one translated from and the one translated into."))


def _words_of(fault: LanguageFault) -> str:
    if fault is LanguageFault.ALREADY_THERE:
        return str(_("This edition has that language already."))
    return str(_("Write the code of a language: pt for Portuguese, fr for French, pt-BR for Portuguese of Brazil."))
