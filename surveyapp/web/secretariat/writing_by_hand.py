"""Writing to all that have not replied, or thanking all that have: every letter is read before one press sends them."""

from dataclasses import dataclass
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.actions import writing_by_hand as deeds
from surveyapp.actions.writing_by_hand import Preview, Ready
from surveyapp.core.states import MemberState, from_facts
from surveyapp.web import clock, database, pressing
from surveyapp.web.letter_text import blocks
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.site import base_url
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import letters as letter_words
from surveyapp.wording.language_names import language_name
from surveyapp.wording.reminders import why_words


@blueprint.get("/rounds/<code>/write", endpoint="write_reminders")
def preview_reminders(code: str) -> str:
    found = visible.round_(code)
    preview = deeds.to_all_that_have_not_replied(database.session(), found, base_url(), clock.now())
    return _page("secretariat/write_reminders.html", found, preview)


@blueprint.post("/rounds/<code>/write")
def send_reminders(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    who, states = signed_in_viewer().person, set(request.form.getlist("states"))
    press = pressing.pressed()
    batch = deeds.write(database.session(), found, states, press, who, base_url(), clock.now())
    database.commit()
    if batch is None:
        return redirect(url_for("secretariat.write_reminders", code=found.code, nothing=1))
    return redirect(url_for("secretariat.reminder_batch", code=found.code, batch=batch.public_id))


@blueprint.get("/rounds/<code>/thanks", endpoint="write_thanks")
def preview_thanks(code: str) -> str:
    found = visible.round_(code)
    preview = deeds.to_all_that_have_replied(database.session(), found, base_url(), clock.now())
    return _page("secretariat/write_thanks.html", found, preview)


@blueprint.post("/rounds/<code>/thanks")
def send_thanks(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    who, states = signed_in_viewer().person, set(request.form.getlist("states"))
    thanked = deeds.thank(database.session(), found, states, who, base_url(), clock.now())
    database.commit()
    if not thanked:
        return redirect(url_for("secretariat.write_thanks", code=found.code, nothing=1))
    return redirect(url_for("secretariat.letters", code=found.code))


@dataclass(frozen=True)
class ToldReady:
    """A state to which one may write, with its letters as they are read."""

    state: MemberState
    letters: list[tuple[Any, Any]]
    kind: str
    caution: str


def _page(template: str, of: Any, preview: Preview) -> str:
    ready = sorted((_told(one) for one in preview.ready), key=lambda one: one.state.orders[g.language])
    not_today = [
        (from_facts(reply.state_facts), why_words(verdict, g.language)) for reply, verdict in preview.not_today
    ]
    return render_template(
        template,
        round=of,
        ready=ready,
        letters=sum(len(one.letters) for one in ready),
        not_today=sorted(not_today, key=lambda one: one[0].orders[g.language]),
        nobody=sorted(
            (from_facts(reply.state_facts) for reply in preview.nobody), key=lambda state: state.orders[g.language]
        ),
        nothing=request.args.get("nothing"),
        without_wording=sorted(language_name(one, g.language) for one in preview.without_wording),
        operation=pressing.new(),
        here="reminders",
    )


def _told(one: Ready) -> ToldReady:
    return ToldReady(
        from_facts(one.reply.state_facts),
        [(draft, blocks(draft.letter.body)) for draft in one.drafts],
        letter_words.kind_words(one.drafts[0].letter.kind, g.language),
        why_words(one.caution, g.language) if one.caution else "",
    )
