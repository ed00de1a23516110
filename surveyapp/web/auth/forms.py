"""The forms of coming in."""

from typing import TypeVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.validators import Email, EqualTo, InputRequired

from surveyapp.core.addresses import LONGEST
from surveyapp.web import keeping
from surveyapp.web.at_most import at_most

_NOT_TOO_LONG = at_most(LONGEST, _l("The address is too long."))


class Step(FlaskForm):
    """What every step of coming in carries along: where to go afterwards, and what was typed before."""

    next = HiddenField()
    kept = HiddenField()

    def carry(self, next_: str, kept: str) -> None:
        self.next.data, self.kept.data = keeping.own_path(next_), kept

    def carry_on(self) -> None:
        """Keeps of what was posted only what is ours."""
        self.carry(self.next.data or "", keeping.kept_token())


class AddressForm(Step):
    address = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Write your e-mail address.")),
            _NOT_TOO_LONG,
            Email(_l("Write the address in the form name@example.org.")),
        ],
        description=_l("The one registered by your Permanent Mission or your national focal point."),
    )


class CodeForm(Step):
    code = StringField(
        _l("Code of eight digits"),
        [InputRequired(_l("Write the code of eight digits."))],
        description=_l("You may write it with a space or without."),
    )


class WhoForm(Step):
    proof = HiddenField()
    who = RadioField(
        _l("Your name"),
        [InputRequired(_l("Choose your name."))],
        description=_l("Several people share this address. Each change is recorded under the name of who made it."),
        validate_choice=False,
    )


class SecretariatForm(Step):
    address = EmailField(_l("E-mail address"), [InputRequired(_l("Write your e-mail address.")), _NOT_TOO_LONG])
    passphrase = PasswordField(_l("Passphrase"), [InputRequired(_l("Write your passphrase."))])
    code = StringField(
        _l("Second factor"),
        [InputRequired(_l("Write the code of your application or one of your printed codes."))],
        description=_l("The six digits that your application shows now, or a printed code."),
    )


class InvitationForm(FlaskForm):
    address = EmailField(_l("E-mail address"), [InputRequired(_l("Write your e-mail address.")), _NOT_TOO_LONG])
    code = StringField(
        _l("Code of the invitation"),
        [InputRequired(_l("Write the code of eight digits."))],
        description=_l("Eight digits; you may write them with a space or without."),
    )


class SetUpForm(Step):
    invitation = HiddenField()
    passphrase = PasswordField(
        _l("Passphrase"),
        [InputRequired(_l("Choose a passphrase."))],
        description=_l("15 characters or more: for example, five words that have nothing to do with each other."),
    )
    repeated = PasswordField(
        _l("The passphrase once more"),
        [EqualTo("passphrase", _l("The two passphrases differ."))],
    )
    code = StringField(
        _l("The six digits that the application shows now"),
        [InputRequired(_l("Write the six digits of the application."))],
    )


StepForm = TypeVar("StepForm", bound=Step)


def after(before: Step, form: type[StepForm]) -> StepForm:
    """The empty form of the next step, with what goes along."""
    following = form(formdata=None)
    following.carry(before.next.data or "", before.kept.data or "")
    return following
