"""Sentences on figures, years, dates, grids of figures and lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from surveyapp.core.comparison import Figures, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.places import Place
from surveyapp.core.questionnaire import Kind, Totals
from surveyapp.core.text import Text, said
from surveyapp.wording import dates, states
from surveyapp.wording.lists import join
from surveyapp.wording.numbers import Agreement, grouped
from surveyapp.wording.summary.speaking import (
    NAMED_AT_MOST,
    Speaker,
    is_plural,
    sentence,
    sentences,
    some_of_base,
)

_GAVE: dict[str, tuple[Text, Text]] = {
    "figure": (
        {"en": "{who} gave a figure: {clauses}", "es": "{who} dio una cifra: {clauses}"},
        {"en": "{who} gave a figure: {clauses}", "es": "{who} dieron una cifra: {clauses}"},
    ),
    "year": (
        {"en": "{who} named a year: {clauses}", "es": "{who} indicó un año: {clauses}"},
        {"en": "{who} named a year: {clauses}", "es": "{who} indicaron un año: {clauses}"},
    ),
    "date": (
        {"en": "{who} named a date: {clauses}", "es": "{who} indicó una fecha: {clauses}"},
        {"en": "{who} named a date: {clauses}", "es": "{who} indicaron una fecha: {clauses}"},
    ),
    "grid": (
        {"en": "{who} gave figures", "es": "{who} dio cifras"},
        {"en": "{who} gave figures", "es": "{who} dieron cifras"},
    ),
    "none_in_list": (
        {"en": "{who} stated that it has none", "es": "{who} indicó que no tiene elementos que incluir"},
        {"en": "{who} stated that they have none", "es": "{who} indicaron que no tienen elementos que incluir"},
    ),
}
_ASKED: Text = {
    "en": "In answer to the question {asked}, {clause}",
    "es": "En respuesta a la pregunta {asked}, {clause}",
}
_OF_STATE: Text = {"en": "{figure} ({names})", "es": "{figure} ({names})"}
_ALL_THE_SAME: Text = {"en": "{figure} in every case", "es": "{figure} en todos los casos"}
_SPREAD: dict[str, Text] = {
    "figure": {
        "en": "the lowest is {lowest}, the highest is {highest}, and the median is {median}",
        "es": "la menor es {lowest}, la mayor es {highest} y la mediana es {median}",
    },
    "year": {
        "en": "the earliest is {lowest} and the latest is {highest}",
        "es": "el más antiguo es {lowest} y el más reciente es {highest}",
    },
    "date": {
        "en": "the earliest is {lowest} and the latest is {highest}",
        "es": "la más antigua es {lowest} y la más reciente es {highest}",
    },
}
_STATES: Text = {"en": "{count} States", "es": "{count} Estados"}
_SUMS: Text = {
    "en": "Added up over the States that gave a figure, they come to {clauses}",
    "es": "La suma de las cifras de los Estados que las dieron asciende a {clauses}",
}
_SUM: tuple[Text, Text] = (
    {"en": "{figure} under {called} (one State)", "es": "{figure} en {called} (un Estado)"},
    {"en": "{figure} under {called} ({count} States)", "es": "{figure} en {called} ({count} Estados)"},
)
_MEDIANS: Text = {"en": "The median is {clauses}", "es": "La mediana es {clauses}"}
_MEDIAN: tuple[Text, Text] = (
    {"en": "{figure} under {called} (one State)", "es": "{figure} en {called} (un Estado)"},
    {
        "en": "{figure} under {called} ({count} States, from {lowest} to {highest})",
        "es": "{figure} en {called} ({count} Estados, de {lowest} a {highest})",
    },
)
_CELL: Text = {"en": "{row}, {column}", "es": "{row}, {column}"}
_MOST_CLAUSES = 6
"""Parts of a grid that are told in a sentence; more stand in the table alone."""

_LISTED: tuple[Text, Text] = (
    {
        "en": "{who} gave a list, with {entries} in all",
        "es": "{who} presentó una lista, con {entries} en total",
    },
    {
        "en": "{who} gave a list, with {entries} in all",
        "es": "{who} presentaron una lista, con {entries} en total",
    },
)
_LONGEST: Text = {
    "en": "; the longest, of {entries}, is that {of_state}",
    "es": "; la más extensa, de {entries}, es la {of_state}",
}
_ENTRIES: tuple[Text, Text] = (
    {"en": "one entry", "es": "un elemento"},
    {"en": "{count} entries", "es": "{count} elementos"},
)
_OTHERS: tuple[Text, Text] = (
    {"en": "Another one", "es": "Otro"},
    {"en": "Another {count}", "es": "Otros {count}"},
)


def number_words(speaker: Speaker, tally: Tally) -> str:
    """Of a question on a number or a year: how many gave one; few by name, of many the extremes and the median."""
    figures = tally.figures
    if figures is None or not figures.count:
        return ""
    kind = "year" if tally.question.kind is Kind.YEAR else "figure"
    written = {value: _number(value, kind, speaker.language) for _, value in figures.values}
    middle = _number(figures.median or Decimal(), kind, speaker.language)
    return _gave(speaker, tally, kind, figures.values, written, middle)


def date_words(speaker: Speaker, tally: Tally) -> str:
    if tally.days is None or not tally.days.values:
        return ""
    written = {value: dates.day(value, speaker.language) for _, value in tally.days.values}
    return _gave(speaker, tally, "date", tally.days.values, written, "")


def grid_words(speaker: Speaker, tally: Tally) -> str:
    """Of a grid of figures: how many gave some; what they come to, or where the median lies."""
    answered = tally.count(Mark.ANSWERED)
    if not answered:
        return ""
    who = some_of_base(speaker, answered, tally.base)
    gave = speaker.say(_GAVE["grid"][is_plural(answered, tally.base)], who=who)
    first = sentence(speaker.say(_ASKED, asked=speaker.quoted(tally.question.wording), clause=gave))
    return sentences([first, _sums(speaker, tally) if has_totals(tally) else _medians(speaker, tally)])


def list_words(speaker: Speaker, tally: Tally) -> str:
    """Of a list: how many gave one, how many entries, whose is the longest; how many say that there are none."""
    made = {iso3: int(value) for iso3, value in tally.figures.values} if tally.figures else {}
    some = {iso3: number for iso3, number in made.items() if number}
    asked = speaker.quoted(tally.question.wording)
    none = len(made) - len(some)
    if not some:
        return _no_list(speaker, tally, asked, none)
    who = some_of_base(speaker, len(some), tally.base)
    clause = speaker.say(
        _LISTED[is_plural(len(some), tally.base)], who=who, entries=_entries(speaker, sum(some.values()))
    )
    longest = [iso3 for iso3, number in some.items() if number == max(some.values())]
    if len(longest) == 1 and len(some) > 1:
        of_state = states.of_state(speaker.states[longest[0]], speaker.language)
        clause += speaker.say(_LONGEST, entries=_entries(speaker, max(some.values())), of_state=of_state)
    first = sentence(speaker.say(_ASKED, asked=asked, clause=clause))
    if not none:
        return first
    others = speaker.say(_OTHERS[none > 1], count=speaker.count(none))
    return sentences([first, sentence(speaker.say(_GAVE["none_in_list"][none > 1], who=others))])


def has_totals(tally: Tally) -> bool:
    """Whether the figures of a grid are of a kind that can be added up: its author has them added."""
    return tally.question.totals is not Totals.NONE


def adds_rows(tally: Tally) -> bool:
    """Whether what stands in one row of a grid adds up: shelters and places do not, women and men do."""
    question = tally.question
    return question.totals in (Totals.ROWS, Totals.BOTH) or (has_totals(tally) and len(question.columns) == 1)


def row_totals(tally: Tally) -> Mapping[str, Figures]:
    """By row of a grid, what each state's figures in it come to."""
    return _added(tally, lambda place: place.row)


def column_totals(tally: Tally) -> Mapping[str, Figures]:
    """By column of a grid, what each state's figures in it come to."""
    return _added(tally, lambda place: place.column)


def _added(tally: Tally, of: Callable[[Place], str]) -> Mapping[str, Figures]:
    found: dict[str, dict[str, Decimal]] = {}
    for part in tally.parts:
        if part.place.column and part.figures is not None:
            line = found.setdefault(of(part.place), {})
            for iso3, value in part.figures.values:
                line[iso3] = line.get(iso3, Decimal()) + value
    return {code: Figures(tuple(values.items())) for code, values in found.items()}


def number(value: Decimal, language: str) -> str:
    """A figure as it stands in sentences and tables: no zeros after the last digit that says something."""
    if value == value.to_integral_value():
        return grouped(int(value), language)
    shown = round(value, 2).normalize()
    return grouped(shown, language)


def _number(value: Decimal, kind: str, language: str) -> str:
    return str(int(value)) if kind == "year" and value == value.to_integral_value() else number(value, language)


_Given = Sequence[tuple[str, Decimal]] | Sequence[tuple[str, date]]


def _gave(speaker: Speaker, tally: Tally, kind: str, values: _Given, written: Mapping[Any, str], middle: str) -> str:
    by_value: dict[Any, list[str]] = {}
    for iso3, value in values:
        by_value.setdefault(value, []).append(iso3)
    given = {iso3 for iso3, _ in values}
    ordered = sorted(by_value)
    if len(given) <= NAMED_AT_MOST:
        clauses = join([_named(speaker, written[one], by_value[one]) for one in ordered], speaker.language)
    elif len(ordered) == 1:
        clauses = speaker.say(_ALL_THE_SAME, figure=written[ordered[0]])
    else:
        lowest, highest = (_named(speaker, written[one], by_value[one]) for one in (ordered[0], ordered[-1]))
        clauses = speaker.say(_SPREAD[kind], lowest=lowest, highest=highest, median=middle)
    who = some_of_base(speaker, len(given), tally.base)
    clause = speaker.say(_GAVE[kind][is_plural(len(given), tally.base)], who=who, clauses=clauses)
    return sentence(speaker.say(_ASKED, asked=speaker.quoted(tally.question.wording), clause=clause))


def _named(speaker: Speaker, figure: str, given: Sequence[str]) -> str:
    """A figure with the states that gave it; many are counted."""
    once = list(dict.fromkeys(given))
    if len(once) <= NAMED_AT_MOST:
        return speaker.say(_OF_STATE, figure=figure, names=speaker.names(once))
    count = speaker.count(len(once), Agreement.MASCULINE)
    return speaker.say(_OF_STATE, figure=figure, names=speaker.say(_STATES, count=count))


def _sums(speaker: Speaker, tally: Tally) -> str:
    lines = tally.question.rows if adds_rows(tally) else tally.question.columns
    added = row_totals(tally) if adds_rows(tally) else column_totals(tally)
    totals = {code: figures for code, figures in added.items() if figures.count}
    if not 0 < len(totals) <= _MOST_CLAUSES:
        return ""
    called = {line.code: speaker.quoted(line.wording) for line in lines}
    clauses = [
        speaker.say(
            _SUM[figures.count > 1],
            figure=number(figures.sum, speaker.language),
            called=called[code],
            count=speaker.count(figures.count, Agreement.MASCULINE),
        )
        for code, figures in totals.items()
    ]
    return sentence(speaker.say(_SUMS, clauses=join(clauses, speaker.language)))


def _medians(speaker: Speaker, tally: Tally) -> str:
    cells = [part for part in tally.parts if part.place.column and part.figures is not None and part.figures.count]
    if not 0 < len(cells) <= _MOST_CLAUSES:
        return ""
    return sentence(speaker.say(_MEDIANS, clauses=join(list(_each_median(speaker, tally, cells)), speaker.language)))


def _each_median(speaker: Speaker, tally: Tally, cells: Sequence[Tally]) -> Iterator[str]:
    for part in cells:
        figures = part.figures or Figures(())
        count = len({iso3 for iso3, _ in figures.values})
        yield speaker.say(
            _MEDIAN[count > 1],
            figure=number(figures.median or Decimal(), speaker.language),
            called=speaker.quoted(cell_called(tally, part, speaker.language)),
            count=speaker.count(count, Agreement.MASCULINE),
            lowest=number(figures.smallest or Decimal(), speaker.language),
            highest=number(figures.largest or Decimal(), speaker.language),
        )


def cell_called(tally: Tally, part: Tally, language: str) -> Text:
    """A cell of a grid by its row and column; by its row alone where there is one column."""
    row = next(one for one in tally.question.rows if one.code == part.place.row)
    if len(tally.question.columns) == 1:
        return row.wording
    column = said(part.question.wording, language)
    return {language: said(_CELL, language).format(row=said(row.wording, language), column=column)}


def _no_list(speaker: Speaker, tally: Tally, asked: str, none: int) -> str:
    if not none:
        return ""
    who = some_of_base(speaker, none, tally.base)
    clause = speaker.say(_GAVE["none_in_list"][is_plural(none, tally.base)], who=who)
    return sentence(speaker.say(_ASKED, asked=asked, clause=clause))


def _entries(speaker: Speaker, count: int) -> str:
    return speaker.say(_ENTRIES[count != 1], count=speaker.count(count, Agreement.MASCULINE))
