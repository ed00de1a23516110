"""Coming in with passphrase and second factor, and setting both up.

The secretariat does, with an invitation; people of states where the settings ask it, with a mailed code.
"""

import base64
import io
import json
from datetime import datetime, timedelta

import segno
from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from surveyapp.actions import coming_in, passphrases, secretariat_entry
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.passphrases import PassphraseFault
from surveyapp.store.models import Person
from surveyapp.web import clock, database, languages
from surveyapp.web.auth import steps
from surveyapp.web.auth.forms import InvitationForm, SecretariatForm, SetUpForm, Step, after
from surveyapp.web.auth.pages import blueprint
from surveyapp.web.auth.steps import asker, browser, sealing

SET_UP_WITHIN = timedelta(hours=1)
ACCEPTED = "an invitation was accepted"
"""What an accepted invitation says it is: nothing else that was sealed passes for one."""
PASSPHRASE_FAULTS = {
    PassphraseFault.TOO_SHORT: _l("The passphrase has fewer than 15 characters."),
    PassphraseFault.TOO_LONG: _l("The passphrase has more than 256 characters."),
    PassphraseFault.EASY_TO_GUESS: _l(
        "The passphrase is easy to guess: it is made of well-known words, names or rows of keys."
    ),
}


@blueprint.route("/secretariat", methods=["GET", "POST"])
def secretariat() -> ResponseReturnValue:
    return _check_passphrase() if request.method == "POST" else _ask_passphrase()


@blueprint.route("/secretariat/begin", methods=["GET", "POST"])
def begin() -> ResponseReturnValue:
    return _check_invitation() if request.method == "POST" else _ask_invitation()


@blueprint.route("/secretariat/set-up", methods=["GET", "POST"])
def set_up() -> ResponseReturnValue:
    return _set_up_with() if request.method == "POST" else redirect(url_for("auth.begin"))


def passphrase_page(next_: str, kept: str, address: str, notice: str = "") -> str:
    """The first step of whoever comes in with a passphrase."""
    form = SecretariatForm(formdata=None)
    form.carry(next_, kept)
    form.address.data = address
    return _passphrase_page(form, notice)


def set_up_page(person: Person, before: Step) -> str:
    """The step in which somebody who has just proved who he or she is chooses passphrase and second factor."""
    asking = after(before, SetUpForm)
    asking.invitation.data = _accepted(person, secretariat_entry.new_secret())
    return _set_up_page(asking)


def _ask_passphrase() -> ResponseReturnValue:
    return passphrase_page(request.args.get("next", ""), "", "")


def _check_passphrase() -> ResponseReturnValue:
    form = SecretariatForm()
    form.carry_on()
    if language := languages.switched_to():
        return steps.in_language(language, lambda: _passphrase_page(form))
    if "passphrase" not in request.form:  # from the first step of states, with what was typed before
        return _passphrase_page(after(form, SecretariatForm))
    if not form.validate():
        return _passphrase_page(form), 422
    try:
        person = _person_come_in(form)
    except TooOftenError as error:
        return steps.too_often(lambda: _passphrase_page(form), form.address, error)
    if person is not None:
        return steps.come_in(person, form, by_second_factor=True)
    text = _("Address, passphrase and second factor do not belong together, or the code was used already.")
    return steps.refused(lambda: _passphrase_page(form), form.address, text)


def _person_come_in(form: SecretariatForm) -> Person | None:
    address, passphrase, code = (str(field.data) for field in (form.address, form.passphrase, form.code))
    now = clock.now()
    with database.reading() as apart:  # a passphrase takes long to check, and nobody shall wait for it
        people = secretariat_entry.recognise(apart, sealing(), address, passphrase, asker(), now)
    return secretariat_entry.passes(database.session(), sealing(), address, people, code, asker(), now)


def _ask_invitation() -> ResponseReturnValue:
    return steps.page("begin", InvitationForm(formdata=None))


def _check_invitation() -> ResponseReturnValue:
    form = InvitationForm()
    if language := languages.switched_to():
        return steps.in_language(language, lambda: steps.page("begin", form))
    if not form.validate():
        return steps.page("begin", form), 422
    address, code = str(form.address.data), str(form.code.data)
    try:
        person = coming_in.person_invited(database.session(), sealing(), address, code, asker(), clock.now())
    except TooOftenError as error:
        return steps.too_often(lambda: steps.page("begin", form), form.address, error)
    if person is None:
        text = _("There is no invitation with this address and code, or it was used or is too old.")
        return steps.refused(lambda: steps.page("begin", form), form.code, text)
    database.commit()
    return set_up_page(person, Step(formdata=None))


def _set_up_with() -> ResponseReturnValue:
    form = SetUpForm()
    form.carry_on()
    invited = _invited(form)
    if invited is None:
        return redirect(url_for("auth.begin"))
    if language := languages.switched_to():
        return steps.in_language(language, lambda: _set_up_page(form))
    person, secret = invited
    if not form.validate() or not _is_good(form, person):
        return _set_up_page(form), 422
    kept = passphrases.hashed(str(form.passphrase.data))  # long, so before the store is held
    codes = secretariat_entry.set_up(
        database.session(), sealing(), person, kept, secret, str(form.code.data), clock.now()
    )
    if codes is None:
        text = _("This is not the code that the application shows now. Check the clock of the telephone.")
        return steps.refused(lambda: _set_up_page(form), form.code, text)
    return steps.come_in(person, form, by_second_factor=True, printed_codes=codes)


def _passphrase_page(form: SecretariatForm, notice: str = "") -> str:
    return steps.page("secretariat", form, notice=notice)


def _set_up_page(form: SetUpForm) -> str:
    invited = _invited(form)
    if invited is None:
        abort(400)
    person, secret = invited
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    picture = _picture(secretariat_entry.provisioning_address(person, secret))
    return steps.page("set_up", form, secret=spaced, picture=picture)


def _picture(address: str) -> str:
    """A QR code as an address that an image can have."""
    drawn = io.BytesIO()
    code = segno.make(address, error="m")
    code.save(drawn, kind="svg", xmldecl=False, svgns=True, scale=4, border=3, light="#fff")
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"


def _is_good(form: SetUpForm, person: Person) -> bool:
    fault = passphrases.fault(str(form.passphrase.data), (person.name, person.email, person.institution))
    if fault is not None:
        form.passphrase.errors = [PASSPHRASE_FAULTS[fault]]
    return fault is None


def _accepted(person: Person, secret: str) -> str:
    """Says, sealed, who accepted an invitation at this browser and when, and the secret that was shown."""
    return sealing().seal(json.dumps([ACCEPTED, person.public_id, secret, browser(), clock.now().isoformat()]))


def _invited(form: SetUpForm) -> tuple[Person, str] | None:
    """Who accepted an invitation that still counts, at this browser within the last hour, and the secret shown."""
    what, *said = json.loads(sealing().open(form.invitation.data or "") or "[null]")
    if what != ACCEPTED:
        return None
    public_id, secret, at_browser, accepted = said
    accepted_at, now = datetime.fromisoformat(accepted), clock.now()
    if at_browser != browser() or now - accepted_at > SET_UP_WITHIN:
        return None
    person = coming_in.person_called(database.session(), public_id)
    if person is None or not secretariat_entry.may_set_up(database.session(), person, accepted_at, now):
        return None
    return person, secret
