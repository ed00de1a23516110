"""Where a round stands: who has replied and who has not, in figures, on the map, state by state, and as files."""

import io
from collections import Counter

from flask import Response, abort, g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from surveyapp.actions import authoring, following, last_answers, reading_log, summarizing, tracking
from surveyapp.actions.following import Stage
from surveyapp.actions.tracking import Tracked
from surveyapp.core.disclosure import Audience
from surveyapp.store import confirmations, document_replies, letters, requests
from surveyapp.store.models import Round
from surveyapp.web import blank_form_file, clock, database, languages
from surveyapp.web.secretariat import filters, reading, state_rows, states_table, visible
from surveyapp.web.secretariat.drawing import Page
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.response_drawing import ResponsePage
from surveyapp.wording import letters as letter_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/rounds/<code>", endpoint="round")
def show_round(code: str) -> str:
    found = visible.round_(code)
    tracked = tracking.tracked(database.session(), found, clock.now())
    standing = tracked.standing
    chosen = filters.from_address(request.args, tracked)
    page = _page(tracked)
    return render_template(
        "secretariat/round.html",
        round=found,
        page=page,
        rows=state_rows.drawn(page.chosen(chosen), found.code),
        chosen=chosen,
        responses=ResponsePage(tracked.responses, g.language) if found.opened_at else None,
        to_confirm=sum(confirmations.waiting_in(database.session(), found.id).values()),
        letters_to_attend=letters.count(database.session(), found.id, letter_words.ATTENTION),
        waiting=len(requests.unanswered_in(database.session(), found.id)),
        clarifications=sum(requests.counts_in(database.session(), found.id).values(), Counter()),
        not_invited=sum(one.reply.invited_at is None for one in standing.states),
        not_replied=standing.counts.asked - standing.counts.at(Stage.REPLIED),
        takes_workbook=clock.now() >= found.closes_at,
        form_languages=blank_form_file.offered(authoring.questionnaire_of(found.edition)),
        here="round",
    )


@blueprint.get("/rounds/<code>/states.csv")
def states_csv(code: str) -> Response:
    found = visible.round_(code)
    tracked = tracking.tracked(database.session(), found, clock.now())
    text = states_table.as_csv(_page(tracked), last_answers.unchanged_in(database.session(), found))
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(found, "states")}.csv"'}
    return Response(text.encode("utf-8-sig"), mimetype="text/csv", headers=headers)


@blueprint.get("/rounds/<code>/standing.xlsx")
def standing_workbook(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    made = tracking.workbook(database.session(), found, g.language, clock.now())
    name = f"{_file_name(found, 'standing')}-{g.language}.xlsx"
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=name)


@blueprint.get("/rounds/<code>/comparative-workbook")
def comparative_workbook(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    audience, language = request.args.get("audience", Audience.SECRETARIAT), request.args.get("in", g.language)
    if audience not in tuple(Audience) or language not in languages.LANGUAGES:
        abort(404)
    name_missing = request.args.get("name-missing") == "1"
    made = summarizing.comparative_workbook(
        database.session(), found, Audience(audience), language, name_missing, clock.now()
    )
    if audience == Audience.SECRETARIAT:
        reading.note(reading_log.in_papers(database.session(), found))
    name = f"{_file_name(found, f'comparative-{audience}')}-{language}.xlsx"
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=name)


def _page(tracked: Tracked) -> Page:
    session, round_ = database.session(), tracked.standing.round
    others = following.not_asked(session, round_)
    sections = authoring.questionnaire_of(round_.edition).sections
    documents = document_replies.of_round(session, round_.id)
    return Page(tracked, others, sections, clock.now(), g.language, documents)


def _file_name(of: Round, what: str) -> str:
    return f"{of.code}-{what}{'-illustrative' if of.illustrative else ''}"
