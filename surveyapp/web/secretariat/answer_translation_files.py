"""Translations of a round: where the states stand, files for a translator and back."""

from collections.abc import Sequence

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import answer_translation_files, reading_log, seeing, translating_answers
from surveyapp.actions.answer_translation_files import FORMATS, ChangedSince
from surveyapp.actions.translating_answers import LANGUAGES, Piece
from surveyapp.core.disclosure import Audience
from surveyapp.core.editions import words_changed
from surveyapp.core.translation import Change, ChangeKind
from surveyapp.documents.translation_files import LARGEST_FILE, Fault
from surveyapp.store import answer_translations as store
from surveyapp.store.models import Round
from surveyapp.store.secretariat_models import IncomingTranslations
from surveyapp.web import clock, database
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.answer_translations import called, counted, here, left_out, readers, stages, to
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.translations import MEDIA_TYPES, MOST_SHOWN
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import answer_translations as words
from surveyapp.wording import dates, translation_faults, translations
from surveyapp.wording.deeds import who_words


@blueprint.get("/answer-translations", endpoint="rounds_to_translate")
def rounds() -> str:
    """Where somebody begins who translates and has no other page of rounds."""
    found = seeing.rounds_to_translate(database.session(), signed_in_viewer())
    return render_template(
        "secretariat/rounds_to_translate.html", rounds=found, languages=LANGUAGES, called=called, here="translations"
    )


@blueprint.route("/rounds/<code>/answer-translations", methods=["GET", "POST"], endpoint="answer_translations")
def of_round(code: str) -> ResponseReturnValue:
    found = visible.round_to_translate(code)
    return _page(found) if request.method == "GET" else _taken_in(found)


@blueprint.get("/rounds/<code>/answer-translations/file", endpoint="answer_translation_file")
def file(code: str) -> ResponseReturnValue:
    found, language = visible.round_to_translate(code), to()
    kind, state = request.args.get("format", FORMATS[-1]), request.args.get("state", "")
    if kind not in FORMATS:
        abort(404)
    pieces = translating_answers.of_round(database.session(), found, language, readers())
    only_open = request.args.get("which") != "all"
    wanted = answer_translation_files.wanted(pieces, only_open=only_open, states=[state] if state else [])
    if not wanted:
        error = _("There is nothing of this kind to translate. Choose all texts, or another state.")
        return _page(found, error=error, pieces=pieces), 422
    if readers() is Audience.SECRETARIAT:
        codes = {(one.reply.id, one.question.code) for one in wanted}
        reading.note(reading_log.in_translations(database.session(), found, codes))
    ending, media_type = MEDIA_TYPES[kind]
    name = "-".join(filter(None, ("answers", found.code, state))) + f".{language}.{ending}"
    response = Response(answer_translation_files.file(found, wanted, language, kind, g.language), mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _taken_in(of: Round) -> ResponseReturnValue:
    chosen, language = request.files.get("file"), to()
    who, now = signed_in_viewer().person, clock.now()
    database.session().commit()  # reading a file takes its time: nobody shall wait for it
    if chosen is None or not chosen.filename:
        database.commit()
        return _page(of, error=_("Choose the file first.")), 422
    read = answer_translation_files.read(chosen.stream.read(LARGEST_FILE + 1), chosen.filename, language)
    if read.is_refused:
        database.commit()
        return _page(of, faults=read.faults, file_name=chosen.filename), 422
    name, session = chosen.filename, database.session()
    incoming = answer_translation_files.keep(session, of, read, name, language, who, now, readers())
    database.commit()
    return redirect(_address_of(of, incoming))


@blueprint.route(
    "/rounds/<code>/answer-translations/returned/<incoming>",
    methods=["GET", "POST"],
    endpoint="answer_translation_changes",
)
def changes(code: str, incoming: str) -> ResponseReturnValue:
    found = visible.round_to_translate(code)
    came = store.incoming(database.session(), found.id, incoming)
    if came is None or not _may_see(came):
        abort(404)
    return _changes_page(found, came) if request.method == "GET" else _applied(found, came)


def _applied(of: Round, came: IncomingTranslations) -> ResponseReturnValue:
    keys = None if "all" in request.form else set(request.form.getlist("key"))
    who, seen = signed_in_viewer().person, request.form.get("seen", "")
    try:
        answer_translation_files.apply(database.session(), of, came, keys, who, clock.now(), seen, readers())
    except ChangedSince:
        database.commit()
        return _changes_page(of, came, changed=True), 409
    database.commit()
    return redirect(_address_of(of, came))


def _page(
    of: Round,
    error: str = "",
    faults: Sequence[Fault] = (),
    file_name: str = "",
    pieces: list[Piece] | None = None,
) -> str:
    language, session = to(), database.session()
    found = translating_answers.of_round(session, of, language, readers()) if pieces is None else pieces
    return render_template(
        "secretariat/answer_translations.html",
        round=of,
        language=language,
        languages=LANGUAGES,
        called=called,
        stages=stages(),
        states=counted(found),
        sent_back=[one for one in found if one.translation and one.translation.note],
        left_out=left_out(found, lambda: translating_answers.of_round(session, of, language)),
        error=error,
        faults=[(one, translation_faults.worded(one.code, one.details, g.language)) for one in faults],
        file=file_name,
        came_back=[_listed(one, by) for one, by in store.came_back(session, of.id, language, _only_of())],
        limit=LARGEST_FILE // 2**20,
        here=here(),
    )


def _changes_page(of: Round, incoming: IncomingTranslations, *, changed: bool = False) -> str:
    came = answer_translation_files.returned(database.session(), of, incoming, readers())
    usable = came.usable
    pages = max(1, -(-len(usable) // MOST_SHOWN))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "secretariat/answer_translation_changes.html",
        round=of,
        incoming=incoming,
        language=incoming.language,
        called=called,
        changed=changed,
        seen=came.seen,
        total=len(usable),
        changes=[_drawn(one) for one in usable[(page - 1) * MOST_SHOWN : page * MOST_SHOWN]],
        older=[_drawn(one) for one in came.older],
        unusable=[(_where(one), one, words.obstacle(one, g.language)) for one in came.unusable],
        faults=[(one, translation_faults.worded(one.code, one.details, g.language)) for one in came.faults],
        applied=dates.moment(incoming.applied_at, dates.SECRETARIAT_ZONE, g.language) if incoming.applied_at else "",
        page=page,
        pages=pages,
        here=here(),
    )


def _only_of() -> int | None:
    """Whose files are shown: who only translates sees those that he or she brought; None: all."""
    looking = signed_in_viewer()
    return looking.person.id if looking.person and readers() is not Audience.SECRETARIAT else None


def _may_see(came: IncomingTranslations) -> bool:
    only = _only_of()
    return only is None or came.person_id == only


def _where(change: Change) -> str:
    return translations.where(change.context, g.language) if change.context.of else change.path


def _drawn(change: Change) -> dict[str, object]:
    kinds = {
        ChangeKind.NEW: _("new"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.CONFIRMED: _("right as it is"),
        ChangeKind.SOURCE_CHANGED_MEANWHILE: _("of an earlier text"),
    }
    return {
        "change": change,
        "where": _where(change),
        "kind": kinds[change.kind],
        "language": getattr(change.context, "language", ""),
        "pieces": words_changed(change.before, change.after),
        "original": words_changed(change.source_seen, change.source),
    }


def _listed(incoming: IncomingTranslations, by: str) -> dict[str, object]:
    return {
        "incoming": incoming,
        "at": dates.moment(incoming.at, dates.SECRETARIAT_ZONE, g.language),
        "by": who_words(by or "command line", g.language),
        "applied": dates.moment(incoming.applied_at, dates.SECRETARIAT_ZONE, g.language) if incoming.applied_at else "",
    }


def _address_of(of: Round, incoming: IncomingTranslations) -> str:
    return url_for("secretariat.answer_translation_changes", code=of.code, incoming=incoming.public_id)
