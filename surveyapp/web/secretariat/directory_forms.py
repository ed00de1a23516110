"""The forms of the directory."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from surveyapp.actions.directory import AuthorityFacts, Designation, Entered, Post
from surveyapp.store.models import Role
from surveyapp.store.secretariat_models import Authority
from surveyapp.web.day_field import DayField
from surveyapp.web.person_form import PersonForm, lines, one_line

_LINE: list[Any] = [Length(max=200, message=_l("This is longer than 200 characters."))]
_TEXT: list[Any] = [Length(max=1_000, message=_l("This is longer than 1,000 characters."))]
LANGUAGES = [("en", _l("English")), ("es", _l("Spanish"))]
POSTS = [
    (Post.FOCAL_POINT.value, _l("Focal point")),
    (Post.ALTERNATE.value, _l("Alternate focal point")),
    (Post.OBSERVER.value, _l("Permanent mission: reads the whole reply, writes nothing")),
    (Post.CONTACT.value, _l("Contact: is written to, does not come in")),
]


class DesignationFields(FlaskForm):
    """The letter by which a state designated somebody."""

    designated_by = StringField(
        _l("Letter of designation (optional)"),
        _TEXT,
        [one_line],
        description=_l("Of whom and its number: “Note 5-4-M/112 of the Permanent Mission”."),
    )
    designated_on = DayField(_l("Date of that letter (optional)"), [Optional()])
    last_day = DayField(
        _l("Last day of the task (optional)"), [Optional()], description=_l("The task ends by itself after that day.")
    )

    def designation(self) -> Designation:
        return Designation(
            by=str(self.designated_by.data or ""), on=self.designated_on.data, last_day=self.last_day.data
        )


class DesignationForm(DesignationFields):
    """The letter of a role that is held."""

    def show(self, role: Role, last_day: Any) -> None:
        self.designated_by.data, self.designated_on.data = role.designated_by, role.designated_on
        self.last_day.data = last_day


class EnterForm(PersonForm, DesignationFields):
    """Somebody whom a state designated."""

    institution = StringField(_l("Institution (optional)"), _LINE, [one_line])
    post = RadioField(_l("Task"), [InputRequired(_l("Choose a task."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post.choices = POSTS

    def entered(self) -> Entered:
        return Entered(
            name=str(self.name.data),
            email=str(self.email.data),
            language=str(self.language.data),
            title=str(self.title.data),
            institution=str(self.institution.data),
            post=Post(self.post.data),
            designation=self.designation(),
        )


class AddressForm(FlaskForm):
    """A new address, and how it is made sure of."""

    new_email = EmailField(
        _l("New e-mail address"),
        [
            InputRequired(_l("Write the e-mail address.")),
            Length(max=254, message=_l("The address is too long.")),
            Email(_l("Write the address in the form name@example.org."), allow_smtputf8=False),
        ],
        [one_line],
    )
    how = RadioField(
        _l("How it is confirmed"),
        [InputRequired(_l("Choose how the address is confirmed."))],
    )
    notice = StringField(
        _l("Which writing"), _TEXT, [one_line], description=_l("Of whom, of which day, its number. It is on record.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.how.choices = [
            ("code", _l("A code is mailed to the new address; the person types it, or reads it out to you")),
            ("notified", _l("The state has notified it in writing: it is used at once")),
        ]

    def is_good(self) -> bool:
        is_good: bool = self.validate()
        if self.how.data == "notified" and not self.notice.data:
            self.notice.errors = [_l("Write which writing notified it.")]
            return False
        return is_good


class AuthorityForm(FlaskForm):
    """Whom the secretariat writes to officially."""

    name = StringField(
        _l("Name (optional)"), _LINE, [one_line], description=_l("Left empty, the post itself is written to.")
    )
    title = StringField(_l("Title or post (optional)"), _LINE, [one_line])
    institution = StringField(_l("Institution (optional)"), _LINE, [one_line])
    emails = TextAreaField(_l("E-mail addresses"), _TEXT, [lines], description=_l("One on each line."))
    address = TextAreaField(_l("Postal address (optional)"), _TEXT, [lines])
    telephone = StringField(_l("Telephone (optional)"), _LINE, [one_line])
    language = RadioField(_l("Language of letters"), [InputRequired(_l("Choose the language of letters."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = LANGUAGES

    def show(self, authority: Authority) -> None:
        for name in ("name", "title", "institution", "address", "telephone", "language"):
            self[name].data = getattr(authority, name)
        self.emails.data = "\n".join(authority.emails)

    def each_email(self) -> tuple[str, ...]:
        written = str(self.emails.data or "").replace(";", "\n").replace(",", "\n").splitlines()
        return tuple(one.strip() for one in written if one.strip())

    def is_good(self) -> bool:
        is_good: bool = self.validate()
        if not all(map(_is_address, self.each_email())):
            self.emails.errors = [_l("Write each address in the form name@example.org.")]
            return False
        return is_good

    def facts(self) -> AuthorityFacts:
        return AuthorityFacts(
            name=str(self.name.data),
            title=str(self.title.data),
            institution=str(self.institution.data),
            emails=self.each_email(),
            address=str(self.address.data),
            telephone=str(self.telephone.data),
            language=str(self.language.data),
        )


class GroupForm(FlaskForm):
    """A group in both languages, and the states in it."""

    english = StringField(_l("Name in English"), [InputRequired(_l("Write the name in English.")), *_LINE], [one_line])
    spanish = StringField(_l("Name in Spanish"), [InputRequired(_l("Write the name in Spanish.")), *_LINE], [one_line])
    states = SelectMultipleField(_l("Member states in it"))

    def called(self) -> dict[str, str]:
        return {"en": str(self.english.data), "es": str(self.spanish.data)}


def _is_address(written: str) -> bool:
    try:
        validate_email(written, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True
