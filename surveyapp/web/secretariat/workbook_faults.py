"""What is wrong with a workbook, as its page shows it: errors, gaps and warnings apart, long lists folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from babel import Locale, UnknownLocaleError
from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.documents.xlsform import SEVERITIES, Fault, Severity
from surveyapp.wording.faults import Worded, worded

MOST_UNFOLDED = 25
"""Rows of a table that are shown at once; a longer one opens at a press."""


@dataclass(frozen=True)
class WordedFault:
    fault: Fault
    words: Worded


@dataclass(frozen=True)
class Part:
    """A table of faults."""

    caption: str
    faults: Sequence[WordedFault]
    folded: bool


@dataclass(frozen=True)
class Group:
    """The faults of one severity."""

    severity: Severity
    heading: str
    meaning: str
    parts: Sequence[Part]


def grouped(faults: Sequence[Fault]) -> list[Group]:
    """The faults by severity, the gravest first; those of a sheet, or gaps of a language, in one table."""
    found = []
    for severity in SEVERITIES:
        of_it = [one for one in faults if one.severity == severity]
        if of_it:
            found.append(Group(severity, _heading(severity, len(of_it)), _meaning(severity), _parts(severity, of_it)))
    return found


def _heading(severity: Severity, number: int) -> str:
    if severity == "error":
        words = ngettext("%(num)s error", "%(num)s errors", number)
    elif severity == "gap":
        words = ngettext("%(num)s gap in a translation", "%(num)s gaps in translations", number)
    else:
        words = ngettext("%(num)s warning", "%(num)s warnings", number)
    return str(words)


def _meaning(severity: Severity) -> str:
    if severity == "error":
        words = _("As long as one of these is there, nothing of the workbook is taken in.")
    elif severity == "gap":
        words = _("The workbook can be taken in as a draft without these wordings; it cannot be published.")
    else:
        words = _("These do not stand in the way of the questionnaire.")
    return str(words)


def _parts(severity: Severity, faults: Sequence[Fault]) -> list[Part]:
    by: Callable[[Fault], str] = _language if severity == "gap" else _sheet
    return [_part(by(run[0]), severity, run) for run in _runs(faults, by)]


def _runs(faults: Sequence[Fault], by: Callable[[Fault], str]) -> list[list[Fault]]:
    return [list(run) for _name, run in groupby(sorted(faults, key=by) if by is _language else faults, key=by)]


def _sheet(fault: Fault) -> str:
    return fault.sheet


def _language(fault: Fault) -> str:
    return str(fault.details.get("language", ""))


def _part(name: str, severity: Severity, faults: Sequence[Fault]) -> Part:
    shown = [WordedFault(one, worded(one.code, one.details, g.language)) for one in faults]
    folded = severity != "error" and len(faults) > MOST_UNFOLDED
    return Part(_caption(name, severity, len(faults)), shown, folded)


def _caption(name: str, severity: Severity, number: int) -> str:
    if not name:
        words = _("The workbook as a whole: %(number)s", number=number)
    elif severity == "gap":
        words = _("Missing in %(language)s: %(number)s", language=_name_of(name), number=number)
    else:
        words = _("Sheet “%(sheet)s”: %(number)s", sheet=name, number=number)
    return str(words)


def _name_of(code: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(g.language) or code
    except (ValueError, UnknownLocaleError):
        return code
