"""My data: what is on file about a person of a state, kept right by that person.

A new address is used once the code that was mailed to it has been typed in here.
"""

from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import Email, InputRequired, Length

from surveyapp.actions import own_data
from surveyapp.actions.limiting import TooOftenError
from surveyapp.actions.own_data import AddressRefusedError, NamesakeError, Refusal, Use
from surveyapp.actions.sealing import Sealing
from surveyapp.store import directory as on_file
from surveyapp.store.models import Person
from surveyapp.store.secretariat_models import PersonAddress
from surveyapp.web import clock, database, form_page
from surveyapp.web.person_form import FactsForm, one_line
from surveyapp.web.viewer import signed_in_viewer

blueprint = Blueprint("own_data", __name__)
REFUSALS = {
    Refusal.OF_THE_SECRETARIAT: _l("This address belongs to the Secretariat, which answers for no state."),
    Refusal.THE_SAME: _l("This address is on file already."),
    Refusal.NAMESAKE: _l(
        "Somebody of your name is on file with this address already. Please write to the Secretariat."
    ),
    Refusal.TOO_MANY: _l("There are five addresses for copies already. Withdraw one of them first."),
}
NAMESAKE = _l("Somebody else of this name is on file with your address: write it so that the two can be told apart.")
TOO_OFTEN = _l("This was tried too often. Please wait a quarter of an hour.")
WRONG_CODE = _l("The code is not right, or no longer good. Look at it again or ask for another.")


class AddressForm(FlaskForm):
    """A new address, and what it is for."""

    new_email = EmailField(
        _l("New e-mail address"),
        [
            InputRequired(_l("Write the e-mail address.")),
            Length(max=254, message=_l("The address is too long.")),
            Email(_l("Write the address in the form name@example.org."), allow_smtputf8=False),
        ],
        [one_line],
    )
    use = RadioField(
        _l("What it is for"),
        [InputRequired(_l("Choose what the address is for."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use.choices = [
            (Use.MAIN.value, _l("I come in with it, and letters go there, in the place of the present one")),
            (Use.COPY.value, _l("Copies of my letters go there as well")),
        ]


class CodeForm(FlaskForm):
    code = StringField(_l("Eight-digit code"), [InputRequired(_l("Type the code."))], [one_line])


@blueprint.route("/my-data", methods=["GET", "POST"])
def mine() -> ResponseReturnValue:
    person = _own()
    if request.method == "GET":
        return _page(person, FactsForm(formdata=None, obj=person))
    form = FactsForm()
    answer = form_page.not_done(form.validate, lambda: _page(_own(), form))
    if answer is not None:
        return answer
    try:
        own_data.correct(database.session(), person, form.facts(), person, clock.now())
    except NamesakeError:
        form.name.errors = [NAMESAKE]
        database.commit()
        return _page(_own(), form), 422
    database.commit()
    return redirect(url_for("own_data.mine", done="saved"))


@blueprint.post("/my-data/address", endpoint="ask_address")
def ask() -> ResponseReturnValue:
    person, form = _own(), AddressForm()
    if not form.validate():
        database.commit()
        return _page(_own(), address=form), 422
    use = Use(form.use.data)
    try:
        email = str(form.new_email.data)
        asked = own_data.ask_address(
            database.session(), _sealing(), person, email, use, g.language, person, clock.now()
        )
    except AddressRefusedError as refused:
        form.new_email.errors = [REFUSALS[refused.why]]
    except TooOftenError:
        form.new_email.errors = [TOO_OFTEN]
    else:
        database.commit()
        return redirect(url_for("own_data.address", address=asked.public_id))
    database.commit()
    return _page(_own(), address=form), 422


@blueprint.get("/my-data/address/<address>", endpoint="address")
def show_address(address: str) -> str:
    """Where the code is typed."""
    return _code_page(_waiting(address), CodeForm(formdata=None))


@blueprint.post("/my-data/address/<address>", endpoint="confirm_address")
def confirm(address: str) -> ResponseReturnValue:
    asked, form = _waiting(address), CodeForm()
    if not form.validate():
        database.commit()
        return _code_page(asked, form), 422
    status = 422
    try:
        code = str(form.code.data)[:40]
        if own_data.confirm(database.session(), _sealing(), asked, code, _own(), clock.now()):
            database.commit()
            return redirect(url_for("own_data.mine", done="confirmed"))
        form.code.errors = [WRONG_CODE]
    except AddressRefusedError as refused:
        form.code.errors = [REFUSALS[refused.why]]
    except TooOftenError:
        form.code.errors, status = [TOO_OFTEN], 429
    database.commit()
    return _code_page(asked, form), status


@blueprint.post("/my-data/address/<address>/again", endpoint="send_code_again")
def send_again(address: str) -> ResponseReturnValue:
    asked = _waiting(address)
    try:
        own_data.send_code(database.session(), _sealing(), asked, g.language, _own(), clock.now())
    except TooOftenError:
        database.commit()
        form = CodeForm(formdata=None)
        form.code.errors = [TOO_OFTEN]
        return _code_page(asked, form), 429
    database.commit()
    return redirect(url_for("own_data.address", address=address, sent=1))


@blueprint.post("/my-data/address/<address>/withdraw", endpoint="withdraw_address")
def withdraw(address: str) -> ResponseReturnValue:
    found = on_file.address(database.session(), _own(), address) or abort(404)
    own_data.withdraw(database.session(), found, _own(), clock.now())
    database.commit()
    return redirect(url_for("own_data.mine"))


def _own() -> Person:
    """The viewer, as this request's session knows the row."""
    person = signed_in_viewer().person
    return person or abort(404)


def _waiting(public_id: str) -> PersonAddress:
    found = on_file.address(database.session(), _own(), public_id)
    if found is None or found.confirmed_at is not None:
        abort(404)
    return found


def _page(person: Person, form: FactsForm | None = None, address: AddressForm | None = None) -> str:
    if address is None:
        address = AddressForm(formdata=None)
        address.use.data = Use.MAIN.value
    standing = on_file.addresses(database.session(), [person.id]).get(person.id, [])
    return render_template(
        "own_data/mine.html",
        person=person,
        form=form or FactsForm(formdata=None, obj=person),
        address=address,
        copies=[one for one in standing if one.confirmed_at is not None],
        waiting=[one for one in standing if one.confirmed_at is None],
        done=request.args.get("done", ""),
        switch_in_form="facts",
        here="own_data",
    )


def _code_page(asked: PersonAddress, form: Any) -> str:
    return render_template(
        "own_data/code.html", asked=asked, form=form, was_sent="sent" in request.args, here="own_data"
    )


def _sealing() -> Sealing:
    found: Sealing = current_app.extensions["sealing"]
    return found
