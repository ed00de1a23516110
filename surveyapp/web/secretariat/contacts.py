"""The log of contacts with the states of a round: calls, meetings, notes and papers beside the letters."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from surveyapp.actions import contacts
from surveyapp.actions.contacts import LONGEST, Contact, Item
from surveyapp.core.states import from_facts, in_order
from surveyapp.store import contacts as store
from surveyapp.store import rounds
from surveyapp.store.models import Reply, Round
from surveyapp.store.secretariat_models import ContactEntry
from surveyapp.web import clock, database, languages
from surveyapp.web.day_field import DayField
from surveyapp.web.person_form import lines, one_line
from surveyapp.web.secretariat import visible
from surveyapp.web.secretariat.pages import blueprint
from surveyapp.web.viewer import signed_in_viewer
from surveyapp.wording import contacts as wording
from surveyapp.wording import dates
from surveyapp.wording import letters as letter_words
from surveyapp.wording.deeds import who_words

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ContactForm(FlaskForm):
    """A contact as an officer enters it."""

    kind = SelectField(_l("What it was"), validate_choice=True)
    direction = RadioField(_l("From whom"), [InputRequired(_l("Say from whom it came."))], validate_choice=True)
    happened_on = DayField(_l("Day"), [InputRequired(_l("Say on which day it was."))])
    with_whom = StringField(
        _l("With whom"),
        [Length(max=300, message=_l("This is longer than 300 characters."))],
        filters=[one_line],
        description=_l("Name and post; of a paper, its sender or recipient."),
    )
    text = TextAreaField(
        _l("What was said or written"),
        [
            InputRequired(_l("Write what it was about.")),
            Length(max=LONGEST, message=_l("This is longer than 5,000 characters.")),
        ],
        filters=[lines],
    )

    def offer(self) -> "ContactForm":
        """With what can be chosen, in the language of the page."""
        self.kind.choices = [(one, wording.kind_words(one, g.language)) for one in wording.KINDS]
        self.direction.choices = [(one, wording.direction_words(one, g.language)) for one in wording.DIRECTIONS]
        return self

    def validate_happened_on(self, field: DayField) -> None:
        if field.data and field.data > today():
            raise ValidationError(_("This day has not come yet."))

    def contact(self) -> Contact:
        on = self.happened_on.data or today()
        return Contact(
            self.kind.data,
            self.direction.data,
            on,
            self.with_whom.data or "",
            self.text.data or "",
            g.language,
        )


@dataclass(frozen=True)
class Shown:
    """A line of the log in words."""

    item: Item
    day: str
    kind: str
    direction: str
    with_whom: str
    by: str
    became: str
    """Of an entry that does not stand any more: corrected or withdrawn, in words."""


@blueprint.get("/rounds/<code>/contacts", endpoint="contacts")
def list_contacts(code: str) -> str:
    found = visible.round_(code)
    replies = rounds.replies(database.session(), found.id)
    return render_template(
        "secretariat/contacts.html",
        round=found,
        lines=[_shown(one) for one in reversed(contacts.log(database.session(), signed_in_viewer(), found))],
        states=in_order((from_facts(one.state_facts) for one in replies), g.language),
        letter_words=letter_words,
        here="letters",
    )


@blueprint.get("/rounds/<code>/contacts.xlsx", endpoint="contacts_file")
def contacts_file(code: str) -> Response:
    """The annex, in the language of the page."""
    found = visible.round_(code)
    made = contacts.annex(database.session(), signed_in_viewer(), found, g.language, clock.now())
    headers = {"Content-Disposition": f'attachment; filename="contacts-{found.code}-{g.language}.xlsx"'}
    return Response(made, mimetype=SPREADSHEET, headers=headers)


@blueprint.get("/rounds/<code>/<string(length=3):state>/contacts", endpoint="state_contacts")
def state_contacts(code: str, state: str) -> str:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    return _page(found, reply, ContactForm(formdata=None, data={"happened_on": today()}).offer())


@blueprint.post("/rounds/<code>/<string(length=3):state>/contacts", endpoint="enter_contact")
def enter_contact(code: str, state: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    if (language := languages.switched_to()) and language != g.language:
        return redirect(url_for("secretariat.enter_contact", code=code, state=state, language=language), 307)
    form = ContactForm().offer()
    if language or not form.validate_on_submit():
        database.commit()
        return _page(found, reply, form), 200 if language else 422
    contacts.enter(database.session(), reply, form.contact(), signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.state_contacts", code=code, state=state, done="entered"))


@blueprint.get("/rounds/<code>/<string(length=3):state>/contacts/<contact>", endpoint="contact")
def show_contact(code: str, state: str, contact: str) -> str:
    """The form that corrects an entry, as it stands."""
    found = visible.round_(code)
    reply = visible.reply(found, state)
    entry = _entry(reply, contact)
    kept = {
        "kind": entry.kind,
        "direction": entry.direction,
        "happened_on": entry.happened_on,
        "with_whom": entry.with_whom,
        "text": entry.text,
    }
    return _page(found, reply, ContactForm(formdata=None, data=kept).offer(), entry=entry)


@blueprint.post("/rounds/<code>/<string(length=3):state>/contacts/<contact>", endpoint="correct_contact")
def correct_contact(code: str, state: str, contact: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    entry, form = _entry(reply, contact), ContactForm().offer()
    language = languages.switched_to()
    if language and language != g.language:
        address = url_for("secretariat.correct_contact", code=code, state=state, contact=contact, language=language)
        return redirect(address, 307)
    if language or not form.validate_on_submit():
        database.commit()
        return _page(found, reply, form, entry=entry), 200 if language else 422
    who, now = signed_in_viewer().person, clock.now()
    made = contacts.correct(database.session(), entry, reply, form.contact(), who, now)
    database.commit()
    if made is None:
        return _page(found, reply, form, is_late=True), 409
    return redirect(url_for("secretariat.state_contacts", code=code, state=state, done="corrected"))


@blueprint.post("/rounds/<code>/<string(length=3):state>/contacts/<contact>/withdraw", endpoint="withdraw_contact")
def withdraw_contact(code: str, state: str, contact: str) -> ResponseReturnValue:
    found = visible.round_(code)
    reply = visible.reply(found, state)
    contacts.withdraw(database.session(), _entry(reply, contact), signed_in_viewer().person, clock.now())
    database.commit()
    return redirect(url_for("secretariat.state_contacts", code=code, state=state, done="withdrawn"))


def _page(
    of: Round, reply: Reply, form: ContactForm, *, entry: ContactEntry | None = None, is_late: bool = False
) -> str:
    log = contacts.log(database.session(), signed_in_viewer(), of, reply)
    return render_template(
        "secretariat/state_contacts.html",
        round=of,
        reply=reply,
        member=from_facts(reply.state_facts),
        form=form,
        entry=entry,
        is_late=is_late,
        lines=[_shown(one) for one in reversed(log)],
        done=request.args.get("done", ""),
        letter_words=letter_words,
        here="letters",
    )


def _entry(reply: Reply, public_id: str) -> ContactEntry:
    found = store.called(database.session(), reply.id, public_id)
    if found is None:
        abort(404)
    return found


def _shown(item: Item) -> Shown:
    day = dates.day(item.on, g.language)
    if item.letter is not None:
        to = item.letter.email or item.letter.recipient
        kind = letter_words.kind_words(item.letter.kind, g.language)
        return Shown(item, day, kind, wording.direction_words("out", g.language), to, "", "")
    entry = item.entry
    if entry is None:
        raise ValueError("a line of the log is an entry or a letter")
    became = _("corrected") if entry.replaced_by_id else _("withdrawn") if entry.withdrawn_at else ""
    return Shown(
        item,
        day,
        wording.kind_words(entry.kind, g.language),
        wording.direction_words(entry.direction, g.language),
        entry.with_whom,
        who_words(item.by or "command line", g.language),
        became,
    )


def today() -> date:
    """In Washington, where the log is kept."""
    return clock.now().astimezone(ZoneInfo(dates.SECRETARIAT_ZONE)).date()
