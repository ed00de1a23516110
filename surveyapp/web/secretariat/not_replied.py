"""Names and paragraphs for the report, ready to be pasted, in both languages: on a page and as plain text."""

from flask import Response, g, render_template
from flask.typing import ResponseReturnValue

from surveyapp.actions import following
from surveyapp.actions.following import RoundStanding, Stage
from surveyapp.core.states import LANGUAGES
from surveyapp.store.models import Round
from surveyapp.web import clock, database
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.wording import dates, paragraphs
from surveyapp.wording.paragraphs import Paragraphs
from surveyapp.wording.translations import language_named


@blueprint.get("/rounds/<code>/not-replied")
def not_replied(code: str) -> str:
    found = visible.round_(code)
    standing = following.standings(database.session(), found, clock.now())
    return render_template(
        "secretariat/not_replied.html",
        round=found,
        missing=standing.counts.asked - standing.counts.at(Stage.REPLIED),
        asked=standing.counts.asked,
        as_it_stands=dates.moment(clock.now(), dates.SECRETARIAT_ZONE, g.language),
        blocks=[(one, language_named(one.language, g.language), _shown(one)) for one in _paragraphs(standing)],
        here="round",
    )


@blueprint.get("/rounds/<code>/not-replied.txt")
def not_replied_file(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    standing = following.standings(database.session(), found, clock.now())
    text = paragraphs.as_text(found.title, _paragraphs(standing))
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(found)}"'}
    return Response(text.encode("utf-8-sig"), mimetype="text/plain", headers=headers)


def _paragraphs(standing: RoundStanding) -> list[Paragraphs]:
    """In both languages, that of the page first."""
    on = dates.local_day(clock.now(), standing.round.time_zone)
    replied = [one.state for one in standing.states if one.stage is Stage.REPLIED]
    missing = [one.state for one in standing.states if one.stage is not Stage.REPLIED]
    languages = sorted(LANGUAGES, key=lambda code: code != g.language)
    return [paragraphs.paragraphs(replied, missing, on, code) for code in languages]


def _shown(one: Paragraphs) -> list[tuple[str, str, int]]:
    """Each paragraph with what it is called in the language of the page, and how many lines it may need."""
    return [
        (paragraphs.title(name, g.language), text, max(text.count("\n") + 1, len(text) // 72 + 1))
        for name, text in paragraphs.named(one)
    ]


def _file_name(of: Round) -> str:
    return f"{of.code}-not-replied{'-illustrative' if of.illustrative else ''}.txt"
