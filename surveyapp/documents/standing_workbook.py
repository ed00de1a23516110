"""The dashboard of a round as a workbook: counts, the states, their sections, replies over time, paragraphs to paste.

Its own words are in one language; the paragraphs of the report stand in both, each with its states in its own order.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from surveyapp.core.response_level import Curve, Level
from surveyapp.core.standing import Standing, has_replied
from surveyapp.core.states import LANGUAGES, MemberState, Subregion, in_order
from surveyapp.core.text import Text, said, said_anyhow
from surveyapp.documents.sheets import (
    BANNER,
    BLUE,
    HEADER,
    LINE,
    SOFT,
    TINT,
    TITLE,
    WARM,
    Drawn,
    Look,
    Page,
    Sheet,
    in_print,
    pieces,
)
from surveyapp.wording import dates, marks, paragraphs, states, subregions
from surveyapp.wording import tracking as words
from surveyapp.wording.sentences import capital
from surveyapp.wording.translations import language_called, language_named

_HEAD_OF_NUMBERS = Look(bold=True, fill=TINT, down="bottom", across="right", above="medium", below="thin")
_CELL = Look(below="hair")
_SOFT = Look(colour=SOFT, below="hair")
_STRONG = Look(bold=True, below="hair")
_WARM = Look(bold=True, colour=WARM, below="hair")
_NUMBER = Look(across="right", below="hair", indent=1)
_CENTRED = Look(across="center", below="hair", wrap=False)
_DAY = Look(across="left", below="hair", number_format="yyyy-mm-dd")
_LABEL = Look(size=10.5, bold=True)
_TEXT = Look(size=10.5)
_COUNT = Look(size=10.5, across="right")
_LINK = Look(size=10.5, colour=BLUE)
_HEADING = Look(size=13, bold=True, serif=True, wrap=False, above="medium")
_RULE = Look(above="medium")

_WORDS: Mapping[str, Text] = {
    "organization": {"en": "Organization of American States", "es": "Organización de los Estados Americanos"},
    "title": {"en": "Who has replied", "es": "Quiénes han respondido"},
    "illustrative": {
        "en": "Illustrative answers: the persons, answers and figures are invented; they are not statements of any"
        " state.",
        "es": "Respuestas ilustrativas: las personas, las respuestas y las cifras son inventadas; no son declaraciones"
        " de ningún Estado.",
    },
    "mark": {"en": "Illustrative answers", "es": "Respuestas ilustrativas"},
    "moment": {
        "en": "As it stands on {moment} in Washington, D.C.",
        "es": "Situación al {moment} en Washington, D. C.",
    },
    "deadline_of_round": {"en": "Deadline: {day}", "es": "Plazo: {day}"},
    "overview": {"en": "Overview", "es": "Resumen"},
    "states": {"en": "States", "es": "Estados"},
    "sections": {"en": "Sections", "es": "Secciones"},
    "curve": {"en": "Replies over time", "es": "Respuestas en el tiempo"},
    "paragraphs": {"en": "Paragraphs", "es": "Párrafos"},
    "contents": {"en": "Sheets", "es": "Hojas"},
    "contents_states": {"en": "where each state stands", "es": "en qué situación está cada Estado"},
    "contents_sections": {
        "en": "questions answered in each section, of those asked",
        "es": "preguntas contestadas en cada sección, de las formuladas",
    },
    "contents_curve": {
        "en": "states that had replied, day by day, in this round and in the one before",
        "es": "Estados que habían respondido, día por día, en esta ronda y en la anterior",
    },
    "contents_paragraphs": {
        "en": "thanks, those that have not replied, and the appeal, in both languages",
        "es": "agradecimiento, quienes no han respondido y llamamiento, en ambos idiomas",
    },
    "by_status": {"en": "Where the replies stand", "es": "Situación de las respuestas"},
    "by_subregion": {"en": "Replies by subregion", "es": "Respuestas por subregión"},
    "level": {"en": "Response level {day}", "es": "Nivel de respuesta {day}"},
    "asked": {"en": "States asked", "es": "Estados consultados"},
    "replied": {"en": "Replied", "es": "Han respondido"},
    "by_then": {"en": "By the same day", "es": "Al mismo día"},
    "up_to_now": {"en": "Up to now", "es": "Hasta ahora"},
    "round": {"en": "Round", "es": "Ronda"},
    "overdue": {"en": "overdue", "es": "con el plazo vencido"},
    "late": {"en": "received after the deadline", "es": "recibidas fuera de plazo"},
    "state": {"en": "State", "es": "Estado"},
    "code": {"en": "Code", "es": "Código"},
    "subregion": {"en": "Subregion", "es": "Subregión"},
    "group": {"en": "Groups", "es": "Grupos"},
    "status": {"en": "Status", "es": "Situación"},
    "is_overdue": {"en": "Overdue", "es": "Plazo vencido"},
    "is_late": {"en": "Late", "es": "Fuera de plazo"},
    "language": {"en": "Language of letters", "es": "Idioma de las cartas"},
    "deadline": {"en": "Deadline", "es": "Plazo"},
    "extension": {"en": "Extended", "es": "Prórroga"},
    "answered": {"en": "Questions answered", "es": "Preguntas contestadas"},
    "questions": {"en": "Questions asked", "es": "Preguntas formuladas"},
    "focal_points": {"en": "Focal points", "es": "Puntos focales"},
    "contact_on": {"en": "Last contact", "es": "Último contacto"},
    "contact": {"en": "What it was", "es": "Qué fue"},
    "activity": {"en": "Last activity", "es": "Última actividad"},
    "submitted": {"en": "Received", "es": "Recibida"},
    "officer": {"en": "Officer", "es": "Oficial"},
    "yes": {"en": "yes", "es": "sí"},
    "of": {"en": "{answered} of {asked}", "es": "{answered} de {asked}"},
    "not_asked": {"en": "–", "es": "–"},
    "day": {"en": "Day", "es": "Día"},
    "date": {"en": "Date in this round", "es": "Fecha en esta ronda"},
    "paragraph": {"en": "Paragraph", "es": "Párrafo"},
    "page": {"en": "Page &P of &N", "es": "Página &P de &N"},
}


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """A state asked. Times are aware; they are told as days on the calendar of the round."""

    state: MemberState
    standing: Standing
    is_overdue: bool
    is_late: bool
    languages: tuple[str, ...]
    deadline: datetime
    has_extension: bool
    answered: int
    asked: int
    sections: Mapping[str, Sequence[int]]
    """Code to [answered, asked]."""
    focal_points: tuple[str, ...]
    contact_on: date | None
    contact: str
    """What the last contact was, in the language of the workbook."""
    last_activity_at: datetime | None
    submitted_at: datetime | None
    officer: str
    groups: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """A round at a moment."""

    code: str
    title: Text
    illustrative: bool
    now: datetime
    deadline: datetime
    time_zone: str
    states: tuple[StateRow, ...]
    """In any order."""
    sections: tuple[tuple[str, str, Text], ...]
    """Code, number and title, in the order of the questionnaire."""
    day: int
    """Today, counted from the deadline."""
    levels: tuple[Level, ...]
    curves: tuple[tuple[str, Curve], ...]


def write(dashboard: Dashboard, language: str) -> bytes:
    """The workbook, in this language."""
    workbook = Workbook(write_only=True)
    plan = _Plan(dashboard, language)
    _set_properties(workbook, plan)
    _write_overview(workbook, plan)
    _write_states(workbook, plan)
    _write_sections(workbook, plan)
    _write_curve(workbook, plan)
    _write_paragraphs(workbook, plan)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


@dataclass(frozen=True)
class _Plan:
    dashboard: Dashboard
    language: str

    def words(self, key: str, **values: object) -> str:
        return said(_WORDS[key], self.language).format(**values) if values else said(_WORDS[key], self.language)

    @property
    def rows(self) -> list[StateRow]:
        """In the official order."""
        by_code = {one.state.iso3: one for one in self.dashboard.states}
        return [by_code[state.iso3] for state in in_order((one.state for one in by_code.values()), self.language)]

    def day(self, when: datetime | None) -> date | None:
        return when.astimezone(ZoneInfo(self.dashboard.time_zone)).date() if when else None

    def page(self, widths: Sequence[float], *, landscape: bool = True, **facts: Any) -> Page:
        title = said(self.dashboard.title, self.language)
        mark = f"{self.words('mark')} · " if self.dashboard.illustrative else ""
        return Page(
            widths=widths,
            columns=len(widths),
            landscape=landscape,
            header=(in_print(title), "", in_print(mark + self.words("title"))),
            footer=(in_print(self.words("organization")), "", self.words("page")),
            **facts,
        )


def _set_properties(workbook: Workbook, plan: _Plan) -> None:
    properties = workbook.properties
    properties.title = said(plan.dashboard.title, plan.language)
    properties.subject = plan.words("title")
    properties.creator = plan.words("organization")
    properties.language = plan.language


# The overview


def _write_overview(workbook: Workbook, plan: _Plan) -> None:
    of = plan.dashboard
    sheet = Sheet(
        workbook, plan.words("overview"), plan.page((44, 15, 15, 15), landscape=False, one_page=True, tab=BLUE)
    )
    sheet.write_across(plan.words("organization"), LINE, 4)
    replied = sum(has_replied(one.standing) for one in of.states)
    sheet.write_across(states.replied(replied, len(of.states), plan.language), TITLE, 4)
    sheet.write_across(said(of.title, plan.language), Look(size=12, bold=True, serif=True), 4)
    if of.illustrative:
        sheet.write_across(plan.words("illustrative"), BANNER, 4)
    now = dates.moment(of.now, dates.SECRETARIAT_ZONE, plan.language)
    sheet.write_across(plan.words("moment", moment=now), LINE, 4)
    last_day = plan.day(of.deadline)
    if last_day is not None:
        sheet.write_across(plan.words("deadline_of_round", day=dates.day(last_day, plan.language)), LINE, 4)
    _write_by_status(sheet, plan)
    _write_by_subregion(sheet, plan)
    _write_levels(sheet, plan)
    _heading(sheet, plan.words("contents"))
    for key in ("states", "sections", "curve", "paragraphs"):
        name = plan.words(key)
        sheet.write_beside(Drawn(name, _LINK, leads_to=name), Drawn(plan.words(f"contents_{key}"), _TEXT), 4)


def _write_by_status(sheet: Sheet, plan: _Plan) -> None:
    of = plan.dashboard
    _heading(sheet, plan.words("by_status"))
    counted = Counter(one.standing for one in of.states)
    for standing in Standing:
        if counted[standing]:
            name = f"{marks.standing_shape(standing)} {marks.standing_words(standing, plan.language)}"
            sheet.write([Drawn(name, _TEXT), Drawn(counted[standing], _COUNT)])
    sheet.write([Drawn(plan.words("asked"), _LABEL), Drawn(len(of.states), _COUNT)])
    for key, number in (
        ("overdue", sum(one.is_overdue for one in of.states)),
        ("late", sum(one.is_late for one in of.states)),
    ):
        sheet.write([Drawn(capital(plan.words(key)), _TEXT), Drawn(number, _COUNT)])


def _write_by_subregion(sheet: Sheet, plan: _Plan) -> None:
    _heading(sheet, plan.words("by_subregion"))
    sheet.write([None, Drawn(plan.words("replied"), _HEAD_OF_NUMBERS), Drawn(plan.words("asked"), _HEAD_OF_NUMBERS)])
    for subregion in Subregion:
        inside = [one for one in plan.dashboard.states if one.state.subregion is subregion]
        if inside:
            name = subregions.subregion_name(subregion, plan.language)
            replied = sum(has_replied(one.standing) for one in inside)
            sheet.write([Drawn(name, _TEXT), Drawn(replied, _COUNT), Drawn(len(inside), _COUNT)])


def _write_levels(sheet: Sheet, plan: _Plan) -> None:
    day = words.relative_day(plan.dashboard.day, plan.language)
    _heading(sheet, plan.words("level", day=day))
    heads = ("by_then", "up_to_now", "asked")
    sheet.write([Drawn(plan.words("round"), HEADER), *(Drawn(plan.words(head), _HEAD_OF_NUMBERS) for head in heads)])
    for one in plan.dashboard.levels:
        counts = (one.by_then, one.up_to_now, one.asked)
        sheet.write([Drawn(one.code, _TEXT), *(Drawn(count, _COUNT) for count in counts)])


def _heading(sheet: Sheet, title: str) -> None:
    sheet.write([])
    sheet.write([Drawn(title, _HEADING), *[Drawn("", _RULE)] * 3], height=20)


# The states


_COLUMNS = {
    "state": 22,
    "code": 6,
    "subregion": 15,
    "status": 19,
    "is_overdue": 9,
    "is_late": 9,
    "language": 11,
    "deadline": 11,
    "extension": 9,
    "answered": 10.5,
    "questions": 10.5,
    "focal_points": 28,
    "contact_on": 11,
    "contact": 18,
    "activity": 11,
    "submitted": 11,
    "officer": 17,
    "group": 18,
}


def _write_states(workbook: Workbook, plan: _Plan) -> None:
    sheet = _table(
        workbook, plan, "states", [plan.words(key) for key in _COLUMNS], tuple(_COLUMNS.values()), numbers=(9, 10)
    )
    for one in plan.rows:
        sheet.write(list(_cells(one, plan)))
    _end(sheet, len(_COLUMNS))


def _cells(one: StateRow, plan: _Plan) -> Iterator[Drawn | None]:
    language, yes = plan.language, plan.words("yes")
    yield Drawn(one.state.name(language).short, _STRONG)
    yield Drawn(one.state.iso3, _SOFT)
    yield Drawn(subregions.subregion_name(one.state.subregion, language), _CELL)
    yield Drawn(f"{marks.standing_shape(one.standing)} {marks.standing_words(one.standing, language)}", _CELL)
    yield Drawn(yes if one.is_overdue else "", _WARM)
    yield Drawn(yes if one.is_late else "", _CELL)
    yield Drawn(", ".join(language_named(code, language) for code in one.languages), _CELL)
    yield Drawn(plan.day(one.deadline), _DAY)
    yield Drawn(yes if one.has_extension else "", _CELL)
    yield Drawn(one.answered, _NUMBER)
    yield Drawn(one.asked, _NUMBER)
    yield Drawn(_cut("; ".join(one.focal_points)), _CELL)
    yield Drawn(one.contact_on, _DAY)
    yield Drawn(one.contact, _CELL)
    yield Drawn(plan.day(one.last_activity_at), _DAY)
    yield Drawn(plan.day(one.submitted_at), _DAY)
    yield Drawn(one.officer, _CELL)
    yield Drawn("; ".join(said_anyhow(name, language) for name in one.groups), _CELL)


# Their sections


def _write_sections(workbook: Workbook, plan: _Plan) -> None:
    sections = plan.dashboard.sections
    heads = [plan.words("state")]
    heads += [" ".join(filter(None, (number, said_anyhow(title, plan.language)))) for _code, number, title in sections]
    sheet = _table(workbook, plan, "sections", heads, (22, *[14] * len(sections)))
    for one in plan.rows:
        cells = [Drawn(_of(one.sections.get(code), plan), _CENTRED) for code, _number, _title in sections]
        sheet.write([Drawn(one.state.name(plan.language).short, _STRONG), *cells])


def _of(progress: Sequence[int] | None, plan: _Plan) -> str:
    """ "2 of 4"; a sign where the section asks nothing, or nobody has begun."""
    answered, asked = progress or (0, 0)
    return plan.words("of", answered=answered, asked=asked) if asked else plan.words("not_asked")


# Replies over time


def _write_curve(workbook: Workbook, plan: _Plan) -> None:
    of = plan.dashboard
    heads = [plan.words("day"), plan.words("date"), *(f"{plan.words('round')} {code}" for code, _curve in of.curves)]
    sheet = _table(workbook, plan, "curve", heads, (44, 18, *[14] * len(of.curves)), landscape=False, numbers=(2, 3))
    deadline = plan.day(of.deadline)
    if not of.curves or deadline is None:
        return
    first = min(one.first for _code, one in of.curves)
    last = max(one.last for _code, one in of.curves)
    for day in range(first, last + 1):
        counts = [Drawn(one.at(day), _NUMBER) for _code, one in of.curves]
        said_day = Drawn(words.relative_day(day, plan.language), _STRONG if day == 0 else _CELL)
        sheet.write([said_day, Drawn(deadline + timedelta(days=day), _DAY), *counts])


# The paragraphs


def _write_paragraphs(workbook: Workbook, plan: _Plan) -> None:
    languages = sorted(LANGUAGES, key=lambda code: code != plan.language)
    sheet = _table(workbook, plan, "paragraphs", [language_called(code, plan.language) for code in languages], (66, 66))
    on = plan.day(plan.dashboard.now) or plan.dashboard.now.date()
    replied = [one.state for one in plan.dashboard.states if has_replied(one.standing)]
    missing = [one.state for one in plan.dashboard.states if not has_replied(one.standing)]
    both = [list(paragraphs.titled(paragraphs.paragraphs(replied, missing, on, code))) for code in languages]
    for pair in zip(*both, strict=True):
        sheet.begin_block()
        sheet.write([Drawn(title, _LABEL) for title, _text in pair])
        sheet.write([Drawn(_cut(text), Look(size=10.5, below="hair")) for _title, text in pair])


# Tables


_WIDEST, _SMALLEST = 200, 65
"""Characters beside each other on one printed page, and in how many percent those that need more are printed."""


def _table(
    workbook: Workbook,
    plan: _Plan,
    name: str,
    heads: Sequence[str],
    widths: Sequence[float],
    *,
    landscape: bool = True,
    numbers: Collection[int] = (),
) -> Sheet:
    """A sheet with one row of headings. `numbers`: the columns that hold them, from 0.

    One too wide to be read on a page goes over several, the first column on each.
    """
    is_wide = sum(widths) > _WIDEST
    page = plan.page(
        widths,
        landscape=landscape,
        frozen="B2" if len(heads) > 2 else "A2",
        title_rows="1:1",
        title_columns="A:A" if is_wide else "",
        scale=_SMALLEST if is_wide else 0,
    )
    sheet = Sheet(workbook, plan.words(name), page)
    sheet.write(
        [Drawn(_cut(head), _HEAD_OF_NUMBERS if place in numbers else HEADER) for place, head in enumerate(heads)]
    )
    return sheet


def _end(sheet: Sheet, columns: int) -> None:
    sheet.filter(f"A1:{chr(ord('A') + columns - 1)}{max(sheet.row, 1)}")


def _cut(text: str) -> str:
    """As much as one cell holds."""
    return pieces(text)[0]
