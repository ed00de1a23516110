"""The forms in which a focal point says who works on what."""

from datetime import date
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Optional

from surveyapp.actions.delegating import Hand, Task
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.store.models import Role
from surveyapp.web.day_field import DayField
from surveyapp.web.focal_point import sections_by_name
from surveyapp.web.person_form import MESSAGE, PersonForm, lines, one_line
from surveyapp.wording import dates


class TaskForm(FlaskForm):
    """Which sections, whether the rest may be read, until when, and a word with it."""

    today: date
    deadline: date
    """Of the state; both in its time, set by `offer`."""
    sections = SelectMultipleField(_l("Sections to answer"), validate_choice=True)
    all_sections = BooleanField(_l("All sections"))
    sees_rest = BooleanField(_l("May also read the other sections"))
    wanted_by = DayField(
        _l("Wanted by (optional)"),
        [Optional()],
        description=_l("The day you set for this person, before the deadline of your state. It stands in the letter."),
    )
    late_day = HiddenField()
    """The day after the deadline of which the person was told: pressed once more, it is kept."""
    message = TextAreaField(
        _l("Message (optional)"), MESSAGE, [lines], description=_l("It stands in the letter and on the person's desk.")
    )

    def offer(self, questionnaire: Questionnaire, today: date, deadline: date) -> None:
        self.sections.choices = sections_by_name.choices(questionnaire)
        self.today, self.deadline = today, deadline

    def validate_wanted_by(self, field: DayField) -> None:
        """A day that is past is refused; one after the deadline is warned of, and kept where that is pressed again."""
        if field.data is None:
            return
        if field.data < self.today:
            raise ValidationError(_("This day is past. Choose today or a later day, or leave the field empty."))
        if field.data > self.deadline and self.late_day.data != field.data.isoformat():
            self.late_day.data = field.data.isoformat()
            raise ValidationError(
                _(
                    "This day is after the deadline of your state, %(day)s. Choose an earlier day, or press the button "
                    "again to keep it.",
                    day=dates.day(self.deadline, g.language),
                )
            )

    def show(self, role: Role) -> None:
        """Begins from what somebody is asked to do at present."""
        self.sections.data = list(role.sections or [])
        self.all_sections.data = role.sections is None
        self.sees_rest.data, self.message.data, self.wanted_by.data = role.sees_rest, role.message, role.wanted_by

    def task(self, hand: Hand = Hand.CONTRIBUTOR) -> Task:
        wanted_by: date | None = self.wanted_by.data
        return Task(
            hand=hand,
            sections=None if self.all_sections.data else frozenset(self.sections.data or ()),
            sees_rest=bool(self.sees_rest.data),
            message=str(self.message.data),
            wanted_by=wanted_by,
        )

    def lacks_sections(self) -> bool:
        return not self.sections.data and not self.all_sections.data

    def ask_for_sections(self) -> None:
        self.sections.errors = [*self.sections.errors, _l("Choose the sections, or all of them.")]


class SuccessorForm(PersonForm):
    """Whom a focal point names as successor; as an official act it takes a fresh code."""

    code = StringField(filters=[one_line])


class InviteForm(PersonForm, TaskForm):
    """Somebody new, and what he or she is to do."""

    hand = RadioField(_l("Task"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hand.choices = [
            (Hand.CONTRIBUTOR.value, _l("Answers the sections chosen below")),
            (Hand.ALTERNATE.value, _l("Alternate focal point: can do all that you can")),
            (Hand.MISSION.value, _l("Permanent mission: reads the whole reply, writes nothing")),
        ]

    def validate_wanted_by(self, field: DayField) -> None:
        """Of a contributor alone: others are not asked for anything by a day."""
        if self.hand.data == Hand.CONTRIBUTOR.value:
            super().validate_wanted_by(field)

    @property
    def chosen(self) -> Hand:
        return Hand(self.hand.data)

    def is_good(self) -> bool:
        is_good: bool = self.validate()
        if self.hand.data == Hand.CONTRIBUTOR.value and self.lacks_sections():
            self.ask_for_sections()
            return False
        return is_good
