"""Days, times and deadlines in words. Times come in aware; whose time is told is said beside it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from surveyapp.core.text import Text, said
from surveyapp.wording.lists import join

SECRETARIAT_ZONE = "America/New_York"
SECRETARIAT_PLACE: Text = {"en": "Washington, D.C.", "es": "Washington, D.\u00a0C."}


def day(on: date, language: str) -> str:
    """ "15 October 2012", "15 de octubre de 2012"."""
    first = "d'er' MMMM y" if on.day == 1 else "d MMMM y"
    with_of = "d 'de' MMMM 'de' y"
    of_first = "d'º de' MMMM 'de' y" if on.day == 1 else with_of
    return _formatted(on, {"en": "d MMMM y", "es": with_of, "pt": of_first, "fr": first}, language)


def day_of_year(on: date, language: str) -> str:
    """ "31 August", "31 de agosto": where the year is plain from what stands around it."""
    return _formatted(on, {"en": "d MMMM", "es": "d 'de' MMMM"}, language)


def weekday_day(on: date, language: str) -> str:
    """ "Friday 31 August 2012", "viernes 31 de agosto de 2012"."""
    return _formatted(on, {"en": "EEEE d MMMM y", "es": "EEEE d 'de' MMMM 'de' y"}, language)


def period(first: date, last: date, language: str) -> str:
    """ "2010–2011" for whole years, "2011" for one; otherwise "1 July 2010 to 30 June 2012", both days included."""
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        pattern = said({"en": "{first} to {last}", "es": "del {first} al {last}"}, language)
        return pattern.format(first=day(first, language), last=day(last, language))
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def time_of_day(when: datetime, zone: str) -> str:
    """ "9:15", "15:00": the time on the clocks of this zone."""
    local = _local(when, zone)
    return f"{local.hour}:{local.minute:02}"


def moment(when: datetime, zone: str, language: str) -> str:
    """ "27 August 2012, 10:54", "27 de agosto de 2012, a las 10:54"."""
    on_day = day(_local(when, zone).date(), language)
    return f"{on_day}, {_at(when, zone, language)}"


def two_zones(when: datetime, state_zone: str, capital: str, language: str) -> str:
    """In the state's time and the secretariat's: "…, a las 9:00 (San José), 11:00 (Washington, D. C.)"."""
    first = f"{moment(when, state_zone, language)} ({_clocks(when, state_zone, capital, language)})"
    if _same_clock(when, state_zone):
        return first
    here = said(SECRETARIAT_PLACE, language) + _other_day(when, state_zone, language)
    return f"{first}, {time_of_day(when, SECRETARIAT_ZONE)} ({here})"


def deadline(when: datetime, state_zone: str, capital: str, language: str) -> str:
    """ "viernes 31 de agosto de 2012, a las 15:00 (hora de San José; 17:00 en Washington, D. C.)"."""
    start = f"{weekday_day(_local(when, state_zone).date(), language)}, {_at(when, state_zone, language)}"
    clocks = _clocks(when, state_zone, capital, language)
    clock = said({"en": f"{clocks} time", "es": f"hora de {clocks}"}, language)
    if _same_clock(when, state_zone):
        return f"{start} ({clock})"
    time, here = time_of_day(when, SECRETARIAT_ZONE), said(SECRETARIAT_PLACE, language)
    there = said({"en": f"{time} in {here}", "es": f"{time} en {here}"}, language)
    return f"{start} ({clock}; {there}{_other_day(when, state_zone, language)})"


def recently(when: datetime, now: datetime, zone: str, language: str) -> str:
    """ "today, 10:42", "ayer, 9:15"; the day in full before that."""
    on_day, today = _local(when, zone).date(), _local(now, zone).date()
    if on_day == today:
        name = said({"en": "today", "es": "hoy"}, language)
    elif on_day == today - timedelta(days=1):
        name = said({"en": "yesterday", "es": "ayer"}, language)
    else:
        name = day(on_day, language)
    return f"{name}, {time_of_day(when, zone)}"


def remaining(last_day: date, today: date, language: str) -> str:
    """A sentence on how long there is until the last day, or how long ago it was."""
    return said(_remaining((last_day - today).days), language)


def _remaining(days: int) -> Text:
    if days > 1:
        return {"en": f"{days} days remain.", "es": f"Faltan {days} días."}
    if days < -1:
        return {"en": f"The deadline passed {-days} days ago.", "es": f"El plazo venció hace {-days} días."}
    return {
        1: {"en": "The deadline is tomorrow.", "es": "El plazo vence mañana."},
        0: {"en": "The deadline is today.", "es": "El plazo vence hoy."},
        -1: {"en": "The deadline passed yesterday.", "es": "El plazo venció ayer."},
    }[days]


def _formatted(on: date, patterns: Text, language: str) -> str:
    return format_date(on, said(patterns, language), locale=language)


def local_day(when: datetime, zone: str) -> date:
    """The day on the calendar of this zone."""
    return _local(when, zone).date()


def _local(when: datetime, zone: str) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a time without its zone cannot be told")
    return when.astimezone(ZoneInfo(zone))


def _at(when: datetime, zone: str, language: str) -> str:
    """ "10:54", "a las 10:54", "a la 1:00"."""
    time = time_of_day(when, zone)
    article = "la" if time.startswith("1:") else "las"
    return said({"en": time, "es": f"a {article} {time}"}, language)


def _clocks(when: datetime, state_zone: str, capital: str, language: str) -> str:
    """Whose clocks show the state's time: its capital, and the secretariat's city where it shows the same."""
    here = said(SECRETARIAT_PLACE, language)
    shared = capital != here and _same_clock(when, state_zone)
    return join([capital, here] if shared else [capital], language)


def _same_clock(when: datetime, zone: str) -> bool:
    return _local(when, zone).replace(tzinfo=None) == _local(when, SECRETARIAT_ZONE).replace(tzinfo=None)


def _other_day(when: datetime, state_zone: str, language: str) -> str:
    """What must be added where the secretariat's calendar shows another day."""
    on_day = _local(when, SECRETARIAT_ZONE).date()
    if on_day == _local(when, state_zone).date():
        return ""
    return f", {day_of_year(on_day, language)}"
