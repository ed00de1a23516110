"""The papers of a round: asked for, watched while they are made, taken away; versions of the summary given out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Response, abort, g, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from surveyapp.actions import producing, reading_log, summary_plans, summary_versions
from surveyapp.actions.producing import Wish
from surveyapp.actions.summary_plans import Conflict
from surveyapp.actions.summary_versions import LATER, Kind
from surveyapp.core.disclosure import Audience
from surveyapp.store import produced_papers as papers
from surveyapp.store import summaries as store
from surveyapp.store.models import Round
from surveyapp.store.summary_models import ProducedPaper, SummaryVersion
from surveyapp.web import clock, database
from surveyapp.web.files import NEVER_RUN, storage
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, produced_papers
from surveyapp.wording.deeds import who_words
from surveyapp.wording.language_names import language_name
from surveyapp.wording.numbers import grouped
from surveyapp.wording.sentences import capital

LANGUAGES = ("en", "es")
LONGEST_NOTE = 1_000


def audience_called(name: str) -> Audience:
    """An audience by its name; what is none is not found."""
    if name not in {one.value for one in Audience}:
        abort(404)
    return Audience(name)


@blueprint.get("/rounds/<code>/summary", endpoint="summary")
def show(code: str) -> str:
    return _page(visible.round_(code), done=request.args.get("done", ""))


@blueprint.post("/rounds/<code>/summary/make", endpoint="make_papers")
def make(code: str) -> ResponseReturnValue:
    """Puts the papers that were chosen in line; one for each language."""
    round_ = visible.round_(code)
    audience = audience_called(request.form.get("audience", ""))
    chosen = [one for one in LANGUAGES if one in request.form.getlist("language")]
    what = [(kind, one) for kind, one in producing.formats() if f"{kind}.{one}" in request.form.getlist("paper")]
    if not chosen or not what:
        database.commit()
        return _page(round_, fault=str(_("Choose at least one paper and one language."))), 422
    who, now = signed_in_viewer().person, clock.now()
    version, fault = _version_chosen(round_, audience, now)
    if fault:
        database.commit()
        return _page(round_, fault=fault), 422
    codes = request.form.get("codes") == "yes"
    for kind, format_ in what:
        for language in chosen:
            wish = Wish(kind, format_, language, audience, codes=codes and kind == "data")
            producing.ask(database.session(), round_, wish, version if kind == "summary" else None, who, now)
    database.commit()
    return redirect(url_for("secretariat.summary", code=code, done="asked", _anchor="papers"))


@blueprint.get("/rounds/<code>/papers", endpoint="papers_progress")
def progress(code: str) -> Response:
    """The list alone, for the script that watches it."""
    round_ = visible.round_(code)
    return jsonify(
        html=render_template(
            "secretariat/paper_rows.html", round=round_, papers=_rows(round_), language_called=language_called
        )
    )


@blueprint.get("/rounds/<code>/papers/<paper>", endpoint="paper")
def take_away(code: str, paper: str) -> Response:
    round_ = visible.round_(code)
    found = _paper(round_, paper)
    path = storage().path(found.sha256) if found.status == "made" else None
    if path is None:
        abort(404)
    if found.audience == Audience.SECRETARIAT:
        reading.note(reading_log.in_papers(database.session(), round_, found.kind))
    response: Response = send_file(
        path,
        mimetype=producing.MEDIA_TYPES[found.format],
        as_attachment=True,
        download_name=found.name,
        etag=found.sha256,
    )
    response.headers["Content-Security-Policy"] = NEVER_RUN
    return response


@blueprint.post("/rounds/<code>/papers/<paper>/cancel", endpoint="cancel_paper")
def cancel(code: str, paper: str) -> ResponseReturnValue:
    found = _paper(visible.round_(code), paper)
    is_done = producing.cancel(database.session(), found, signed_in_viewer().person, clock.now())
    database.commit()
    done = "cancelled" if is_done else "too_late"
    return redirect(url_for("secretariat.summary", code=code, done=done, _anchor="papers"))


@blueprint.post("/rounds/<code>/summary/<audience>/version", endpoint="give_out_summary")
def give_out(code: str, audience: str) -> ResponseReturnValue:
    """A version of the summary as it stands now."""
    round_, of = visible.round_(code), audience_called(audience)
    session, seen = database.session(), number("seen")
    standing = store.versions(session, round_.id, of)
    kind = request.form.get("kind", "") if standing else Kind.ORIGINAL.value
    if kind not in {one.value for one in Kind}:
        database.commit()
        return _page(round_, fault=str(_("Choose which kind of version it is.")), giving_out=of.value), 422
    note = summary_plans.as_text({one: request.form.get(f"note-{one}", "") for one in LANGUAGES})
    if fault := _fault_of_note(note, is_needed=bool(standing)):
        database.commit()
        return _page(round_, fault=fault, giving_out=of.value), 422
    who, now = signed_in_viewer().person, clock.now()
    try:
        made = summary_versions.give_out(session, round_, of, Kind(kind), note, seen, who, now)
    except ValueError:
        made = Conflict()
    database.commit()
    if isinstance(made, Conflict):
        fault = str(_("Somebody else gave out a version meanwhile; it stands below."))
        return _page(round_, fault=fault, giving_out=of.value), 409
    return redirect(url_for("secretariat.summary", code=code, done="given_out", _anchor=f"versions-{of.value}"))


def _page(round_: Round, done: str = "", fault: str = "", giving_out: str = "") -> str:
    """`giving_out`: for which audience a version was to be given out; what was typed there stands there again."""
    session = database.session()
    return render_template(
        "secretariat/summary.html",
        round=round_,
        audiences=[_audience(round_, one) for one in Audience],
        languages=LANGUAGES,
        formats=producing.FORMATS,
        papers=_rows(round_),
        replied=sum(one.submitted_at is not None for one in round_.replies),
        templates=[(one, store.template(session, one)) for one in LANGUAGES],
        later=[(one.value, produced_papers.version_kind_words(one, g.language)) for one in LATER],
        typed=MultiDict[str, str]() if giving_out else request.form,
        given=request.form,
        giving_out=giving_out,
        longest_note=LONGEST_NOTE,
        wording=produced_papers,
        language_called=language_called,
        done=done,
        fault=fault,
        here="round",
    )


def _audience(round_: Round, audience: Audience) -> dict[str, object]:
    session = database.session()
    terms, version = summary_plans.terms(session, round_, audience)
    versions = store.versions(session, round_.id, audience)
    return {
        "name": audience.value,
        "words": produced_papers.audience_words(audience, g.language),
        "heading": capital(produced_papers.audience_words(audience, g.language)),
        "terms": terms,
        "is_planned": version > 0,
        "own_sentences": {one: len(store.sentences(session, round_.id, audience, one)) for one in LANGUAGES},
        "versions": [
            (
                one,
                produced_papers.version_words(one.kind, one.number, g.language),
                _moment(round_, one.at),
                dates.day(one.received_to, g.language),
            )
            for one in versions
        ],
    }


def _rows(round_: Round) -> Sequence[dict[str, object]]:
    found = papers.of_round(database.session(), round_.id)
    of_today = producing.of_today(database.session(), round_, found)
    return [_row(round_, one, one.id in of_today) for one in found]


def _row(round_: Round, one: ProducedPaper, is_of_today: bool) -> dict[str, object]:
    shape, words = produced_papers.status(one.status, g.language)
    version = produced_papers.version_words(one.version.kind, one.version.number, g.language) if one.version else ""
    return {
        "paper": one,
        "name": produced_papers.kind_words(one.kind, g.language),
        "format": produced_papers.format_words(one.format, g.language),
        "audience": produced_papers.audience_words(one.audience, g.language),
        "version": version,
        "shape": shape,
        "status": words,
        "step": produced_papers.step_words(one.step, g.language) if one.status == "making" else "",
        "fault": produced_papers.fault_words(one.fault, g.language) if one.status == "failed" else "",
        "is_unfinished": one.status in papers.UNFINISHED,
        "is_of_today": is_of_today,
        "asked": _moment(round_, one.asked_at),
        "drawn_from": _drawn_from(one) if one.status == "made" else "",
        "by": who_words(one.asked_by.name if one.asked_by else "command line", g.language),
        "size": _("%(number)s KB", number=grouped(-(-one.size // 1024), g.language)),
    }


def _drawn_from(one: ProducedPaper) -> str:
    """From which data it was made: of papers with the same fingerprint, from the same."""
    count = len(one.sources.get("submissions", ()))
    made = ngettext("From one submission", "From %(num)s submissions", count)
    fingerprint = _("fingerprint of the data %(digest)s", digest=one.drawn_from[:12])
    return f"{made} · {fingerprint}"


def _paper(round_: Round, public_id: str) -> ProducedPaper:
    found = papers.called(database.session(), round_.id, public_id)
    if found is None:
        abort(404)
    return found


def _version_chosen(round_: Round, audience: Audience, now: datetime) -> tuple[SummaryVersion | None, str]:
    """The newest version for this audience, where the papers are to be those of one, or why they cannot be."""
    is_summary = any(one.startswith("summary.") for one in request.form.getlist("paper"))
    if request.form.get("as") != "version" or not is_summary:
        return None, ""
    standing = store.versions(database.session(), round_.id, audience)
    if not standing:
        return None, str(_("No version was given out for these recipients. Give one out first, or choose a draft."))
    if not producing.tells_what_stands(database.session(), standing[0], round_, now):
        return None, produced_papers.fault_words(producing.Fault.CHANGED_SINCE, g.language)
    return standing[0], ""


def _fault_of_note(note: Mapping[str, str], *, is_needed: bool) -> str:
    if is_needed and set(note) != set(LANGUAGES):
        return str(_("Say in both languages what changed since the last version."))
    if any(len(one) > LONGEST_NOTE for one in note.values()):
        return str(_("This is too long: write at most %(max)d characters.", max=LONGEST_NOTE))
    return ""


def language_called(code: str) -> str:
    return language_name(code, g.language)


def number(name: str) -> int:
    """A small number in the form; 0 where there is none."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _moment(round_: Round, at: datetime) -> str:
    return dates.moment(at, round_.time_zone, g.language)
