"""The sentences of the summary: what the product says, what officers wrote instead, what is to be looked at again."""

from dataclasses import dataclass

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from surveyapp.actions import reading_log, summarizing, summary_plans
from surveyapp.actions.summary_plans import Conflict
from surveyapp.core.disclosure import Audience
from surveyapp.documents.summary import Sentence
from surveyapp.store import summaries as store
from surveyapp.store.models import Round
from surveyapp.web import clock, database, languages
from surveyapp.web.secretariat import reading, visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.secretariat.summary import LANGUAGES, audience_called, number
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import dates, produced_papers
from surveyapp.wording.deeds import who_words
from surveyapp.wording.language_names import language_name


@dataclass(frozen=True)
class Of:
    """Which sentences: of a round, for an audience, in a language."""

    round: Round
    audience: Audience
    language: str


@blueprint.get("/rounds/<code>/summary/<audience>/sentences/<said_in>", endpoint="summary_sentences")
def every(code: str, audience: str, said_in: str) -> str:
    of = _of(code, audience, said_in)
    return render_template(
        "secretariat/summary_sentences.html",
        round=of.round,
        audience=audience,
        audience_words=produced_papers.audience_words(audience, g.language),
        said_in=said_in,
        language_words=language_name(said_in, g.language),
        others=[(one, language_name(one, g.language)) for one in LANGUAGES if one != said_in],
        sentences=_sentences(of),
        done=request.args.get("done", ""),
        here="round",
    )


@blueprint.get("/rounds/<code>/summary/<audience>/sentences/<said_in>/<path:key>", endpoint="summary_sentence")
def one(code: str, audience: str, said_in: str, key: str) -> str:
    of = _of(code, audience, said_in)
    found = _sentence(of, key)
    standing = store.sentence(database.session(), of.round.id, audience, said_in, key)
    return _page(of, found, found.shown, standing.version if standing else 0)


@blueprint.post("/rounds/<code>/summary/<audience>/sentences/<said_in>/<path:key>", endpoint="save_summary_sentence")
def save(code: str, audience: str, said_in: str, key: str) -> ResponseReturnValue:
    of = _of(code, audience, said_in)
    if (language := languages.switched_to()) and language != g.language:
        endpoint = "secretariat.save_summary_sentence"
        address = url_for(endpoint, code=code, audience=audience, said_in=said_in, key=key, language=language)
        return redirect(address, 307)
    found, seen = _sentence(of, key), number("seen")
    text = "" if request.form.get("deed") == "own" else request.form.get("text", "")
    if language or len(text) > summary_plans.LONGEST_SENTENCE:
        database.commit()
        most = summary_plans.LONGEST_SENTENCE
        fault = "" if language else str(_("This is too long: write at most %(max)d characters.", max=most))
        return _page(of, found, request.form.get("text", ""), seen, fault), (422 if fault else 200)
    who, now = signed_in_viewer().person, clock.now()
    outcome = summary_plans.write_sentence(
        database.session(), of.round, of.audience, said_in, key, text, found.own, found.figures, seen, who, now
    )
    database.commit()
    if isinstance(outcome, Conflict):
        standing = store.sentence(database.session(), of.round.id, audience, said_in, key)
        fault = str(_("Somebody else changed this sentence meanwhile; yours is not saved and stands below."))
        return _page(of, _sentence(of, key), text, standing.version if standing else 0, fault), 409
    done = "saved" if outcome.text else "own"
    endpoint = "secretariat.summary_sentences"
    return redirect(url_for(endpoint, code=code, audience=audience, said_in=said_in, done=done, _anchor=key))


def _page(of: Of, found: Sentence, text: str, seen: int, fault: str = "") -> str:
    history = store.history(database.session(), of.round.id, of.audience, of.language, found.key)
    return render_template(
        "secretariat/summary_sentence.html",
        round=of.round,
        audience=of.audience.value,
        audience_words=produced_papers.audience_words(of.audience, g.language),
        said_in=of.language,
        language_words=language_name(of.language, g.language),
        sentence=found,
        text=text,
        seen=seen,
        fault=fault,
        longest=summary_plans.LONGEST_SENTENCE,
        history=[
            (one, who_words(by or "command line", g.language), dates.moment(one.at, of.round.time_zone, g.language))
            for one, by in history
        ],
        here="round",
    )


def _of(code: str, audience: str, said_in: str) -> Of:
    if said_in not in LANGUAGES:
        abort(404)
    return Of(visible.round_(code), audience_called(audience), said_in)


def _sentences(of: Of) -> tuple[Sentence, ...]:
    session = database.session()
    found = summarizing.gathered(session, of.round, of.audience, of.language, clock.now())
    if of.audience is Audience.SECRETARIAT:
        reading.note(reading_log.in_papers(session, of.round, "summary"))
    return summarizing.outline(found, of.language).sentences


def _sentence(of: Of, key: str) -> Sentence:
    found = next((one for one in _sentences(of) if one.key == key), None)
    if found is None:
        abort(404)
    return found
