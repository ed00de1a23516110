"""A day in a form."""

from flask_babel import gettext as _
from wtforms import DateField

from surveyapp.core.reading import year_number


class DayField(DateField):
    """A day, as browsers send it; where one draws a plain field, as it is written in ISO 8601."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("There is no such day. Write it as in 2012-08-31.")) from None
        if self.data is not None and year_number(str(self.data.year)) is None:  # not 9999: it may end in another year
            self.data = None
            raise ValueError(_("There is no such day. Write it as in 2012-08-31."))
