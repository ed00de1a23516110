"""A letter that went out otherwise put on record, and a message that came back taken in."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from surveyapp.actions import bouncing, entering_letters
from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.bouncing import Finding, Taken
from surveyapp.actions.entering_letters import Sent
from surveyapp.core.states import from_facts, in_order
from surveyapp.mail.bounces import LARGEST
from surveyapp.store import rounds
from surveyapp.store.models import Round
from surveyapp.web import clock, database, pressing
from surveyapp.web.day_field import DayField
from surveyapp.web.files import storage
from surveyapp.web.focal_point import sentences
from surveyapp.web.person_form import lines, one_line
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.contacts import today
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import letters as wording

MAIL = "mail"
LONGEST_SAID = 500


class SentOtherwise(FlaskForm):
    """What is known of the letter."""

    state = SelectField(_l("State"), validate_choice=True)
    kind = SelectField(_l("Letter"), validate_choice=True)
    sent_on = DayField(_l("Sent on"), [InputRequired(_l("Say on which day it was sent."))])
    to = StringField(
        _l("To whom"),
        [
            InputRequired(_l("Say to whom it was sent.")),
            Length(max=300, message=_l("This is longer than 300 characters.")),
        ],
        filters=[one_line],
    )
    channel = SelectField(_l("Way"), validate_choice=True)
    note = TextAreaField(
        _l("Number or content"),
        [Length(max=5_000, message=_l("This is longer than 5,000 characters."))],
        filters=[lines],
        description=_l("The number of the note, what it says; may stay empty."),
    )
    file = FileField(_l("Copy of the letter"), description=_l("PDF, Word or a picture, up to 10 MB; may be left out."))

    def offer(self, of: Round) -> "SentOtherwise":
        """With what can be chosen, in the language of the page."""
        replies = rounds.replies(database.session(), of.id)
        states = in_order((from_facts(one.state_facts) for one in replies), g.language)
        self.state.choices = [(one.iso3, one.name(g.language).short) for one in states]
        self.kind.choices = [(one, wording.kind_words(one, g.language)) for one in wording.ENTERED_KINDS]
        self.channel.choices = [(one, wording.channel_words(one, g.language)) for one in wording.ENTERED_CHANNELS]
        return self

    def validate_sent_on(self, field: DayField) -> None:
        if field.data and field.data > today():
            raise ValidationError(_("This day has not come yet."))

    def sent(self) -> Sent:
        upload = request.files.get("file")
        file = (upload.filename, upload.read()) if upload and upload.filename else None
        to, note = self.to.data or "", self.note.data or ""
        return Sent(self.kind.data, self.sent_on.data or today(), to, self.channel.data, note, file)


@blueprint.get("/rounds/<code>/letters/enter", endpoint="enter_letter")
def entering_page(code: str) -> str:
    found = visible.round_(code)
    begun = {"sent_on": today(), "state": request.args.get("state", "")}
    return _page(found, SentOtherwise(formdata=None, data=begun).offer(found))


@blueprint.post("/rounds/<code>/letters/enter", endpoint="put_letter_on_record")
def put_letter_on_record(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    form = SentOtherwise(formdata=request.form).offer(found)
    if not form.validate_on_submit():
        database.commit()
        return _page(found, form), 422
    reply = visible.reply(found, form.state.data)
    who, now = signed_in_viewer().person, clock.now()
    made = entering_letters.enter(database.session(), storage(), reply, form.sent(), pressing.pressed(), who, now)
    database.commit()
    if isinstance(made, FileRefused):
        form.file.errors = [sentences.file_fault(made)]
        return _page(found, form), 422
    return redirect(url_for("secretariat.letter", code=found.code, letter=made.public_id))


@blueprint.get("/rounds/<code>/letters/returned", endpoint="returned_letter")
def returning_page(code: str) -> str:
    return _returned_page(visible.round_(code))


@blueprint.post("/rounds/<code>/letters/returned", endpoint="take_in_returned")
def take_in_returned(code: str) -> ResponseReturnValue:
    found = visible.round_(code)
    upload = request.files.get("message")
    content = upload.read(LARGEST + 1) if upload and upload.filename else b""
    if not content:
        database.commit()
        return _returned_page(found, error=_("Choose the message that came back.")), 422
    taken = bouncing.take_in(database.session(), content, signed_in_viewer().person, clock.now())
    database.commit()
    return _returned_page(found, taken), 200 if taken.finding in (Finding.BOUNCED, Finding.KNOWN) else 422


@blueprint.post("/rounds/<code>/letters/<letter>/returned", endpoint="mark_returned")
def mark_returned(code: str, letter: str) -> ResponseReturnValue:
    """A letter came back in a message that cannot be read here."""
    found = visible.round_(code)
    one = visible.letter(found, letter)
    if one.channel == MAIL:
        said = " ".join(request.form.get("said", "").split())[:LONGEST_SAID]
        bouncing.mark(database.session(), one, said, signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.letter", code=found.code, letter=one.public_id))


def _page(of: Round, form: SentOtherwise) -> str:
    return render_template(
        "secretariat/enter_letter.html", round=of, form=form, operation=pressing.pressed(), here="letters"
    )


def _returned_page(of: Round, taken: Taken | None = None, error: str = "") -> str:
    is_fault = taken is not None and taken.finding not in (Finding.BOUNCED, Finding.KNOWN)
    return render_template(
        "secretariat/returned_letter.html",
        round=of,
        taken=taken,
        error=error or (wording.returned_words(taken.finding, g.language) if taken and is_fault else ""),
        words=wording.returned_words(taken.finding, g.language) if taken and not is_fault else "",
        wording=wording,
        here="letters",
    )
