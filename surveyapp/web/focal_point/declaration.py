"""The forms of official acts: the declaration of the authority, the sending of a correction, the approval awaited."""

import unicodedata
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, FileField, Form, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from surveyapp.actions import submitting
from surveyapp.web.day_field import DayField

LONGEST_LINE = 200
LONGEST_EXPLANATION = 2_000


def without_control_characters(text: str | None) -> str:
    """What cannot be printed, and not be kept by every database, comes from a paste and is left out."""
    kept = (one for one in text or "" if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs"))
    return "".join(kept)


TIDY = (without_control_characters,)
_TOO_LONG = lazy_gettext("This is too long: write at most %(max)d characters.")


def _line(missing: str) -> list[Any]:
    """Of a line that has to be written; what is missing is named, because the list of errors says no more than that."""
    return [InputRequired(missing), Length(max=LONGEST_LINE, message=_TOO_LONG)]


class SaidOfAuthority(Form):
    """Who declares that the reply is official, and when it was approved."""

    today: date
    """In the time of the state; set by whoever makes the form."""
    name = StringField(
        lazy_gettext("Name of the official who declares"),
        _line(lazy_gettext("Write the name of the official who declares.")),
        TIDY,
    )
    title = StringField(
        lazy_gettext("Title"), _line(lazy_gettext("Write the title of the official who declares.")), TIDY
    )
    institution = StringField(
        lazy_gettext("Institution"), _line(lazy_gettext("Write the institution of the official who declares.")), TIDY
    )
    approved_on = DayField(
        lazy_gettext("Date of the approval"), [InputRequired(lazy_gettext("Say on which day the reply was approved."))]
    )
    gaps = TextAreaField(
        lazy_gettext("A word on what is missing, if you wish"),
        [Length(max=LONGEST_EXPLANATION, message=_TOO_LONG)],
        TIDY,
    )
    operation = HiddenField(filters=TIDY)

    def validate_approved_on(self, field: DayField) -> None:
        if field.data is not None and field.data > self.today:
            raise ValidationError(_("This day is still to come: say on which day the reply was approved."))

    def declared(self) -> dict[str, str]:
        """What is declared, as the submission keeps it."""
        return {part: str(self[part].data or "") for part in submitting.DECLARED}


class WithCode(Form):
    """What is official takes a fresh code."""

    operation = HiddenField(filters=TIDY)
    code = StringField(filters=TIDY)


class Declaration(SaidOfAuthority, WithCode):
    """The declaration with which a focal point sends the reply."""

    letter = FileField(lazy_gettext("Signed letter of the authority, if there is one"))
    with_letter = StringField(filters=TIDY)
    """The letter that is here already and goes with the reply, by its public id."""
    declare = BooleanField(
        validators=[InputRequired(lazy_gettext("Tick the declaration: without it the reply cannot be sent."))]
    )


class Correction(WithCode):
    """The sending of a reply that was reopened for some questions: under the declaration that was given."""


class Approval(Form):
    """Until when the approval of the authority is expected."""

    today: date
    last_day: date
    """Of the round, in the time of the state."""
    expected_on = DayField(
        lazy_gettext("Expected on"), [InputRequired(lazy_gettext("Say on which day the approval is expected."))]
    )
    note = StringField(
        lazy_gettext("A word on it, if you wish"),
        [Length(max=LONGEST_LINE, message=_TOO_LONG)],
        TIDY,
        description=lazy_gettext("For example, with which authority the reply lies. The Secretariat reads it too."),
    )

    def validate_expected_on(self, field: DayField) -> None:
        if field.data is None:
            return
        if field.data < self.today:
            raise ValidationError(_("This day is past. Say on which day the approval is expected."))
        if field.data > self.last_day:
            raise ValidationError(_("On this day the round is closed. Please ask the Secretariat for more time."))
