"""The pages that need no sign-in: what this is and how to come in; in a demonstration, its letters and codes."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TextAreaField

from surveyapp.actions import asking_to_join, correspondence, demonstrating, holding, secretariat_entry, seeing
from surveyapp.actions.limiting import TooOftenError
from surveyapp.core.states import from_facts
from surveyapp.store import letters, rounds
from surveyapp.store.models import Reply, Round
from surveyapp.web import clock, database, frame, guide, languages, site
from surveyapp.web.focal_point import sections_by_name
from surveyapp.web.languages import current
from surveyapp.web.person_form import MESSAGE, PersonForm, lines
from surveyapp.web.viewer import viewer
from surveyapp.wording import dates
from surveyapp.wording import states as state_wording

blueprint = Blueprint("public", __name__)
LETTERS_SHOWN = 100


class JoinForm(PersonForm):
    sections = SelectMultipleField(
        _l("Sections about which you were asked (optional)"),
        choices=[],
        validate_choice=False,
        description=_l("Leave them empty if you do not know: the focal point then chooses."),
    )
    message = TextAreaField(
        _l("Message to the focal point (optional)"),
        MESSAGE,
        [lines],
        description=_l("For example, who forwarded the letter to you and which questions your institution answers."),
    )


@blueprint.get("/")
def home() -> str:
    looking = viewer()
    return render_template(
        "public/home.html",
        rounds=[(one, _deadline(one)) for one in rounds.open_at(database.session(), clock.now())],
        replies=seeing.replies_of(database.session(), looking) if looking else [],
        here="home",
    )


@blueprint.get("/help")
def help() -> str:  # noqa: A001 (the address and its name)
    """The guide for focal points; pages link to the anchors of its chapters."""
    return render_template("public/help.html", guide=guide.for_focal_points(current()))


@blueprint.route("/ask-to-join/<reply>", methods=["GET", "POST"])
def ask_to_join(reply: str) -> ResponseReturnValue:
    """For whoever opens a letter that was forwarded: asks the focal points of a state to be let in."""
    return _ask_to_join(reply) if request.method == "POST" else _who_asks(reply)


def _who_asks(reply: str) -> ResponseReturnValue:
    found, looking = _reply_asked_for(reply), viewer()
    if looking is not None and found.state in looking.states:
        return redirect(url_for("focal_point.desk", reply=reply))
    form = JoinForm(formdata=None)
    form.language.data = current()
    return _join_page(found, form, is_asked="asked" in request.args)


def _ask_to_join(reply: str) -> ResponseReturnValue:
    form, language = JoinForm(), languages.switched_to()
    is_good = not language and form.validate()  # before the store is asked: nobody waits for what a stranger sends
    found = _reply_asked_for(reply)
    if language and language != current():
        return redirect(url_for("public.ask_to_join", reply=reply, language=language), 307)
    if not is_good:
        database.commit()
        return _join_page(found, form), 200 if language else 422
    sections = sections_by_name.only_known(form.sections.data or (), holding.questionnaire(found))
    asking = asking_to_join.Asking(form.named(), request.remote_addr or "", str(form.message.data), sections)
    sealing = current_app.extensions["sealing"]
    try:
        asking_to_join.ask(database.session(), sealing, found, asking, site.base_url(), clock.now())
    except TooOftenError:
        database.commit()
        form.email.errors = [_("Too many requests have been made. Please try again tomorrow, or write to us.")]
        return _join_page(found, form), 429
    database.commit()
    return redirect(url_for("public.ask_to_join", reply=reply, asked="yes"))


def _reply_asked_for(public_id: str) -> Reply:
    found = seeing.reply_asked_for(database.session(), public_id)
    if found is None:
        abort(404)
    return found


def _join_page(of: Reply, form: JoinForm, *, is_asked: bool = False) -> str:
    """Says of the reply no more than its round's title, what its sections are called, and the name of its state."""
    form.sections.choices = sections_by_name.choices(holding.questionnaire(of))
    return render_template(
        "public/ask_to_join.html",
        address=of.public_id,
        title=of.round.title,
        of_state=state_wording.of_state(from_facts(of.state_facts), current()),
        form=form,
        is_asked=is_asked,
        illustrative=of.round.illustrative,
        switch_in_form="" if is_asked else "join",
    )


@blueprint.get("/demonstration/letters")
def kept_letters() -> str:
    """The letters and codes of a demonstration, newest first; anywhere else there is no such page."""
    _only_in_a_demonstration()
    officer, focal_points = demonstrating.come_in_as(database.session(), clock.now())
    return render_template(
        "public/kept_letters.html",
        officer=officer,
        passphrase=demonstrating.OFFICER_PASSPHRASE,
        focal_points=focal_points,
        letters=letters.newest(database.session(), LETTERS_SHOWN),
        codes=secretariat_entry.present_codes(database.session(), current_app.extensions["sealing"], clock.now()),
        moment=lambda at: dates.moment(at, dates.SECRETARIAT_ZONE, current()),
        illustrative=True,
    )


@blueprint.get("/demonstration/letters/<letter>.eml")
def kept_letter_file(letter: str) -> ResponseReturnValue:
    """A letter of a demonstration as it would be handed to the mail server."""
    _only_in_a_demonstration()
    found = letters.by_public_id(database.session(), letter)
    if found is None:
        abort(404)
    settings = current_app.extensions["settings"]
    message = correspondence.as_message(database.session(), found, settings.mail_from, settings.base_url)
    headings = {"Content-Disposition": f'attachment; filename="{found.kind}.eml"'}
    return current_app.response_class(message.as_bytes(), mimetype="message/rfc822", headers=headings)


def _only_in_a_demonstration() -> None:
    if not frame.here().is_demonstration:
        abort(404)


def _deadline(round_: Round) -> str:
    city = dates.SECRETARIAT_PLACE[current()]
    return dates.deadline(round_.deadline, dates.SECRETARIAT_ZONE, city, current())
