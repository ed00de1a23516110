"""A day in a form."""

from datetime import date
from typing import Any

from flask import g
from flask_babel import gettext as _
from wtforms import DateField

from surveyapp.core.reading import day_from_text, year_number
from surveyapp.core.states import Habits, MemberState
from surveyapp.wording.requests import day_example

_EXAMPLE = date(2012, 8, 31)
"""Its number cannot be taken for that of a month."""


class DayField(DateField):
    """A day, as browsers send it; where one draws a plain field, as it is written in ISO 8601.

    In a form made with `as_written_in(state)` also as that state writes days.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        habits: Habits | None = getattr(self.meta, "habits", None)
        if habits is not None and valuelist:
            self.data = day_from_text(" ".join(valuelist), habits)
        else:
            self._in_iso(valuelist)
        if valuelist and self.data is None:
            raise ValueError(_no_such_day(habits))

    def _in_iso(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
        if self.data is not None and year_number(str(self.data.year)) is None:  # not 9999: it may end in another year
            self.data = None


def as_written_in(state: MemberState) -> dict[str, Any]:
    """What a form is made with whose days may be typed as this state writes them."""
    return {"meta": {"habits": state.habits}}


def _no_such_day(habits: Habits | None) -> str:
    if habits is None:
        return str(_("There is no such day. Write it as in 2012-08-31."))
    example = day_example(_EXAMPLE, habits, g.language)
    return str(_("There is no such date. Write the day, the month and the year: %(day)s.", day=example))
