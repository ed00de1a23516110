"""The form of a new round: from what an officer types to a plan, and the faults of a plan beside their fields."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from surveyapp.actions import rounds
from surveyapp.actions.authoring import questionnaire_of
from surveyapp.actions.editions_map import previous_of
from surveyapp.actions.rounds import PlanFault, RoundPlan
from surveyapp.core.states import LANGUAGES, MemberState, in_order, taking_part
from surveyapp.core.text import said
from surveyapp.store import editions
from surveyapp.store.models import Edition
from surveyapp.web.day_field import DayField
from surveyapp.wording.dates import SECRETARIAT_PLACE, SECRETARIAT_ZONE

LONGEST = 300
USUAL_TIME = time(17)


class TimeOfDayField(TimeField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("There is no such time. Write it as in 17:00.")) from None


_TOO_LONG = Length(max=LONGEST, message=_l("This is longer than 300 characters."))


class RoundForm(FlaskForm):
    """Of every text there is one field for each language."""

    code = StringField(
        _l("Code"),
        [InputRequired(_l("Give the round a code."))],
        description=_l("Short, for addresses and file names: 2012, or 2026-II. It cannot be changed later."),
    )
    edition = SelectField(
        _l("Questionnaire"),
        [InputRequired(_l("Choose a questionnaire."))],
        description=_l(
            "With each question, a state can ask to see what it answered to an earlier version. Which question was "
            "which stands in the questionnaire, and can be corrected there."
        ),
        validate_choice=False,
    )
    title_en = StringField(_l("Title in English"), [InputRequired(_l("Write the title in English.")), _TOO_LONG])
    title_es = StringField(_l("Title in Spanish"), [InputRequired(_l("Write the title in Spanish.")), _TOO_LONG])
    mandate_en = StringField(
        _l("Mandate in English"),
        [InputRequired(_l("Write the mandate in English.")), _TOO_LONG],
        description=_l("The resolution with its date, as it is to stand in letters, without a full stop."),
    )
    mandate_es = StringField(_l("Mandate in Spanish"), [InputRequired(_l("Write the mandate in Spanish.")), _TOO_LONG])
    meeting_en = StringField(
        _l("Meeting in English (optional)"),
        [_TOO_LONG],
        description=_l("Its name, place and days, to which the replies will be presented."),
    )
    meeting_es = StringField(_l("Meeting in Spanish (optional)"), [_TOO_LONG])
    meeting_on = DayField(_l("First day of the Meeting (optional)"), [Optional()])
    period_from = DayField(
        _l("Reporting period: first day"), [InputRequired(_l("Say when the reporting period begins."))]
    )
    period_to = DayField(_l("Reporting period: last day"), [InputRequired(_l("Say when the reporting period ends."))])
    deadline_day = DayField(_l("Deadline: day"), [InputRequired(_l("Say on which day the deadline is."))])
    deadline_time = TimeOfDayField(_l("Deadline: time"), [InputRequired(_l("Say at what time the deadline is."))])
    closes_day = DayField(_l("Closing: day"), [InputRequired(_l("Say on which day the round closes."))])
    closes_time = TimeOfDayField(_l("Closing: time"), [InputRequired(_l("Say at what time the round closes."))])
    time_zone = SelectField(
        _l("Time of"),
        [InputRequired(_l("Say whose time this is."))],
        description=_l("In letters each state also reads the deadline in its own time."),
        validate_choice=False,
    )
    drafts_visible = BooleanField(
        _l("The Secretariat may read drafts"),
        description=_l("Otherwise it sees how far a state is, and reads answers once they are submitted."),
    )
    states = SelectMultipleField(_l("Member states asked"), validate_choice=False)


FAULTS = {
    PlanFault.CODE_MALFORMED: (
        "code",
        _l("Write the code with letters, digits, hyphens, dots or underscores, at most 31; the word “new” is taken."),
    ),
    PlanFault.CODE_TAKEN: ("code", _l("Another round has this code. Choose a different one.")),
    PlanFault.EDITION_NOT_PUBLISHED: ("edition", _l("Choose a questionnaire that has been published.")),
    PlanFault.TITLE_MISSING: ("title_en", _l("Write the title in every language of the questionnaire.")),
    PlanFault.MANDATE_MISSING: ("mandate_en", _l("Write the mandate in every language of the questionnaire.")),
    PlanFault.MEETING_WORDING_MISSING: ("meeting_en", _l("Write the Meeting in both languages, or in neither.")),
    PlanFault.PERIOD_REVERSED: ("period_to", _l("The reporting period ends before it begins.")),
    PlanFault.CLOSING_BEFORE_DEADLINE: ("closes_day", _l("The round would close before the deadline.")),
    PlanFault.TIME_ZONE_UNKNOWN: ("time_zone", _l("Choose one of the places in the list.")),
    PlanFault.NO_STATE_ASKED: ("states", _l("Tick at least one state.")),
}


def blank(session: Session, now: datetime) -> RoundForm:
    """The form as it is first shown: the usual times, and those asked that take part today."""
    form = RoundForm(formdata=None)
    _offer(session, form)
    form.deadline_time.data = form.closes_time.data = USUAL_TIME
    form.time_zone.data = SECRETARIAT_ZONE
    form.states.data = [state.iso3 for state in taking_part(rounds.member_states(session), now.date())]
    return form


def posted(session: Session) -> RoundForm:
    form = RoundForm()
    _offer(session, form)
    return form


def plan_of(session: Session, form: RoundForm) -> RoundPlan | None:
    """The plan, if nothing stands in its way; otherwise the errors stand beside their fields."""
    if not form.validate():
        return None
    zone = str(form.time_zone.data)
    if zone not in dict(_zones(rounds.member_states(session))):
        form.time_zone.errors = [FAULTS[PlanFault.TIME_ZONE_UNKNOWN][1]]
        return None
    plan = _plan(session, form, zone)
    for fault in rounds.faults(session, plan):
        name, words = FAULTS[fault]
        form[name].errors = [*form[name].errors, words]
    return None if form.errors else plan


def _plan(session: Session, form: RoundForm, zone: str) -> RoundPlan:
    asked = set(form.states.data or ())
    return RoundPlan(
        code=str(form.code.data).strip(),
        edition=editions.by_public_id(session, str(form.edition.data)),
        title=_in_languages(form, "title"),
        mandate=_in_languages(form, "mandate"),
        meeting=_in_languages(form, "meeting"),
        meeting_on=form.meeting_on.data,
        period_from=_day(form.period_from),
        period_to=_day(form.period_to),
        deadline=_moment(form.deadline_day, form.deadline_time, zone),
        closes_at=_moment(form.closes_day, form.closes_time, zone),
        time_zone=zone,
        states=[state for state in rounds.member_states(session) if state.iso3 in asked],
        drafts_visible=bool(form.drafts_visible.data),
    )


def _in_languages(form: RoundForm, name: str) -> dict[str, str]:
    """The texts by language; empty where none was written, which says that there is nothing to say."""
    texts = {language: str(form[f"{name}_{language}"].data or "").strip() for language in LANGUAGES}
    return texts if any(texts.values()) else {}


def _day(field: DateField) -> date:
    if field.data is None:
        raise ValueError(f"{field.name} was not validated")
    return field.data


def _moment(day: DateField, at: TimeField, zone: str) -> datetime:
    if at.data is None:
        raise ValueError(f"{at.name} was not validated")
    return datetime.combine(_day(day), at.data, ZoneInfo(zone))


def _offer(session: Session, form: RoundForm) -> None:
    form.edition.choices = [(one.public_id, _called(one)) for one in editions.published(session)]
    form.time_zone.choices = _zones(rounds.member_states(session))
    form.states.choices = []


def _called(edition: Edition) -> str:
    """With the version whose answers the states will be shown beside its questions."""
    title, previous = said(questionnaire_of(edition).title, g.language), previous_of(edition)
    if previous is None:
        return str(_("%(title)s, version %(version)s", title=title, version=edition.version))
    return str(
        _(
            "%(title)s, version %(version)s, with the last answers to version %(previous)s",
            title=title,
            version=edition.version,
            previous=previous.version,
        )
    )


def _zones(states: tuple[MemberState, ...]) -> list[tuple[str, str]]:
    """Zone and the city by which it is named, that of the secretariat first, then the capitals in official order."""
    zones = {SECRETARIAT_ZONE: said(SECRETARIAT_PLACE, g.language)}
    for state in in_order(states, g.language):
        zones.setdefault(state.time_zone, state.name(g.language).capital)
    return list(zones.items())
