"""What the steps of coming in share: drawing a page, switching its language, refusing, and the last step."""

import re
import secrets
from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext, refresh
from flask_wtf import FlaskForm
from wtforms import Field

from surveyapp.actions import coming_in, secretariat_entry, seeing
from surveyapp.actions.coming_in import Asker
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.sealing import Sealing
from surveyapp.actions.seeing import Viewer
from surveyapp.store.models import Person
from surveyapp.web import clock, cookies, database, keeping, languages, navigation
from surveyapp.web.auth.forms import Step
from surveyapp.web.keeping import KeptPost
from surveyapp.web.viewer import states_by_second_factor, viewer_with

ADDRESS = "address"
"""Where the address that a code was asked for is remembered: in the signed cookie of the forms."""
_BROWSER = "browser"
_TO_A_REPLY = re.compile(r"/[a-z]{2}/reply/([0-9a-f]{24})(?:[/?#]|$)")


def page(template: str, form: FlaskForm, **more: Any) -> str:
    """A step as it is shown; what was to be kept has been committed by now."""
    database.let_go()
    return render_template(
        f"auth/{template}.html", form=form, switch_in_form="come-in", asked_for=reply_asked_for, **more
    )


def reply_asked_for(next_: str | None) -> str:
    """The identifier of the reply to which somebody wants to come in, "" for none: read from the address alone.

    So the page offers the same to whoever comes, and says nothing of who is known.
    """
    found = _TO_A_REPLY.match(next_ or "")
    return found.group(1) if found else ""


def in_language(language: str, draw: Callable[[], str]) -> str:
    """The same step in another language, with what was typed so far."""
    g.language = language
    refresh()
    return draw()


def refused(draw: Callable[[], str], field: Field, text: str, status: int = 422) -> ResponseReturnValue:
    """The step once more, with what is wrong beside a field. What was counted is kept."""
    database.commit()
    field.errors = [text]
    return draw(), status


def too_often(draw: Callable[[], str], field: Field, error: TooOftenError) -> ResponseReturnValue:
    minutes = max(1, round((error.until - clock.now()).total_seconds() / 60))
    text = ngettext(
        "Too many attempts. Try again in one minute.", "Too many attempts. Try again in %(num)s minutes.", minutes
    )
    return refused(draw, field, text, 429)


def come_in(
    person: Person, form: Step, *, by_second_factor: bool = False, printed_codes: Sequence[str] = ()
) -> ResponseReturnValue:
    """Begins the session; then the page the person wanted, or what was typed before, with one press to save it.

    Codes that are to be printed are shown before that.
    """
    token = coming_in.begin(database.session(), person, clock.now(), by_second_factor=by_second_factor)
    database.commit()
    looking = g.viewer = viewer_with(token)
    if looking is None:
        abort(404)
    session.pop(_BROWSER, None)
    kept = keeping.opened(form.kept.data or "")
    if kept is not None and not kept.may_be_given_to(looking):
        kept = None
    answer = current_app.make_response(_first_page(looking, form.next.data or "", kept, printed_codes))
    cookies.set_session_token(answer, token)
    return answer


def _first_page(
    looking: Viewer, next_: str, kept: KeptPost | None, printed_codes: Sequence[str]
) -> ResponseReturnValue:
    if printed_codes:
        return render_template("auth/printed_codes.html", codes=printed_codes, post=kept, next=next_)
    if kept is not None:
        return keeping.press_again_page(keeping.SESSION_ENDED, kept)
    return redirect(next_ or start_page(looking))


def takes_second_factor(person: Person) -> bool:
    """Whether a code mailed to the person is not enough to come in: by the settings, or by his or her choice."""
    looking = seeing.viewer_of(database.session(), person, clock.now())
    if looking is None or looking.is_secretariat:
        return False
    return states_by_second_factor() or secretariat_entry.has_set_up(database.session(), person)


def start_page(looking: Viewer | None) -> str:
    if looking is None:
        return url_for("public.home")
    return navigation.start_page(looking, list(seeing.replies_of(database.session(), looking)), clock.now())


def asker() -> Asker:
    return Asker(browser=browser(), network=request.remote_addr or "", language=languages.current())


def browser() -> str:
    """A random token of this browser, in the signed cookie of the forms: a mailed code is good here alone."""
    token: str = session.setdefault(_BROWSER, secrets.token_urlsafe(24))
    return token


def sealing() -> Sealing:
    found: Sealing = current_app.extensions["sealing"]
    return found
