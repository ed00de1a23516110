"""The fields in which somebody is named: by a focal point who invites, or by the person who asks to be let in."""

import re
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, RadioField, StringField, ValidationError
from wtforms.validators import Email, InputRequired

from surveyapp.actions.delegating import Named
from surveyapp.actions.own_data import Facts
from surveyapp.web.at_most import at_most

LONGEST_MESSAGE = 1_000
FAR_TOO_LONG = 10_000
"""What is longer than this no person typed: it is refused unread, because reading it takes its time."""


def one_line(text: str | None) -> str:
    """The text on one line, without what cannot be printed."""
    if text and len(text) > FAR_TOO_LONG:
        return text
    return " ".join(_printable(text or "").split())


def lines(text: str | None) -> str:
    """The text without what cannot be printed; its lines stay."""
    if text and len(text) > FAR_TOO_LONG:
        return text
    whole = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_printable(line) for line in whole.split("\n")).strip()


def _printable(text: str) -> str:
    """Without control characters, and without those that turn the direction of what follows or are not seen at all."""
    return "".join(one for one in text if unicodedata.category(one) not in ("Cc", "Cf", "Cs") or one == "\t")


_SITE = re.compile(
    r"(?<![@\w.-])(?:[\w-]+\.)+"
    r"(?:(?:com|net|org|info|int|edu|gov|gob|biz|app|dev|io|link|online|page|site|top|xyz|zip|icu|vip)\b"
    r"|(?:co|ru|cn|ly|tv|ws|pw|gg)\b|[a-z]{2,}/)"
)
"""What mail programs make a link of, though it names no scheme; a mail address is none."""


def _no_address(_form: FlaskForm, field: Field) -> None:
    """What is written here stands in letters of the organization, which lead nobody to other sites."""
    text = unicodedata.normalize("NFKC", str(field.data)).lower()
    if "://" in text or "www." in text or _SITE.search(text):
        raise ValidationError(_l("Write no Internet address here."))


_LINE: list[Any] = [at_most(200, _l("This is longer than 200 characters.")), _no_address]
MESSAGE: list[Any] = [at_most(LONGEST_MESSAGE, _l("This is longer than 1,000 characters.")), _no_address]


class PersonForm(FlaskForm):
    name = StringField(_l("Name"), [InputRequired(_l("Write the name of the person.")), *_LINE], [one_line])
    title = StringField(_l("Title or post (optional)"), _LINE, [one_line])
    institution = StringField(_l("Institution"), [InputRequired(_l("Write the institution.")), *_LINE], [one_line])
    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Write the e-mail address.")),
            at_most(254, _l("The address is too long.")),
            Email(_l("Write the address in the form name@example.org."), allow_smtputf8=False),
        ],
        [one_line],
    )
    language = RadioField(_l("Language of letters"), [InputRequired(_l("Choose the language of letters."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [("en", _l("English")), ("es", _l("Spanish"))]

    def named(self) -> Named:
        return Named(
            name=str(self.name.data),
            email=str(self.email.data),
            language=str(self.language.data),
            title=str(self.title.data),
            institution=str(self.institution.data),
        )


class FactsForm(FlaskForm):
    """What is on file about a person besides the address."""

    name = StringField(_l("Name"), [InputRequired(_l("Write the name of the person.")), *_LINE], [one_line])
    title = StringField(_l("Title or post (optional)"), _LINE, [one_line])
    institution = StringField(_l("Institution (optional)"), _LINE, [one_line])
    language = RadioField(_l("Language of letters"), [InputRequired(_l("Choose the language of letters."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [("en", _l("English")), ("es", _l("Spanish"))]

    def facts(self) -> Facts:
        return Facts(
            name=str(self.name.data),
            title=str(self.title.data),
            institution=str(self.institution.data),
            language=str(self.language.data),
        )
