"""Where a round stands: who has replied and who has not, in figures, on the map, state by state, and as files."""

import io
from collections import Counter

from flask import Response, abort, g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from surveyapp.actions import authoring, comparing, following, last_answers, reading_log
from surveyapp.actions import rounds as deeds
from surveyapp.actions.following import RoundStanding
from surveyapp.core.disclosure import Audience
from surveyapp.store import confirmations, document_replies, letters, requests
from surveyapp.store.models import Round
from surveyapp.web import blank_form_file, clock, database, languages
from surveyapp.web.secretariat import filters, reading, states_table, visible
from surveyapp.web.secretariat.drawing import Page
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.wording import letters as letter_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/rounds/<code>", endpoint="round")
def show_round(code: str) -> str:
    found = visible.round_(code)
    standing = following.standings(database.session(), found, clock.now())
    chosen = filters.from_address(request.args, standing)
    let_through = {one.state.iso3 for one in standing.states if chosen.lets_through(one)}
    page = _page(standing)
    return render_template(
        "secretariat/round.html",
        round=found,
        page=page,
        rows=[row for row in page.rows if row.iso3 in let_through or not (chosen.is_set or row.is_asked)],
        chosen=chosen,
        to_confirm=sum(confirmations.waiting_in(database.session(), found.id).values()),
        letters_to_attend=letters.count(database.session(), found.id, letter_words.ATTENTION),
        waiting=len(requests.unanswered_in(database.session(), found.id)),
        clarifications=sum(requests.counts_in(database.session(), found.id).values(), Counter()),
        not_invited=sum(one.reply.invited_at is None for one in standing.states),
        takes_workbook=clock.now() >= found.closes_at,
        form_languages=blank_form_file.offered(authoring.questionnaire_of(found.edition)),
        here="round",
    )


@blueprint.get("/rounds/<code>/states.csv")
def states_csv(code: str) -> Response:
    found = visible.round_(code)
    standing = following.standings(database.session(), found, clock.now())
    text = states_table.as_csv(_page(standing), last_answers.unchanged_in(database.session(), found))
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(found, "states")}.csv"'}
    return Response(text.encode("utf-8-sig"), mimetype="text/csv", headers=headers)


@blueprint.get("/rounds/<code>/comparative-workbook")
def comparative_workbook(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    audience, language = request.args.get("audience", Audience.SECRETARIAT), request.args.get("in", g.language)
    if audience not in tuple(Audience) or language not in languages.LANGUAGES:
        abort(404)
    name_missing = request.args.get("name-missing") == "1"
    made = comparing.comparative_workbook(
        database.session(), found, Audience(audience), language, name_missing, clock.now()
    )
    if audience == Audience.SECRETARIAT:
        reading.note(reading_log.in_table(database.session(), found))
    name = f"{_file_name(found, f'comparative-{audience}')}-{language}.xlsx"
    return send_file(io.BytesIO(made), XLSX, as_attachment=True, download_name=name)


def _page(standing: RoundStanding) -> Page:
    session = database.session()
    newest = letters.latest_by_reply(session, standing.round.id)
    documents = document_replies.of_round(session, standing.round.id)
    return Page(standing, deeds.member_states(session), newest, clock.now(), g.language, documents)


def _file_name(of: Round, what: str) -> str:
    return f"{of.code}-{what}{'-illustrative' if of.illustrative else ''}"
