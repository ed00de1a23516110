"""The table and the figure of a question: every answer with its count, its share of the base and the States."""

from collections.abc import Iterator, Sequence

from surveyapp.core.comparison import Figures, OptionCount, Tally
from surveyapp.core.marks import Mark
from surveyapp.core.questionnaire import Kind
from surveyapp.core.text import said
from surveyapp.documents.summary import pictures
from surveyapp.documents.summary.parts import Figure, Table
from surveyapp.documents.summary.writing import Writer
from surveyapp.wording import dates, marks
from surveyapp.wording.answers import FULL
from surveyapp.wording.numbers import Agreement, percent
from surveyapp.wording.sentences import capital
from surveyapp.wording.summary.apart import APART_WITHIN
from surveyapp.wording.summary.measures import (
    adds_rows,
    cell_called,
    column_totals,
    has_totals,
    number,
    row_totals,
)
from surveyapp.wording.summary.speaking import the_base

_OPTION_COLUMNS = ("answer", "states", "share", "which")
_OPTION_SHARES = (4.2, 1.3, 1.6, 6)
_SHARES_OF_ONE = (3, 1.2, 1.6)
_MOST_OPTIONS_ACROSS = 7
BARS_WIDTH = 115
_MAP_SCALE = 0.14
"""Millimetres of the paper for each unit of the map."""


def table_of(writer: Writer, tally: Tally) -> Table | None:
    """None of a question that can only be read, and where nobody was asked."""
    if not tally.base:
        return None
    if tally.options:
        return _options(writer, tally)
    match tally.question.kind:
        case Kind.ROWS | Kind.CONFIRM:
            return _rows(writer, tally)
        case Kind.INTEGER | Kind.DECIMAL | Kind.YEAR | Kind.DATE:
            return _values(writer, tally)
        case Kind.GRID:
            return _grid(writer, tally)
        case Kind.LIST:
            return _list(writer, tally)
    return None


def figure_of(writer: Writer, tally: Tally, table: Table) -> Figure | None:
    """A map for a core question that is answered with yes or no, bars for one with several answers."""
    question = tally.question
    if not question.core or not tally.count(Mark.ANSWERED):
        return None
    if question.kind is Kind.ONE and any(one.option.shape == FULL for one in tally.options):
        return _map(writer, tally, table)
    if question.kind is Kind.SEVERAL:
        return _bars(writer, tally, table)
    return None


def map_of(writer: Writer, title: str, told: Sequence[tuple[str, str, Sequence[str]]], table: Table) -> Figure | None:
    """A map of all the states asked; `told`: shape, words, states. The rest is left plain and not spoken of."""
    asked = {one.iso3 for one in writer.comparison.asked}
    tiles = {iso3: tile for iso3, tile in writer.facts.tiles.items() if iso3 in asked}
    if not tiles:
        return None
    shapes = {iso3: shape for shape, _, states in told for iso3 in states}
    legend = [(shape, words) for shape, words, states in told]
    rest = writer.words("legend_rest")
    picture = pictures.tile_map(tiles, shapes, [*legend, ("", rest)] if set(tiles) - set(shapes) else legend)
    items = [
        writer.words("legend_item", label=capital(words), names=writer.short_names(states))
        for _, words, states in told
        if states
    ]
    width = pictures.size(picture)[0] * _MAP_SCALE
    return writer.figure(title, picture, writer.words("map_alt", says=" ".join(items)), width, table)


def _map(writer: Writer, tally: Tally, table: Table) -> Figure | None:
    shown = [
        one
        for one in tally.options
        if one.option.shape and one.count and writer.speaker.is_named(tally.question, one.option)
    ]
    told = [(one.option.shape, _wording(writer, one), one.states) for one in shown]
    return map_of(writer, writer.called(tally.question), told, table) if told else None


def _bars(writer: Writer, tally: Tally, table: Table) -> Figure:
    lines = [(_wording(writer, one), one.count) for one in tally.options]
    says = [writer.words("bar_item", label=words, count=count, base=tally.base) for words, count in lines]
    picture = pictures.bars(lines, tally.base)
    alternative = writer.words("bars_alt", says=" ".join(says))
    return writer.figure(writer.called(tally.question), picture, alternative, BARS_WIDTH, table)


def _wording(writer: Writer, one: OptionCount) -> str:
    return said(one.option.wording, writer.language)


def _options(writer: Writer, tally: Tally) -> Table:
    """Of one answer each, the sentence names the States; of several the table does. No share of too few States."""
    rows = [*(_option(writer, tally, one) for one in tally.options), *_apart(writer, tally)]
    has_shares = tally.base >= writer.facts.terms.fewest_for_shares
    names = ["answer", "states", *(["share"] if has_shares else [])]
    numeric = range(1, len(names))
    if tally.question.kind is not Kind.ONE:
        names.append("which")
    at = [_OPTION_COLUMNS.index(name) for name in names]
    return writer.table(
        writer.called(tally.question),
        [writer.words(name) for name in names],
        [[row[one] for one in at] for row in rows],
        [(_OPTION_SHARES if "which" in names else _SHARES_OF_ONE)[one] for one in at],
        numeric=numeric,
        notes=_notes(writer, tally),
    )


def _option(writer: Writer, tally: Tally, one: OptionCount) -> tuple[str, ...]:
    shape = f"{one.option.shape} " if one.option.shape else ""
    which = writer.short_names(one.states) if writer.speaker.is_named(tally.question, one.option) else ""
    if one.count and not which:
        which = writer.words("not_named")
    return f"{shape}{_wording(writer, one)}", str(one.count), _share(writer, one.count, one.base), which


def _apart(writer: Writer, tally: Tally) -> Iterator[tuple[str, ...]]:
    for mark in APART_WITHIN:
        count = tally.count(mark)
        if count:
            yield marks.mark_words(mark, writer.language), str(count), _share(writer, count, tally.base), ""


def _share(writer: Writer, count: int, base: int) -> str:
    """ "" where the base is of fewer states than a share is given for."""
    return percent(count, base, writer.language) if base >= writer.facts.terms.fewest_for_shares else ""


def _notes(writer: Writer, tally: Tally) -> list[str]:
    notes = [writer.words("base_note", base=the_base(writer.speaker, tally.base))]
    if tally.question.kind is Kind.SEVERAL:
        notes.append(writer.words("several_note"))
    fewest = writer.facts.terms.fewest_for_shares
    if tally.options and tally.base < fewest:
        notes.append(writer.words("no_share_note", count=writer.speaker.count(fewest, Agreement.MASCULINE)))
    return notes


def _rows(writer: Writer, tally: Tally) -> Table:
    """The rows down, across the answers and what is none; of many answers those that were given, in words."""
    parts = [part for part in tally.parts if part.options]
    options = parts[0].options if parts else ()
    apart = [mark for mark in APART_WITHIN if any(part.count(mark) for part in parts)]
    after = [*(marks.mark_words(mark, writer.language) for mark in apart), writer.words("base")]
    if len(options) + len(apart) > _MOST_OPTIONS_ACROSS:
        headings, widths = [writer.words("answer")], [6.0]
        found = [[_in_words(writer, part)] for part in parts]
    else:
        headings, widths = [_wording(writer, one) for one in options], [1.5] * len(options)
        found = [[str(one.count) for one in part.options] for part in parts]
    figures = [[*(str(part.count(mark)) for mark in apart), str(part.base)] for part in parts]
    is_counted = len(headings) > 1
    return writer.table(
        writer.called(tally.question),
        [writer.words("row"), *headings, *after],
        [(_asked(writer, part), *cells, *more) for part, cells, more in zip(parts, found, figures, strict=True)],
        (4.2, *widths, *[1.8] * len(apart), 1),
        numeric=range(1 if is_counted else 2, 1 + len(headings) + len(after)),
        notes=_notes(writer, tally),
    )


def _asked(writer: Writer, part: Tally) -> str:
    return said(part.question.wording, writer.language)


def _in_words(writer: Writer, part: Tally) -> str:
    return "; ".join(f"{_wording(writer, one)}: {one.count}" for one in part.options if one.count)


def _values(writer: Writer, tally: Tally) -> Table | None:
    """Each figure, year or date that was given, with the States that gave it."""
    given: dict[object, list[str]] = {}
    for iso3, value in (*(tally.figures.values if tally.figures else ()), *(tally.days.values if tally.days else ())):
        given.setdefault(value, []).append(iso3)
    if not given:
        return None
    rows = [(_value(writer, tally, one), str(len(given[one])), writer.short_names(given[one])) for one in sorted(given)]  # type: ignore[type-var]
    rows += [(label, count, which) for label, count, _, which in _apart(writer, tally)]
    columns = [writer.words(one) for one in ("value", "states", "which")]
    return writer.table(
        writer.called(tally.question), columns, rows, (3, 1.2, 8), numeric=(1,), notes=_notes(writer, tally)
    )


def _value(writer: Writer, tally: Tally, value: object) -> str:
    if tally.days is not None:
        return dates.day(value, writer.language)  # type: ignore[arg-type]
    if tally.question.kind is Kind.YEAR:
        return str(int(value))  # type: ignore[call-overload]
    return number(value, writer.language)  # type: ignore[arg-type]


def _grid(writer: Writer, tally: Tally) -> Table:
    """What the figures of all States come to: row by row where rows add up; else cell by cell, then the columns."""
    rows = []
    for called, figures in _lines_of_grid(writer, tally):
        row = [called, str(len({iso3 for iso3, _ in figures.values}))]
        if has_totals(tally):
            row.append(number(figures.sum, writer.language) if figures.count else "")
        each = (figures.median, figures.smallest, figures.largest)
        rows.append([*row, *(number(one, writer.language) if one is not None else "" for one in each)])
    names = ["with_figure", *(["sum"] if has_totals(tally) else []), "median", "smallest", "largest"]
    return writer.table(
        writer.called(tally.question),
        [writer.words("figure_column"), *(writer.words(one) for one in names)],
        rows,
        (4, *[1.6] * len(names)),
        numeric=range(1, len(names) + 1),
        notes=_notes(writer, tally),
    )


def _lines_of_grid(writer: Writer, tally: Tally) -> Iterator[tuple[str, Figures]]:
    language, question = writer.language, tally.question
    if adds_rows(tally):
        rows = {row.code: said(row.wording, language) for row in question.rows}
        yield from ((rows[code], figures) for code, figures in row_totals(tally).items())
        return
    for part in tally.parts:
        if part.place.column and part.figures is not None:
            yield said(cell_called(tally, part, language), language), part.figures
    if has_totals(tally):
        columns = {column.code: said(column.wording, language) for column in question.columns}
        for code, figures in column_totals(tally).items():
            yield writer.words("total_of", called=columns[code]), figures


def _list(writer: Writer, tally: Tally) -> Table | None:
    """How many entries each State made, and what is chosen in them."""
    made: dict[int, list[str]] = {}
    for iso3, value in tally.figures.values if tally.figures else ():
        made.setdefault(int(value), []).append(iso3)
    none = made.pop(0, [])
    rows = [
        (f"{writer.words('entries')}: {count}", str(len(made[count])), writer.short_names(made[count]))
        for count in sorted(made, reverse=True)
    ]
    rows += [
        (f"{_asked(writer, part)}: {_wording(writer, one)}", str(one.count), writer.short_names(one.states))
        for part in tally.parts
        for one in part.options
        if one.count
    ]
    if not rows:
        return None
    columns = [writer.words(one) for one in ("value", "states", "which")]
    named = writer.speaker.name_negative and none
    notes = [*_notes(writer, tally), writer.words("none_in_list", names=writer.short_names(none)) if named else ""]
    return writer.table(writer.called(tally.question), columns, rows, (4.2, 1.2, 7), numeric=(1,), notes=notes)
